"""A JSON patch (RFC 6902) applied to the text of a file, touching only the bytes that it must (promise 3).

What is not on a patched path is not even looked at: it stays as it is, down to number spelling and duplicate keys.
A replaced string keeps the spelling of what it begins and ends with; a replaced object or array is changed member by
member. A moved or copied value keeps its own text, indented anew if it gets a line of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from remediate.errors import ProofError
from remediate.writer.encoding import decode, encode
from remediate.writer.layout import Layout, Place, reindented, remove
from remediate.writer.tree import Box, Member, Node, Wanted, opened, read_document, written
from remediate.writer.values import equal, read_value, same

_INDEX = re.compile(r"0|[1-9][0-9]*")
_BAD_ESCAPE = re.compile(r"~(?![01])")


class SpliceError(ProofError):
    """A patch that does not fit the text: nothing was changed. It names the pointer and the reason, no value."""


def splice(text: str, patch: Iterable[Mapping[str, Any]]) -> str:
    """The text with the operations applied, in order, all or none.

    Raises:
        SpliceError: an operation does not fit the text, or its path leads through a key that stands there twice.
        PackageError: the text is not JSON.
    """
    operations = [dict(operation) for operation in patch]
    if not operations:
        return text
    try:
        document = _Document(text, operations)
        for operation in operations:
            document.apply(operation)
        return written(document.root)
    except RecursionError:
        raise SpliceError("The patched values are nested too deeply.") from None


def splice_bytes(data: bytes, patch: Iterable[Mapping[str, Any]]) -> bytes:
    """A file's bytes with the operations applied to the text; encoding and byte order mark stay.

    Raises:
        SpliceError: as `splice`.
        PackageError: the bytes are no text, or the text is not JSON.
    """
    decoded = decode(data)
    return encode(decoded, splice(decoded.text, patch))


@dataclass(frozen=True)
class _Pointer:
    """An RFC 6901 pointer: as written, and its tokens unescaped."""

    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class _Target:
    """What a pointer leads to: a box, where it stands, and the key or index of the member (not necessarily there)."""

    pointer: _Pointer
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


_TWICE_HINT = "Remove one of the two by hand: which one counts is not for a program to guess."


class _Document:
    """The tree of a text, while operations change it."""

    def __init__(self, text: str, operations: Sequence[Mapping[str, Any]]) -> None:
        self.root = read_document(text, _wanted(operations))
        self._layout = Layout(text)

    def apply(self, operation: Mapping[str, Any]) -> None:
        target = _pointer(operation, "path")
        match operation.get("op"):
            case "add":
                self._add(target, _value(operation, target))
            case "replace":
                self._replace(target, _value(operation, target))
            case "remove":
                self._remove(target)
            case "move":
                self._move(_pointer(operation, "from"), target)
            case "copy":
                self._copy(_pointer(operation, "from"), target)
            case "test":
                self._test(target, _value(operation, target))
            case _:
                raise SpliceError("The patch holds an operation that RFC 6902 does not know.", pointer=target.text)

    def _add(self, pointer: _Pointer, value: Any) -> None:
        target = self._target(pointer)
        if target.box.opener != "[" and target.position() is not None:
            self._replace(pointer, value)
            return
        member = self._insert(target)
        member.value = self._layout.compose(value, target.place.at(member))

    def _replace(self, pointer: _Pointer, value: Any) -> None:
        target = self._target(pointer)
        self._set(target.box.members[target.existing()], value, target.place)

    def _remove(self, pointer: _Pointer) -> Member:
        target = self._target(pointer)
        if not target.box.opener:
            raise SpliceError("The whole document cannot be removed.")
        return remove(target.box, target.existing())

    def _move(self, source: _Pointer, pointer: _Pointer) -> None:
        member, place = self._source(source)
        if pointer.tokens == source.tokens:
            return
        if pointer.tokens[: len(source.tokens)] == source.tokens:
            raise SpliceError("A value cannot be moved into itself.", pointer=source.text)
        self._remove(source)
        self._put(pointer, written(member.value), place)

    def _copy(self, source: _Pointer, pointer: _Pointer) -> None:
        member, place = self._source(source)
        self._put(pointer, written(member.value), place)

    def _test(self, pointer: _Pointer, value: Any) -> None:
        member, _ = self._source(pointer)
        if not equal(read_value(written(member.value)), value):
            raise SpliceError("The value is not the one that the patch expects.", pointer=pointer.text)

    def _source(self, pointer: _Pointer) -> tuple[Member, Place]:
        """The member that a pointer leads to, and where its value stands."""
        target = self._target(pointer)
        member = target.box.members[target.existing()]
        return member, target.place.at(member)

    def _put(self, pointer: _Pointer, raw: str, old: Place) -> None:
        """Puts the text of a value that stood elsewhere to where the pointer says."""
        target = self._target(pointer)
        position = None if target.box.opener == "[" else target.position()
        member = self._insert(target) if position is None else target.box.members[position]
        member.value = reindented(raw, old, target.place.at(member))

    def _insert(self, target: _Target) -> Member:
        """A new member, still without its value."""
        box = target.box
        if box.opener == "{":
            position, member = len(box.members), self._layout.key(box, target.step)
        else:
            position, member = target.insertion(), Member("", "")
        self._layout.insert(box, position, member, target.place)
        return member

    def _target(self, pointer: _Pointer) -> _Target:
        """Walks down to the box that holds what the pointer leads to, opening boxes on the way."""
        target = _Target(pointer, self.root, Place(), "")
        for token in pointer.tokens:
            member = target.box.members[target.existing()]
            box = _box(member)
            if box is None:
                raise SpliceError("The path leads into a value that has no members.", pointer=pointer.text)
            target = _Target(pointer, box, target.place.at(member), token)
        return target

    def _set(self, member: Member, value: Any, place: Place) -> None:
        """Gives a member of the box at `place` another value, changing as little of its text as possible."""
        raw = written(member.value)
        old = read_value(raw)
        if same(old, value):
            return
        here = place.at(member)
        match old, value:
            case str(), str():
                member.value = self._layout.spelling.respelled(raw, old, value)
            case dict(), dict() if value and old and self._merge_object(member, value, here):
                pass
            case list(), list() if value and old:
                self._merge_array(member, old, value, here)
            case _:
                member.value = self._layout.compose(value, here)

    def _merge_object(self, member: Member, value: dict[str, Any], place: Place) -> bool:
        """Changes, adds and removes members until the object equals `value`; False if a key stands there twice."""
        box = _box(member)
        if box is None or len({inner.key for inner in box.members}) < len(box.members):
            return False
        for inner in box.members:
            if inner.key in value:
                self._set(inner, value[inner.key], place)
        for key in [key for key in value if all(inner.key != key for inner in box.members)]:
            added = self._layout.key(box, key)
            self._layout.insert(box, len(box.members), added, place)
            added.value = self._layout.compose(value[key], place.at(added))
        for position in reversed(range(len(box.members))):
            if box.members[position].key not in value:
                remove(box, position)
        return True

    def _merge_array(self, member: Member, old: list[Any], value: list[Any], place: Place) -> None:
        """Changes, adds and removes elements until the array equals `value`; what both begin and end with stays."""
        box = _box(member)
        if box is None:
            return
        start = _alike(old, value)
        end = _alike(old[start:][::-1], value[start:][::-1])
        shared = min(len(old), len(value)) - end
        for position in range(start, shared):
            self._set(box.members[position], value[position], place)
        for position in range(shared, len(value) - end):
            added = Member("", "")
            self._layout.insert(box, position, added, place)
            added.value = self._layout.compose(value[position], place.at(added))
        for _ in range(shared, len(old) - end):
            remove(box, shared)


def _box(member: Member) -> Box | None:
    """The box that the member's value is, opened; None if it is none."""
    node: Node = member.value
    if isinstance(node, Box):
        return node
    if node[0] not in "{[":
        return None
    member.value = box = opened(node)
    return box


def _alike(one: list[Any], other: list[Any]) -> int:
    """How many elements both begin with."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if not same(a, b):
            return count
    return min(len(one), len(other))


def _wanted(operations: Sequence[Mapping[str, Any]]) -> Wanted:
    """Which boxes the operations lead through, as far as the pointers tell beforehand."""
    wanted: Wanted = {}
    for operation in operations:
        for name in ("path", "from"):
            if name in operation:
                inner = wanted
                for token in _pointer(operation, name).tokens:
                    inner = inner.setdefault(token, {})
    return wanted


def _pointer(operation: Mapping[str, Any], name: str) -> _Pointer:
    text = operation.get(name)
    if not isinstance(text, str) or (text and not text.startswith("/")) or _BAD_ESCAPE.search(text):
        raise SpliceError(f"The patch holds an operation whose '{name}' is no JSON pointer.")
    tokens = text.split("/")[1:]
    return _Pointer(text, tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens))


def _value(operation: Mapping[str, Any], target: _Pointer) -> Any:
    if "value" not in operation:
        raise SpliceError("The patch holds an operation without its value.", pointer=target.text)
    return operation["value"]


def _twice(key: str) -> str:
    return f"The key '{key}' stands more than once in this object."
