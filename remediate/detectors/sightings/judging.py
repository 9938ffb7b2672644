"""From a scalar to the secrets in it: what its place, its name and its own shape say."""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading
from remediate.detectors.sightings.signing_in import in_authentication
from remediate.shapes import commands, connection_strings, cookies, embedded, headers, tables, tokens, urls
from remediate.shapes.found import Found
from remediate.shapes.headers import is_schemed
from remediate.shapes.jumbled import is_jumbled
from remediate.shapes.looks import is_password_like, is_random
from remediate.shapes.names import Kind, Naming, naming, split
from remediate.shapes.roots import lowered
from remediate.shapes.values import Verdict, judge, unschemed
from remediate.wdl.view import OPAQUE, View, views

AUTHENTICATION = "literal-authentication"
HEADER = "literal-header"
URL = "literal-url-credential"
CONNECTION_STRING = "literal-connection-string"
NAMED = "literal-named-value"
TOKEN = "literal-token"
PARAMETER = "literal-parameter-default"


#: Words that say of a base64 text that it is a user and a password.
_BASIC = frozenset({"basic", "auth", "authorization", "credential", "credentials", "creds"})
#: A user and a password in one value.
_USER_AND = re.compile(r"[\w.@\\-]{2,60} ?[:/|] ?(?=\S{6,100}$)")
#: A key in base64, whose slash is one of its characters.
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4}){6,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
#: What Basic credentials are made of.
_ENCODED_PAIR = re.compile(r"[A-Za-z][\w.@\\-]{1,60}:(?!//)(\S{6,100})")
#: Signs that passwords have, and addresses and keys of records have not.
_SIGN = frozenset("#!$%^*?=~+@&")
#: A password of small letters, capitals and digits, as people choose them.
_CHOSEN = re.compile(r"(?=[^\d\s]{0,99}\d)(?=[^a-z\s]{0,99}[a-z])(?=[^A-Z\s]{0,99}[A-Z])[^\s/:]{8,100}")
#: Functions whose arguments are as often words as values, and the members of a step that compare.
_BESIDE_WORDS = frozenset({"equals", "contains", "startswith", "endswith", "createarray", "array", "if"})
_COMPARED = frozenset({"expression", "cases", "conditions"})
#: A name, and what stands between it and its value, at the end of a text.
_NAME_BEFORE = re.compile(r"([^\W\d][\w .-]{0,60}?)[\"']?\s{0,4}(?:[:=]|=>)\s{0,4}[\"']?$")
_SIGNS = (":", "=", ">")
_SEPARATOR = re.compile(r"[&;\"\n,]|://")
_REACH = 100
_CREDENTIALS = Naming(Kind.PASSWORD, strong=False)
#: Where a user and a password stand in clear: what is encoded, and what the decoded header is compared with.
_DECODED = frozenset({"base64", "equals"})
_ENCODING = frozenset({"encodeuricomponent", "uricomponent"})
#: The end of a text that goes on with the value of a parameter.
_PARAMETER = re.compile(r"(?:^|[?&])([\w.$-]{1,80})=$")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A secret in a scalar: which fault it is, what was found in which view; None for a number as a whole."""

    fault: str
    found: Found
    view: View | None = None


def depends_on(reading: Reading) -> tuple[Any, ...] | None:
    """All that the judgement of a text depends on; None where it depends on what stands beside it, too."""
    if reading.place is Place.AUTHENTICATION or not isinstance(reading.value, str):
        return None
    return reading.value, reading.name, reading.place, reading.path[0] in _COMPARED


def judged(reading: Reading) -> Iterator[Sighting]:
    """The secrets of one scalar, none of them twice: what is more specific comes first."""
    taken: list[tuple[int, int]] = []
    for sighting in _in_order(reading):
        found, view = sighting.found, sighting.view
        if view is None:
            yield sighting
            continue
        span = view.reach(found.start, found.end)
        if span is None or not _take(span, taken):
            continue
        yield replace(sighting, fault=PARAMETER) if reading.place is Place.PARAMETER else sighting


def _take(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Add a span to those that are taken, which stand in order; False if a part of it is one's already."""
    at = bisect(taken, span)
    if (at and span[0] < taken[at - 1][1]) or (at < len(taken) and taken[at][0] < span[1]):
        return False
    taken.insert(at, span)
    return True


def _in_order(reading: Reading) -> Iterator[Sighting]:
    if not isinstance(reading.value, str):
        yield from _number(reading)
        return
    for view in views(reading.value):
        lower = lowered(view.text)
        if reading.place is Place.AUTHENTICATION:
            yield from _as(AUTHENTICATION, view, in_authentication(reading, view))
        else:
            yield from _in_place(reading, view)
        yield from _as(URL, view, (found for url in urls.urls(view.text) for found in urls.in_url(url)))
        if len(view.pieces) > 1:
            yield from _as(NAMED, view, _after_name(view))
        yield from _as(HEADER, view, cookies.in_text(view.text, lower))
        yield from _as(CONNECTION_STRING, view, connection_strings.in_text(view.text, lower))
        if "?" in view.text or "sig=" in view.text:
            yield from _as(URL, view, _in_bare_query(view))
        yield from _as(NAMED, view, commands.in_text(view.text, lower))
        yield from _as(NAMED, view, embedded.in_text(view.text, lower))
        yield from _as(NAMED, view, tables.in_text(view.text, lower))
        yield from _as(TOKEN, view, tokens.in_text(view.text))
        if reading.place is not Place.AUTHENTICATION:
            yield from _as(NAMED, view, _named(reading, view))


def _as(fault: str, view: View, found: Iterator[Found]) -> Iterator[Sighting]:
    return (Sighting(fault, one, view) for one in found)


def _in_place(reading: Reading, view: View) -> Iterator[Sighting]:
    name = view.name or reading.name
    if reading.place is Place.HEADER or headers.is_authorization(name):
        if view.function in _DECODED and headers.is_authorization(name):
            yield from _as(HEADER, view, headers.in_basic_pair(view.text, name))
        elif view.flows:
            yield from _as(HEADER, view, headers.in_header(name, view.text))
    elif reading.place is Place.QUERY and view.flows and OPAQUE not in view.text:
        yield from _as(URL, view, urls.in_parameter(name, view.text))
    if view.function in _ENCODING and (parameter := _PARAMETER.search(view.before)) and OPAQUE not in view.text:
        yield from _as(URL, view, urls.in_parameter(parameter[1], view.text))
    elif view.function == "base64" and (header := _header_of(view, name)):
        yield from _as(HEADER, view, headers.in_basic_pair(view.text, header))


def _header_of(view: View, name: str) -> str:
    """The header for which a text is encoded; empty where nothing tells that it is a user and a password."""
    if _is_pair(view.text):
        return "Authorization"
    if not _BASIC.isdisjoint(split(name)):
        return name
    return "Authorization" if view.before.rstrip().lower().endswith("basic") else ""


def _is_pair(text: str) -> bool:
    """Whether what is encoded is a user and a password, by its look alone."""
    pair = _ENCODED_PAIR.fullmatch(text)
    if pair is None:
        return False
    signed = not _SIGN.isdisjoint(pair[1]) or _CHOSEN.fullmatch(pair[1])
    return is_random(pair[1]) or (is_password_like(pair[1]) and bool(signed))


def _in_bare_query(view: View) -> Iterator[Found]:
    """A query without its URL: a relative address, a token kept without its host."""
    text = view.text
    if "sig=" in text:
        yield from urls.in_bare_sas(text)
    if "://" in text or "=" not in text or " " in text.strip():
        return
    mark = text.find("?")
    if mark >= 0 or text.count("=") > text.count("&") >= 1:
        yield from urls.in_query(text, mark + 1, len(text), "", path=text[: max(mark, 0)])


def _named(reading: Reading, view: View) -> Iterator[Found]:
    name = view.name or (reading.name if view.flows else "")
    if view.flows and view.name and naming(view.name) is None:
        name = reading.name
    shown = view.function in _BESIDE_WORDS or reading.path[0] in _COMPARED
    named = headers.header_naming(name)
    if named is None or (not view.flows and not view.name):
        return
    if headers.is_authorization(name):
        return  # all that stands in one is judged by its parts
    for start, end in _known_parts(view.text):
        part = view.text[start:end]
        verdict = judge(part, named)
        if shown and verdict is Verdict.LIKELY and _is_word(part):
            verdict = Verdict.UNLIKELY  # "missing", "guest": what a password is compared with, and no password
        if verdict is Verdict.NO or (verdict is Verdict.PLACEHOLDER and not named.strong):
            continue
        if (start, end) != (0, len(view.text)) and not is_random(part):
            continue
        stripped = unschemed(part.strip())
        if (
            named == _CREDENTIALS
            and "pass" not in name.lower()
            and not _BASE64.fullmatch(stripped)
            and (user := _USER_AND.match(stripped))
        ):
            stripped = stripped[user.end() :]
        lead = part.find(stripped)
        at = start + lead
        yield Found(at, at + len(stripped), name, "", verdict, f"the value named {name}", stripped)


def _is_word(text: str) -> bool:
    return text.isalpha() and (text.islower() or text.isupper() or text.istitle()) and not is_jumbled(text)


def _after_name(view: View) -> Iterator[Found]:
    """Literals of an expression that stand right after a name in the text before: `concat('pwd=', 'secret')`."""
    for at, piece in view.pieces[1:]:
        front = view.text[max(0, at - _REACH) : at]
        assigned = front.rstrip().rstrip("\"'").rstrip().endswith(_SIGNS)
        before = _NAME_BEFORE.search(front) if assigned else None
        named = naming(before[1].strip()) if before else None
        if before is None or named is None or _SEPARATOR.search(piece.value) or view.text[at - 1 : at] == OPAQUE:
            continue
        verdict = judge(piece.value, named)
        if "%" in piece.value and judge(unquote(piece.value), named) is Verdict.NO:
            continue
        if verdict in {Verdict.SURE, Verdict.LIKELY} and not is_schemed(piece.value):
            what = f"the value named {before[1].strip()}"
            yield Found(at, at + len(piece.value), before[1].strip(), "", verdict, what, piece.value)


def _known_parts(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for part in text.split(OPAQUE):
        if part:
            yield at, at + len(part)
        at += len(part) + 1


def _number(reading: Reading) -> Iterator[Sighting]:
    named = naming(reading.name)
    if named is None or named.kind not in {Kind.PASSWORD, Kind.PIN} or not isinstance(reading.value, int):
        return
    text = str(reading.value)
    verdict = judge(text, named)
    if verdict in {Verdict.SURE, Verdict.LIKELY}:
        fault = PARAMETER if reading.place is Place.PARAMETER else NAMED
        yield Sighting(fault, Found.whole(text, reading.name, verdict, f"the value named {reading.name}"))
