"""What the flows of a package give each other: secrets that a parent passes to its child and gets back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from remediate.flow.tainted import Path


@dataclass(frozen=True, slots=True)
class Child:
    """A flow of the same package that others can call.

    `returns` are the members of its response that hold a secret; `hides` says whether its trigger hides what it gets.
    """

    name: str
    returns: frozenset[Path] = frozenset()
    hides: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A member of a flow's trigger that is a credential: by its `name` there, or where `demanded`, by its use."""

    name: str
    demanded: bool = False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What one flow has to know of the others in its package.

    `arriving` are the members of the trigger's body in which a flow of the package passes a secret, each with the name
    of that flow; `children` are the flows of the package by their workflow id in lower case. `doors` are the HTTP
    triggers that ask their callers for a token, or will after this run: the flow's name by its workflow id in lower
    case without hyphens. `asked` are the members of their triggers' bodies that the flows which this one calls use as
    credentials, by their workflow ids as `children` are: the flow's name, and the members.
    """

    arriving: Mapping[Path, str] = field(default_factory=dict)
    children: Mapping[str, Child] = field(default_factory=dict)
    doors: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, Mapping[Path, Asked]]] = field(default_factory=dict)


ALONE = Neighbours()
