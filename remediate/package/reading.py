"""A package while it is being read: its members found without regard to case, and what went wrong so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.interface import Members
from remediate.writer.encoding import decode

_T = TypeVar("_T")


class LimitedMembers(Members, Protocol):
    """Members of which a single read can be kept short."""

    @property
    def problems(self) -> Sequence[PackageError]:
        """What could not be looked into when the members were listed."""

    def read(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """The bytes of one member, up to `limit`."""


@dataclass
class Reading:
    """The part of a package below `root` (empty, or ending in `/`), and the problems met in it."""

    members: LimitedMembers
    root: str
    problems: list[PackageError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems += self.members.problems
        self.names = tuple(name for name in self.members.names if name.startswith(self.root))
        self._texts: dict[str, str] = {}
        self._exact = frozenset(self.names)
        self._index = {name.casefold(): name for name in reversed(self.names)}

    def member(self, path: str) -> str | None:
        """The member at a path below the root, as the package spells it, or None."""
        wanted = self.root + path
        return wanted if wanted in self._exact else self._index.get(wanted.casefold())

    def holds(self, member: str) -> bool:
        """Whether there is a member of exactly that name."""
        return member in self._exact

    def bytes(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """A member's bytes. Raises PackageError, which names the member."""
        return located(member, lambda: self.members.read(member, limit))

    def text(self, member: str) -> str:
        """A member's text, kept while the package is read. Raises PackageError, which names the member."""
        if member not in self._texts:
            data = self.bytes(member)
            self._texts[member] = located(member, lambda: decode(data).text)
        return self._texts[member]


def located(file: str, read: Callable[[], _T]) -> _T:
    """What `read` gives; its PackageError names `file`."""
    try:
        return read()
    except PackageError as error:
        raise PackageError(error.message, hint=error.hint, file=file, pointer=error.pointer) from None
