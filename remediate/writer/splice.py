"""A JSON patch (RFC 6902) applied to the text of a file, touching only the bytes that it must (promise 3).

What is not on a patched path is not even looked at: it stays as it is, down to number spelling and duplicate keys.
A replaced string keeps the spelling of what it begins and ends with; a replaced object or array is changed member by
member. A moved or copied value keeps its own text, indented anew if it gets a line of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from remediate.writer.encoding import decode, encode
from remediate.writer.layout import Layout, Place, reindented, remove
from remediate.writer.merge import Merge
from remediate.writer.target import Pointer, SpliceError, Target, pointer_of, target_of, wanted_by
from remediate.writer.tree import Member, read_document, written
from remediate.writer.values import equal, read_value


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


class _Document:
    """The tree of a text, while operations change it."""

    def __init__(self, text: str, operations: Sequence[Mapping[str, Any]]) -> None:
        self.root = read_document(text, wanted_by(operations))
        self._layout = Layout(text)
        self._merge = Merge(self._layout)

    def apply(self, operation: Mapping[str, Any]) -> None:
        target = pointer_of(operation, "path")
        match operation.get("op"):
            case "add":
                self._add(target, _value(operation, target))
            case "replace":
                self._replace(target, _value(operation, target))
            case "remove":
                self._remove(target)
            case "move":
                self._move(pointer_of(operation, "from"), target)
            case "copy":
                self._copy(pointer_of(operation, "from"), target)
            case "test":
                self._test(target, _value(operation, target))
            case _:
                raise SpliceError("The patch holds an operation that RFC 6902 does not know.", pointer=target.text)

    def _add(self, pointer: Pointer, value: Any) -> None:
        target = target_of(self.root, pointer)
        if target.box.opener != "[" and target.position() is not None:
            self._replace(pointer, value)
            return
        member = self._insert(target)
        member.value = self._layout.compose(value, target.place.at(member))

    def _replace(self, pointer: Pointer, value: Any) -> None:
        target = target_of(self.root, pointer)
        self._merge.set(target.box.members[target.existing()], value, target.place)

    def _remove(self, pointer: Pointer) -> Member:
        target = target_of(self.root, pointer)
        if not target.box.opener:
            raise SpliceError("The whole document cannot be removed.")
        return remove(target.box, target.existing())

    def _move(self, source: Pointer, pointer: Pointer) -> None:
        member, place = self._source(source)
        if pointer.tokens == source.tokens:
            return
        if pointer.tokens[: len(source.tokens)] == source.tokens:
            raise SpliceError("A value cannot be moved into itself.", pointer=source.text)
        self._remove(source)
        self._put(pointer, written(member.value), place)

    def _copy(self, source: Pointer, pointer: Pointer) -> None:
        member, place = self._source(source)
        self._put(pointer, written(member.value), place)

    def _test(self, pointer: Pointer, value: Any) -> None:
        member, _ = self._source(pointer)
        if not equal(read_value(written(member.value)), value):
            raise SpliceError("The value is not the one that the patch expects.", pointer=pointer.text)

    def _source(self, pointer: Pointer) -> tuple[Member, Place]:
        """The member that a pointer leads to, and where its value stands."""
        target = target_of(self.root, pointer)
        member = target.box.members[target.existing()]
        return member, target.place.at(member)

    def _put(self, pointer: Pointer, raw: str, old: Place) -> None:
        """Puts the text of a value that stood elsewhere to where the pointer says."""
        target = target_of(self.root, pointer)
        position = None if target.box.opener == "[" else target.position()
        member = self._insert(target) if position is None else target.box.members[position]
        member.value = reindented(raw, old, target.place.at(member))

    def _insert(self, target: Target) -> Member:
        """A new member, still without its value."""
        box = target.box
        if box.opener == "{":
            position, member = len(box.members), self._layout.key(box, target.step)
        else:
            position, member = target.insertion(), Member("", "")
        self._layout.insert(box, position, member, target.place)
        return member


def _value(operation: Mapping[str, Any], target: Pointer) -> Any:
    if "value" not in operation:
        raise SpliceError("The patch holds an operation without its value.", pointer=target.text)
    return operation["value"]
