"""From a text outside flows to the secrets in it: the same judgement as for a flow's strings."""

from collections.abc import Iterator

from remediate.detectors.interface import Finding
from remediate.detectors.sightings import CONFIDENCE, described
from remediate.detectors.sightings.judging import judged
from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading, document_readings
from remediate.detectors.sightings.screening import worth_reading
from remediate.package.interface import Document, Prose
from remediate.remedies import Held
from remediate.secret import Secret
from remediate.shapes.values import Verdict


def in_value(name: str, value: str, where: str, held: Held, pointer: str = "") -> Iterator[Finding]:
    """The secrets in a value that is called `name`; `where` completes the sentence "... has a literal credential"."""
    yield from _findings(Reading(name, value, Place.OTHER, None, "", (name,)), where, held, pointer)


def in_prose(prose: Prose, where: str, held: Held) -> Iterator[Finding]:
    """The secrets in a text that nothing names."""
    if worth_reading(prose.text):
        yield from in_value("", prose.text, where, held)


def in_document(document: Document, where: str, held: Held) -> Iterator[Finding]:
    """The secrets at any depth of a JSON document."""
    for reading in document_readings(document.value):
        yield from _findings(reading, where, held, reading.pointer)


def _findings(reading: Reading, where: str, held: Held, pointer: str) -> Iterator[Finding]:
    for sighting in judged(reading):
        found = sighting.found
        placeholder = found.verdict is Verdict.PLACEHOLDER
        what = f"a {'placeholder' if placeholder else 'literal credential'} in {found.what}"
        yield Finding(
            pointer,
            _without(found.value, f"{where} has {what}"),
            _without(found.value, f"{found.what} holds {described(found.value, placeholder=placeholder)}"),
            None if placeholder else held,
            span=sighting.view.reach(found.start, found.end) if sighting.view else None,
            confidence=CONFIDENCE[found.verdict],
            placeholder=placeholder,
        )


def _without(value: str, words: str) -> str:
    """The words without the value: makers name things after what they hold, too."""
    return words.replace(value, Secret.MASK)
