"""Triggers, parameters, connections, and the steps that hide what they handle."""

from collections.abc import Iterator
from typing import Any

from remediate import wdl
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.actions import Step
from remediate.flow.secret_parameters import secret_variable_of
from remediate.flow.secured_data import Support, support
from remediate.verify import rules
from remediate.verify.problem import Problem

MAX_TRIGGER_URI = 2048

_AUTHENTICATION_TYPES = frozenset({"all", "tenant", "user"})
_PARAMETER_TYPES = frozenset({"string", "int", "float", "bool", "array", "object", "securestring", "secureobject"})
_OPEN_API = ("OpenApiConnection", "OpenApiConnectionWebhook", "OpenApiConnectionNotification")
_API = ("ApiConnection", "ApiConnectionWebhook", "ApiConnectionNotification")


def triggers(flow: Flow) -> Iterator[Problem]:
    """A cloud flow has one trigger, with an address that is short enough and a lock that exists."""
    if len(flow.triggers) != 1:
        yield rules.ONE_TRIGGER.broken(flow.at("triggers"), f"the flow has {len(flow.triggers)} triggers")
    for trigger in flow.triggers:
        inputs = trigger.inputs if isinstance(trigger.inputs, dict) else {}
        uri, kind = inputs.get("uri"), inputs.get("triggerAuthenticationType")
        if trigger.is_a("Http") and isinstance(uri, str) and len(uri) > MAX_TRIGGER_URI:
            at = ptr.join(trigger.pointer, "inputs", "uri")
            yield rules.TRIGGER_URI.broken(at, f"it has more than {MAX_TRIGGER_URI} characters")
        if kind is not None and str(kind).casefold() not in _AUTHENTICATION_TYPES:
            at = ptr.join(trigger.pointer, "inputs", "triggerAuthenticationType")
            yield rules.AUTHENTICATION_TYPE.broken(at, "it is none of All, Tenant and User")


def secured_data(flow: Flow) -> Iterator[Problem]:
    """Only what supports it hides its inputs or outputs."""
    for step in (*flow.triggers, *flow.all_actions):
        if not _is_setting(step):
            yield rules.SECURED.broken(step.pointer, f"{step.name} has secured data that is no list of properties")
        for name in sorted(step.secured):
            if support(step, name) is Support.NONE:
                why = f"{step.name} ({step.type}) does not support secured {name}"
                yield rules.SECURED.broken(step.pointer, why)


def _is_setting(step: Step) -> bool:
    """Whether the step's secured data, if it has any, is written as the platform reads it."""
    runtime = step.node.get("runtimeConfiguration")
    if not isinstance(runtime, dict) or "secureData" not in runtime:
        return True
    setting = runtime["secureData"]
    listed = setting.get("properties") if isinstance(setting, dict) and len(setting) == 1 else None
    return isinstance(listed, list) and all(isinstance(name, str) for name in listed)


def parameters(flow: Flow) -> Iterator[Problem]:
    """Parameters have a type that exists, and none stands for a Secret variable."""
    for name, declared in flow.parameters.items():
        at = flow.at("parameters", name)
        if secret_variable_of(flow, name):
            yield rules.NO_SECRET_PARAMETER.broken(at, f"{name} is a Secret environment variable")
        elif not isinstance(declared, dict) or str(declared.get("type")).casefold() not in _PARAMETER_TYPES:
            yield rules.PARAMETER_TYPES.broken(at, f"{name} has a type that does not exist")


def connections(flow: Flow) -> Iterator[Problem]:
    """Every connection that a step uses is declared, and so is the parameter that carries them."""
    declared = {key.casefold() for key in flow.connection_references}
    used = [(step, name) for step in (*flow.triggers, *flow.all_actions) for name in _connection(step)]
    for step, name in used if flow.references_pointer is not None else ():
        if name.casefold() not in declared:
            yield rules.DECLARED.broken(step.pointer, f"{step.name} uses the connection {name}")
    if used and "$connections" not in flow.parameters:
        yield rules.CONNECTIONS.broken(flow.at("parameters"), "a connector action needs it")


def _connection(step: Step) -> Iterator[str]:
    """The local key of the connection that a step uses: as text, or in the older form by its parameter."""
    host: Any = step.inputs.get("host") if isinstance(step.inputs, dict) else None
    if not isinstance(host, dict):
        return
    if step.is_a(*_OPEN_API):
        name = host.get("connectionName")
        if isinstance(name, str) and "@" not in name:
            yield name
    connection = host.get("connection")
    if step.is_a(*_API) and isinstance(connection, dict):
        yield from _keys(connection.get("name"))


def _keys(text: Any) -> Iterator[str]:
    """The keys `x` in `@parameters('$connections')['x']`."""
    try:
        template = wdl.parse(text) if isinstance(text, str) else wdl.Mixed(())
    except wdl.WdlError:
        return
    for node in wdl.walk(template):
        match node:
            case wdl.Index(target=wdl.Call(name=name, args=(wdl.Str("$connections"),)), key=wdl.Str(key)):
                if name.casefold() == "parameters":
                    yield key
