"""The texts in the members of a package, for whoever looks for something in all of them."""

import codecs
import io
import zipfile
import zlib
from collections.abc import Iterator

from remediate.errors import PackageError
from remediate.package.limits import PART_LIMIT, shown

#: Files of these kinds hold no text of a maker's; they are often the largest of a solution.
_NO_TEXT = (".dll", ".exe", ".nupkg", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".svgz", ".woff", ".woff2", ".ttf")
_ZIPS = (".msapp", ".zip")


def has_text(member: str) -> bool:
    """Whether a member may hold text, by its name."""
    return not member.casefold().endswith(_NO_TEXT)


def is_zip(member: str) -> bool:
    """Whether a member is a zip of its own, as a canvas app is."""
    return member.casefold().endswith(_ZIPS)


def texts(member: str, data: bytes) -> Iterator[bytes]:
    """The text of a member in UTF-8; of a zip inside those of its members.

    Raises:
        PackageError: a zip cannot be looked into.
    """
    if not is_zip(member):
        yield in_utf_8(data)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            if sum(info.file_size for info in inner.infolist()) > PART_LIMIT:
                raise PackageError(f"It unpacks to more than {shown(PART_LIMIT)}.", file=member)
            for info in inner.infolist():
                if has_text(info.filename):
                    yield in_utf_8(inner.read(info))
    except (zipfile.BadZipFile, OSError, RuntimeError, zlib.error, NotImplementedError, EOFError):
        raise PackageError("It cannot be looked into.", file=member) from None


def in_utf_8(data: bytes) -> bytes:
    """The bytes of a text in UTF-8 without a byte order mark; what is none as it is."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8)
