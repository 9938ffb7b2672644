"""Tokens that tell by their own shape, wherever they stand: of the platform's services and of common vendors."""

import re
from collections.abc import Iterator
from functools import cache

from remediate.shapes.found import Found
from remediate.shapes.issuers import SHAPES
from remediate.shapes.looks import is_random
from remediate.shapes.placeholders import is_placeholder
from remediate.shapes.tries import standing
from remediate.shapes.values import Verdict

#: Each pattern is compiled when its mark is first met: most never are, and a hundred of them delay every start.
_compiled = cache(re.compile)
_marks = standing(("PRIVATE KEY", *(mark for mark, _, _, _ in SHAPES)))
_IN_KEY = re.compile(r"[\w~.+/-]")
_INSIDE = re.compile(r"[\w-]")
_SHORT_MARK = 4


def _ended(mark: str, back: int) -> tuple[str, str]:
    """A short mark, from its first letter or digit on, and what must be true at its end."""
    word = mark.lstrip(":-!") if not mark.startswith("-us") else "us"
    if word != mark:
        return word, f"(?<={re.escape(mark[: len(mark) - len(mark.lstrip(':-!'))] + word)})"
    return word, "" if back else "(?=[a-z0-9_.-]{16})"


MARKS = ("private key", *(mark.lower() for mark, _, _, _ in SHAPES if len(mark) > _SHORT_MARK))
"""What must be in a text, in lower case, for it to hold one of these."""
#: A Discord bot token has no mark: three parts of their lengths, of which the first is digits in base64.
_DISCORD = re.compile(r"[MNO](?<![\w.-].)[\w-]{22,27}\.[\w-]{6}\.([\w-]{27,38})(?![\w.-])")
#: Its second part, between its dots: quickly looked for.
_DISCORD_MIDDLE = re.compile(r"\.[\w-]{6}\.").search
_DISCORD_ENDED = r"(?<![a-z0-9_.-].)[a-z0-9_-]{22,27}\.[a-z0-9_-]{6}\."
SHORT_MARKS = (
    *dict.fromkeys(_ended(mark.lower(), back) for mark, back, _, _ in SHAPES if len(mark) <= _SHORT_MARK),
    *((first, _DISCORD_ENDED) for first in "mno"),
)
"""Marks that common words hold, too, with what must be true at their end: then as much follows as a token has."""
_PEM = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_PEM_END = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_PEM_LEAST = 64


def in_text(text: str) -> Iterator[Found]:
    """The tokens in a text that their own shape gives away."""
    for match in _DISCORD.finditer(text) if _DISCORD_MIDDLE(text) else ():
        if is_random(match[1]):
            yield Found(*match.span(), "Discord token", "", Verdict.SURE, "the shape of a Discord token", match[0])
    marks = _marks(text)
    for mark, back, pattern, what in SHAPES if marks else ():
        if mark in marks:
            for start, end in _matches(text, mark, back, _compiled(pattern)):
                written = text[start:end]
                if _is_drawn(written) and not is_placeholder(written):
                    yield Found(start, end, what, "", Verdict.SURE, f"the shape of {_one(what)}", written)
    if "PRIVATE KEY" in marks:
        yield from _keys(text)


def _one(what: str) -> str:
    """`an OpenAI key`, `a GitHub token`."""
    return f"{'an' if what[0] in 'AEIOaeio' else 'a'} {what}"


def _matches(text: str, mark: str, back: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the pattern stands around a mark, at most `back` characters after its start; at a word's edge only."""
    at = text.find(mark)
    while at >= 0:
        start = at
        while start > 0 and at - start < back and _IN_KEY.match(text, start - 1):
            start -= 1
        match = None if start and _INSIDE.match(text, start - 1) else pattern.match(text, start)
        if match:
            yield match.span()
        at = text.find(mark, match.end() if match else at + len(mark))


def _is_drawn(token: str) -> bool:
    """Not a mask in a token's shape: `sk-xxxxxxxxxxxx`."""
    return len(set(token[4:])) > 6  # noqa: PLR2004


def _keys(text: str) -> Iterator[Found]:
    at = 0
    while match := _PEM.search(text, at):
        ending = _PEM_END.search(text, match.end())
        end = ending.end() if ending else len(text)
        at = end
        if end - match.start() > _PEM_LEAST and "..." not in text[match.end() : end]:
            written = text[match.start() : end]
            yield Found(match.start(), end, "private key", "", Verdict.SURE, "the shape of a private key", written)
