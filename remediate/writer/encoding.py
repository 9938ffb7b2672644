"""Bytes to text and back, without losing one: UTF-8, and UTF-16 with a byte order mark (platform-facts 1.1)."""

import codecs
from dataclasses import dataclass
from enum import StrEnum

from remediate.errors import REPORT, PackageError


class Encoding(StrEnum):
    """The encodings in which flows and solution parts are found; each value is Python's name of the codec."""

    UTF_8 = "utf-8"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"


_MARKS = {
    Encoding.UTF_8: codecs.BOM_UTF8,
    Encoding.UTF_16_LE: codecs.BOM_UTF16_LE,
    Encoding.UTF_16_BE: codecs.BOM_UTF16_BE,
}
_BEGIN = frozenset(mark[:1] for mark in _MARKS.values())
_HINT = "Save it as UTF-8 and run again."
_NUL_HINT = "Save it as UTF-8 without that character and run again."


@dataclass(frozen=True)
class Decoded:
    """A file's text without its byte order mark, newlines as they are, and how its bytes are spelled."""

    text: str
    encoding: Encoding = Encoding.UTF_8
    bom: bool = False


def decode(data: bytes) -> Decoded:
    """The text of a file; `encode(decoded, decoded.text)` gives back the very same bytes.

    Raises:
        PackageError: the bytes are neither UTF-8 nor UTF-16 with a byte order mark.
    """
    encoding = next((e for e, mark in _MARKS.items() if data.startswith(mark)), None) if data[:1] in _BEGIN else None
    bom = encoding is not None
    encoding = encoding or Encoding.UTF_8
    text = _text(data[len(_MARKS[encoding]) :] if bom else data, encoding)
    if text is None:
        raise PackageError("This is not text in UTF-8, nor in UTF-16 with a byte order mark.", hint=_HINT)
    if "\0" in text:
        raise PackageError(
            "This is not text: it holds a NUL, as UTF-16 without a byte order mark does.", hint=_NUL_HINT
        )
    return Decoded(text, encoding, bom)


def encode(like: Decoded, text: str) -> bytes:
    """`text` as bytes, spelled as the file that `like` was decoded from.

    Raises:
        PackageError: the text holds half of a surrogate pair, which no file can.
    """
    data = _bytes(text, like.encoding)
    if data is None:
        raise PackageError("The new text holds half of a character, which cannot be written to a file.", hint=REPORT)
    return _MARKS[like.encoding] + data if like.bom else data


def _text(data: bytes, encoding: Encoding) -> str | None:
    """The text, or None: a UnicodeError would carry the whole file along, so it ends here."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _bytes(text: str, encoding: Encoding) -> bytes | None:
    """The bytes, or None: a UnicodeError would carry the whole file along, so it ends here."""
    try:
        return text.encode(encoding)
    except UnicodeError:
        return None
