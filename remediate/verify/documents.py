"""A package's own XML, compared: what a fix adds or takes out of it by rule, and nothing else.

Elements are compared and not their layout, so that a file which the platform wrote again is not called another one.
"""

from collections.abc import Callable, Iterator

from remediate.errors import PackageError
from remediate.package.interface import SECRET_TYPE
from remediate.package.xml import Element, find
from remediate.verify import rules
from remediate.verify.cutting import Cut
from remediate.verify.problem import Change, Intent, Problem, Rule

Found = Iterator[Problem | Change]

_EXPORT = "ImportExportXml"
_VERSION = f"{_EXPORT}/SolutionManifest/Version"
_REFERENCES = f"{_EXPORT}/connectionreferences"
_VARIABLES = f"{_EXPORT}/EnvironmentVariables"
_NAME = "connectionreferencelogicalname"
_VARIABLE_TYPE = "380"


def manifest(before: str, after: str) -> Found:
    """solution.xml: a higher version, and lines for new environment variables; the rest stays."""
    was, now = Cut(before, _VERSION), Cut(after, _VERSION)
    old, new = (_text(cut.first(_VERSION)) for cut in (was, now))
    if _numbers(old) > _numbers(new):
        yield rules.MANIFEST.broken("", f"the version went back from {old} to {new}")
    elif old != new:
        yield Change(Intent.VERSION, "", f"{old} to {new}")
    yield from _same_around(
        rules.MANIFEST, was, now, lambda path, _: path[-2:] == ("SolutionManifest", "Version"), _is_line
    )


def customizations(before: str, after: str) -> Found:
    """customizations.xml: new connection references, and values taken out of old environment variables."""
    was, now = (Cut(text, _REFERENCES, _VARIABLES) for text in (before, after))
    known = {name.casefold() for name in _references(was.first(_REFERENCES))}
    for name in _references(now.first(_REFERENCES)):
        if name.casefold() not in known:
            yield Change(Intent.CONNECTION, "", f"the connection reference {name} of the solution")

    def is_new(path: tuple[str, ...], element: Element) -> bool:
        if path[-1] == "connectionreferences":
            return was.first(_REFERENCES) is None
        return _NAME in element.attributes and element.attributes[_NAME].casefold() not in known

    old, new = (_inline_defaults(cut.first(_VARIABLES)) for cut in (was, now))
    for one, other in zip(old, new, strict=False):
        if one.text and not other.text:
            yield Change(Intent.EMPTIED, "", "one that is kept in customizations.xml")
        elif one.text != other.text:
            yield rules.CUSTOMIZATIONS.broken("", "an environment variable has another value")
    yield from _same_around(rules.CUSTOMIZATIONS, was, now, _is_emptied_default, is_new)


def references(before: str, after: str) -> Found:
    """The connection references of two customizations.xml, whose other parts a zip and a folder keep elsewhere."""
    was, now = (_references(Cut(text, _REFERENCES).first(_REFERENCES)) for text in (before, after))
    for name in was:
        if name.casefold() not in {other.casefold() for other in now}:
            yield rules.CUSTOMIZATIONS.broken("", f"the connection reference {name} is lost")
    for name in now:
        if name.casefold() not in {other.casefold() for other in was}:
            yield Change(Intent.CONNECTION, "", f"the connection reference {name} of the solution")


def content_types(before: str, after: str) -> Found:
    """[Content_Types].xml: more types."""
    was, now = _root(before, "Types"), _root(after, "Types")
    known = {_extension(child) for child in was.children}
    for child in now.children:
        if child.name == "Default" and _extension(child) not in known:
            yield Change(Intent.CONTENT_TYPE, "", _extension(child))
    yield from _same(
        rules.CONTENT_TYPES, was, now, _never, lambda _, e: e.name == "Default" and _extension(e) not in known
    )


def definition(before: str, after: str) -> Found:
    """An environment variable: it may lose its value, and may become a Secret one."""
    name = "environmentvariabledefinition"
    was, now = _root(before, name), _root(after, name)
    emptied = was.child("defaultvalue") is not None and now.child("defaultvalue") is None
    retyped = was.child_text("type") != str(SECRET_TYPE) and now.child_text("type") == str(SECRET_TYPE)
    if emptied or retyped:
        yield Change(Intent.EMPTIED, "", was.attributes.get("schemaname", ""))
    free = {"secretstore", "type"} if retyped else set()
    lost = {"defaultvalue"} if emptied else set()

    def may_change(path: tuple[str, ...], element: Element) -> bool:
        return len(path) == 2 and element.name in free | lost  # noqa: PLR2004 - a child of the root

    yield from _same(rules.ORDINARY_VARIABLES, was, now, may_change, may_change)


Allowed = Callable[[tuple[str, ...], Element], bool]
"""Whether the element at a path, the names from the root down, may differ or be new."""


def _same_around(rule: Rule, was: Cut, now: Cut, may_change: Allowed, may_be_new: Allowed) -> Found:
    """As `_same` of two exports; where the rest is equal, only what they were cut at is looked into."""
    if was.paths != now.paths or was.pieces != now.pieces:
        yield from _same(rule, _root(was.text, _EXPORT), _root(now.text, _EXPORT), may_change, may_be_new)
        return
    for one, other, path in zip(was.elements, now.elements, was.paths, strict=True):
        differing = _difference(one, other, path, may_change, may_be_new)
        if differing is not None:
            yield rule.broken("", f"{'/'.join(differing)} is not what it was")
            return


def _same(rule: Rule, was: Element, now: Element, may_change: Allowed, may_be_new: Allowed) -> Found:
    differing = _difference(was, now, (was.name,), may_change, may_be_new)
    if differing is not None:
        yield rule.broken("", f"{'/'.join(differing)} is not what it was")


def _difference(
    was: Element, now: Element, path: tuple[str, ...], may_change: Allowed, may_be_new: Allowed
) -> tuple[str, ...] | None:
    """The path of the first element that differs and may not."""
    if may_change(path, was):
        return None
    if was.name != now.name or was.attributes != now.attributes or was.text.strip() != now.text.strip():
        return path
    new = [child for child in now.children if not may_be_new((*path, child.name), child)]
    old = [child for child in was.children if not may_be_new((*path, child.name), child)]
    for one, other in zip(old, new, strict=False):
        differing = _difference(one, other, (*path, one.name), may_change, may_be_new)
        if differing is not None:
            return differing
    return None if len(old) == len(new) else path


def _root(text: str, name: str) -> Element:
    """The root, of that name.

    Raises:
        PackageError: the text is no XML, or another document.
    """
    found = find(text, name)[name]
    if not found:
        raise PackageError(f"This is not a file that begins with {name}.", hint="Export the solution again.")
    return found[0]


def _text(element: Element | None) -> str:
    return element.text.strip() if element else ""


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isascii() and part.isdecimal()]


def _is_line(path: tuple[str, ...], element: Element) -> bool:
    """Whether it is the line that lists an environment variable, as old exports have it."""
    return path[-2:] == ("RootComponents", "RootComponent") and element.attributes.get("type") == _VARIABLE_TYPE


def _never(_path: tuple[str, ...], _element: Element) -> bool:
    return False


def _references(holder: Element | None) -> list[str]:
    return [child.attributes.get(_NAME, "") for child in holder.children] if holder else []


def _inline_defaults(holder: Element | None) -> list[Element]:
    definitions = holder.children if holder else []
    return [default for one in definitions if (default := one.child("DefaultValue"))]


def _is_emptied_default(path: tuple[str, ...], _element: Element) -> bool:
    return path[1:] == ("EnvironmentVariables", "Definition", "DefaultValue")


def _extension(element: Element) -> str:
    return element.attributes.get("Extension", "").casefold()
