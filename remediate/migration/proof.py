"""Whether a migrated flow is the flow that it was: nothing may differ but what a solution has otherwise.

It compares two documents and knows nothing of the patch that made one of the other.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.migration.limits import child_of
from remediate.verify import new_problems

_PLATFORM = ("$connections", "$authentication")


def unproven(before: Flow, after: Flow, children: Mapping[str, str]) -> str:
    """What speaks against the migrated flow, in words; empty where nothing does.

    `children` are the new ids of called flows by their old ones, in lower case.
    """
    was, now = _as_migrated(before.definition, children, top=True), dict(after.definition)
    now["parameters"] = _without_new(now.get("parameters"), was.setdefault("parameters", {}))
    different = next(_different(was, now, before.definition_pointer), "")
    if different:
        return f"the definition is another one at {different}"
    keys = set(before.connection_references) ^ set(after.connection_references)
    if keys:
        return f"the connection {min(keys)} is lost or new"
    problem = next(iter(new_problems(before, after)), None)
    return str(problem) if problem else ""


def _without_new(parameters: Any, was: Any) -> Any:
    """The parameters without those of the platform that the flow did not declare."""
    if not isinstance(parameters, dict) or not isinstance(was, dict):
        return parameters
    return {name: value for name, value in parameters.items() if name in was or name not in _PLATFORM}


def _as_migrated(value: Any, children: Mapping[str, str], *, top: bool = False) -> Any:
    """The value as a solution has it: no trace of the maker and of the old gateway, called flows by their new ids."""
    if isinstance(value, list):
        return [_as_migrated(inner, children) for inner in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _as_migrated(inner, children) for name, inner in value.items() if not (top and name == "metadata")}
    host = kept.get("host")
    if isinstance(host, dict) and "connection" in host:
        kept = {name: inner for name, inner in kept.items() if not (name == "api" and _only_gateway(inner))}
        kept["host"] = {name: inner for name, inner in host.items() if not (name == "api" and _only_gateway(inner))}
    if called := children.get(child_of(kept)):
        kept["host"] = {**kept["host"], "workflowReferenceName": called}
    return kept


def _only_gateway(value: Any) -> bool:
    return isinstance(value, dict) and list(value) == ["runtimeUrl"]


def _different(was: Any, now: Any, pointer: str) -> Iterator[str]:
    """The first places where two values differ."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*was, *now)):
            at = ptr.join(pointer, name)
            if name in was and name in now:
                yield from _different(was[name], now[name], at)
            else:
                yield at
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _different(one, other, f"{pointer}/{index}")
    elif type(was) is not type(now) or was != now:
        yield pointer
