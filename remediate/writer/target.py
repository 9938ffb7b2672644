"""What the pointers of a patch (RFC 6901) lead to in the tree of a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from remediate.errors import ProofError
from remediate.flow import pointer as ptr
from remediate.writer.layout import Place
from remediate.writer.tree import Box, Wanted, box_of

_INDEX = re.compile(r"0|[1-9][0-9]*")
_BAD_ESCAPE = re.compile(r"~(?![01])")
_TWICE_HINT = "Remove one of the two by hand: which one counts is not for a program to guess."


class SpliceError(ProofError):
    """A patch that does not fit the text: nothing was changed. It names the pointer and the reason, no value."""


@dataclass(frozen=True)
class Pointer:
    """An RFC 6901 pointer: as written, and its tokens unescaped."""

    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """What a pointer leads to: a box, where it stands, and the key or index of the member (not necessarily there)."""

    pointer: Pointer
    box: Box
    place: Place
    step: str

    def position(self) -> int | None:
        """The position of the member in its box, or None where there is none."""
        if self.box.opener == "{":
            found = [n for n, member in enumerate(self.box.members) if member.key == self.step]
            if len(found) > 1:
                raise SpliceError(_twice(self.step), hint=_TWICE_HINT, pointer=self.pointer.text)
            return found[0] if found else None
        if not self.box.opener:
            return 0
        index = self._index()
        return index if index < len(self.box.members) else None

    def existing(self) -> int:
        """The position of the member, which must be there."""
        position = self.position()
        if position is None:
            raise SpliceError("There is nothing at this place.", pointer=self.pointer.text)
        return position

    def insertion(self) -> int:
        """The position at which an array takes in a new element."""
        index = self._index()
        if index > len(self.box.members):
            raise SpliceError("The array is too short for this index.", pointer=self.pointer.text)
        return index

    def _index(self) -> int:
        if self.step == "-":
            return len(self.box.members)
        if not _INDEX.fullmatch(self.step) or len(self.step) > len(str(len(self.box.members))):
            raise SpliceError("This is no index of the array.", pointer=self.pointer.text)
        return int(self.step)


def pointer_of(operation: Mapping[str, Any], name: str) -> Pointer:
    """The pointer that the operation has under this name: "path" or "from"."""
    text = operation.get(name)
    if not isinstance(text, str) or (text and not text.startswith("/")) or _BAD_ESCAPE.search(text):
        raise SpliceError(f"The patch holds an operation whose '{name}' is no JSON pointer.")
    return Pointer(text, tuple(ptr.split(text)))


def target_of(root: Box, pointer: Pointer) -> Target:
    """Walks down to the box that holds what the pointer leads to, opening boxes on the way."""
    target = Target(pointer, root, Place(), "")
    for token in pointer.tokens:
        member = target.box.members[target.existing()]
        box = box_of(member)
        if box is None:
            raise SpliceError("The path leads into a value that has no members.", pointer=pointer.text)
        target = Target(pointer, box, target.place.at(member), token)
    return target


def wanted_by(operations: Iterable[Mapping[str, Any]]) -> Wanted:
    """Which boxes the operations lead through, as far as the pointers tell beforehand."""
    wanted: Wanted = {}
    for operation in operations:
        for name in ("path", "from"):
            if name in operation:
                inner = wanted
                for token in pointer_of(operation, name).tokens:
                    inner = inner.setdefault(token, {})
    return wanted


def _twice(key: str) -> str:
    return f"The key '{key}' stands more than once in this object."
