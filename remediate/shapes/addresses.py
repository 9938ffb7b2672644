"""URLs in a text, and their parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

#: What ends a URL: in JSON inside a text, `\\/` and `\\u0026` are a slash and an ampersand and do not.
_END = re.compile(r"[\s\"'<>`|{}]|\\(?!/|u0026)|$")
_START = re.compile(r":(?:\\?/){2}")
_AND = re.compile(r"&(?:amp;)?|\\u0026")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}$")


@dataclass(frozen=True, slots=True)
class Url:
    """A URL in a text: its span, and the offsets of its parts."""

    text: str = field(repr=False)
    start: int
    end: int
    authority: int

    @property
    def host_end(self) -> int:
        """Where the authority ends."""
        ends = [at for at in (self.text.find(c, self.authority, self.end) for c in "/?#\\") if at >= 0]
        return min(ends, default=self.end)

    @property
    def host(self) -> str:
        """The host, in lower case, without user information and port."""
        authority = self.text[self.authority : self.host_end]
        return authority.rpartition("@")[2].partition(":")[0].lower()

    @property
    def path(self) -> str:
        """The path, with its leading slash."""
        stop = self.text.find("?", self.host_end, self.end)
        return self.text[self.host_end : stop if stop >= 0 else self.end]

    @property
    def query(self) -> int:
        """The offset after the `?`, or -1."""
        at = self.text.find("?", self.host_end, self.end)
        return at + 1 if at >= 0 else -1


def urls(text: str) -> Iterator[Url]:
    """Every URL with a scheme in a text, in order."""
    done = 0
    blank = text.find(" ")
    while (start := _START.search(text, done)) is not None:
        at = start.start()
        scheme = _SCHEME.search(text[max(done, at - 31) : at])
        ending = _END.search(text, start.end())
        end = ending.start() if ending else len(text)
        if scheme:
            alone = not 0 <= blank < at and end == len(text)
            yield Url(text, at - len(scheme[0]), end if alone else _trimmed(text, start.end(), end), start.end())
        done = max(end, start.end())


def _trimmed(text: str, start: int, end: int) -> int:
    """Without the punctuation that closes a sentence or a bracket after a URL."""
    while end > start and text[end - 1] in ".,;:!)]":
        end -= 1
    return end


@dataclass(frozen=True, slots=True)
class Pair:
    """One `name=value` of a query or form, with the offsets of its value."""

    name: str
    start: int
    end: int


def pairs(text: str, start: int, end: int) -> Iterator[Pair]:
    """The `name=value` pairs between two offsets, separated by `&` (in XML and HTML `&amp;`)."""
    while start < end:
        found = _AND.search(text, start, end)
        stop = found.start() if found else end
        equals = text.find("=", start, stop)
        if equals >= 0:
            yield Pair(unquote(text[start:equals].lstrip("?#;")), equals + 1, stop)
        start = found.end() if found else end
