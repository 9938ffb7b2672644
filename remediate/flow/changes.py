"""What a patch changed in a flow: the steps that are not the very same objects before and after."""

from collections.abc import Collection, Mapping
from typing import Any

from remediate.flow.copying import with_value
from remediate.flow.flow import Flow

_ABSENT = object()


def changed_part(before: Flow, after: Flow, aside: Collection[str] = ()) -> Flow:
    """`after` without the steps that it shares with `before`; the rest stands where it stands in `after`.

    A step that holds a changed one has changed too. What belongs to no step is all there. A step of which only members
    in `aside` have changed is left out as well.
    """
    old, new = before.definition, after.definition
    steps = {name: _changed(old.get(name), new[name], aside) for name in ("triggers", "actions") if name in new}
    if not new:
        return after
    return after.with_document(with_value(after.document, after.definition_pointer, {**new, **steps}))


def _changed(old: Any, new: Any, aside: Collection[str]) -> Any:
    """The members of a container that are other objects than before."""
    if old.__class__ is not dict or new.__class__ is not dict:
        return new
    return {name: _step(was, node, aside) for name, node in new.items() if not _same(was := old.get(name), node, aside)}


def _same(old: Any, new: Any, aside: Collection[str]) -> bool:
    """Whether two steps are one object, or hold the same objects but for members in `aside`."""
    if old is new or not aside or old.__class__ is not dict or new.__class__ is not dict:
        return old is new
    return hold_the_same(old, new, aside)


def hold_the_same(old: Mapping[str, Any], new: Mapping[str, Any], aside: Collection[str]) -> bool:
    """Whether the members of both are the very same objects, but for those in `aside`."""
    names = (old.keys() | new.keys()).difference(aside)
    return all(old.get(name, _ABSENT) is new.get(name, _ABSENT) for name in names)


def _step(old: Any, new: Any, aside: Collection[str]) -> Any:
    """A step that has changed, holding only the changed ones of those inside it."""
    if old.__class__ is not dict or new.__class__ is not dict:
        return new
    held = {name: _branch(old.get(name), new[name], aside) for name in ("else", "default") if name in new}
    if "actions" in new:
        held["actions"] = _changed(old.get("actions"), new["actions"], aside)
    if new.get("cases").__class__ is dict:
        cases = old.get("cases")
        known = cases if cases.__class__ is dict else {}
        held["cases"] = {name: _branch(known.get(name), case, aside) for name, case in new["cases"].items()}
    return {**new, **held}


def _branch(old: Any, new: Any, aside: Collection[str]) -> Any:
    if old.__class__ is not dict or new.__class__ is not dict or "actions" not in new:
        return new
    return {**new, "actions": _changed(old.get("actions"), new["actions"], aside)}
