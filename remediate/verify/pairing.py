"""Which flow of one package is which of the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from remediate.package import FlowFile, Package

Key = Callable[[FlowFile], object]


@dataclass(frozen=True)
class Pairs:
    """Flows that stand in both packages, and those that only one has."""

    both: tuple[tuple[FlowFile, FlowFile], ...]
    lost: tuple[FlowFile, ...] = ()
    added: tuple[FlowFile, ...] = ()


def pair(before: Package, after: Package) -> Pairs:
    """By workflow id, else by file name, else by display name; a flow that stands alone on both sides is the same one.

    A name that two flows of one package share pairs nothing.
    """
    both: list[tuple[FlowFile, FlowFile]] = []
    old, new = list(before.flows), list(after.flows)
    for key in _KEYS:
        found = _unique(old, key)
        for name, file in _unique(new, key).items():
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


_KEYS: tuple[Key, ...] = (lambda file: (file.workflow_id or "").casefold(), _place, lambda file: file.name.casefold())
