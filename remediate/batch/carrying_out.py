"""A plan carried out: values into the vault and read back first, then the package, all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from remediate.batch.companions import Companions, in_folder
from remediate.batch.destinations import SETTINGS, companion
from remediate.batch.killed import said
from remediate.batch.left_beside import going
from remediate.errors import VaultError, VaultLost, WriteError
from remediate.package import Kind
from remediate.package.made import MadeMembers
from remediate.package.settings import deployment_settings, read_settings, without_entries
from remediate.plan import PackagePlan
from remediate.plan.edits import definition_of, text_definition_of, with_references
from remediate.secret import Secret
from remediate.vault import Deposited, Vault, Written, deposit_all
from remediate.writer import copy_folder, replace_file, rewrite_zip, unfinished, write_folder


@dataclass(frozen=True)
class Carried:
    """What was done. `missing` are the variables whose value the settings file could not name."""

    output: Path
    vault: str
    deposited: tuple[Deposited, ...]
    settings: Path | None = None
    missing: tuple[str, ...] = ()
    beside: tuple[Path, ...] = ()


class Deposits:
    """The values of a run on their way to its vault, each stored once and read back.

    One thread at a time asks the vault. Once it has lost something it is not asked again.
    """

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._lost: VaultLost | None = None
        self._alone = Lock()
        self._stored: dict[str, Deposited] = {}
        self._given: dict[str, Secret] = {}

    def all_of(self, plan: PackagePlan, values: Sequence[str]) -> dict[str, Deposited]:
        """Where each value of the plan is now, by the name that the run gave it; `values` in the order of its deposits.

        Raises:
            VaultError: a value could not be deposited.
        """
        tags = {"solution": plan.package.name[:200]}
        wanted = {d.secret_name: Secret(value) for d, value in zip(plan.deposits, values, strict=True)}
        with self._alone:
            stored = self._all(wanted, tags)
            there = {variable.secret_name for variable in plan.variables} - set(stored)
            return stored | {name: self._existing(name) for name in sorted(there)}

    def check(self, deposited: Mapping[str, Deposited]) -> None:
        """See, right before a package is written, that the vault still holds what was given to it.

        Raises:
            VaultLost: it does not.
        """
        names = {one.name for one in deposited.values()}
        with self._alone:
            if self._lost:
                raise self._lost
            try:
                self.vault.check({name: self._given[name] for name in sorted(names) if name in self._given})
            except VaultLost as lost:
                self._lost = lost
                raise

    def _existing(self, name: str) -> Deposited:
        """A secret that the playbook names and that is in the vault already; its value is looked for, not told."""
        if self.vault.get(name) is None:
            hint = self.vault.how_to_put(name)
            raise VaultError(f"the vault has no secret {name}, which the playbook names.", hint=hint)
        return Deposited(name, Written.REUSED, self.vault.reference(name), ())

    def _all(self, wanted: Mapping[str, Secret], tags: Mapping[str, str]) -> dict[str, Deposited]:
        """Where the values are, in their order; those that are not stored yet are stored together."""
        known = {n: replace(self._stored[n], written=Written.REUSED) for n in wanted if n in self._stored}
        new = {name: secret for name, secret in wanted.items() if name not in known}
        stored = deposit_all(self.vault, new, tags) if new else {}
        self._stored |= stored  # within a run a name stands for one value
        self._given |= {one.name: new[name] for name, one in stored.items()}
        return {name: known.get(name) or stored[name] for name in wanted}


@dataclass(frozen=True)
class Goal:
    """Where a package is written.

    `base` is the zip of which the result is made, where that is not the input: one that has what was made of the other
    packages in the same zip. `run` tells the run from others; empty where nobody will go on with it. `moved` are the
    values that go out of the package.
    """

    output: Path
    base: Path | None = None
    run: str = ""
    moved: frozenset[str] = field(default=frozenset(), repr=False)


def carry_out(
    plan: PackagePlan, edits: Mapping[str, bytes], deposited: Mapping[str, Deposited], vault: str, goal: Goal
) -> Carried:
    """Write the package, whose values are in the vault already, after what its deployment needs.

    `edits` are the changed members of the plan with their bytes, `deposited` where its values are by their names.

    Raises:
        WriteError: the package could not be written; it is as it was, and the values are in the vault.
    """
    output, base = goal.output, goal.base or plan.package.path
    with Companions() as beside:
        needs = _write_needs(plan, output, beside)
        settings, missing = _write_settings(plan, goal, deposited, beside)
        try:
            _write(plan, edits, output, base, said(vault, deposited.values(), goal.run))
        except WriteError:
            if output.is_dir() and unfinished(output):
                beside.keep()  # a later run finishes the folder, which needs them
            raise
    return Carried(output, vault, tuple(deposited.values()), settings, missing, needs)


def _write(plan: PackagePlan, edits: Mapping[str, bytes], output: Path, base: Path, told: Mapping[str, object]) -> None:
    source, members = plan.package.path, plan.package.members
    if isinstance(members, MadeMembers):
        in_folder(output.parent, lambda: replace_file(output, members.zipped(edits, plan.removed)))
        return
    match plan.package.kind:
        case Kind.SOLUTION_ZIP | Kind.LEGACY_ZIP:
            in_folder(output.parent, lambda: rewrite_zip(base, output, edits, plan.removed))
        case Kind.DEFINITION:
            (data,) = edits.values()
            in_folder(output.parent, lambda: replace_file(output, data))
        case _ if output == source:
            write_folder(source, edits, plan.removed, told)
        case _:
            copy_folder(source, output, edits, plan.removed)


def _write_needs(plan: PackagePlan, output: Path, beside: Companions) -> tuple[Path, ...]:
    """For a flow that comes without its solution: the variables and references that a solution must bring for it."""
    if plan.package.kind is not Kind.DEFINITION:
        return ()
    folder = companion(output, "solution")
    needs: dict[Path, bytes] = {}
    if plan.references:
        text = with_references("<ImportExportXml>\n</ImportExportXml>\n", plan)
        needs[folder / "customizations.xml"] = text.encode()
    declared = {
        **{variable.schema_name: definition_of(variable) for variable in plan.variables},
        **{text.schema_name: text_definition_of(text) for text in plan.texts},
    }
    for schema_name, data in declared.items():
        path = folder / "environmentvariabledefinitions" / schema_name / "environmentvariabledefinition.xml"
        needs[path] = data
    for path, data in needs.items():
        beside.write(path, data)
    return tuple(needs)


def _write_settings(
    plan: PackagePlan, goal: Goal, deposited: Mapping[str, Deposited], beside: Companions
) -> tuple[Path | None, tuple[str, ...]]:
    path = companion(goal.output, SETTINGS)
    gone = going(plan, path)
    references = [*_own_references(plan), *((r.logical_name, r.connector_id) for r in plan.references)]
    texts = [(text.schema_name, text.default) for text in plan.texts]
    if not plan.variables and not texts and not references and not gone:
        return None, ()
    variables = [(v.schema_name, deposited[v.secret_name].reference) for v in plan.variables]
    existing = read_settings(path)
    if existing and gone:
        existing = without_entries(existing, dict.fromkeys(gone, goal.moved))
    data, missing = deployment_settings(variables, references, existing, texts)
    beside.write(path, data)
    return path, tuple(missing)


def _own_references(plan: PackagePlan) -> Iterator[tuple[str, str]]:
    """The references of a solution that was just made: no environment knows one of them yet."""
    facts = plan.package.facts if isinstance(plan.package.members, MadeMembers) else None
    for reference in facts.connection_references if facts else ():
        yield reference.logical_name, reference.connector_id
