"""How a file lays out its boxes: newline, indent and separators, taken from around the place that changes."""

import math
import re
from dataclasses import dataclass
from typing import Any, Self

from remediate.errors import REPORT, ProofError
from remediate.writer.spelling import Spelling
from remediate.writer.tree import Box, Member
from remediate.writer.values import number

_LAST_LINE = re.compile(r"(\r\n|\n|\r)([ \t]*)$")
_FIRST_COLON = re.compile(r'\s*[\[{\s]*"(?:[^"\\]|\\.)*"([ \t]*:[ \t]*)')
_COMMA = re.compile(r'["}\]],([ \t]*)["{\[]')
_ARRAY_IN_LINE = re.compile(r'\[[ \t]*"')
_ARRAY_IN_LINES = re.compile(r'\[[ \t]*[\r\n]\s*"')


@dataclass(frozen=True)
class Place:
    """Where a value stands: the newline and indent of its line, and by how much the lines below it are indented.

    `own_line` says whether the value is the first thing on its line; only then its own members may have lines.
    """

    newline: str = ""
    indent: str = ""
    unit: str = ""
    own_line: bool = False

    def at(self, member: Member) -> Self:
        """The place of a member of the box that stands here."""
        line = _LAST_LINE.search(member.lead)
        if line is None:
            return type(self)(self.newline, self.indent, self.unit)
        deeper = line[2].removeprefix(self.indent) if line[2].startswith(self.indent) else ""
        return type(self)(line[1], line[2], self.unit or deeper, own_line=True)

    @property
    def line(self) -> str:
        """What begins a line beside this value."""
        return self.newline + self.indent

    @property
    def inner_line(self) -> str:
        """What begins a line inside this value."""
        return self.line + self.unit


class Layout:
    """The habits of one file, and new text that follows them."""

    def __init__(self, text: str) -> None:
        self.spelling = Spelling(text)
        colon = _FIRST_COLON.match(text)
        self._colon = colon[1] if colon else ": "
        comma = _COMMA.search(text)
        self._comma = comma[1] if comma else " " * self._colon.endswith(" ")
        self._flat_arrays = len(_ARRAY_IN_LINE.findall(text)) > len(_ARRAY_IN_LINES.findall(text))

    def insert(self, box: Box, position: int, member: Member, place: Place) -> None:
        """Puts a member, whose `lead` and `trail` are still empty, into the box that stands at `place`."""
        members = box.members
        if not members:
            member.lead, box.tail = (place.inner_line, place.line) if place.own_line else ("", "")
        elif position == 0:
            member.lead = members[0].lead
            members[0].lead = self._lead_between(box)
            member.trail = members[0].trail if len(members) > 1 else ""
        else:
            member.lead = self._lead_between(box)
            before_comma = members[0].trail  # the last one has none
            if position == len(members):
                members[-1].trail = before_comma
            else:
                member.trail = before_comma
        members.insert(position, member)

    def key(self, box: Box, key: str) -> Member:
        """An empty member for the box, spelled as the box spells its other keys."""
        colon = box.members[0].colon if box.members else self._colon
        return Member("", "", key, self.spelling.string(key), colon)

    def compose(self, value: Any, place: Place) -> str:
        """A value as text; in lines if it stands on a line of its own.

        Raises:
            ProofError: the value is none that JSON knows.
        """
        match value:
            case str():
                return self.spelling.string(value)
            case bool() | None:
                return {True: "true", False: "false", None: "null"}[value]
            case int() | float():
                return _number(value)
            case dict():
                rows = [
                    self.spelling.string(_key(key)) + self._colon + self.compose(inner, _inside(place))
                    for key, inner in value.items()
                ]
                return self._enclosed("{", rows, "}", place)
            case list() | tuple():
                flat = self._flat_arrays and not any(isinstance(inner, dict | list | tuple) for inner in value)
                around = Place() if flat else place
                rows = [self.compose(inner, _inside(around)) for inner in value]
                return self._enclosed("[", rows, "]", around)
            case _:
                raise ProofError("The patch holds a value that is none in JSON.", hint=REPORT)

    def _enclosed(self, opener: str, rows: list[str], closer: str, place: Place) -> str:
        if not rows or not place.own_line:
            return opener + ("," + self._comma).join(rows) + closer
        return opener + ",".join(place.inner_line + row for row in rows) + place.line + closer

    def _lead_between(self, box: Box) -> str:
        """The white space before a member that has one before it."""
        lead = box.members[1].lead if len(box.members) > 1 else box.members[0].lead
        line = _LAST_LINE.search(lead)
        if line is not None:
            return line[0]  # without the blank lines that may stand above
        return lead if len(box.members) > 1 else self._comma


def remove(box: Box, position: int) -> Member:
    """Takes a member out of the box; those that stay keep their lines."""
    members = box.members
    member = members.pop(position)
    if not members:
        box.tail = ""
    elif position == 0:
        members[0].lead = member.lead
    elif position == len(members):
        members[-1].trail = ""
    return member


def reindented(raw: str, old: Place, new: Place) -> str:
    """The text of a value that moves from one place to another; a string holds no newline, so each one is layout."""
    if old.indent == new.indent or not new.own_line:
        return raw
    return raw.replace("\n" + old.indent, "\n" + new.indent)


def _inside(place: Place) -> Place:
    return Place(place.newline, place.indent + place.unit, place.unit, place.own_line)


def _number(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise ProofError("The patch holds a number that JSON cannot write.", hint=REPORT)
    return number(value)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise ProofError("The patch holds an object with a key that is no text.", hint=REPORT)
    return key
