"""The members of two packages that are no flows: byte for byte the same, but for what a fix changes by rule."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from remediate.flow.secret_parameters import declared_schema_name
from remediate.package import EnvironmentVariable, Kind, Package, view_alone
from remediate.package.document import parse
from remediate.package.edited import root_of
from remediate.package.interface import SECRET_TYPE, TEXT_TYPE
from remediate.package.reading import located
from remediate.package.xml import Element, find
from remediate.secret import Secret
from remediate.verify import documents, rules
from remediate.verify.problem import Change, Intent, Problem
from remediate.verify.text_parameters import stands_for_text
from remediate.writer import decode

Located = tuple[str, Problem | Change]
"""A problem or change, with the member that has it."""

_UNPACKED = "other/"
_OF_ONE_FORM = (".json.data.xml", "[content_types].xml")
_FIRST_TAG = re.compile(r"<([A-Za-z_][^\s/>]*)")
_LEGACY = frozenset({Kind.LEGACY_ZIP, Kind.LEGACY_FOLDER})


@dataclass(frozen=True, slots=True)
class Side:
    """A package with its members by their path inside it, in casefold and as a zip has them; flows left out."""

    package: Package
    members: Mapping[str, str]

    def read(self, path: str) -> bytes:
        """The bytes of the member at a path."""
        return self.package.read(self.members[path])

    def text(self, path: str) -> str:
        """The text of the member at a path."""
        return located(self.members[path], lambda: decode(self.read(path)).text)

    def json(self, path: str) -> Any:
        """The JSON value of the member at a path."""
        return located(self.members[path], lambda: parse(self.read(path)))


def side(package: Package, only: Collection[str] | None = None) -> Side:
    """The package, with all of its members or `only` those."""
    root = root_of(package)
    flows = {file.member for file in package.flows}
    names = [name for name in package.members.names if name.startswith(root) and name not in flows]
    return Side(package, {_path(name[len(root) :]): name for name in names if only is None or name in only})


def _path(name: str) -> str:
    path = name.casefold()
    alone = path.removeprefix(_UNPACKED)
    return alone if alone in ("solution.xml", "customizations.xml") else path


def member_differences(before: Side, after: Side) -> Iterator[Located]:
    """Where members differ: what may not, and what is meant.

    A zip and a folder write the same solution in different files: of those, what both have is compared by content.

    Raises:
        PackageError: a member cannot be read.
    """
    same_form = before.package.kind is after.package.kind
    for path in sorted({*before.members, *after.members}):
        name = after.members.get(path) or before.members[path]
        if path in before.members and path in after.members:
            if before.read(path) != after.read(path):
                yield from ((name, one) for one in _changed(before, after, path, same_form=same_form))
        elif same_form or _counts(path):
            change = _lost(before, after, path) if path in before.members else _new(after, path)
            yield name, change


def uncompared(before: Side, after: Side) -> int:
    """How many members have no counterpart because one package is a zip and the other a folder."""
    if before.package.kind is after.package.kind:
        return 0
    return sum(not _counts(path) for path in {*before.members} ^ {*after.members})


def _counts(path: str) -> bool:
    """Whether a solution has such a member in every form."""
    return _is_variable(path) and not path.endswith(_OF_ONE_FORM)


def _is_variable(path: str) -> bool:
    return path.startswith("environmentvariabledefinitions/")


def _new(after: Side, path: str) -> Problem | Change:
    name = after.members[path]
    facts = after.package.facts
    for variable in facts.environment_variables if facts else ():
        if variable.type == SECRET_TYPE and name in (variable.member, variable.values_member):
            return Change(Intent.DEFINITION, "", f"{variable.schema_name} (Secret)")
        if variable.type == TEXT_TYPE and name == variable.member and _is_kept(after.package, variable):
            return Change(Intent.DEFINITION, "", f"{variable.schema_name} (Text)")
    return rules.OTHER_MEMBERS.broken("", "it is new")


def _is_kept(package: Package, variable: EnvironmentVariable) -> bool:
    """Whether a flow of the package keeps the default of the variable as that of its parameter."""
    declared = (node for file in package.flows for node in view_alone(file).parameters.values())
    name = variable.schema_name.casefold()
    return variable.default is not None and any(
        stands_for_text(node)
        and declared_schema_name(node).casefold() == name
        and Secret(node["defaultValue"]) == variable.default
        for node in declared
    )


def _lost(before: Side, after: Side, path: str) -> Problem | Change:
    """The value of a variable may go where the variable stays."""
    facts = before.package.facts
    for variable in facts.environment_variables if facts else ():
        if before.members[path] == variable.values_member:
            kept = after.package.facts.environment_variables if after.package.facts else ()
            if any(one.schema_name.casefold() == variable.schema_name.casefold() for one in kept):
                return Change(Intent.EMPTIED, "", variable.schema_name)
    return rules.OTHER_MEMBERS.broken("", "it is not there any more")


def _changed(before: Side, after: Side, path: str, *, same_form: bool) -> Iterator[Problem | Change]:
    compare = _by_rule(path, same_form=same_form)
    if compare is not None:
        yield from located(after.members[path], lambda: [*compare(before.text(path), after.text(path))])
    elif after.package.kind in _LEGACY and path.endswith(("manifest.json", "apismap.json", "connectionsmap.json")):
        if not _only_gains(before.json(path), after.json(path)):
            yield rules.OTHER_MEMBERS.broken("", "it lost something, or has another value")
        else:
            yield Change(Intent.CONNECTION, "", "an entry of the package's lists")
    elif same_form or not _same_content(before, after, path):
        yield rules.OTHER_MEMBERS.broken("", "its bytes are others")


def _by_rule(path: str, *, same_form: bool) -> Callable[[str, str], Iterator[Problem | Change]] | None:
    match path:
        case "solution.xml":
            return documents.manifest
        case "customizations.xml":
            return documents.customizations if same_form else documents.references
        case "[content_types].xml":
            return documents.content_types
    return documents.definition if _is_variable(path) and path.endswith(".xml") else None


def _only_gains(was: Any, now: Any) -> bool:
    if isinstance(was, dict) and isinstance(now, dict):
        return all(name in now and _only_gains(value, now[name]) for name, value in was.items())
    if isinstance(was, list) and isinstance(now, list):
        return all(one in now for one in was)
    return bool(was == now)


def _same_content(before: Side, after: Side, path: str) -> bool:
    """Whether JSON or XML that is laid out in two ways says the same."""
    if path.endswith(".json"):
        return bool(before.json(path) == after.json(path))
    if path.endswith(".xml"):
        was, now = (list(_elements(one.text(path))) for one in (before, after))
        return bool(was) and was == now
    return False


def _elements(text: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...], str]]:
    """Every element with its attributes and text, in order; none where the text has no root."""
    first = _FIRST_TAG.search(text)
    waiting: list[Element] = find(text, first[1])[first[1]] if first else []
    while waiting:
        element = waiting.pop(0)
        yield element.name, tuple(sorted(element.attributes.items())), element.text.strip()
        waiting[:0] = element.children
