"""Named values in percent-encoding: parameters of a form, of a URL that was encoded whole, members of JSON in one.

Each value is read to its end, whatever its length: no part of one is taken for all.
"""

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
    r"%22((?:[^%\s\"'&]|%(?!22|5C)[0-9A-F]{2}|%5C%22|%5C(?!%22)){4,}+)%22",
    re.IGNORECASE,
)
#: A parameter of a URL that was percent-encoded whole: `...%3Fapi_key%3D...`.
_ENCODED_QUERY = re.compile(
    r"%(?:3F|26)((?:[\w.+-]|%(?:5[BDF]|2D)){2,60})%3D(?!%40)"
    r"((?:[^%\s\"'&<>#]|%(?!2[0236]|3[DF])[0-9A-F]{2}){4,}+(?:%3D){0,2})(?=%2[36]|[\s\"'&<>#]|\Z)",
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
        named = parameter_naming(unquote(match[1]))
        value, wrap = decoded(match[2])
        if named and judge(unquote(match[2]), named) in {Verdict.SURE, Verdict.LIKELY}:
            what = f"the value named {unquote(match[1])} in a text"
            yield Found(*match.span(2), unquote(match[1]), "", Verdict.LIKELY, what, value, wrap)
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
