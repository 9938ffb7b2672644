"""XML as text with spans: enough to find an element and edit the text around it, without writing anything anew.

Read with expat directly, which knows where each tag stands. Document types, and with them entities of any kind, are
refused. Only the elements that are asked for are kept, and what the root holds besides them is read without a call
into Python: most of a customizations.xml is forms and views that nobody asks for.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from remediate.errors import PackageError

DEPTH_LIMIT = 200

_TAG = re.compile(rb"""<(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_NAME = re.compile(rb"[^\s/>]+")
_ROOT = re.compile(rb"\s*(?:<\?[^>]*\?>)?\s*(?=<)")
#: A smaller text is read whole: what nobody asks for costs less than looking for it.
_LARGE = 32 * 1024
#: A text of so many bytes is kept for a while without what nobody asks for: a fix asks it five times.
_KEPT = 4 * 1024 * 1024
#: Children of the root of a customizations.xml that are asked for in one question or another.
_OFTEN = frozenset({b"Workflows", b"connectionreferences", b"EnvironmentVariables", b"Languages"})
#: Where one of these stands, not every `<` begins a tag.
_NO_TAGS = (b"<!--", b"<![CDATA[")
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "us-ascii", "ascii"})
AGAIN = "Export the solution again."
"""What to do about XML that no export holds."""


@dataclass(slots=True)
class Element:
    """An element with its spans in the decoded text.

    `start` and `end` enclose the whole element; `content_start` and `content_end` what stands between its tags, both
    equal to `end` where it is self-closed. `text` is its own text without that of its children. The spans are worked
    out when they are asked for: most elements are only read.
    """

    name: str
    attributes: dict[str, str] = field(repr=False)
    _source: "_Source" = field(repr=False)
    _at: int
    _closing: int = 0
    text: str = field(default="", repr=False)
    children: "list[Element]" = field(default_factory=list, repr=False)

    @property
    def start(self) -> int:
        """Where its first tag begins."""
        return self._source.characters(self._at)

    @property
    def content_start(self) -> int:
        """Where its first tag ends."""
        return self._source.characters(self._source.tag_end(self._at))

    @property
    def content_end(self) -> int:
        """Where its last tag begins."""
        return self.content_start if self.closed else self._source.characters(self._closing)

    @property
    def end(self) -> int:
        """Where its last tag ends."""
        if self.closed:
            return self.content_start
        return self._source.characters(self._source.data.index(b">", self._closing) + 1)

    @property
    def closed(self) -> bool:
        """Whether it is self-closed, `<x />`."""
        return self._source.data[self._source.tag_end(self._at) - 2] == ord("/")

    def child(self, name: str) -> "Element | None":
        """Its first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def child_text(self, name: str) -> str:
        """The text of its first child of that name, stripped; empty where there is none."""
        found = self.child(name)
        return found.text.strip() if found else ""


def find(text: str, *paths: str) -> dict[str, list[Element]]:
    """Per path (`Root/Child/Grandchild`) the elements there, in order, each with all its descendants.

    Raises:
        PackageError: no XML, a document type or an entity, an encoding other than Unicode, or nested too deeply.
    """
    declared = _DECLARED.match(text)
    if declared and declared[1].lower() not in _ENCODINGS:
        raise PackageError(
            f"The XML says that it is written in {declared[1][:20]!r}; only Unicode is read.", hint=AGAIN
        )
    return _Reader(text, paths).read()


def _well_formed(data: bytes) -> None:
    """Refuse what is no XML, or declares a document type."""
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    _parse(parser, data)


def _parse(parser: expat.XMLParserType, data: bytes) -> None:
    try:
        parser.Parse(data, True)  # noqa: FBT003  # isfinal has no name
    except expat.ExpatError as error:
        raise PackageError(
            f"This is not XML: it breaks off or goes wrong at line {error.lineno}, column {error.offset + 1}.",
            hint=AGAIN,
        ) from None


def _refuse_doctype(*_declaration: object) -> None:
    raise PackageError("The XML declares a document type or entities, which no export does.", hint=AGAIN)


def _narrowed(data: bytes, names: frozenset[bytes]) -> bytes:
    """XML without the root's children that have none of these names."""
    _well_formed(data)
    return _without_others(data, names)


_narrowed_lately = lru_cache(maxsize=4)(_narrowed)


def _without_others(data: bytes, names: Collection[bytes]) -> bytes:
    """Well-formed XML with blanks in the place of the root's children that have none of these names."""
    if any(mark in data for mark in _NO_TAGS) or b"<?" in data[2:]:
        return data
    kept = []
    start = at = _TAG.match(data, _ROOT.match(data).end()).end()  # type: ignore[union-attr]  # it is well-formed
    kept.append(data[:at])
    while (at := data.find(b"<", at)) >= 0 and data[at + 1] != ord("/"):
        name = _NAME.match(data, at + 1)[0]  # type: ignore[index]  # likewise
        end = _end_of(data, at, name)
        kept += (data[start:at], data[at:end] if name in names else b" " * (end - at))
        start = at = end
    return b"".join((*kept, data[start:]))


def _end_of(data: bytes, at: int, name: bytes) -> int:
    """Where the element that begins at `at` ends."""
    depth = 0
    for tag in re.compile(rb"<(/?)" + re.escape(name) + rb"(?=[\s/>])").finditer(data, at):
        end = _TAG.match(data, tag.start()).end()  # type: ignore[union-attr]  # likewise
        depth += -1 if tag[1] else 0 if data[end - 2] == ord("/") else 1
        if depth == 0:
            return end
    raise AssertionError("well-formed XML closes what it opens")


class _Source:
    """The UTF-8 of a text, and what stands where in it."""

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "surrogatepass")
        self._plain = len(self.data) == len(text)

    def characters(self, at: int) -> int:
        """The offset in the text of an offset in its UTF-8."""
        return at if self._plain else len(self.data[:at].decode("utf-8", "surrogatepass"))

    def tag_end(self, at: int) -> int:
        """Where the tag that begins at `at` ends."""
        tag = _TAG.match(self.data, at)
        if tag is None:
            raise PackageError("The XML has a tag that cannot be followed.", hint=AGAIN)
        return tag.end()


class _Reader:
    """One pass over one text; keeps the elements at the wanted paths."""

    def __init__(self, text: str, paths: tuple[str, ...]) -> None:
        self._source = _Source(text)
        self._found: dict[str, list[Element]] = {path: [] for path in paths}
        self._ends = {(path.count("/") + 1, path.rpartition("/")[2]) for path in paths}
        self._stack: list[str] = []
        self._open: list[Element] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = _refuse_doctype

    def read(self) -> dict[str, list[Element]]:
        data = self._source.data
        names = [path.split("/")[1:2] for path in self._found]
        if len(data) > _LARGE and all(names):
            narrowed = _narrowed_lately if len(data) <= _KEPT else _narrowed
            data = narrowed(data, _OFTEN.union(name.encode() for [name] in names))
        try:
            _parse(self._parser, data)
        finally:
            del self._parser  # it holds this reader, too
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        stack, inside = self._stack, self._open
        stack.append(name)
        if len(stack) > DEPTH_LIMIT:
            raise PackageError(f"The XML is nested more than {DEPTH_LIMIT} levels deep.", hint=AGAIN)
        if inside:
            siblings = inside[-1].children
        elif (len(stack), name) in self._ends and (path := "/".join(stack)) in self._found:
            siblings = self._found[path]
        else:
            return
        element = Element(name, attributes, self._source, self._parser.CurrentByteIndex)
        siblings.append(element)
        inside.append(element)

    def _end(self, _name: str) -> None:
        self._stack.pop()
        if self._open:
            self._open.pop()._closing = self._parser.CurrentByteIndex  # noqa: SLF001 - an element in the making

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text


def escape(value: str) -> str:
    """`value` as it stands in an element or between double quotes."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        value = value.replace(character, entity)
    return value


def white_before(text: str, at: int) -> str:
    """The line break and indent before `at`; empty where something else stands on that line before it."""
    start = len(text[:at].rstrip(" \t"))
    if not start or text[start - 1] != "\n":
        return ""
    start -= 2 if text[start - 2 : start] == "\r\n" else 1
    return text[start:at]


def newline_of(text: str) -> str:
    """The newline that a text uses first, LF where it has none."""
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"
