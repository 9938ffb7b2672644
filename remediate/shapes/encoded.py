"""Named values in percent-encoding: the parameters of a form or a URL, and the members of JSON in it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from remediate.shapes.found import Found
from remediate.shapes.names import naming
from remediate.shapes.urls import decoded, parameter_naming
from remediate.shapes.values import Verdict, judge

#: A member of JSON that was percent-encoded: `%22password%22%3A%22...%22`.
_ENCODED = re.compile(
    r"%22((?:[\w .+-]|%(?!22|5C)[0-9A-F]{2}){2,120})%22%3A(?:%20|\+)?"
    r"%22((?:[^%\s\"'&]|%(?!22|5C)[0-9A-F]{2}|%5C%22|%5C(?!%22)){4,1000})%22",
    re.IGNORECASE,
)
_ENCODED_LETTER = re.compile(r"%[C-Fc-f][0-9A-Fa-f]").search
#: A parameter whose name is percent-encoded, as those of other scripts and with accents are.
_ENCODED_NAME = re.compile(
    r"(?:^|[?&])(?P<name>(?:[\w.+-]|%[0-9A-F]{2}){0,60}%[C-F][0-9A-F](?:[\w.+-]|%[0-9A-F]{2}){1,120})="
    r"(?P<value>[^&\s\"'<>#]{4,2000})",
    re.IGNORECASE,
)


def in_text(text: str) -> Iterator[Found]:
    """The secrets in a text that are named so."""
    for match in _ENCODED_NAME.finditer(text) if "%" in text and _ENCODED_LETTER(text) else ():
        named = parameter_naming(unquote(match["name"]).replace("+", " "))
        value, wrap = decoded(match["value"])
        verdict = judge(unquote(match["value"]), named) if named else Verdict.NO
        if verdict in {Verdict.SURE, Verdict.LIKELY}:
            name = unquote(match["name"])
            yield Found(*match.span("value"), name, "", verdict, f"the value named {name} in a text", value, wrap)
    for match in _ENCODED.finditer(text) if "%22" in text else ():
        name, (value, wrap) = unquote(match[1]), decoded(match[2])
        named = naming(name)
        if named and judge(unquote(match[2]), named) in {Verdict.SURE, Verdict.LIKELY}:
            yield Found(*match.span(2), name, "", Verdict.LIKELY, f"the value named {name} in a text", value, wrap)
