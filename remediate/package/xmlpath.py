"""Where in an XML text an offset stands, as a path: `/ImportExportXml/Workflows/Workflow[3]/@Description`.

The form is XPath's; an element without a number is the first of its name.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from xml.parsers import expat

_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def paths(text: str, offsets: Collection[int]) -> Mapping[int, str]:
    """The path of the attribute or the element in whose value each offset stands; the text is read once.

    An offset that is in no element is left out, and so is everything after the place where a text stops being XML.
    """
    return _Reader(text, offsets).read() if offsets else {}


class _Reader:
    """One pass over one text; `_waiting` are the offsets still ahead, in bytes and as they were given."""

    def __init__(self, text: str, offsets: Collection[int]) -> None:
        self._data = text.encode("utf-8", "surrogatepass")
        self._waiting = [(len(text[:at].encode("utf-8", "surrogatepass")), at) for at in sorted(set(offsets))]
        self._found: dict[int, str] = {}
        self._path: list[str] = []
        self._counts: list[Counter[str]] = [Counter()]
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self) -> Mapping[int, str]:
        with suppress(expat.ExpatError):
            self._parser.Parse(self._data, True)  # noqa: FBT003  # isfinal has no name
        return self._found

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        begins = self._parser.CurrentByteIndex
        self._settle(begins)
        self._counts[-1][name] += 1
        number = self._counts[-1][name]
        self._path.append(name if number == 1 else f"{name}[{number}]")
        self._counts.append(Counter())
        tag = _TAG.match(self._data, begins) if self._waiting else None
        if tag and self._waiting[0][0] < tag.end():
            self._attributes(*tag.span())

    def _attributes(self, begins: int, ends: int) -> None:
        for attribute in _ATTRIBUTE.finditer(self._data, begins, ends):
            first, last = attribute.span(attribute.lastindex or 0)
            self._settle(last + 1, first, f"/@{attribute[1].decode('utf-8', 'replace')}")

    def _end(self, _name: str) -> None:
        self._settle(self._parser.CurrentByteIndex + 1)
        self._path.pop()
        self._counts.pop()

    def _settle(self, until: int, since: int = 0, inside: str = "") -> None:
        """What stands before `until` belongs to the element that is open; before `since` it belongs to nothing."""
        while self._waiting and self._waiting[0][0] < until:
            at, offset = self._waiting.pop(0)
            if self._path and at >= since:
                self._found[offset] = "/" + "/".join(self._path) + inside
