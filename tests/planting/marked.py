"""Text that remembers where its secrets are, however it is wrapped, escaped and put inside other text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

Variant = str  # "plain", "foreign" or "unusual": how the name beside the value is spelled


@dataclass(frozen=True, slots=True)
class Tag:
    """What a marked stretch is: its kind (of a secret) or class (of a decoy), its place, and how it is named."""

    kind: str
    place: str
    is_secret: bool
    variant: Variant


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, in code points, and the value it stands for before any escaping."""

    start: int
    end: int
    value: str
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks.

    `template` says that the text is meant to hold expressions; any other text is escaped for the platform when it is
    harvested. `numeric` says that it becomes a JSON number or boolean.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    template: bool = False
    numeric: bool = False

    def __add__(self, other: "Marked | str") -> "Marked":
        tail = other if isinstance(other, Marked) else Marked(other)
        shift = len(self.text)
        moved = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in tail.marks)
        return Marked(self.text + tail.text, self.marks + moved, self.template or tail.template)

    def __radd__(self, other: str) -> "Marked":
        return Marked(other) + self

    def through(self, escaped: Callable[[str], str]) -> "Marked":
        """The text with every stretch escaped on its own, marks following; `escaped` must work per character."""
        parts: list[str] = []
        marks: list[Mark] = []
        at = length = 0
        for mark in self.marks:
            before, inside = escaped(self.text[at : mark.start]), escaped(self.text[mark.start : mark.end])
            parts += [before, inside]
            length += len(before)
            marks.append(replace(mark, start=length, end=length + len(inside)))
            length += len(inside)
            at = mark.end
        parts.append(escaped(self.text[at:]))
        return Marked("".join(parts), tuple(marks), self.template)

    def under(self, tag: Tag) -> "Marked":
        """The same text, every mark tagged."""
        return replace(self, marks=tuple(replace(m, tag=tag) for m in self.marks))

    def as_template(self) -> "Marked":
        """The same text, taken to hold expressions: `@{` inside the marks is escaped here, as nothing else will."""
        return replace(self.through(lambda s: s.replace("@{", "@@{")), template=True)

    def platform_literal(self) -> "Marked":
        """The text as a flow must spell it so that the platform takes it literally: `@` in front, `@{` anywhere."""
        done = self
        at = len(self.text)
        while (at := done.text.rfind("@", 0, at)) >= 0:
            if at == 0 or done.text[at + 1 : at + 2] == "{":
                done = done.with_inserted(at, "@")
        return done

    def with_inserted(self, at: int, text: str) -> "Marked":
        """`text` put in at `at`; a mark that starts there takes it in."""
        by = len(text)
        marks = tuple(
            replace(m, start=m.start + (by if m.start > at else 0), end=m.end + (by if m.end > at else 0))
            for m in self.marks
        )
        return replace(self, text=self.text[:at] + text + self.text[at:], marks=marks)


def secret(text: str, value: str | None = None) -> Marked:
    """`text`, marked from end to end, standing for `value` (itself, unless it is an encoding of it)."""
    return Marked(text, (Mark(0, len(text), text if value is None else value),))


def joined(separator: str, parts: Iterable[Marked | str]) -> Marked:
    """The parts with `separator` between them."""
    result = Marked("")
    for index, part in enumerate(parts):
        result = result + (separator if index else "") + part
    return result


def _json_character(character: str) -> str:
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    if character in short:
        return short[character]
    return f"\\u{ord(character):04x}" if ord(character) < 0x20 else character


def json_escape(text: str) -> str:
    """The inside of a JSON string."""
    return "".join(map(_json_character, text))


def xml_escape(text: str) -> str:
    """Text or attribute content."""
    return escape(text, {'"': "&quot;"})


def percent_escape(text: str) -> str:
    """A query or form value."""
    return quote(text, safe="")


def quote_double(text: str) -> str:
    """The inside of a literal in an expression, in SQL or in PowerShell."""
    return text.replace("'", "''")


def literal(text: Marked | str) -> Marked:
    """A string literal of the expression language."""
    inside = text if isinstance(text, Marked) else Marked(text)
    return replace("'" + inside.through(quote_double) + "'", template=True)


def json_text(tree: Any, *, indent: int | None = None, _depth: int = 1) -> Marked:
    """JSON text of a tree whose strings may be marked; `indent` as in `json.dumps`."""
    if isinstance(tree, Marked):
        return tree if tree.numeric else '"' + tree.through(json_escape) + '"'
    if isinstance(tree, str):
        return Marked('"' + json_escape(tree) + '"')
    if isinstance(tree, dict | list) and tree:
        opening, closing = "{}" if isinstance(tree, dict) else "[]"
        inner = "" if indent is None else "\n" + " " * indent * _depth
        outer = "" if indent is None else "\n" + " " * indent * (_depth - 1)
        if isinstance(tree, dict):
            items = [
                json_text(k) + (":" if indent is None else ": ") + json_text(v, indent=indent, _depth=_depth + 1)
                for k, v in tree.items()
            ]
        else:
            items = [json_text(v, indent=indent, _depth=_depth + 1) for v in tree]
        return opening + inner + joined("," + inner, items) + outer + closing
    plain = {True: "true", False: "false", None: "null"}
    if tree is None or isinstance(tree, bool):
        return Marked(plain[tree])
    return Marked("{}" if tree == {} else "[]" if tree == [] else str(tree))
