"""Credentials that a request takes from a variable, Compose or parameter whose own name tells nothing.

What it finds: a text of a variable, Compose or parameter, or a member of what it holds, that an HTTP action reads into
its authentication, a header that holds a credential, or a parameter of its URL that is one; also as a part of what
stands there: `Bearer @{variables('k')}`.
Why it matters: what the place tells, the name does not: `x-api-key` reads `variables('k')`, and nobody sees the key.
Fix: the text moves to the vault. A variable or parameter that never changes goes, and the request reads the secret.
Fix safety: safe. The request is the same at run time.
"""

from collections.abc import Iterator

from remediate import wdl
from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import CONFIDENCE, is_sighted
from remediate.detectors.sightings.filling import filled
from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading
from remediate.flow import Action, Flow, Leaf
from remediate.flow.kept_texts import READS, KeptText, reads, texts_behind
from remediate.flow.strings import leaves_in
from remediate.remedies import Literal, MoveToVault
from remediate.secret import Secret
from remediate.shapes.found import Found
from remediate.shapes.headers import header_naming
from remediate.shapes.urls import parameter_naming

_PLACES = frozenset({"authentication", "headers", "uri", "queries"})
_CREDENTIALS = frozenset({"password", "secret", "pfx", "value"})


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal text that a request reads as a credential."""
    for action in flow.all_actions:
        for leaf in _sent(action):
            place = _place(leaf)
            if place is not None:
                yield from _behind(flow, leaf, place)


def _sent(action: Action) -> Iterator[Leaf]:
    """What stands in the action's places for credentials and reads something kept; most have none."""
    inputs = action.inputs
    if not isinstance(inputs, dict) or _PLACES.isdisjoint(map(str.casefold, inputs)):
        return
    for name, value in inputs.items():
        lower = name.casefold()
        if lower in _PLACES and (value.__class__ is not str or (lower == "uri" and "=" in value)):
            for leaf in leaves_in(action, "inputs", name):
                if "@" in leaf.text and READS.search(leaf.text):
                    yield leaf


def _place(leaf: Leaf) -> Place | None:
    """What sort of place for credentials a leaf is in; None if for none."""
    if leaf.below("inputs", "authentication"):
        return Place.AUTHENTICATION if leaf.key.casefold() in _CREDENTIALS else None
    if leaf.below("inputs", "uri"):
        return Place.OTHER  # the text itself says what is a credential in it
    if len(leaf.path) != len(("inputs", "headers", "name")):
        return None
    if leaf.below("inputs", "headers"):
        return Place.HEADER if header_naming(leaf.key) else None
    return Place.QUERY if parameter_naming(leaf.key) else None


def _behind(flow: Flow, leaf: Leaf, place: Place) -> Iterator[Finding]:
    """The texts that an expression of the leaf leads to, where the place makes a credential of them."""
    try:
        template = wdl.parse(leaf.text)
    except wdl.WdlError:
        return
    reading = Reading(leaf.key, leaf.text, place, leaf.owner, leaf.base, leaf.path)
    for read in reads(template):
        for kept in texts_behind(flow, read):
            for found, part in filled(reading, read.span, kept.value):
                span = kept.source(part)
                if not is_sighted(flow, kept.pointer, span):
                    yield _finding(leaf, kept, found, span)


def _finding(leaf: Leaf, kept: KeptText, found: Found, span: wdl.Span) -> Finding:
    opens = leaf.owner.name if leaf.owner else ""
    return Finding(
        kept.pointer,
        f"{kept.label} holds a credential that {opens} sends",
        f"{opens} reads it as its {leaf.key}",
        MoveToVault(Literal(kept.pointer, span, Secret(found.value), opens, found.name, found.wrap)),
        kept.owner,
        span,
        CONFIDENCE[found.verdict],
    )


_CALL = examples.http(headers={"x-api-key": "@variables('k')"})

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
