"""A flow of a package as a view of its definition, knowing what the package says of environment variables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from remediate.flow import Flow
from remediate.flow.callback_urls import callback_urls
from remediate.flow.custom_connectors import logical_names
from remediate.flow.neighbours import ALONE, Neighbours
from remediate.flow.secret_parameters import declared_schema_name
from remediate.package.connector_hosts import connector_hosts
from remediate.package.interface import SECRET_TYPE, TEXT_TYPE, EnvironmentVariable, FlowFile, Package
from remediate.secret import Secret


def view_alone(file: FlowFile) -> Flow:
    """The flow in a file, knowing nothing of its package."""
    places = file.definition_pointer, file.references_pointer
    return Flow(file.document, file.name, file.member, *places, names=file.names)


def view(package: Package, file: FlowFile, neighbours: Neighbours = ALONE) -> Flow:
    """The flow in a file, knowing the environment variables of its package and what other flows pass to it."""
    variables = package.facts.environment_variables if package.facts else ()
    flow = view_alone(file)
    parameters = flow.parameters
    return replace(
        flow,
        secret_variables=frozenset(v.schema_name.casefold() for v in variables if v.type == SECRET_TYPE),
        stale_variables=frozenset(_stale(parameters, variables)),
        neighbours=neighbours,
        callback_variables=_callback_variables(package, parameters),
        connector_hosts=connector_hosts(package, logical_names(flow).values()),
    )


def _stale(parameters: Mapping[str, Any], variables: Sequence[EnvironmentVariable]) -> Iterator[str]:
    """The ordinary variables of the package with another value than the flow keeps for them (platform-facts 11e).

    A run uses the variable's value and not the file's: neither can be moved for the other.
    """
    kept = _kept(parameters) if variables else {}
    for variable in variables:
        name = variable.schema_name.casefold()
        held = [secret for secret in (variable.default, variable.value) if secret is not None]
        if variable.type != SECRET_TYPE and name in kept and any(secret != kept[name] for secret in held):
            yield name


def _callback_variables(package: Package, parameters: Mapping[str, Any]) -> dict[str, tuple[Secret, ...]]:
    """The different values, the current one first, of the Text variables that may give this flow a callback URL."""
    found: dict[str, tuple[Secret, ...]] = {}
    variables = package.facts.environment_variables if package.facts else ()
    declared = {declared_schema_name(node).casefold() for node in parameters.values()} if variables else ()
    for variable in variables:
        name = variable.schema_name.casefold()
        values = _values(package, variable) if variable.type == TEXT_TYPE and name in declared else []
        if any(any(callback_urls(value.reveal())) for value in values):
            found[name] = tuple(values)
    return found


def _values(package: Package, variable: EnvironmentVariable) -> list[Secret]:
    values: list[Secret] = []
    for value in (variable.value, variable.default, *_set_elsewhere(package, variable)):
        if value is not None and value not in (Secret(""), *values):
            values.append(value)
    return values


def _set_elsewhere(package: Package, variable: EnvironmentVariable) -> Iterator[Secret]:
    """What the deployment settings files in the package give the variable."""
    for document in package.outside.settings:
        entries = document.value.get("EnvironmentVariables")
        for entry in entries if isinstance(entries, list) else ():
            given = entry if isinstance(entry, dict) else {}
            is_its = str(given.get("SchemaName")).casefold() == variable.schema_name.casefold()
            if is_its and isinstance(given.get("Value"), str):
                yield Secret(given["Value"])


def _kept(parameters: Mapping[str, Any]) -> dict[str, Secret]:
    """The texts that the flow's parameters keep of environment variables, by schema name in casefold."""
    kept = {}
    for declared in parameters.values():
        schema = declared_schema_name(declared)
        if schema and isinstance(declared.get("defaultValue"), str):
            kept[schema.casefold()] = Secret(declared["defaultValue"])
    return kept
