"""Named values in percent-encoding: parameters of a form, of a URL that was encoded whole, members of JSON in one.

Each value is read to its end, whatever its length: no part of one is taken for all.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from remediate.shapes.found import Found
from remediate.shapes.names import Naming, naming
from remediate.shapes.urls import decoded, parameter_naming
from remediate.shapes.values import Verdict, judge

#: A member of JSON that was percent-encoded: `%22password%22%3A%22...%22`.
_ENCODED = re.compile(
    r"%22(?P<name>(?:[\w .+-]|%(?!22|5C)[0-9A-F]{2}){2,120})%22%3A(?:%20|\+)?"
    r"%22(?P<value>(?:[^%\s\"'&]|%(?!22|5C)[0-9A-F]{2}|%5C%22|%5C(?!%22)){4,}+)%22",
    re.IGNORECASE,
)
#: A parameter of a URL that was percent-encoded whole: `...%3Fapi_key%3D...`.
_ENCODED_QUERY = re.compile(
    r"%(?:3F|26)(?P<name>(?:[\w.+-]|%(?:5[BDF]|2D)){2,60})%3D(?!%40)"
    r"(?P<value>(?:[^%\s\"'&<>#]|%(?!2[0236]|3[DF])[0-9A-F]{2}){4,}+(?:%3D){0,2})(?=%2[36]|[\s\"'&<>#]|\Z)",
    re.IGNORECASE,
)
_ENCODED_LETTER = re.compile(r"%[C-Fc-f][0-9A-Fa-f]").search
#: A parameter whose name is percent-encoded, as those of other scripts and with accents are.
_ENCODED_NAME = re.compile(
    r"(?:^|[?&])(?P<name>(?:[\w.+-]|%[0-9A-F]{2}){0,60}%[C-F][0-9A-F](?:[\w.+-]|%[0-9A-F]{2}){1,120})="
    r"(?P<value>[^&\s\"'<>#]{4,}+)",
    re.IGNORECASE,
)


def in_text(text: str) -> Iterator[Found]:
    """What a form or a URL names in percent-encoding: its own parameters, those of a URL and members of JSON in it."""
    for match in _ENCODED_QUERY.finditer(text) if "%3D" in text or "%3d" in text else ():
        yield from _found(match, parameter_naming, Verdict.LIKELY)
    for match in _ENCODED_NAME.finditer(text) if "%" in text and _ENCODED_LETTER(text) else ():
        yield from _found(match, _in_form)
    for match in _ENCODED.finditer(text) if "%22" in text else ():
        yield from _found(match, naming, Verdict.LIKELY)


def _in_form(name: str) -> Naming | None:
    return parameter_naming(name.replace("+", " "))


def _found(
    match: re.Match[str], called: Callable[[str], Naming | None], as_what: Verdict | None = None
) -> Iterator[Found]:
    """The secret among a name and its value, as sure as its own verdict is where no other is given."""
    name, written = unquote(match["name"]), match["value"]
    named = called(name)
    verdict = judge(unquote(written), named) if named else Verdict.NO
    if verdict in {Verdict.SURE, Verdict.LIKELY}:
        value, wrap = decoded(written)
        what = f"the value named {name} in a text"
        yield Found(*match.span("value"), name, "", as_what or verdict, what, value, wrap)
