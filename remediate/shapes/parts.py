"""The parts of a connection string: where the value of one ends, and whether others stand around it."""

import re

from remediate.shapes import lines
from remediate.shapes.ahead import Ahead
from remediate.shapes.marked_up import ESCAPED_QUOTE

REACH = 600
"""So far from a part others are looked for."""
#: Keys that make a text a connection string when they stand beside one.
_KEY = (
    r"(?:server|data ?source|address|addr|network ?address|endpoint|account ?name"
    r"|account ?endpoint|host|host ?name|user ?id|uid|user ?name|user|initial ?catalog|database|dbname|port|driver"
    r"|provider|dsn|entitypath|url|defaultendpointsprotocol|sharedaccesskeyname|blobendpoint|queueendpoint"
    r"|tableendpoint|endpointsuffix|authtype|service ?uri|authentication|appid|client ?id|tenant|tenantid|ssl|sslmode"
    r"|encrypt|integrated ?security|redirecturi|deviceid|repositoryid|persist ?security ?info|trustservercertificate"
    r"|version|instrumentationkey|resource|org|region|cluster|warehouse|schema|role|abortconnect)[ \t]{0,4}="
)
_COMPANION = re.compile(rf"(?:^|[;,\s\"'?&{{])[ \t]{{0,4}}{_KEY}", re.IGNORECASE)
_LONGEST_COMPANION = 40
#: The same where a stretch begins that is looked at.
_FIRST = re.compile(rf"[ \t]{{0,4}}{_KEY}", re.IGNORECASE)
_JDBC = re.compile(r"jdbc:[a-z0-9]+:")
_HOST = re.compile(r"[\w.-]+:\d+,")
_PAIRED = {'"': '"', "'": "'", "{": "}"}
_ESCAPED_QUOTE = re.compile(ESCAPED_QUOTE)
_LONGEST = 8192
#: A place for a value in a template: `{0}`, `{password}`.
_HOLE = re.compile(r"\{(?:\d{1,2}|[a-zA-Z_]{1,40})\}")
_SIGNS = ("amp", "lt", "gt", "quot", "apos", *("#" + r"\d" * digits for digits in range(1, 7)))
#: A semicolon that ends no sign of HTML.
_SEMICOLON = "".join(f"(?<!&{sign})" for sign in _SIGNS) + ";"
#: What ends a value, by what parts one from the next.
_STOP = {
    ";": re.compile(rf"{_SEMICOLON}|[\"\n\r<>]|\\[\"nr]"),
    ",": re.compile(rf"{_SEMICOLON}|[,\"'\n\r<>\s]"),
    " ": re.compile(rf"{_SEMICOLON}|[\"'\n\r<>\s]"),
}
_LONGEST_STOP = 2
#: What closes a string of a script, with what stands behind it.
_CLOSED = re.compile(r"'[),;\]}\s+]")
_BLANKS = re.compile(r"\s*")
#: A word of a sentence.
_WORD = re.compile(r"[^\W\d_]+[.,:!]?")


class Parts:
    """The parts of the connection strings in a text, asked for from its beginning to its end; `lower` as in `roots`."""

    def __init__(self, text: str, lower: str) -> None:
        self._text = text
        self._lower = lower
        self.of_jdbc = "jdbc:" in lower
        self._stops = {separator: Ahead(stop, _LONGEST_STOP, text) for separator, stop in _STOP.items()}
        self._closed = Ahead(_CLOSED, _LONGEST_STOP, text)
        self._before, self._after, self._in_line, self._anywhere = (
            Ahead(_COMPANION, _LONGEST_COMPANION, text) for _ in range(4)
        )

    def value(self, key: int, start: int) -> tuple[int, int]:
        """The span of the value that begins at `start`, its key at `key`; quotes and braces around it stay outside."""
        first, last = self._value(start, self._separator(key, start))
        return first, self._before_words(key, first, last)

    def are_around(self, key: int, end: int) -> bool:
        """Whether others stand around the part from `key` to `end`: a text in which one stands alone is another."""
        text, first, last = self._text, max(0, key - REACH), end + REACH
        if self._before.find(first, key) or self._after.find(end, last):
            return True
        if _FIRST.match(text, first, key) or _FIRST.match(text, end, last) or _HOST.match(text, first, key):
            return True
        lower = self._lower
        return self.of_jdbc and bool(_JDBC.search(lower, first, key) or _JDBC.search(lower, end, last))

    def with_words(self, key: int, span: tuple[int, int]) -> int:
        """Where a value ends that words go on with, in a line that is nothing but settings."""
        text, first = self._text, self._line(key)
        begins = self._is_blank(first, key) or lines.begins(text, key, key) or _COMPANION.match(text, first)
        return (lines.rest(text, *span) if begins else None) or span[1]

    def _separator(self, key: int, start: int) -> str:
        """What ends a value in this string: a semicolon, or a comma or blank where none is used."""
        text = self._text
        near = text[max(0, key - REACH) : start + REACH]
        if ";" in near:
            return ";"
        while text[key - 1 : key] in {" ", "\t"}:
            key -= 1
        return "," if text[key - 1 : key] == "," or ("," in near and " " not in near.strip()) else " "

    def _value(self, start: int, separator: str) -> tuple[int, int]:
        text = self._text
        if opening := _ESCAPED_QUOTE.match(text, start):
            end = text.find(opening[0], opening.end(), opening.end() + _LONGEST)
            if end > opening.end():
                return opening.end(), end
        closing = _PAIRED.get(text[start : start + 1])
        if closing and not _HOLE.match(text, start):
            end = text.find(closing, start + 1, start + _LONGEST)
            if end > start:
                return start + 1, end
        last = min(start + _LONGEST, len(text))
        stop = self._stops[separator].find(start, last)
        end = self._before_quote(start, stop.start() if stop else last)
        while end > start and text[end - 1] in " '\t":
            end -= 1
        return start, end

    def _before_quote(self, start: int, end: int) -> int:
        """Where the string of a script ends that the connection string stands in, if it does before `end`."""
        text = self._text
        closed = self._closed.find(start, end)
        closing = closed.start() if closed else end - text.endswith("'", start, end)
        opened = closing < end and text.count("'", max(0, start - REACH), start) % 2 == 1
        return closing if opened else end

    def _before_words(self, key: int, start: int, end: int) -> int:
        """Where the last value ends of a connection string that a sentence holds: before the words that go on."""
        words = self._words(start, end)
        if words == end:
            return end
        first = self._line(key)
        companion = (self._in_line if first else self._anywhere).find(first, key)
        return words if companion is not None and not self._is_blank(first, companion.start()) else end

    def _words(self, start: int, end: int) -> int:
        """Where the words begin with which a value ends, each after one blank; its end if it has none."""
        text = self._text
        last = at = end - 1 if text[end - 1 : end] == "\n" else end
        while (blank := text.rfind(" ", start, at)) >= 0 and _WORD.fullmatch(text, blank + 1, at):
            at = blank
        return at if at < last else end

    def _line(self, key: int) -> int:
        """Where the line, the cell or the string begins that a key stands in; the text, where that is far before."""
        return max(self._text.rfind(sign, max(0, key - REACH), key) for sign in "\n\"'>") + 1

    def _is_blank(self, start: int, end: int) -> bool:
        blanks = _BLANKS.match(self._text, start, end)
        return blanks is None or blanks.end() == end
