"""What a patch changed in a flow: the steps that are not the very same objects before and after."""

from typing import Any

from remediate.flow.copying import with_value
from remediate.flow.flow import Flow


def changed_part(before: Flow, after: Flow) -> Flow:
    """`after` without the steps that it shares with `before`; the rest stands where it stands in `after`.

    A step that holds a changed one has changed too. What belongs to no step is all there.
    """
    old, new = before.definition, after.definition
    steps = {name: _changed(old.get(name), new[name]) for name in ("triggers", "actions") if name in new}
    if not new:
        return after
    return after.with_document(with_value(after.document, after.definition_pointer, {**new, **steps}))


def _changed(old: Any, new: Any) -> Any:
    """The members of a container that are other objects than before."""
    if old.__class__ is not dict or new.__class__ is not dict:
        return new
    return {name: _step(old.get(name), node) for name, node in new.items() if node is not old.get(name)}


def _step(old: Any, new: Any) -> Any:
    """A step that has changed, holding only the changed ones of those inside it."""
    if old.__class__ is not dict or new.__class__ is not dict:
        return new
    held = {name: _branch(old.get(name), new[name]) for name in ("else", "default") if name in new}
    if "actions" in new:
        held["actions"] = _changed(old.get("actions"), new["actions"])
    if new.get("cases").__class__ is dict:
        cases = old.get("cases")
        known = cases if cases.__class__ is dict else {}
        held["cases"] = {name: _branch(known.get(name), case) for name, case in new["cases"].items()}
    return {**new, **held}


def _branch(old: Any, new: Any) -> Any:
    if old.__class__ is not dict or new.__class__ is not dict or "actions" not in new:
        return new
    return {**new, "actions": _changed(old.get("actions"), new["actions"])}
