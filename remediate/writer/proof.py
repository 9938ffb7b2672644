"""A splice with its proof: the new text, parsed, equals the patch applied by jsonpatch (promise 3)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import jsonpatch
from jsonpointer import JsonPointerException

from remediate.errors import REPORT, ProofError
from remediate.writer.encoding import decode
from remediate.writer.splice import splice_bytes
from remediate.writer.values import read_spelled, read_value, same, spelled


def splice_proven(data: bytes, patch: Iterable[Mapping[str, Any]]) -> bytes:
    """As `splice_bytes`, and the result is read again and compared: types, strings, and every number's spelling.

    Raises:
        ProofError: the result is not what jsonpatch makes of the same document, or the patch does not fit it.
        PackageError: the bytes are no text, or the text is not JSON.
    """
    operations = [dict(operation) for operation in patch]
    result = splice_bytes(data, operations)
    before, after = decode(data).text, decode(result).text
    if not (_is_spelled_alike(before, operations, after) or _is_alike(before, operations, after)):
        raise ProofError(
            "The rewritten text does not read as the patched flow.",
            hint=REPORT,
        )
    return result


def _is_spelled_alike(before: str, operations: list[dict[str, Any]], after: str) -> bool:
    """Whether the text reads as the patched one, each new number spelled as Python does: nearly always, and quick."""
    try:
        return bool(_patched(read_spelled(before), operations, spelled) == read_spelled(after))
    except (ProofError, RecursionError):
        return False


def _is_alike(before: str, operations: list[dict[str, Any]], after: str) -> bool:
    return same(read_value(after), _patched(read_value(before), operations, _fresh))


def _patched(value: Any, operations: list[dict[str, Any]], fresh: Callable[[Any], Any]) -> Any:
    """The value after the operations; on a failure, none of jsonpatch's own message, which may hold values.

    No object or array stands twice in `fresh` operations: jsonpatch would change both, where the text has two.
    """
    try:
        return jsonpatch.JsonPatch(fresh(operations)).apply(value, in_place=True)
    except (jsonpatch.JsonPatchException, JsonPointerException):
        fault = ProofError("The patch does not fit this flow.", hint=REPORT)
    raise fault


def _fresh(value: Any) -> Any:
    """A copy, down to the scalars."""
    match value:
        case dict():
            return {name: _fresh(inner) for name, inner in value.items()}
        case list():
            return [_fresh(inner) for inner in value]
        case _:
            return value
