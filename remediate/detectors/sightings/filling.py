"""What a text would be taken for if it stood where an expression reads it: judged as literals in that place are."""

from collections.abc import Iterator
from dataclasses import replace

from remediate import wdl
from remediate.detectors.sightings.judging import judged
from remediate.detectors.sightings.reading import Reading
from remediate.shapes.found import Found
from remediate.shapes.names import Kind, Naming
from remediate.shapes.values import Verdict, judge

_SURE = (Verdict.SURE, Verdict.LIKELY)
_PIECE = Naming(Kind.SECRET, strong=True)


def filled(reading: Reading, span: wdl.Span, value: str) -> Iterator[tuple[Found, wdl.Span]]:
    """The secrets that a scalar holds in `value`, were it in the place of the expression at `span`.

    Each comes with its part of `value`, which has to look like a secret by itself: what the place demands is said of a
    literal in it, and not of every setting that is read there.
    """
    quoted = wdl.quote(value)
    start, end = span[0], span[0] + len(quoted)
    text = wdl.substitute(str(reading.value), [(span, quoted)])
    for sighting in judged(replace(reading, value=text)):
        found = sighting.found
        reach = sighting.view.reach(found.start, found.end) if sighting.view else None
        if reach is None or found.verdict not in _SURE:
            continue
        part = max(reach[0], start + 1), min(reach[1], end - 1)
        if part[0] >= part[1]:
            continue
        own = wdl.value_span(wdl.Str(value, (start, end)), part)
        piece = value[own[0] : own[1]]
        if judge(piece, _PIECE) in _SURE:
            yield found if part == reach else replace(found, value=piece, wrap="{}"), own
