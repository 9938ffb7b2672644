"""What a solution gains when its flows read secrets: variables, a connection reference, a higher version."""

from collections.abc import Callable
from dataclasses import replace

from remediate.package import (
    Facts,
    Kind,
    add_connection_reference,
    ensure_content_types,
    environment_variable_definition,
    environment_variable_member,
    raise_version,
    text_variable_definition,
)
from remediate.package.manifest import read_manifest
from remediate.package.xml import newline_of
from remediate.plan.legacy_edits import legacy_edits
from remediate.plan.model import NewText, NewVariable, PackagePlan
from remediate.remedies.text_variable import ABOUT
from remediate.writer import decode, encode


def package_edits(plan: PackagePlan, *, keep_version: bool) -> PackagePlan:
    """The plan with every member that changes: what the flows need first, then the flows, then the version."""
    flows = {flow.file.member: flow.data for flow in plan.flows if flow.data is not None}
    if not flows:
        return plan
    if plan.package.legacy is not None:
        return legacy_edits(plan, plan.package.legacy)
    facts = plan.package.facts
    if facts is None:
        return replace(plan, edits=flows)
    supporting = _supporting(plan, facts)
    edits = {**supporting, **flows, **{m: data for m, data in plan.edits.items() if m not in supporting}}
    if keep_version:
        return replace(plan, edits=edits)
    edits[facts.manifest] = _edited(plan, facts.manifest, raise_version)
    return replace(plan, edits=edits, raised_to=read_manifest(decode(edits[facts.manifest]).text).version)


def _supporting(plan: PackagePlan, facts: Facts) -> dict[str, bytes]:
    edits: dict[str, bytes] = {}
    newline = newline_of(decode(plan.package.read(facts.manifest)).text)
    for variable in plan.variables:
        member = environment_variable_member(facts, variable.schema_name)
        edits[member] = definition_of(variable, newline)
    for text in plan.texts:
        edits[environment_variable_member(facts, text.schema_name)] = text_definition_of(text, newline)
    if plan.references and facts.customizations is not None:
        edits[facts.customizations] = _edited(plan, facts.customizations, lambda text: with_references(text, plan))
    if edits and facts.content_types is not None and plan.package.kind is Kind.SOLUTION_ZIP:
        member = facts.content_types
        edited = _edited(plan, member, lambda text: ensure_content_types(text, {"xml", "json"}))
        if edited != plan.package.read(member):
            edits[member] = edited
    return edits


def definition_of(variable: NewVariable, newline: str = "\n") -> bytes:
    """The file that declares a new Secret variable, as the platform exports one."""
    about = "Secret in Azure Key Vault, read by cloud flows."
    return environment_variable_definition(variable.schema_name, variable.display_name, about, newline=newline)


def text_definition_of(text: NewText, newline: str = "\n") -> bytes:
    """The file that declares a new Text variable, as the platform exports one."""
    return text_variable_definition(text.schema_name, text.display_name, text.default, ABOUT, newline=newline)


def with_references(text: str, plan: PackagePlan) -> str:
    """The text of a customizations.xml with the plan's new connection references."""
    for new in plan.references:
        text = add_connection_reference(text, new.logical_name, new.display_name, new.connector_id)
    return text


def _edited(plan: PackagePlan, member: str, edit: Callable[[str], str]) -> bytes:
    decoded = decode(plan.edits.get(member) or plan.package.read(member))
    return encode(decoded, edit(decoded.text))
