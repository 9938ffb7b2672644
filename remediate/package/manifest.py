"""solution.xml and [Content_Types].xml: what a solution says of itself, and the two small edits they need."""

import re
from dataclasses import dataclass

from remediate.errors import PackageError
from remediate.package.xml import escape, find, white_before

_SOLUTION = "ImportExportXml/SolutionManifest"
_TYPES = "Types"
_LAST_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*\Z)")


@dataclass(frozen=True)
class Manifest:
    """The head of solution.xml (platform-facts 1.2); `managed` is 0 unmanaged, 1 managed, 2 both."""

    unique_name: str
    display_name: str
    version: str
    publisher_prefix: str
    managed: str


def read_manifest(text: str) -> Manifest:
    """What solution.xml says of its solution.

    Raises:
        PackageError: the text cannot be read, or is no solution.xml.
    """
    solution = next(iter(find(text, _SOLUTION)[_SOLUTION]), None)
    if solution is None or not solution.child_text("UniqueName"):
        raise PackageError(
            "This is not the solution.xml of a solution: it names none.", hint="Export the solution again."
        )
    names = solution.child("LocalizedNames")
    publisher = solution.child("Publisher")
    return Manifest(
        unique_name=solution.child_text("UniqueName"),
        display_name=next((n.attributes["description"] for n in names.children if "description" in n.attributes), "")
        if names
        else "",
        version=solution.child_text("Version"),
        publisher_prefix=publisher.child_text("CustomizationPrefix") if publisher else "",
        managed=solution.child_text("Managed"),
    )


def raise_version(text: str) -> str:
    """solution.xml with the last number of its version one higher; every other byte stands.

    Raises:
        PackageError: the text cannot be read, or has no version with a number.
    """
    path = f"{_SOLUTION}/Version"
    version = next(iter(find(text, path)[path]), None)
    number = _LAST_NUMBER.search(text, version.content_start, version.content_end) if version else None
    if number is None:
        raise PackageError("The solution.xml has no version that could be raised.", hint="Export the solution again.")
    return text[: number.start()] + str(int(number[0]) + 1) + text[number.end() :]


def ensure_content_types(text: str, extensions: set[str]) -> str:
    """[Content_Types].xml with a `Default` for every extension (without dot) that it lacks; every other byte stands.

    Raises:
        PackageError: the text cannot be read, or is no list of content types.
    """
    path = f"{_TYPES}/Default"
    found = find(text, path)[path]
    known = {item.attributes.get("Extension", "").casefold() for item in found}
    at = found[-1].end if found else text.rfind(f"</{_TYPES}")
    if at < 0:
        raise PackageError("This is not a list of content types.", hint="Export the solution again.")
    white = white_before(text, found[-1].start) if found else ""
    added = (
        f'{white}<Default Extension="{escape(extension)}" ContentType="application/octet-stream" />'
        for extension in sorted(extensions)
        if extension.casefold() not in known
    )
    return text[:at] + "".join(added) + text[at:]
