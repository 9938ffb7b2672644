"""Credentials that a request takes from a variable, Compose or parameter whose own name tells nothing.

What it finds: a text of a variable, Compose or parameter, or a member of what it holds, that an HTTP action reads into
its authentication, a header that holds a credential, or a parameter of its URL that is one; also as a part of what
stands there: `Bearer @{variables('k')}`. Also a text that goes to a child flow of the same package which calls it a
credential or uses it as one.
Why it matters: what the place tells, the name does not: `x-api-key` reads `variables('k')`, and nobody sees the key.
Fix: the text moves to the vault. A variable or parameter that never changes goes, and the request reads the secret.
Fix safety: safe. The request is the same at run time.
"""

from collections.abc import Iterator
from typing import Any

from remediate import wdl
from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import CONFIDENCE, is_sighted
from remediate.detectors.sightings.filling import filled
from remediate.detectors.sightings.passing import Passed, passed
from remediate.detectors.sightings.reading import Reading
from remediate.detectors.sightings.sending import sent
from remediate.flow import Flow
from remediate.flow.expression_taint import read_template
from remediate.flow.kept_texts import READS, KeptText, reads, texts_behind
from remediate.remedies import Literal, MoveToVault
from remediate.secret import Secret
from remediate.shapes.found import Found
from remediate.shapes.names import naming


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal text that a request, or a flow of the package that is called, reads as a credential."""
    for reading in sent(flow, READS):
        yield from _behind(flow, reading)
    for one in passed(flow):
        if not is_sighted(flow, one.pointer, one.span):
            yield _passing(one)


def _behind(flow: Flow, reading: Reading) -> Iterator[Finding]:
    """The texts that an expression leads to, where the place that it stands in makes a credential of them."""
    for read in reads(read_template(reading.value)):
        if not read.path and naming(read.name) is not None:
            continue  # a detector of names has looked at it
        for kept in texts_behind(flow, read):
            for found, part in filled(reading, read.span, kept.value):
                span = kept.source(part)
                if not is_sighted(flow, kept.pointer, span):
                    yield _finding(reading, kept, found, span)


def _finding(reading: Reading, kept: KeptText, found: Found, span: wdl.Span) -> Finding:
    opens = reading.step.name if reading.step else ""
    return Finding(
        kept.pointer,
        f"{kept.label} holds a credential that {opens} sends",
        f"{opens} reads it as its {reading.path[-1]}",
        MoveToVault(Literal(kept.pointer, span, Secret(found.value), opens, found.name, found.wrap)),
        kept.owner,
        span,
        CONFIDENCE[found.verdict],
    )


def _passing(one: Passed) -> Finding:
    return Finding(
        one.pointer,
        f"{one.label} holds a credential for the child flow {one.child}",
        f"{one.child} takes it as its {one.asked.name}",
        MoveToVault(Literal(one.pointer, one.span, Secret(one.value), one.child, one.asked.name)),
        one.owner,
        one.span,
        CONFIDENCE[one.verdict],
    )


_CALL = examples.http(headers={"x-api-key": "@variables('k')"})


def _reading(value: str, **inputs: Any) -> examples.Definition:
    initialize = examples.after(examples.variable("k", value), "Get_ready")
    call = examples.after(examples.http(**inputs), "Initialize")
    return examples.definition({"Get_ready": examples.compose("x"), "Initialize": initialize, "Call": call})


def _becomes(**inputs: Any) -> dict[str, object]:
    return {"actions": {"Call": {"inputs": inputs}}}


literal_behind_reference = Detector(
    "literal-behind-reference",
    find,
    examples=(
        Flagged(
            examples.definition(
                {
                    "Get_ready": examples.compose("x"),
                    "Initialize": examples.after(examples.variable("k", "CANARY-4f7e1b9d"), "Get_ready"),
                    "Call": examples.after(_CALL, "Initialize"),
                }
            ),
            becomes={"actions": {"Call": {"inputs": {"headers": {"x-api-key": "@..."}}}}},
        ),
        Flagged(
            examples.definition(
                {
                    "Compose": examples.compose("Bearer CANARY-4f7e1b9d"),
                    "Call": examples.after(examples.http(headers={"Authorization": "@outputs('Compose')"}), "Compose"),
                }
            ),
            becomes={"actions": {"Compose": {"inputs": "Bearer @{...}"}}},
        ),
        Flagged(
            _reading("CANARY-4f7e1b9d", headers={"Authorization": "@concat('Bearer ', variables('k'))"}),
            becomes=_becomes(headers={"Authorization": "@concat('Bearer ', ...)"}),
        ),
        Flagged(
            _reading("CANARY-4f7e1b9d", headers={"Authorization": "Basic @{base64(concat('svc:', variables('k')))}"}),
            becomes=_becomes(headers={"Authorization": "Basic @{base64(concat('svc:', ...))}"}),
        ),
        Flagged(
            _reading("CANARY-4f7e1b9d", uri="https://api.contoso.example/orders?api_key=@{variables('k')}"),
            becomes=_becomes(uri="https://api.contoso.example/orders?api_key=@{...}"),
        ),
        Flagged(
            _reading('{"x": "CANARY-4f7e1b9d"}', headers={"x-api-key": "@json(variables('k'))?['x']"}),
            becomes=_becomes(headers={"x-api-key": "@json(concat('{\"x\": \"', ..., '\"}'))?['x']"}),
        ),
        Clean(
            _reading("DE", uri="https://api.contoso.example/orders?country=@{variables('k')}"),
            because="the parameter holds no credential",
        ),
        Clean(
            examples.definition(
                {
                    "Initialize": examples.variable("k", "application/json"),
                    "Call": examples.after(examples.http(headers={"Accept": "@variables('k')"}), "Initialize"),
                }
            ),
            because="the header holds no credential",
        ),
        Clean(
            examples.definition(
                {
                    "Initialize": examples.variable("k", "<your key>"),
                    "Call": examples.after(_CALL, "Initialize"),
                }
            ),
            because="a placeholder is no credential",
        ),
    ),
)
