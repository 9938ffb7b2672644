"""Which flow of one package is which of the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from remediate.package import FlowFile, Package
from remediate.package.shape import is_outside_solutions
from remediate.remedies.naming import migrated_id

Key = Callable[[FlowFile], object]


@dataclass(frozen=True)
class Pairs:
    """Flows that stand in both packages, and those that only one has."""

    both: tuple[tuple[FlowFile, FlowFile], ...]
    lost: tuple[FlowFile, ...] = ()
    added: tuple[FlowFile, ...] = ()

    @property
    def new_ids(self) -> dict[str, str]:
        """The new id of every flow that has another one now, by the old one in lower case: its callers name it so."""
        ids = ((old.workflow_id or "", new.workflow_id or "") for old, new in self.both)
        return {old.casefold(): new for old, new in ids if old and new and old.casefold() != new.casefold()}


def pair(before: Package, after: Package) -> Pairs:
    """By workflow id, also the one that `migrate` gives, else by file name, else by display name.

    A name that two flows of one package share pairs nothing; flows that stand alone on both sides are the same one.
    """
    both: list[tuple[FlowFile, FlowFile]] = []
    old, new = list(before.flows), list(after.flows)
    for of_old, of_new in ((_id, _id), (_migrated_to(after), _id), (_place, _place), (_name, _name)):
        found = _unique(old, of_old)
        for name, file in _unique(new, of_new).items():
            if name in found:
                both.append((found[name], file))
        old = [file for file in old if all(file is not one for one, _ in both)]
        new = [file for file in new if all(file is not other for _, other in both)]
    if len(before.flows) == len(after.flows) == 1 and not both:
        return Pairs(((before.flows[0], after.flows[0]),))
    order = {id(file): number for number, file in enumerate(before.flows)}
    return Pairs(tuple(sorted(both, key=lambda one: order[id(one[0])])), tuple(old), tuple(new))


def _unique(files: Sequence[FlowFile], key: Key) -> dict[object, FlowFile]:
    found: dict[object, FlowFile] = {}
    doubled = set()
    for file in files:
        name = key(file)
        if name in found:
            doubled.add(name)
        elif name:
            found[name] = file
    return {name: file for name, file in found.items() if name not in doubled}


def _place(file: FlowFile) -> object:
    """The file's name with the pointer to its definition: a resource template holds several flows."""
    return (file.member.rpartition("/")[2].casefold(), file.definition_pointer)


def _id(file: FlowFile) -> str:
    return (file.workflow_id or "").casefold()


def _name(file: FlowFile) -> str:
    return file.name.casefold()


def _migrated_to(after: Package) -> Key:
    """The id that a flow from outside solutions gets where it becomes one of that solution."""
    solution = after.facts.unique_name if after.facts else ""
    return lambda file: migrated_id(solution, _id(file)) if solution and is_outside_solutions(file.document) else ""
