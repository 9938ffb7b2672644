"""A flow of a package as a view of its definition, knowing what the package says of environment variables."""

from collections.abc import Iterable, Iterator

from remediate.flow import Flow
from remediate.flow.neighbours import ALONE, Neighbours
from remediate.flow.secret_parameters import declared_schema_name
from remediate.package.interface import SECRET_TYPE, EnvironmentVariable, FlowFile, Package
from remediate.secret import Secret


def view(package: Package, file: FlowFile, neighbours: Neighbours = ALONE) -> Flow:
    """The flow in a file, knowing the environment variables of its package and what other flows pass to it."""
    variables = package.facts.environment_variables if package.facts else ()
    return Flow(
        file.document,
        file.name,
        file.member,
        file.definition_pointer,
        file.references_pointer,
        frozenset(v.schema_name.casefold() for v in variables if v.type == SECRET_TYPE),
        frozenset(_stale(file, variables)),
        neighbours,
    )


def _stale(file: FlowFile, variables: Iterable[EnvironmentVariable]) -> Iterator[str]:
    """The ordinary variables of the package with another value than the flow keeps for them (platform-facts 11e).

    A run uses the variable's value and not the file's: neither can be moved for the other.
    """
    kept = _kept(file)
    for variable in variables:
        name = variable.schema_name.casefold()
        held = [secret for secret in (variable.default, variable.value) if secret is not None]
        if variable.type != SECRET_TYPE and name in kept and any(secret != kept[name] for secret in held):
            yield name


def _kept(file: FlowFile) -> dict[str, Secret]:
    """The texts that the flow's parameters keep of environment variables, by schema name in casefold."""
    parameters = Flow(file.document, file.name, definition_pointer=file.definition_pointer).parameters
    kept = {}
    for declared in parameters.values():
        schema = declared_schema_name(declared)
        if schema and isinstance(declared.get("defaultValue"), str):
            kept[schema.casefold()] = Secret(declared["defaultValue"])
    return kept
