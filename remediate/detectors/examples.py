"""Small definitions from which the examples of the detectors are built.

They have the members that an export has, in its order, and nothing that the example does not need.
"""

from collections.abc import Mapping
from typing import Any

Definition = dict[str, Any]
Node = dict[str, Any]


def definition(
    actions: Mapping[str, Node] | None = None,
    triggers: Mapping[str, Node] | None = None,
    parameters: Mapping[str, Node] | None = None,
) -> Definition:
    """A definition; a recurrence starts it where no trigger is given."""
    return {
        "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/"
        "workflowdefinition.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {
            "$connections": {"defaultValue": {}, "type": "Object"},
            "$authentication": {"defaultValue": {}, "type": "SecureObject"},
            **(parameters or {}),
        },
        "triggers": dict(triggers or {"Recurrence": recurrence()}),
        "actions": dict(actions or {}),
        "outputs": {},
    }


def recurrence() -> Node:
    """A trigger that runs once a day."""
    return {"recurrence": {"frequency": "Day", "interval": 1}, "type": "Recurrence"}


def request(kind: str = "Http", **inputs: Any) -> Node:
    """A trigger that waits for a request."""
    return {"type": "Request", "kind": kind, "inputs": {"schema": {}, **inputs}}


def action(kind: str, inputs: Any, **members: Any) -> Node:
    """An action of any type."""
    return {"runAfter": {}, "type": kind, "inputs": inputs, **members}


def http(uri: str = "https://api.contoso.example/orders", *, method: str = "GET", **inputs: Any) -> Node:
    """An HTTP action."""
    return action("Http", {"method": method, "uri": uri, **inputs})


def compose(inputs: Any) -> Node:
    """A Compose action."""
    return action("Compose", inputs)


def variable(name: str, value: Any, kind: str = "string") -> Node:
    """An Initialize variable action."""
    return action("InitializeVariable", {"variables": [{"name": name, "type": kind, "value": value}]})


def connector(operation: str, parameters: Mapping[str, Any], name: str = "shared_contoso", **members: Any) -> Node:
    """An action of a connector."""
    host = {
        "connectionName": name,
        "operationId": operation,
        "apiId": f"/providers/Microsoft.PowerApps/apis/{name}",
    }
    inputs = {"host": host, "parameters": dict(parameters), "authentication": "@parameters('$authentication')"}
    return action("OpenApiConnection", inputs, **members)


def secret_read(schema_name: str, *, secured: bool = True) -> Node:
    """The action that reads a Secret environment variable (platform-facts 3.2)."""
    return connector(
        "PerformUnboundAction",
        {"actionName": "RetrieveEnvironmentVariableSecretValue", "item/EnvironmentVariableName": schema_name},
        "shared_commondataserviceforapps",
        **(securing("outputs") if secured else {}),
    )


def securing(*properties: str) -> Node:
    """The member that hides inputs or outputs from the run history, to be merged into a step."""
    return {"runtimeConfiguration": {"secureData": {"properties": list(properties)}}}


def after(node: Node, *names: str) -> Node:
    """The same action, run after others have succeeded."""
    return {**node, "runAfter": {name: ["Succeeded"] for name in names}}


def environment_variable(schema_name: str, value: Any, kind: str = "String") -> dict[str, Node]:
    """A parameter as the platform writes it for an environment variable, under its key."""
    node = {"defaultValue": value, "type": kind, "metadata": {"schemaName": schema_name}}
    return {f"{schema_name.partition('_')[2]} ({schema_name})": node}
