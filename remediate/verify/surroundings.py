"""What stands around a flow's triggers and actions: parameters, connection references, the rest of the file."""

from collections.abc import Iterator
from typing import Any

from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.verify import rules
from remediate.verify.problem import Change, Intent, Problem
from remediate.verify.shells import strays
from remediate.verify.text_parameters import stands_for_text

_PLATFORM_PARAMETERS = frozenset({"$connections", "$authentication"})
#: The connectors that read secrets: Dataverse and Key Vault.
_READING = frozenset({"shared_commondataserviceforapps", "shared_keyvault"})


def around(before: Flow, after: Flow, *, same_form: bool) -> Iterator[Problem | Change]:
    """Everything but triggers and actions; `same_form` as in `differences`."""
    yield from _parameters(before, after)
    for name in ("triggers", "actions"):
        if strays(before.definition.get(name)) != strays(after.definition.get(name)):
            yield rules.MEMBERS.broken(after.at(name), "something that stands there is none of them")
    yield from _references(before, after, same_form=same_form)
    if _rest(before, same_form=same_form) != _rest(after, same_form=same_form):
        yield rules.REST_OF_FILE.broken("", "a member outside actions and triggers has changed")


def _parameters(before: Flow, after: Flow) -> Iterator[Problem | Change]:
    for name, declared in after.parameters.items():
        at = after.at("parameters", name)
        if name not in before.parameters and name in _PLATFORM_PARAMETERS:
            yield Change(Intent.CONNECTION, at, f"the parameter {name}")
        elif name not in before.parameters and stands_for_text(declared):
            yield Change(Intent.TEXT, at, f"the parameter {name}, whose default is what stood there")
        elif before.parameters.get(name) != declared:
            yield rules.PARAMETERS.broken(at, f"{name} is another one now")


def _references(before: Flow, after: Flow, *, same_form: bool) -> Iterator[Problem | Change]:
    """References by their key in the flow; a solution and a legacy package write them differently, so by connector."""
    was, now = before.connection_references, after.connection_references
    base = after.references_pointer or ""
    for key, reference in was.items():
        kept = now.get(key) == reference if same_form else _connector(now.get(key)) == _connector(reference)
        if not kept and (same_form or after.references_pointer is not None):
            yield rules.REFERENCES.broken(ptr.join(base, key), f"{key} is another one now")
    for key in now:
        if key not in was and (same_form or before.references_pointer is not None):
            connector = _connector(now[key])
            at = ptr.join(base, key)
            if connector in _READING:
                yield Change(Intent.CONNECTION, at, f"the connection reference {key} ({connector})")
            else:
                yield rules.REFERENCES.broken(at, f"{key} is new, and no secret is read by it")


def _connector(reference: Any) -> str:
    """The connector of a reference, `shared_x`: from `api.name`, or from the id of the older form."""
    if not isinstance(reference, dict):
        return ""
    api = reference.get("api")
    found = api.get("name") if isinstance(api, dict) else reference.get("id")
    return found.rpartition("/")[2].casefold() if isinstance(found, str) else ""


def _rest(flow: Flow, *, same_form: bool) -> Any:
    """The document without the parts that are compared on their own; the definition alone where the forms differ."""
    out = {flow.at("actions"), flow.at("triggers"), flow.at("parameters"), flow.references_pointer}
    if same_form:
        return _pruned(flow.document, "", out)
    out.add(flow.at("metadata"))  # who made the flow, and where: no part of a solution
    return _pruned(flow.definition, flow.definition_pointer, out)


def _pruned(value: Any, pointer: str, out: set[str | None]) -> Any:
    if not isinstance(value, dict):
        return value
    return {n: _pruned(v, at, out) for n, v in value.items() if (at := ptr.join(pointer, n)) not in out}
