"""Actions that are new: reads of secrets with what the platform takes for one (platform-facts 3.2 and 4), no others."""

from collections.abc import Iterable, Iterator
from typing import Any

from remediate.flow import Action, Flow
from remediate.flow.secret_reads import is_secret_read, retrieved_variable
from remediate.verify import rules
from remediate.verify.problem import Change, Intent, Problem
from remediate.verify.reads import source_of

#: What a secret read is made of, and what its author may say of it.
_MEMBERS = frozenset(
    {"type", "runAfter", "metadata", "inputs", "runtimeConfiguration", "description", "limit", "operationOptions"}
)
_DATAVERSE, _KEY_VAULT = "shared_commondataserviceforapps", "shared_keyvault"
_PARAMETERS = {
    _DATAVERSE: frozenset({"actionName", "item/EnvironmentVariableName", "item"}),
    _KEY_VAULT: frozenset({"secretName", "secretVersion"}),
}


def added_reads(added: Iterable[Action], after: Flow) -> Iterator[Problem | Change]:
    """What the new actions are: reads of secrets, or what is wrong with them."""
    for action in added:
        if not is_secret_read(action) or "outputs" not in action.secured:
            why = f"{action.name} is new, and not a secret read with secured outputs"
            yield rules.ACTION_ADDED.broken(action.pointer, why)
            continue
        for why in _oddities(action, after):
            yield rules.ACTION_ADDED.broken(action.pointer, f"{action.name} {why}")
        if action.container.in_loop:
            yield rules.NO_LOOP.broken(action.pointer, f"{action.name} would read once a round")
        intent = Intent.KEY_VAULT_READ if retrieved_variable(action) is None else Intent.READ
        yield Change(intent, action.pointer, f"{action.name} reads {source_of(action, after)}")


def _oddities(action: Action, flow: Flow) -> Iterator[str]:
    """What no read has: other members, another connector, parameters that its operation does not take."""
    for name in sorted(action.node.keys() - _MEMBERS):
        yield f"has a member {name}, which no read has"
    wanted = _KEY_VAULT if retrieved_variable(action) is None else _DATAVERSE
    for called in (action.connector, _connected(action, flow)):
        if called and called.casefold() != wanted:
            yield f"calls the connector {called}, which has no such secrets"
    parameters = action.inputs.get("parameters")
    for name in sorted(parameters.keys() - _PARAMETERS[wanted]) if isinstance(parameters, dict) else ():
        yield f"has a parameter {name}, which no read has"


def _connected(action: Action, flow: Flow) -> str:
    """The connector of the connection that the action uses, as far as the flow tells."""
    host = action.inputs.get("host")
    key = host.get("connectionName") if isinstance(host, dict) else None
    found = flow.connection_references.get(key) if isinstance(key, str) else None
    reference: dict[str, Any] = found if isinstance(found, dict) else {}
    api = reference.get("api")
    name = api.get("name") if isinstance(api, dict) else reference.get("id")
    return name.rpartition("/")[2] if isinstance(name, str) else ""
