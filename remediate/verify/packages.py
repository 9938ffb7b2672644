"""Two packages compared whole: flows, the other members, and every rule that is known."""

from collections.abc import Collection, Iterator, Mapping

from remediate.package import FlowFile, Package, view
from remediate.verify import rules
from remediate.verify.activation import broken_rules
from remediate.verify.called_flows import calling
from remediate.verify.emptied import emptied_variables, lost_values
from remediate.verify.equivalence import Equation, differences
from remediate.verify.left_in_clear import left_in_clear, left_in_settings
from remediate.verify.members import Side, member_differences, side, uncompared
from remediate.verify.package_rules import broken_package_rules, place
from remediate.verify.pairing import Pairs, pair
from remediate.verify.problem import Change, Intent, Problem, Rule
from remediate.verify.proving import Claim, Proof
from remediate.verify.reads import reads_of
from remediate.verify.stored import Store, compare_with_vault, named_values
from remediate.verify.verdict import Located, Verdict

_NO_PACKAGE = frozenset(
    {
        rules.MANIFEST,
        rules.CUSTOMIZATIONS,
        rules.CONTENT_TYPES,
        rules.ORDINARY_VARIABLES,
        rules.READ_NAMES,
        rules.DEFINITION_SHAPE,
        rules.COLUMN_LENGTHS,
        rules.RESERVED,
        rules.SECRET_PATH,
        rules.IN_CUSTOMIZATIONS,
        rules.CONNECTOR,
        rules.TYPED,
    }
)

_EARLIER = "BEFORE reads {} already: only a vault tells what it holds"
_UNNAMED = "only a run tells what {} is, since its name is computed"


def verify(
    before: Package, after: Package, store: Store | None = None, settings: tuple[str, bytes] | None = None
) -> Verdict:
    """What is proven of `after` being `before` with its secrets taken out, and what is not.

    `store` gives the values of a vault to compare with; without it, a read stands for the value that stood there.
    `settings` are the name and the bytes of the deployment settings with which `after` is imported.

    Raises:
        PackageError: a member cannot be read.
        VaultError: the vault gives no answer.
    """
    pairs = pair(before, after)
    old, new = side(before), side(after)
    same_form = before.kind is after.kind
    found, values = _flows(pairs, before, after, store, same_form=same_form)
    comparable = _comparable(before, after)
    if comparable:
        lost = list(lost_values(pairs, before, after))
        folders = {_folder(one.member) for one in lost}
        found += (one for one in _other_members(old, new) if not (_is_emptied(one) and _folder(one.member) in folders))
        found += lost
    known, broken = _activation(pairs, before, after)
    for one, was_there in left_in_clear(pairs, old, new, values, comparable=comparable):
        (known if was_there else broken).append(one)
    if settings is not None:
        broken += left_in_settings(*settings, values, emptied_variables(before, after))
    return Verdict(
        before=_shown(before),
        after=_shown(after),
        flows=len(pairs.both),
        members=len({*old.members} & {*new.members}) if comparable else 0,
        uncompared=uncompared(old, new) if comparable else len(old.members) + len(new.members),
        found=(*found, *broken),
        known=tuple(known),
        unchecked=_unchecked(before, after, store, comparable=comparable),
    )


def _other_members(old: Side, new: Side) -> Iterator[Located]:
    return (Located(member, "", what) for member, what in member_differences(old, new))


def _is_emptied(one: Located) -> bool:
    """Whether this is the change, meant elsewhere, that takes the value of a variable."""
    return isinstance(one.what, Change) and one.what.intent is Intent.EMPTIED


def _folder(member: str) -> str:
    return member.rpartition("/")[0]


def _comparable(before: Package, after: Package) -> bool:
    """Whether both are whole packages of one sort, so that their members have counterparts."""
    return before.kind is after.kind or (before.facts is not None and after.facts is not None)


def _flows(
    pairs: Pairs, before: Package, after: Package, store: Store | None, *, same_form: bool
) -> tuple[list[Located], Collection[str]]:
    """What was found in the flows, and the values for which their reads stand."""
    found = [_in(one, rules.FLOW_LOST.broken("", f"{one.name} has no counterpart in AFTER")) for one in pairs.lost]
    found += [_in(one, rules.FLOW_ADDED.broken("", f"{one.name} has no counterpart in BEFORE")) for one in pairs.added]
    claims: list[Claim] = []
    files: dict[str, FlowFile] = {}
    untold: dict[str, str] = {}
    for old, new in pairs.both:
        files[_key(new)] = new
        was, now = calling(view(before, old), pairs.new_ids), view(after, new)
        reads = reads_of(was, now)
        untold |= {source.identity: _UNNAMED.format(source) for source in reads.sources.values() if not source.named}
        untold |= {source.identity: _EARLIER.format(source) for source in reads_of(was).sources.values()}
        for one in differences(was, now, same_form=same_form and old.definition_pointer == new.definition_pointer):
            if isinstance(one, Equation):
                claims.append(Claim(_key(new), one, reads))
            else:
                found.append(_in(new, one))
    given = named_values(store, claims) if store else {}
    proof = Proof({**given}, given=frozenset(given), untold=untold)
    proof.work_out(claims)
    if store:
        proof.found += compare_with_vault(proof, claims, store)
    found += [_in(files[claim.where], what) for claim, what in proof.found]
    return found, proof.values.values()


def _key(file: FlowFile) -> str:
    return file.member + "#" + file.definition_pointer if file.definition_pointer.count("/") > 2 else file.member  # noqa: PLR2004


def _in(file: FlowFile, what: Problem | Change) -> Located:
    return Located(file.member, file.name, what)


def _activation(pairs: Pairs, before: Package, after: Package) -> tuple[list[Located], list[Located]]:
    """The rules of activation that AFTER breaks: those that BEFORE broke too, and the others."""
    known: list[Located] = []
    broken: list[Located] = []
    counterpart = {id(new): old for old, new in pairs.both}
    for file in after.flows:
        old = counterpart.get(id(file))
        was = {_rule(p, old.definition_pointer) for p in broken_rules(view(before, old))} if old else set()
        for problem in broken_rules(view(after, file)):
            target = known if _rule(problem, file.definition_pointer) in was else broken
            target.append(_in(file, problem))
    was_broken = {place(_bare(before, member), problem) for member, problem in broken_package_rules(before)}
    for member, problem in broken_package_rules(after):
        target = known if place(_bare(after, member), problem) in was_broken else broken
        target.append(Located(member, "", problem))
    return known, broken


def _rule(problem: Problem, base: str) -> tuple[Rule, str]:
    return problem.rule, problem.pointer.removeprefix(base)


def _bare(package: Package, member: str) -> str:
    return member.removeprefix(package.facts.root if package.facts else "").casefold()


def _shown(package: Package) -> str:
    return f"{package.path}/{package.inner}" if package.inner else str(package.path)


def _unchecked(before: Package, after: Package, store: Store | None, *, comparable: bool) -> Mapping[Rule, str]:
    why: dict[Rule, str] = {}
    if store is None:
        why[rules.IN_VAULT] = "no vault was named"
    if not comparable:
        why[rules.OTHER_MEMBERS] = "the two are packages of different sorts"
    if after.legacy is None:
        why[rules.LEGACY_CONNECTIONS] = "AFTER was not exported outside solutions"
    if after.facts is None:
        why |= dict.fromkeys(_NO_PACKAGE, "AFTER is no solution")
    elif before.facts is None:
        files = (rules.MANIFEST, rules.CUSTOMIZATIONS, rules.CONTENT_TYPES, rules.ORDINARY_VARIABLES)
        why |= dict.fromkeys(files, "BEFORE is no solution")
    return why
