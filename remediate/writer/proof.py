"""A splice with its proof: the new text, parsed, equals the patch applied by jsonpatch (promise 3)."""

from collections.abc import Iterable, Mapping
from typing import Any

import jsonpatch
from jsonpointer import JsonPointerException

from remediate.errors import ProofError
from remediate.writer.encoding import decode
from remediate.writer.splice import splice_bytes
from remediate.writer.values import read_value, same


def splice_proven(data: bytes, patch: Iterable[Mapping[str, Any]]) -> bytes:
    """As `splice_bytes`, and the result is read again and compared: types, strings, and every number's spelling.

    Raises:
        ProofError: the result is not what jsonpatch makes of the same document, or the patch does not fit it.
        PackageError: the bytes are no text, or the text is not JSON.
    """
    operations = [dict(operation) for operation in patch]
    result = splice_bytes(data, operations)
    expected = _patched(read_value(decode(data).text), operations)
    if not same(read_value(decode(result).text), expected):
        raise ProofError(
            "The rewritten text does not read as the patched flow.",
            hint="Nothing was written; please report this with the name of the detector.",
        )
    return result


def _patched(value: Any, operations: list[dict[str, Any]]) -> Any:
    """The value after the operations; on a failure, none of jsonpatch's own message, which may hold values."""
    try:
        return jsonpatch.JsonPatch(_fresh(operations)).apply(value, in_place=True)
    except (jsonpatch.JsonPatchException, JsonPointerException):
        fault = ProofError("The patch does not fit this flow.")
    raise fault


def _fresh(value: Any) -> Any:
    """A copy in which no object or array stands twice: jsonpatch would change both, where the text has two."""
    match value:
        case dict():
            return {name: _fresh(inner) for name, inner in value.items()}
        case list():
            return [_fresh(inner) for inner in value]
        case _:
            return value
