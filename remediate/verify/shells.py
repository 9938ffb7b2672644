"""Steps and containers without the actions inside them: what is left must stay as it is."""

from collections.abc import Mapping
from typing import Any

_BRANCHES = frozenset({"else", "default"})


def shell(node: Mapping[str, Any]) -> dict[str, Any]:
    """An action without its `runAfter` and without the actions it holds; the value that chooses a case stays."""
    kept = {name: value for name, value in node.items() if name not in ("runAfter", "actions")}
    if stray := strays(node.get("actions")):
        kept["actions"] = stray
    for name in _BRANCHES & kept.keys():
        kept[name] = _hollow(kept[name])
    if isinstance(cases := kept.get("cases"), dict):
        kept["cases"] = {name: _hollow(case) for name, case in cases.items()}
    return kept


def strays(actions: Any) -> Any:
    """What stands among actions and is none."""
    if isinstance(actions, dict):
        return {name: value for name, value in actions.items() if not isinstance(value, dict)}
    return actions


def _hollow(branch: Any) -> Any:
    if not isinstance(branch, dict):
        return branch
    kept = {name: value for name, value in branch.items() if name != "actions"}
    if stray := strays(branch.get("actions")):
        kept["actions"] = stray
    return kept
