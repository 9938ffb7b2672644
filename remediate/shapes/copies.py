"""Copies of known values in texts, in every spelling that a text can give them.

Nearly every text holds none, so there are two steps. However JSON, XML, URLs and expressions escape a value, they leave
its longest run of ASCII letters and digits as it is, and base64 leaves such a run of one of three forms: a text without
these runs has no copy. Only around a run is the text read in every way.
"""

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, unquote_plus

from remediate.shapes.looks import GUID, is_irregular, is_password_like, is_random
from remediate.shapes.worded import is_passphrase

_RUN = re.compile(r"[A-Za-z0-9]+")
_SHORTEST_RUN = 3
_LONG = 16
_WORD = 8
_MIXED = 6
_CLASSES = 3
_DIGITS = 12
#: Text is read this far around a run, in lengths of the value: no escape of a character has more than eight.
_REACH = 8
_MORE = 64
_STRETCH = 4096
#: A text can be escaped in a text that is escaped; more than this is not written.
_DEPTH = 3
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_STANDARD = str.maketrans("-_", "+/")

BASE64 = "in base64"
ESCAPED = "in another spelling"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in a text: of which value (its number), from where to where, and its spelling, empty for its own.

    Where it has another spelling, `start` is somewhere inside it and `end` is None.
    """

    number: int
    start: int
    end: int | None
    spelling: str = ""

    @property
    def span(self) -> tuple[int, int] | None:
        """From where to where, None in another spelling."""
        return None if self.end is None else (self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Value:
    number: int
    text: str = field(repr=False)
    wanted: tuple[str, ...] = field(repr=False)
    anywhere: bool
    forms: tuple[str, ...] = field(repr=False)
    runs: tuple[str, ...] = field(repr=False)


class Copies:
    """Finds copies of values. Those that stand in texts by chance are left out (see `is_telling`). In memory only."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values = [value for number, text in enumerate(values) if (value := _value(number, text))]
        runs = dict.fromkeys(run for value in self._values for run in value.runs)
        self._runs = tuple(runs)
        self._bytes = tuple(run.encode("utf-8", "surrogatepass") for run in runs)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._values)

    def may_stand_in(self, text: str | bytes) -> bool:
        """Whether a copy may stand there: quick, and never wrong where it says no. Bytes are those of UTF-8."""
        if isinstance(text, bytes):
            return any(map(text.__contains__, self._bytes))
        return any(map(text.__contains__, self._runs))

    def found_in(self, text: str) -> list[Copy]:
        """Every copy in a text, one value after the other. Two in another spelling, side by side, count as one."""
        values = (value for value in self._values if any(map(text.__contains__, value.runs)))
        return [copy for value in values for copy in _copies(value, text)]


def is_telling(value: str) -> bool:
    """Whether a text that holds this value holds it because it is this value, and not by chance.

    Words (`admin`, `Production`), short numbers (`1234`) and short codes stand everywhere. What a machine has drawn,
    and a password of letters with digits or marks, does not: not as a word of its own.
    """
    return _is_drawn(value) or _is_chosen(value)


def _is_drawn(value: str) -> bool:
    return is_random(value) or GUID.fullmatch(value) is not None


def _is_chosen(value: str) -> bool:
    if len(value) >= _LONG and len(set(value)) >= _WORD:
        return True
    if value.isdigit():
        return len(value) >= _DIGITS and len(set(value)) > _CLASSES
    if len(value) >= _WORD:
        return is_password_like(value) or is_passphrase(value) or is_irregular(value)
    return len(value) >= _MIXED and is_password_like(value) and _classes(value) >= _CLASSES


def _classes(value: str) -> int:
    tests: tuple[Callable[[str], bool], ...] = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    return sum(any(map(test, value)) for test in tests)


def _value(number: int, text: str) -> _Value | None:
    anywhere = _is_drawn(text)
    if not anywhere and not _is_chosen(text):
        return None
    # a host is written in small letters, also where it is the key itself
    wanted = tuple(dict.fromkeys((text, text.lower()) if anywhere else (text,)))
    forms = tuple(_in_base64(text))
    runs = (*(run for one in wanted for run in _own_runs(one)), *(_run(form) or form for form in forms))
    return _Value(number, text, wanted, anywhere, forms, tuple(dict.fromkeys(runs)))


def _own_runs(text: str) -> tuple[str, ...]:
    """What stands in every spelling of the value; where it has no run of its own, one for each spelling."""
    run = _run(text)
    if run:
        return (run,)
    told = json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]
    return (text, *told, html.escape(text), quote(text, safe="", errors="surrogatepass"))


def _run(text: str) -> str:
    longest = max(_RUN.findall(text), key=len, default="")
    return longest if len(longest) >= _SHORTEST_RUN else ""


def _in_base64(text: str) -> Iterator[str]:
    """What base64 makes of the value behind any number of bytes: the characters in which only the value has a part."""
    data = text.encode("utf-8", "surrogatepass")
    for before, shared in enumerate((0, 2, 3)):
        whole = b64encode(b"\0" * before + data).decode()
        yield whole[shared : (before + len(data)) * 8 // 6]


def _copies(value: _Value, text: str) -> Iterator[Copy]:
    size = len(value.text)
    starts = list(_apart(value, text, value.text))
    yield from (Copy(value.number, at, at + size) for at in starts)
    text = _without(text, starts, size)
    yield from _respelled(value, text, sorted(set(_places(value.runs, text))))


def _without(text: str, starts: Sequence[int], size: int) -> str:
    """The text with nothing in these places, and all others where they were."""
    ends = (0, *(at + size for at in starts))
    return ("\0" * size).join(text[end:at] for end, at in zip(ends, (*starts, len(text)), strict=True))


def _respelled(value: _Value, text: str, places: Sequence[int]) -> Iterator[Copy]:
    """The copies around these places. A whole stretch is looked at first: a run may stand there a thousand times."""
    reach = _REACH * len(value.text) + _MORE
    passed = looked = 0
    for place in places:
        if place >= max(passed, looked):
            looked = place + _STRETCH
            if not _spelling(value, text[max(0, place - reach) : looked + reach]):
                passed = looked
        if place >= passed and (spelling := _spelling(value, text[max(0, place - reach) : place + reach])):
            yield Copy(value.number, place, None, spelling)
            passed = place + reach


def _places(runs: Iterable[str], text: str) -> Iterator[int]:
    for run in runs:
        at = text.find(run)
        while at >= 0:
            yield at
            at = text.find(run, at + len(run))


def _spelling(value: _Value, text: str) -> str:
    """How the value is spelled in a piece of text, empty where it is not there."""
    for read in readings(text):
        if any(form in one for one in (read, read.translate(_STANDARD)) for form in value.forms):
            return BASE64
        if any(True for wanted in value.wanted for _ in _apart(value, read, wanted)):
            return ESCAPED
    return ""


def _apart(value: _Value, text: str, wanted: str) -> Iterator[int]:
    """Where the wanted text stands: as a word of its own, unless it can be nothing else anywhere."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        before, after = text[at - 1 : at], text[end : end + 1]
        glued = (wanted[0].isalnum() and before.isalnum()) or (wanted[-1].isalnum() and after.isalnum())
        if value.anywhere or not glued:
            yield at
        at = text.find(wanted, end if value.anywhere or not glued else at + 1)


def readings(text: str) -> list[str]:
    """The text as it stands, and as what reads it would: JSON, XML and HTML, URLs, expressions, one inside another."""
    found = [text]
    newest = [text]
    for _ in range(_DEPTH):
        newest = [read for one in newest for reader in _READERS if (read := reader(one)) not in found]
        newest = list(dict.fromkeys(newest))
        found += newest
    return found


def _from_json(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _CONTROLS.get(found[2], found[2])


_READERS: tuple[Callable[[str], str], ...] = (
    _from_json,
    html.unescape,
    unquote,
    unquote_plus,
    lambda text: text.replace("''", "'"),
    lambda text: text.replace("@@", "@"),
)
