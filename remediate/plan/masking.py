"""Documents in which no secret that is known can be read: for screens, saved plans and comparing.

Known is what *any* detector sees, whatever the playbook or `--only` asks for, and every copy of such a text elsewhere
in the flow: what a run does not look for must not be shown by it either.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from remediate.detectors import DETECTORS, Finding, kingfisher, vendor_token
from remediate.detectors.kept import findings
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.copying import with_value
from remediate.hiding import longest_first
from remediate.remedies import MoveToVault
from remediate.secret import Secret
from remediate.writer import splice_bytes

MASK = Secret.MASK

#: A shorter text is no secret that could be told from a word, and would mask half of the document.
SHORTEST_COPY = 6

_Spans = list[tuple[int, int] | None]


def secret_texts(flow: Flow) -> frozenset[str]:
    """The texts that detectors see as secrets in the flow, as they stand there; for `masked` alone."""
    return frozenset(_texts(flow, _seen(flow)))


def masked(flow: Flow, known: Collection[str] = (), part: Flow | None = None) -> Any:
    """The flow's document with a mask in the place of every value that a detector points to; the rest is shared.

    `known` are texts that are masked wherever they stand, besides the flow's own: those of the flow as it was before.
    `part` is what is wanted of the flow, where that is not all: its document is masked and given, by what the whole
    flow has. A finding about a setting has no value and masks nothing.
    """
    document = (part or flow).document
    for pointer, value in masked_values(flow, known, part).items():
        document = with_value(document, pointer, value)
    return document


def masked_values(flow: Flow, known: Collection[str] = (), part: Flow | None = None) -> Mapping[str, str]:
    """For every scalar that holds a secret or a copy of one, what may be shown of it, by pointer; as `masked`."""
    document = (part or flow).document
    seen = _seen(flow)
    spans: dict[str, _Spans] = {}
    for finding in seen:
        if _is_scalar(document, finding.pointer):
            spans.setdefault(finding.pointer, []).append(finding.span)
    texts = longest_first({*_texts(flow, seen), *known})
    for path, text in _holding(document, texts, ()) if texts else ():
        places = spans.setdefault(ptr.join("", *path), [])
        for one in texts:
            places.extend(_places(text, one))
    return {pointer: _masked(ptr.resolve(document, pointer), parts) for pointer, parts in spans.items()}


def masked_text(data: bytes, flow: Flow) -> bytes:
    """The file's own bytes with masks in the place of what is secret: what versions of a file are compared by."""
    values = masked_values(flow)
    return splice_bytes(data, [{"op": "replace", "path": at, "value": value} for at, value in values.items()])


def _seen(flow: Flow) -> tuple[Finding, ...]:
    asked = (vendor_token,) if kingfisher.is_used() else ()
    return tuple(finding for detector in (*DETECTORS, *asked) for finding in findings(detector, flow))


def _texts(flow: Flow, seen: Iterable[Finding]) -> Iterator[str]:
    for finding in seen:
        if finding.span is not None:
            text = ptr.resolve(flow.document, finding.pointer)[slice(*finding.span)]
            stored = finding.remedy.literal.secret.reveal() if isinstance(finding.remedy, MoveToVault) else text
            yield from (one for one in (text, stored) if len(one) >= SHORTEST_COPY)


def _holding(
    value: Any, texts: Sequence[str], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string inside `value` that holds one of the texts, with its path; names of members are no values.

    This sees every string of a flow that changes, so a path is made only where it is asked for.
    """
    if value.__class__ is str:
        if any(one in value for one in texts):
            yield path, value
        return
    for name, child in value.items() if value.__class__ is dict else enumerate(value):
        kind = child.__class__
        if kind is str:
            for one in texts:
                if one in child:
                    yield (*path, name), child
                    break
        elif kind is dict or kind is list:
            yield from _holding(child, texts, (*path, name))


def _places(text: str, copied: str) -> Iterator[tuple[int, int]]:
    at = text.find(copied)
    while at >= 0:
        yield at, at + len(copied)
        at = text.find(copied, at + 1)


def _is_scalar(document: Any, pointer: str) -> bool:
    return not isinstance(ptr.find(document, pointer, {}), dict | list)


def _masked(value: Any, spans: _Spans) -> str:
    if not isinstance(value, str) or None in spans:
        return MASK
    shown, at, masked_to = "", 0, -1
    for start, end in sorted(span for span in spans if span is not None):
        if start > masked_to:
            shown += value[at:start] + MASK
        at = masked_to = max(at, end)
    return shown + value[at:]
