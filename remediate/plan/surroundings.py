"""What a package gives to its flows: names, the connection through which secrets are read, its Text variables."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from remediate.flow import Action
from remediate.flow.secret_reads import retrieved_secret, retrieved_variable
from remediate.package import EnvironmentVariable, Facts, Package, view_alone
from remediate.package.interface import TEXT_TYPE
from remediate.package.searching import in_utf_8
from remediate.plan.outside import declared_variables
from remediate.remedies.key_vault_read import KeyVaultConnection
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames, guid, words
from remediate.remedies.text_variable import TextVariable, TextVariables
from remediate.remedies.variable_read import API, API_ID, Connection

#: Dataverse's own prefix, for a flow that comes without a publisher.
_DEFAULT_PREFIX = "new"
_DISPLAY_NAME = "Microsoft Dataverse (reads secrets)"
#: What stands in every flow that reads a secret.
_READS = b"secret"


def surroundings_in(package: Package, secrets: SecretNames) -> Surroundings:
    """The surroundings of the flows of a package; one that was exported outside solutions has no variables."""
    if package.legacy is not None:
        names = PackageNames(package.name, None, (), secrets, _read(package, retrieved_secret))
        return Surroundings(names, KeyVaultConnection(), "")
    facts = package.facts
    prefix = (facts.publisher_prefix if facts else "") or _DEFAULT_PREFIX
    variables = facts.environment_variables if facts else ()
    solution = facts.unique_name if facts else package.path.stem
    defined = (variable.schema_name for variable in variables)
    taken = chain(defined, _declared(package), _read(package, retrieved_variable))
    names = PackageNames(solution, prefix, taken, secrets)
    texts = TextVariables(names, _texts(variables))
    return Surroundings(names, _connection(facts, solution, prefix), prefix, texts)


def _declared(package: Package) -> Iterator[str]:
    """The variables that flows declare: what another solution brings has its name, and is not defined anew."""
    for file in package.flows:
        yield from declared_variables(view_alone(file))


def _read(package: Package, retrieved: Callable[[Action], str | None]) -> Iterator[str]:
    """The names of what flows read already, from whatever solution or vault it comes."""
    for file in package.flows:
        if _READS in in_utf_8(file.data).lower():
            yield from filter(None, map(retrieved, view_alone(file).all_actions))


def _texts(variables: Iterable[EnvironmentVariable]) -> Iterator[TextVariable]:
    """The Text variables that have a value, which is the current one where there is one."""
    for variable in variables:
        value = variable.value or variable.default
        if variable.type == TEXT_TYPE and value is not None:
            shown = variable.display_name or variable.schema_name
            yield TextVariable(variable.schema_name, shown, value.reveal(), new=False)


def _connection(facts: Facts | None, solution: str, prefix: str) -> Connection:
    """The solution's own connection reference for Dataverse, or a new one with a derived name."""
    for reference in facts.connection_references if facts else ():
        if reference.connector_id.casefold() == API_ID.casefold():
            return Connection(reference.logical_name, reference.display_name, new=False)
    suffix = guid("connection reference", words(solution))[:5]
    return Connection(f"{prefix}_{API.replace('_', '')}_{suffix}", _DISPLAY_NAME, new=True)
