"""Connection references in customizations.xml: reading them, and adding one to the text (platform-facts 1.3)."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from remediate.errors import PackageError
from remediate.package.interface import ConnectionReference
from remediate.package.xml import AGAIN, Element, escape, find, newline_of, white_before

_ROOT = "ImportExportXml"
LIST = f"{_ROOT}/connectionreferences"
"""Where customizations.xml declares its connection references."""
_NEXT = f"{_ROOT}/Languages"
_ITEM = "connectionreference"
_NAME = "connectionreferencelogicalname"
_CLOSING = f"</{_ROOT}"


def connection_references(text: str) -> tuple[ConnectionReference, ...]:
    """The connection references that customizations.xml declares, in its order.

    Raises:
        PackageError: the text cannot be read.
    """
    return tuple(references_in(find(text, LIST)[LIST]))


def references_in(lists: Iterable[Element]) -> Iterator[ConnectionReference]:
    """The connection references in the elements at `LIST`."""
    for item in (child for holder in lists for child in holder.children if child.name == _ITEM):
        yield ConnectionReference(
            item.attributes.get(_NAME, ""),
            item.child_text("connectorid"),
            item.child_text("connectionreferencedisplayname"),
        )


def add_connection_reference(text: str, logical_name: str, display_name: str, connector_id: str) -> str:
    """customizations.xml with one more connection reference, written as its siblings are; every other byte stands.

    A reference of that name (compared without case) that is already there makes this the text itself.

    Raises:
        PackageError: the text cannot be read, or is no customizations.xml.
    """
    found = find(text, LIST, _NEXT)
    holder = next(iter(found[LIST]), None)
    siblings = [child for child in holder.children if child.name == _ITEM] if holder else []
    if any(s.attributes.get(_NAME, "").casefold() == logical_name.casefold() for s in siblings):
        return text
    attributes = f'<{_ITEM} {_NAME}="{escape(logical_name)}">'
    values = {
        "connectionreferencedisplayname": display_name,
        "connectorid": connector_id,
        "iscustomizable": "1",
        "promptingbehavior": "0",
        "statecode": "0",
        "statuscode": "1",
    }
    if not any(sibling.child("promptingbehavior") for sibling in siblings):
        del values["promptingbehavior"]
    lines = [f"<{name}>{escape(value)}</{name}>" for name, value in values.items()]
    if siblings:
        return _beside(text, siblings, logical_name, [attributes, *lines])
    if holder:
        white = white_before(text, holder.start)
        return text[: holder.start] + _holder(white, [attributes, *lines]) + text[holder.end :]
    return _before_languages(text, next(iter(found[_NEXT]), None), [attributes, *lines])


def _beside(text: str, siblings: list[Element], name: str, lines: list[str]) -> str:
    """In its place among sorted siblings, else after the last one; white space as in the first sibling."""
    outer = white_before(text, siblings[0].start)
    first = siblings[0].children[0] if siblings[0].children else None
    inner = white_before(text, first.start) if first else outer
    block = inner.join(lines) + outer + f"</{_ITEM}>"
    names = [sibling.attributes.get(_NAME, "").casefold() for sibling in siblings]
    in_order = all(one <= other for one, other in pairwise(names))
    later = next((s for s, n in zip(siblings, names, strict=True) if n > name.casefold()), None) if in_order else None
    if later:
        return text[: later.start] + block + outer + text[later.start :]
    at = siblings[-1].end
    return text[:at] + outer + block + text[at:]


def _before_languages(text: str, languages: Element | None, lines: list[str]) -> str:
    if languages:
        white = white_before(text, languages.start)
        return text[: languages.start] + _holder(white, lines) + white + text[languages.start :]
    at = text.rfind(_CLOSING)
    if at < 0:
        raise PackageError("This is not a customizations.xml: its root is not an open ImportExportXml.", hint=AGAIN)
    end = white_before(text, at)
    white = newline_of(text) + "  " if end else ""
    return text[: at - len(end)] + white + _holder(white, lines) + text[at - len(end) :]


def _holder(white: str, lines: list[str]) -> str:
    """The list with its one item; `white` is the line break and indent of the list itself, empty on a single line."""
    unit = white.lstrip("\r\n")
    outer, inner = (white + unit, white + unit * 2)
    return (
        "<connectionreferences>" + outer + inner.join(lines) + outer + f"</{_ITEM}>" + white + "</connectionreferences>"
    )
