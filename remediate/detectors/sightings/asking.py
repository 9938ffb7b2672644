"""What a flow takes from the flows that call it and uses, or calls, a credential."""

import re
from collections.abc import Iterator

from remediate import wdl
from remediate.detectors.sightings.filling import filled
from remediate.detectors.sightings.sending import sent
from remediate.flow import Flow
from remediate.flow.arriving import credential_fields
from remediate.flow.expression_taint import read_template
from remediate.flow.kept_texts import READS, computed_behind, reads
from remediate.flow.neighbours import Asked
from remediate.flow.tainted import Path

_READS = re.compile(rf"trigger(?:Body|Outputs)\s*\(|{READS.pattern}", re.IGNORECASE)
#: A text that is a credential only where nothing else can stand.
_PROBE = "Hill-24"


def asked(flow: Flow) -> dict[Path, Asked]:
    """The members of the trigger's body that are credentials, by their words in the schema or by their use."""
    found: dict[Path, Asked] = {}
    for path, name in credential_fields(flow).items():
        if path[0] == "body" and len(path) > 1:
            found[path[1:]] = Asked(name)
    for reading in sent(flow, _READS):
        for path, span in _used(flow, str(reading.value)):
            if any(filled(reading, span, _PROBE)):
                found[path] = Asked(reading.name, demanded=True)
    return found


def _used(flow: Flow, text: str) -> Iterator[tuple[Path, wdl.Span]]:
    """The members of the trigger's body that a text reads, itself or from what keeps one, and where."""
    template = read_template(text)
    yield from _arriving(template)
    for read in reads(template):
        for kept in computed_behind(flow, read):
            inner = read_template(kept)
            whole = [expression.span for expression in wdl.expressions(inner)]
            if isinstance(inner, wdl.Whole) or len(inner.parts) == 1:
                yield from ((path, read.span) for path, span in _arriving(inner) if [span] == whole)


def _arriving(template: wdl.Template) -> Iterator[tuple[Path, wdl.Span]]:
    """The members of the trigger's body that a template reads, and where."""
    for reference in wdl.references(template):
        steps = "/".join(str(step) for step in reference.path if step is not None).casefold().split("/")
        if reference.kind == "triggerOutputs" and steps[0] == "body":
            steps = steps[1:]
        elif reference.kind != "triggerBody":
            continue
        if any(steps) and None not in reference.path:
            yield tuple(steps), reference.span
