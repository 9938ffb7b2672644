"""From a scalar to the secrets in it: what its place, its name and its own shape say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading
from remediate.shapes import connection_strings, embedded, headers, tokens, urls
from remediate.shapes.found import Found
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.roots import lowered
from remediate.shapes.values import Verdict, is_random, judge
from remediate.wdl.view import OPAQUE, View, views

AUTHENTICATION = "literal-authentication"
HEADER = "literal-header"
URL = "literal-url-credential"
CONNECTION_STRING = "literal-connection-string"
NAMED = "literal-named-value"
TOKEN = "literal-token"
PARAMETER = "literal-parameter-default"


_ENCODING = frozenset({"encodeuricomponent", "uricomponent"})
#: The end of a text that goes on with the value of a parameter.
_PARAMETER = re.compile(r"[?&]([\w.$-]{1,80})=$")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A secret in a scalar: which fault it is, what was found in which view; None for a number as a whole."""

    fault: str
    found: Found
    view: View | None = None


def judged(reading: Reading) -> Iterator[Sighting]:
    """The secrets of one scalar, none of them twice: what is more specific comes first."""
    taken: list[tuple[int, int]] = []
    for sighting in _in_order(reading):
        found, view = sighting.found, sighting.view
        if view is None:
            yield sighting
            continue
        span = view.reach(found.start, found.end)
        if span is None or any(span[0] < end and start < span[1] for start, end in taken):
            continue
        taken.append(span)
        yield replace(sighting, fault=PARAMETER) if reading.place is Place.PARAMETER else sighting


def _in_order(reading: Reading) -> Iterator[Sighting]:
    if not isinstance(reading.value, str):
        yield from _number(reading)
        return
    for view in views(reading.value):
        lower = lowered(view.text)
        if reading.place is Place.AUTHENTICATION:
            yield from _as(AUTHENTICATION, view, _authentication(reading, view))
        else:
            yield from _in_place(reading, view)
        yield from _as(URL, view, (found for url in urls.urls(view.text) for found in urls.in_url(url)))
        yield from _as(CONNECTION_STRING, view, connection_strings.in_text(view.text, lower))
        if "?" in view.text or "sig=" in view.text:
            yield from _as(URL, view, _in_bare_query(view))
        yield from _as(NAMED, view, embedded.in_text(view.text, lower))
        yield from _as(TOKEN, view, tokens.in_text(view.text))
        if reading.place is not Place.AUTHENTICATION:
            yield from _as(NAMED, view, _named(reading, view))


def _as(fault: str, view: View, found: Iterator[Found]) -> Iterator[Sighting]:
    return (Sighting(fault, one, view) for one in found)


def _in_place(reading: Reading, view: View) -> Iterator[Sighting]:
    name = view.name or reading.name
    if reading.place is Place.HEADER or headers.is_authorization(name):
        found = list(headers.in_header(name, view.text))
        if view.function == "base64" and headers.is_authorization(name):
            found = list(headers.in_basic_pair(view.text, name))
        if view.flows:
            yield from _as(HEADER, view, iter(found))
    elif reading.place is Place.QUERY and view.flows and OPAQUE not in view.text:
        yield from _as(URL, view, urls.in_parameter(name, view.text))
    if view.function in _ENCODING and (parameter := _PARAMETER.search(view.before)) and OPAQUE not in view.text:
        yield from _as(URL, view, urls.in_parameter(parameter[1], view.text))
    if view.function == "base64" and view.before.rstrip().lower().endswith("basic"):
        yield from _as(HEADER, view, headers.in_basic_pair(view.text, "Authorization"))


_DEMANDED = {
    "password": Naming(Kind.PASSWORD, strong=True),
    "secret": Naming(Kind.SECRET, strong=True),
    "clientsecret": Naming(Kind.SECRET, strong=True),
    "pfx": Naming(Kind.CREDENTIAL, strong=True),
    "value": Naming(Kind.TOKEN, strong=True),
}


def _authentication(reading: Reading, view: View) -> Iterator[Found]:
    field = str(reading.path[-1])
    named = _DEMANDED.get(field.lower())
    text = view.text
    if not view.flows:
        return
    if named is None:
        yield from _misplaced(field, text)
    elif field.lower() == "value" and (schemed := list(headers.in_authorization(field, text))):
        yield from schemed
    elif OPAQUE not in text:
        verdict = judge(text, named, demanded=True)
        if verdict is not Verdict.NO:
            yield _whole(text, field, verdict, f"the {field} of the authentication")


def _misplaced(field: str, text: str) -> Iterator[Found]:
    """A credential typed into a field that is meant for something else, such as `audience`."""
    if field.lower() not in {"type", "username"} and is_random(text) and "://" not in text:
        yield _whole(text, field, Verdict.LIKELY, f"the {field} of the authentication")


def _in_bare_query(view: View) -> Iterator[Found]:
    """A query without its URL: a relative address, a token kept without its host."""
    text = view.text
    if "://" in text or "=" not in text or " " in text.strip():
        return
    mark = text.find("?")
    if mark >= 0 or text.count("=") > text.count("&") >= 1:
        yield from urls.in_query(text, mark + 1, len(text), "", path=text[: max(mark, 0)])


def _named(reading: Reading, view: View) -> Iterator[Found]:
    name = view.name or (reading.name if view.flows else "")
    named = headers.header_naming(name) if reading.place is Place.HEADER else naming(name)
    if named is None or (not view.flows and not view.name):
        return
    for start, end in _known_parts(view.text):
        part = view.text[start:end]
        verdict = judge(part, named)
        if verdict is Verdict.NO or (verdict is Verdict.PLACEHOLDER and not named.strong):
            continue
        if (start, end) != (0, len(view.text)) and not is_random(part):
            continue
        lead = len(part) - len(part.lstrip())
        stripped = part.strip()
        at = start + lead
        yield Found(at, at + len(stripped), name, "", verdict, f"the value named {name}", stripped)


def _known_parts(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for part in text.split(OPAQUE):
        if part:
            yield at, at + len(part)
        at += len(part) + 1


def _whole(text: str, name: str, verdict: Verdict, what: str) -> Found:
    return Found(0, len(text), name, "", verdict, what, text)


def _number(reading: Reading) -> Iterator[Sighting]:
    named = naming(reading.name)
    if named is None or named.kind not in {Kind.PASSWORD, Kind.PIN} or not isinstance(reading.value, int):
        return
    text = str(reading.value)
    verdict = judge(text, named)
    if verdict in {Verdict.SURE, Verdict.LIKELY}:
        fault = PARAMETER if reading.place is Place.PARAMETER else NAMED
        yield Sighting(fault, _whole(text, reading.name, verdict, f"the value named {reading.name}"))
