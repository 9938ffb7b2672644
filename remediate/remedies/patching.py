"""A patch in the making: operations recorded and carried out at once on a document that shares what stays."""

from typing import Any

import jsonpatch

from remediate.flow import pointer as ptr
from remediate.flow.copying import copied, opened

Operation = dict[str, Any]

_NOTHING = object()


class Patching:
    """RFC 6902 operations in order, and the document as it is after them. No document is ever touched once it is there.

    `document` is the original itself until there is a first operation: most flows need none. After it, objects and
    lists off the path of every operation are still those of the original: who compares the two can pass them over.
    """

    def __init__(self, document: Any) -> None:
        self.document = document
        self.operations: list[Operation] = []

    def add(self, pointer: str, value: Any) -> None:
        """A new member, or an existing one with a new value."""
        self._do({"op": "replace" if self.has(pointer) else "add", "path": pointer, "value": value})

    def replace(self, pointer: str, value: Any) -> None:
        """Another value for a member that exists."""
        self._do({"op": "replace", "path": pointer, "value": value})

    def remove(self, pointer: str) -> None:
        """The member goes."""
        self._do({"op": "remove", "path": pointer})

    def has(self, pointer: str) -> bool:
        """Whether the document has a value there now."""
        return self.value(pointer, _NOTHING) is not _NOTHING

    def value(self, pointer: str, otherwise: Any = None) -> Any:
        """The value that the document has there now."""
        return ptr.find(self.document, pointer, otherwise)

    def _do(self, operation: Operation) -> None:
        self.operations.append(copied(operation))
        patch = jsonpatch.JsonPatch(self.operations[-1:])
        self.document = patch.apply(opened(self.document, operation["path"]), in_place=True)
