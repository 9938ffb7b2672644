"""Documents in which no secret that was found can be read: for screens, saved plans and comparing."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from remediate.flow import pointer as ptr
from remediate.mend import Outcome
from remediate.secret import Secret
from remediate.writer import splice_bytes

MASK = Secret.MASK


def masked(document: Any, found: Iterable[Outcome]) -> Any:
    """A copy of the document with a mask in the place of every value that a finding points to.

    `found` must be findings on this very document. A finding about a setting has no value and masks nothing.
    """
    document = copy.deepcopy(document)
    for pointer, value in masked_values(document, found).items():
        above, _, last = pointer.rpartition("/")
        holder = ptr.resolve(document, above)
        name = ptr.split("/" + last)[0]
        holder[int(name) if isinstance(holder, list) else name] = value
    return document


def masked_values(document: Any, found: Iterable[Outcome]) -> Mapping[str, Any]:
    """For every scalar in which something was found, what may be shown of it, by pointer."""
    spans: dict[str, list[tuple[int, int] | None]] = {}
    for outcome in found:
        finding = outcome.finding
        if finding.span is not None or _is_scalar(document, finding.pointer):
            spans.setdefault(finding.pointer, []).append(finding.span)
    return {pointer: _masked(ptr.resolve(document, pointer), parts) for pointer, parts in spans.items()}


def masked_text(data: bytes, document: Any, found: Iterable[Outcome]) -> bytes:
    """The file's own bytes with masks in the place of what was found: what versions of a file are compared by."""
    values = masked_values(document, found)
    return splice_bytes(data, [{"op": "replace", "path": at, "value": value} for at, value in values.items()])


def _is_scalar(document: Any, pointer: str) -> bool:
    try:
        return not isinstance(ptr.resolve(document, pointer), dict | list)
    except (KeyError, IndexError, ValueError, TypeError):
        return False


def _masked(value: Any, spans: list[tuple[int, int] | None]) -> str:
    if not isinstance(value, str) or None in spans:
        return MASK
    shown, at = "", 0
    for start, end in sorted(span for span in spans if span is not None):
        if start >= at:
            shown += value[at:start] + MASK
        at = max(at, end)
    return shown + value[at:]
