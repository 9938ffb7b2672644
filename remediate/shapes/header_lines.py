"""Headers in a text: the rest of the line after the name of one, and a scheme with its token anywhere."""

import re
from collections.abc import Iterator

from remediate.shapes import headers
from remediate.shapes.found import Found
from remediate.shapes.looks import GUID, LONGEST, is_random
from remediate.shapes.placed import Placed, Style
from remediate.shapes.values import Verdict

#: A token that goes on beyond this length is none: a part of it must not be taken for all.
_DRAWN = rf"([a-z0-9+/=._~\-]{{16,{LONGEST}}}+)(?![a-z0-9+/=._~\-])"
_SCHEMED = re.compile(rf"(?:bearer|basic)\s{{1,2}}{_DRAWN}")
#: A text that is nothing but what an Authorization header holds, with a scheme that is a word elsewhere.
_BEGUN = re.compile(rf"(?:apikey|token|ssws|geniekey|splunk)\s{{1,2}}{_DRAWN}")
#: A variable of a script.
_VARIABLE = re.compile(r"\$[A-Za-z_{(]")
_LINE = re.compile(r"[^\r\n\"'<>\\]*+")
#: No header is longer. Source: http.sys of Windows takes 16 KB of one (`MaxFieldLength`).
_LONGEST_LINE = 16384
#: The rest of a part of one.
_PART = re.compile(r"[^\r\n\"'<>\\;, ]*+")
#: The next header in a line.
_AGAIN = re.compile(
    r"(?:cookie|authori[sz]ation|auth[a-z]{0,16}[ _.$@-]?header)(?:[ _.$@-]?(?:header|value)){0,2}"
    r"[\"']?[ \t]{0,8}[:=：＝]",
    re.IGNORECASE,
)
#: The next of several settings in a line.
_SETTING = re.compile(r";[ \t]{0,4}[A-Za-z_][\w .-]{0,40}=")


def _line_end(text: str, start: int) -> int:
    """Where a header ends: with its line, or before the next one in it.

    A line that is too long for a header is one up to the end of the part that is too much: no part is cut.
    """
    following = _AGAIN.search(text, start, start + _LONGEST_LINE)
    limit = following.start() if following else start + _LONGEST_LINE
    line = _LINE.match(text, start, limit)
    end = line.end() if line else start
    rest = None if following or end < limit else _PART.match(text, end)
    return rest.end() if rest else end


def after_name(text: str, place: Placed, name: str) -> Iterator[Found]:
    """The secrets of the header of this name whose value stands in a place."""
    start, end = place.start, place.end
    if place.style is Style.TEXT:
        end = _line_end(text, start)
        following = _SETTING.search(text, start, end) if text[start - 1 : start] == "=" else None
        end = following.start() if following else end
    for found in headers.in_header(name, text[start:end], told=True):
        if _VARIABLE.match(found.value):
            continue
        yield Found(
            start + found.start, start + found.end, name, "", found.verdict, found.what, found.value, found.wrap
        )


def schemed(text: str, lower: str) -> Iterator[Found]:
    """`Bearer ...` and `Basic ...`, whatever stands before them."""
    whole = _BEGUN.fullmatch(lower)
    if whole and is_random(text[slice(*whole.span(1))]):
        yield Found(
            *whole.span(1), "authorization", "", Verdict.LIKELY, "an authorization scheme", text[whole.start(1) :]
        )
    for match in _SCHEMED.finditer(lower) if "bearer" in lower or "basic" in lower else ():
        written = text[slice(*match.span(1))]
        if is_random(written) or GUID.fullmatch(written):
            yield Found(*match.span(1), "authorization", "", Verdict.LIKELY, "an authorization scheme", written)
