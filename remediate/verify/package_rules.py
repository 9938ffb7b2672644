"""The rules that a package as a whole must keep for its flows to be imported and turned on."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from remediate.flow import pointer as ptr
from remediate.flow.secret_reads import RETRIEVE, retrieved_variable
from remediate.package import EnvironmentVariable, Facts, FlowFile, Kind, Package, view, view_alone
from remediate.package.interface import SECRET_TYPE
from remediate.package.xml import find
from remediate.verify import rules
from remediate.verify.legacy_rules import broken_legacy_rules
from remediate.verify.problem import Problem, Rule
from remediate.writer import decode

MAX_SCHEMA_NAME = 100
MAX_DISPLAY_NAME = 100
MAX_VALUE = 2000
MAX_REFERENCE_NAME = 200

SECRET_PATH = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.KeyVault/vaults/[^/]+/secrets/[0-9A-Za-z-]+",
    re.IGNORECASE,
)
_ROOT = "environmentvariabledefinition"
_ALWAYS = ("displayname", "introducedversion", "iscustomizable", "isrequired", "type")
_FIRST_TYPE = 100000000
_RESERVED = frozenset({"$authentication", "$connection", "$connections"})

Located = tuple[str, Problem]
"""A problem, with the member of the package that has it."""


def broken_package_rules(package: Package, only: frozenset[str] | None = None) -> Iterator[Located]:
    """Every known rule that the package breaks outside its flows, or by what its flows ask of it.

    With `only`, each member is looked at alone if it is one of these: for a package that keeps what others ask of it.
    """
    flows = [file for file in package.flows if only is None or file.member in only]
    for file in flows:
        if package.kind in (Kind.SOLUTION_ZIP, Kind.LEGACY_ZIP) and decode(file.data).bom:
            yield file.member, rules.NO_BOM.broken("", "it begins with a byte order mark")
    yield from broken_legacy_rules(package)
    facts = package.facts
    if facts is None:
        return
    connectors = {
        reference.logical_name.casefold(): reference.connector_id for reference in facts.connection_references
    }
    for file in flows:
        for problem in (*_reads(package, file, facts), *_references(file, connectors)):
            yield file.member, problem
    yield from _variables(package, facts, only)
    for reference in facts.connection_references:
        if max(len(reference.logical_name), len(reference.display_name)) > MAX_REFERENCE_NAME:
            why = f"the name of a connection reference has more than {MAX_REFERENCE_NAME} characters"
            yield facts.customizations or "", rules.COLUMN_LENGTHS.broken("", why)
    yield from _types(package, facts, only)


def keeps_what_is_asked(before: Package, after: Package) -> bool:
    """Whether the connection references and variables of a package are all there afterwards, and of the same kind."""
    was, now = before.facts, after.facts
    if was is None or now is None:
        return False
    kinds = [
        (
            {r.logical_name.casefold(): r.connector_id for r in facts.connection_references},
            {v.schema_name.casefold(): v.type for v in facts.environment_variables},
        )
        for facts in (was, now)
    ]
    return all(old.items() <= new.items() for old, new in zip(*kinds, strict=True))


def place(member: str, problem: Problem) -> tuple[str, Rule, str, str]:
    """What tells a problem of a package from others: to see whether it was there before."""
    return member, problem.rule, problem.pointer, problem.why


def _reads(package: Package, file: FlowFile, facts: Facts) -> Iterator[Problem]:
    if RETRIEVE.casefold().encode() not in file.data.lower():
        return
    declared = {v.schema_name.casefold(): v.type for v in facts.environment_variables}
    for action in view(package, file).all_actions:
        name = retrieved_variable(action)
        if name and "@" not in name and declared.get(name.casefold()) != SECRET_TYPE:
            what = "is not a Secret one" if name.casefold() in declared else "is not in the package"
            yield rules.READ_NAMES.broken(action.pointer, f"{action.name} reads {name}, which {what}")


def _references(file: FlowFile, known: Mapping[str, str]) -> Iterator[Problem]:
    """Each connection reference of the flow is one of the solution's, and of the same connector.

    `known` are the connectors of the solution's, by their logical names in casefold.
    """
    for key, reference in view_alone(file).connection_references.items():
        name = _part(reference, "connection").get("connectionReferenceLogicalName")
        if not isinstance(name, str) or not name:
            continue
        api, at = _part(reference, "api"), file.references_pointer or ""
        if name.casefold() not in known:
            yield rules.IN_CUSTOMIZATIONS.broken(ptr.join(at, key), f"{name} is not in the solution")
        elif "logicalName" not in api and _last(known[name.casefold()]) != _last(api.get("name")):
            yield rules.CONNECTOR.broken(ptr.join(at, key), f"{name} is a reference of another connector")


def _part(value: Any, name: str) -> dict[str, Any]:
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def _last(value: Any) -> str:
    return str(value).rpartition("/")[2].casefold()


def _variables(package: Package, facts: Facts, only: frozenset[str] | None) -> Iterator[Located]:
    counts = Counter(variable.schema_name.casefold() for variable in facts.environment_variables)
    for variable in facts.environment_variables:
        if counts[variable.schema_name.casefold()] > 1:
            yield variable.member, rules.DEFINITION_SHAPE.broken("", f"{variable.schema_name} is defined twice")
        if only is not None and only.isdisjoint({variable.member, variable.values_member}):
            continue
        if variable.member != facts.customizations:
            for why in _shape(package, variable):
                yield variable.member, rules.DEFINITION_SHAPE.broken("", why)
        for problem in (*_lengths(variable), *_values(variable)):
            yield variable.member, problem


def _shape(package: Package, variable: EnvironmentVariable) -> Iterator[str]:
    """As the platform exports it; what is not Secret is left to its author but for what every export has."""
    (root,) = find(decode(package.read(variable.member)).text, _ROOT)[_ROOT][:1]
    for name in _ALWAYS:
        if root.child(name) is None:
            yield f"it has no element {name}"
    if not _FIRST_TYPE <= variable.type <= SECRET_TYPE:
        yield "its type does not exist"
    if variable.type == SECRET_TYPE and root.child_text("secretstore") not in ("0", "1"):
        yield "it is Secret, and has no element secretstore that says where secrets are kept"
    if variable.member.rsplit("/", 2)[-2].casefold() != variable.schema_name.casefold():
        yield "its folder has another name"


def _lengths(variable: EnvironmentVariable) -> Iterator[Problem]:
    values = [secret.reveal() for secret in (variable.default, variable.value) if secret is not None]
    for text, most in (
        (variable.schema_name, MAX_SCHEMA_NAME),
        (variable.display_name, MAX_DISPLAY_NAME),
        *((value, MAX_VALUE) for value in values),
    ):
        if len(text) > most:
            yield rules.COLUMN_LENGTHS.broken("", f"a name or value has more than {most} characters")
    if variable.schema_name.casefold() in _RESERVED:
        yield rules.RESERVED.broken("", f"{variable.schema_name} belongs to the platform")


def _values(variable: EnvironmentVariable) -> Iterator[Problem]:
    for secret in (variable.default, variable.value):
        if variable.type == SECRET_TYPE and secret is not None and not SECRET_PATH.fullmatch(secret.reveal()):
            why = "its value is not /subscriptions/.../vaults/NAME/secrets/NAME, without a version"
            yield rules.SECRET_PATH.broken("", why)


def _types(package: Package, facts: Facts, only: frozenset[str] | None) -> Iterator[Located]:
    member = facts.content_types
    if member is None or package.kind is not Kind.SOLUTION_ZIP:
        return
    whole = only is None or member in only
    names = [name for name in package.members.names if whole or name in (only or ())]
    if not names:
        return
    found = find(decode(package.read(member)).text, "Types/Default", "Types/Override")
    known = {item.attributes.get("Extension", "").casefold() for item in found["Types/Default"]}
    parts = {item.attributes.get("PartName", "").lstrip("/").casefold() for item in found["Types/Override"]}
    for name in names:
        path = name.removeprefix(facts.root).casefold()
        extension = path.rpartition("/")[2].rpartition(".")[2]
        if name != member and name.startswith(facts.root) and extension not in known and path not in parts:
            yield name, rules.TYPED.broken("", f"no content type is given for .{extension}")
