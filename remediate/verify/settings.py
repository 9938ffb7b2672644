"""Settings that a fix may add beside a step's own work: what the run history hides, whom a trigger lets in."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Any

from remediate.flow import pointer as ptr
from remediate.flow.actions import Step, Trigger
from remediate.flow.secured_data import Support, support
from remediate.verify import rules
from remediate.verify.problem import Change, Intent, Problem

_RUNTIME = "runtimeConfiguration"
_SECURE = "secureData"
_TYPE, _USERS = "triggerAuthenticationType", "triggerAllowedUsers"


class _Lock(IntEnum):
    """Who may call an HTTP trigger (platform-facts 6.2); User without a user means everybody in the tenant."""

    ANYONE = 0
    TENANT = 1
    USERS = 2


def settings(old: Step, new: Step) -> Iterator[Problem | Change]:
    """How the settings of a step have changed, and whether they may."""
    yield from _secured(old, new)
    if isinstance(old, Trigger):
        yield from _locked(old, new)


def without_settings(node: Mapping[str, Any], *, lock: bool) -> dict[str, Any]:
    """The step without secured data, and with `lock` without a trigger's lock: what is left must stay."""
    rest = dict(node)
    _prune(rest, _RUNTIME, {_SECURE})
    if lock:
        _prune(rest, "inputs", {_TYPE, _USERS})
    return rest


def _prune(node: dict[str, Any], member: str, names: set[str]) -> None:
    value = node.get(member)
    if not isinstance(value, dict):
        return
    node[member] = {name: inner for name, inner in value.items() if name not in names}
    if not node[member]:
        del node[member]  # the setting may have brought it, or taken it along


def _secured(old: Step, new: Step) -> Iterator[Problem | Change]:
    at = ptr.join(new.pointer, _RUNTIME, _SECURE)
    if added := sorted(new.secured - old.secured):
        sure = all(support(new, name) is Support.CONFIRMED for name in added)
        note = "" if sure else ", which is documented and was never seen in an export"
        yield Change(Intent.SECURED, at, f"{' and '.join(added)} of {new.name}{note}")
    for name in sorted(old.secured - new.secured):
        if support(old, name) is Support.NONE:
            yield Change(Intent.UNSECURED, at, f"{name} of {new.name} ({new.type})")
        else:
            yield rules.SECURED_STAYS.broken(at, f"{new.name} shows its {name} in the run history now")


def _locked(old: Step, new: Step) -> Iterator[Problem | Change]:
    at = ptr.join(new.pointer, "inputs")
    was, now = _lock(old), _lock(new)
    if now < was:
        yield rules.LOCK_STAYS.broken(at, f"{new.name} lets in more callers than before")
    elif now is was is _Lock.USERS and _users(old) != _users(new):
        yield rules.LOCK_STAYS.broken(at, f"{new.name} lets in other users than before")
    elif now > was:
        who = "anyone in the tenant" if now is _Lock.TENANT else "named users"
        yield Change(Intent.LOCKED, at, f"{new.name} lets in {who}; its URL is another one, and callers send a token")


def _lock(step: Step) -> _Lock:
    kind = _input(step, _TYPE).casefold()
    if kind == "user":
        return _Lock.USERS if _users(step) else _Lock.TENANT
    return _Lock.TENANT if kind == "tenant" else _Lock.ANYONE


def _users(step: Step) -> str:
    return _input(step, _USERS).strip().casefold()


def _input(step: Step, name: str) -> str:
    value = step.inputs.get(name) if isinstance(step.inputs, dict) else None
    return value if isinstance(value, str) else ""
