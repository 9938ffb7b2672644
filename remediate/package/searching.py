"""The texts in the members of a package, for whoever looks for something in all of them."""

import codecs
import io
from collections.abc import Callable, Iterator

from remediate.errors import PackageError
from remediate.package.archive import ZipMembers

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
    if is_zip(member):
        yield from (in_utf_8(inner) for inner in inside(member, data))
    else:
        yield in_utf_8(data)


def inside(member: str, data: bytes, wanted: Callable[[str], bool] = has_text) -> Iterator[bytes]:
    """What stands in a member that is a zip of its own, as far as it is wanted by its name.

    Raises:
        PackageError: it cannot be looked into, or is not to be trusted.
    """
    try:
        with ZipMembers(lambda: io.BytesIO(data)) as zipped:
            yield from (zipped.read(name) for name in zipped.names if wanted(name))
    except PackageError:
        raise PackageError(
            "It cannot be looked into.", hint="Look yourself whether a secret stands there.", file=member
        ) from None


def in_utf_8(data: bytes) -> bytes:
    """The bytes of a text in UTF-8 without a byte order mark; what is none as it is."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8)
