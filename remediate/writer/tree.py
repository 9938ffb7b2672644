"""A lossless tree over JSON text: only what is looked into is opened, all else stays a slice of the text.

A node is either a `str`, a value as the file spells it, or a `Box`: an object or array that has been opened.
`written` gives back the text that was read, to the last character.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from remediate.writer.values import not_json, refuse_constant

Node: TypeAlias = "str | Box"
Wanted: TypeAlias = "dict[str, Wanted]"

_SCANNER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=refuse_constant)
_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_CLOSERS = {"{": "}", "[": "]", "": ""}


@dataclass(slots=True)
class Member:
    """A value in its box, with everything that stands between its neighbours.

    `lead` and `trail` are the white space before it and before the comma after it; `name` is the key as spelled, with
    its quotes, and `colon` what parts it from the value (both empty in an array); `key` is the key as read.
    """

    lead: str
    value: Node
    key: str = ""
    name: str = ""
    colon: str = ""
    trail: str = ""


@dataclass(slots=True)
class Box:
    """An object (`opener` is "{"), an array ("["), or the whole document (""), which has one member.

    `tail` is the white space before the closing bracket.
    """

    opener: str
    members: list[Member]
    tail: str = ""


def read_document(text: str, wanted: Wanted) -> Box:
    """The document, with those boxes open that `wanted` (key or index to what is wanted below it) leads to.

    The text is read once however deep the wanted boxes lie.

    Raises:
        PackageError: the text is not JSON; nothing of it is in the message.
    """
    try:
        start = _space_end(text, 0)
        node, end = _read(text, start, wanted)
        rest = _space_end(text, end)
        if rest == len(text):
            return Box("", [Member(text[:start], node)], text[end:])
        fault = not_json(json.JSONDecodeError("Extra data", text, rest))
    except (ValueError, RecursionError) as error:
        fault = not_json(error)
    raise fault  # out here, so that it does not carry along an error that holds the whole text


def opened(text: str) -> Box:
    """The box that `text`, the spelling of an object or array, stands for."""
    return _open(text, 0, {})[0]


def written(node: Node) -> str:
    """The node as text."""
    if isinstance(node, str):
        return node
    parts: list[str] = []
    _write(node, parts)
    return "".join(parts)


def _write(box: Box, parts: list[str]) -> None:
    parts.append(box.opener)
    for position, member in enumerate(box.members):
        if position:
            parts.append(",")
        parts += (member.lead, member.name, member.colon)
        if isinstance(member.value, str):
            parts.append(member.value)
        else:
            _write(member.value, parts)
        parts.append(member.trail)
    parts += (box.tail, _CLOSERS[box.opener])


def _read(text: str, at: int, wanted: Wanted) -> tuple[Node, int]:
    """The value that begins at `at`, and where it ends."""
    if wanted and text[at : at + 1] in ("{", "["):
        return _open(text, at, wanted)
    _, end = _SCANNER.raw_decode(text, at)
    return text[at:end], end


def _open(text: str, at: int, wanted: Wanted) -> tuple[Box, int]:
    """The box that begins at `at`, and where it ends."""
    box = Box(text[at], [])
    closer = _CLOSERS[box.opener]
    at += 1
    start = _space_end(text, at)
    if text[start : start + 1] == closer:
        box.tail = text[at:start]
        return box, start + 1
    while True:
        member, after = _member(text, at, box, wanted)
        box.members.append(member)
        stop = _space_end(text, after)
        if text[stop : stop + 1] == closer:
            box.tail = text[after:stop]
            return box, stop + 1
        if text[stop : stop + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, stop)
        member.trail = text[after:stop]
        at = stop + 1


def _member(text: str, at: int, box: Box, wanted: Wanted) -> tuple[Member, int]:
    """The next member of the box, from the white space before it at `at`, and where its value ends."""
    start = _space_end(text, at)
    if box.opener == "[":
        value, end = _read(text, start, wanted.get(str(len(box.members)), {}))
        return Member(text[at:start], value), end
    if text[start : start + 1] != '"':
        raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, start)
    key: Any
    key, name_end = _SCANNER.raw_decode(text, start)
    colon = _COLON.match(text, name_end)
    if colon is None:
        raise json.JSONDecodeError("Expecting ':' delimiter", text, name_end)
    value, end = _read(text, colon.end(), wanted.get(key, {}))
    return Member(text[at:start], value, key, text[start:name_end], colon[0]), end


def _space_end(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return at if space is None else space.end()


def box_of(member: Member) -> Box | None:
    """The box that the member's value is, opened; None if it is none."""
    node: Node = member.value
    if isinstance(node, Box):
        return node
    if node[0] not in "{[":
        return None
    member.value = box = opened(node)
    return box
