"""Ordinary environment variables that hold a secret which has moved: emptied, once nothing needs them any more."""

from collections.abc import Iterator
from dataclasses import replace

from remediate.detection import Fate, Outcome
from remediate.detectors import Finding
from remediate.errors import PackageError
from remediate.package import (
    EnvironmentVariable,
    Package,
    empty_environment_variable,
    empty_inline_variable,
    without_inline_variable,
)
from remediate.package.interface import SECRET_TYPE
from remediate.package.searching import inside
from remediate.plan.model import Elsewhere, FlowPlan, PackagePlan
from remediate.plan.outside import declared_variables, kept_by
from remediate.remedies import Held, Safety
from remediate.writer import decode, encode

_DETECTOR = "literal-parameter-default"
_UNREAD = Held(
    "no flow of the package reads it, so who does cannot be told from here",
    "keep the value in Key Vault behind a Secret variable, let its readers read that, and empty this one",
)


def clean_ordinary_variables(plan: PackagePlan) -> PackagePlan:
    """The plan in which no ordinary variable keeps a value that its flows now read from the vault.

    A variable that something else in the package still uses is held, and the users are named; one that is waived stays.
    So is one that flows declared and none of them read: its readers are elsewhere, if there are any.
    """
    facts = plan.package.facts
    gone = {name for flow in plan.flows if flow.changes for name in _taken_out(flow)}
    gone -= {one.variable.casefold() for one in plan.elsewhere if one.outcome.fate is Fate.WAIVED}
    moved = {name for flow in plan.flows if flow.changes and flow.mended.reads for name in _taken_out(flow)}
    for variable in facts.environment_variables if facts else ():
        has_value = variable.default is not None or variable.value is not None
        if variable.schema_name.casefold() in gone and variable.type != SECRET_TYPE and has_value:
            with plan.package.kept_open():
                users = sorted(set(_users(plan, variable)))
            if users:
                plan = _held(plan, variable, users)
            elif variable.schema_name.casefold() in moved:
                plan = _emptied(plan, variable)
            else:
                plan = _told(plan, variable, Fate.HELD, _UNREAD)
    return plan


def emptied_values(plan: PackagePlan) -> dict[str, set[str]]:
    """What the emptied variables gave, by their names in casefold: their own values, and what flows kept of them."""
    found: dict[str, set[str]] = {name.casefold(): set() for name in plan.emptied}
    facts = plan.package.facts
    for variable in facts.environment_variables if facts else ():
        own = (variable.default, variable.value)
        found.get(variable.schema_name.casefold(), set()).update(value.reveal() for value in own if value is not None)
    for name, values in found.items():
        for flow in plan.flows:
            values.update(kept for kept in kept_by(flow, name).values() if isinstance(kept, str))
    return found


def _taken_out(flow: FlowPlan) -> set[str]:
    return declared_variables(flow.mended.before) - declared_variables(flow.mended.after)


def _users(plan: PackagePlan, variable: EnvironmentVariable) -> Iterator[str]:
    """Who in the package still names the variable: flows, and other files by their text."""
    wanted = variable.schema_name.casefold()
    for flow in plan.flows:
        if wanted in declared_variables(flow.mended.after if flow.changes else flow.mended.before):
            yield flow.file.name
    own = {variable.member, variable.values_member, *(flow.file.member for flow in plan.flows)}
    own |= {document.member for document in plan.package.outside.settings}  # they give values and read none
    if facts := plan.package.facts:
        own.add(facts.manifest)  # exports of version 9.1 list their variables there, and use none of them
    if _is_inline(plan, variable) and wanted in _around(plan, variable).casefold():
        yield variable.member
    for member in plan.package.members.names:
        if member not in own and _names(plan.package, member, wanted):
            yield member


def _names(package: Package, member: str, schema_name: str) -> bool:
    data = package.read(member)
    if member.casefold().endswith(".msapp"):
        return _names_inside(member, data, schema_name)
    return _mentions(data, schema_name)


def _mentions(data: bytes, schema_name: str) -> bool:
    data = data.lower()
    return schema_name.encode() in data or schema_name.encode("utf-16-le") in data


def _names_inside(member: str, data: bytes, schema_name: str) -> bool:
    """Whether a canvas app, a zip of its own, mentions the variable; one that cannot be looked into may."""
    try:
        return any(_mentions(inner, schema_name) for inner in inside(member, data, lambda _: True))
    except PackageError:
        return True


def _is_inline(plan: PackagePlan, variable: EnvironmentVariable) -> bool:
    facts = plan.package.facts
    return facts is not None and variable.member == facts.customizations


def _around(plan: PackagePlan, variable: EnvironmentVariable) -> str:
    return without_inline_variable(decode(plan.package.read(variable.member)).text, variable.schema_name)


def _emptied(plan: PackagePlan, variable: EnvironmentVariable) -> PackagePlan:
    decoded = decode(plan.edits.get(variable.member) or plan.package.read(variable.member))
    if _is_inline(plan, variable):
        text = empty_inline_variable(decoded.text, variable.schema_name)
    else:
        text = empty_environment_variable(decoded.text)
    edits = dict(plan.edits)
    if text != decoded.text:
        edits[variable.member] = encode(decoded, text)
    removed = (*plan.removed, variable.values_member) if variable.values_member else plan.removed
    emptied = (*plan.emptied, variable.schema_name)
    return _told(replace(plan, edits=edits, removed=removed, emptied=emptied), variable, Fate.FIXED, None)


def _told(plan: PackagePlan, variable: EnvironmentVariable, fate: Fate, held: Held | None) -> PackagePlan:
    """The plan in which what was found in the variable ends so."""
    safety = Safety.SAFE if fate is Fate.FIXED else None
    found = tuple(
        replace(one, outcome=replace(one.outcome, fate=fate, safety=safety, held=held))
        if one.variable == variable.schema_name and one.outcome.fate is Fate.HELD
        else one
        for one in plan.elsewhere
    )
    return replace(plan, elsewhere=found)


def _held(plan: PackagePlan, variable: EnvironmentVariable, users: list[str]) -> PackagePlan:
    held = Held(f"it is still used by {', '.join(users)}", "let them read the secret, then empty the variable")
    if any(one.variable == variable.schema_name for one in plan.elsewhere):
        return _told(plan, variable, Fate.HELD, held)
    finding = Finding(
        "",
        f"the environment variable {variable.schema_name} still holds a value that was moved",
        "its flows read the value from the vault now",
        action="",
    )
    outcome = Outcome(_DETECTOR, finding, Fate.HELD, held=held)
    return replace(
        plan, elsewhere=(*plan.elsewhere, Elsewhere(variable.member, outcome, variable=variable.schema_name))
    )
