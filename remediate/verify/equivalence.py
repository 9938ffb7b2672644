"""Whether a rewritten flow does what the original did (rewriting.md part 5).

Nothing here knows how the rewrite was made: it compares two documents. What may differ is listed, everything else must
be equal: values that read a secret are proven by folding, new actions must be secret reads, actions that went must be
variables that never changed, and the order must be the same without both.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from remediate import wdl
from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.secret_parameters import secret_variable_of
from remediate.flow.secret_reads import is_secret_read, read_expression, retrieved_variable
from remediate.remedies import Held, constants
from remediate.remedies.constants import Constant
from remediate.verify.graph import changed_order, unguarded
from remediate.verify.problem import Problem

#: Members that a fix may set: the first are settings of the history, the others of a trigger's lock.
_SETTINGS = frozenset({"secureData"})
_LOCK = frozenset({"triggerAuthenticationType", "triggerAllowedUsers"})
_CONTAINERS = frozenset({"actions", "else", "cases", "default"})
_PLATFORM_PARAMETERS = frozenset({"$connections", "$authentication"})

Old = Callable[[str], str]
"""Gives the old text with the value of every removed variable or parameter in the place of its readers."""


def differences(before: Flow, after: Flow, values: Mapping[str, str]) -> list[Problem]:
    """Where `after` does something else than `before`; `values` as in `prove`."""
    was = {a.name.casefold(): a for a in before.all_actions}
    now = {a.name.casefold(): a for a in after.all_actions}
    added = [now[name] for name in now if name not in was]
    removed = [was[name] for name in was if name not in now]
    gone = [*_gone_variables(before, removed), *_gone_parameters(before, after)]
    compared = _Comparison([one for one in gone if isinstance(one, Constant)], values)
    return [
        *(one for one in gone if isinstance(one, Problem)),
        *_added(added),
        *changed_order(before, after, {a.name.casefold() for a in added}, {a.name.casefold() for a in removed}),
        *(p for read in added for p in unguarded(read, _users(after, read))),
        *(p for name in was if name in now for p in compared.actions(was[name], now[name])),
        *compared.around(before, after),
    ]


def _gone_variables(before: Flow, removed: list[Action]) -> Iterator[Constant | Problem]:
    for action in removed:
        at = ptr.join(action.pointer, "inputs", "variables", 0, "value")
        found = constants.constant_at(before, at) if action.is_a("InitializeVariable") else None
        lost = Problem("no action is lost", action.pointer, f"{action.name} is not there any more")
        yield found if isinstance(found, Constant) else lost


def _gone_parameters(before: Flow, after: Flow) -> Iterator[Constant | Problem]:
    for name in before.parameters:
        if name in after.parameters:
            continue
        found: Constant | Held | None
        if schema := secret_variable_of(before, name):
            found = _as_read(before, after, name, schema)
        else:
            found = constants.constant_at(before, before.at("parameters", name, "defaultValue"))
        lost = Problem("no parameter is lost", before.at("parameters", name), f"{name} is not there any more")
        yield found if isinstance(found, Constant) else lost


def _as_read(before: Flow, after: Flow, parameter: str, schema: str) -> Constant | Held:
    """A parameter that declared a Secret variable, with what stands for it now: the read of that same variable."""
    found = constants.secret_parameter(before, parameter)
    reads = (a for a in after.all_actions if (retrieved_variable(a) or "").casefold() == schema.casefold())
    read = next(reads, None)
    if isinstance(found, Constant) and read is not None:
        return replace(found, value="@" + read_expression(read.name))
    return found


def _added(added: list[Action]) -> Iterator[Problem]:
    for action in added:
        if not is_secret_read(action) or "outputs" not in action.secured:
            why = f"{action.name} is new, and not a secret read with secured outputs"
            yield Problem("only secret reads are added", action.pointer, why)
        if action.container.in_loop:
            yield Problem("no read in a loop", action.pointer, f"{action.name} would read once a round")


def _users(flow: Flow, read: Action) -> list[Action]:
    """The actions that refer to the read in what they evaluate themselves."""
    wanted = read.name.casefold()
    return [
        leaf.action
        for leaf in flow.leaves
        if leaf.action is not None and wanted in leaf.text.casefold() and wanted in _named(leaf.text)
    ]


def _named(text: str) -> set[str]:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return set()
    return {reference.name.casefold() for reference in wdl.references(template) if reference.name is not None}


class _Comparison:
    """Two documents, value by value."""

    def __init__(self, gone: list[Constant], values: Mapping[str, str]) -> None:
        self._gone = gone
        self._values = values

    def actions(self, old: Action, new: Action) -> Iterator[Problem]:
        """The two versions of one action, without the actions inside."""
        if old.pointer != new.pointer:
            yield Problem("actions stay where they are", new.pointer, f"{old.name} stood elsewhere")
            return
        skipped = _CONTAINERS | {"runAfter"}
        yield from self._members(_but(old.node, skipped), _but(new.node, skipped), new.pointer, _SETTINGS)

    def around(self, before: Flow, after: Flow) -> Iterator[Problem]:
        """Everything that is not an action: triggers, parameters, connection references, the rest of the file."""
        yield from self._parameters(before, after)
        yield from self._members(
            before.definition.get("triggers"), after.definition.get("triggers"), after.at("triggers"), _SETTINGS | _LOCK
        )
        for key, reference in before.connection_references.items():
            if after.connection_references.get(key) != reference:
                at = ptr.join(after.references_pointer or "", key)
                yield Problem("connection references stay", at, f"{key} is another one now")
        if _rest(before) != _rest(after):
            yield Problem("the rest of the file stays", "", "a member outside actions and triggers has changed")

    def _parameters(self, before: Flow, after: Flow) -> Iterator[Problem]:
        for name, declared in after.parameters.items():
            was = before.parameters.get(name, None if name not in _PLATFORM_PARAMETERS else declared)
            if was != declared:
                yield Problem("parameters stay", after.at("parameters", name), f"{name} is another one now")

    def _members(self, old: Any, new: Any, pointer: str, free: frozenset[str]) -> Iterator[Problem]:
        if isinstance(old, dict) and isinstance(new, dict):
            for name in dict.fromkeys((*old, *new)):
                if name not in free:
                    yield from self._member(old, new, name, pointer, free)
        elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            for index, (one, other) in enumerate(zip(old, new, strict=True)):
                yield from self._members(one, other, f"{pointer}/{index}", free)
        else:
            yield from self._value(old, new, pointer)

    def _member(
        self, old: dict[str, Any], new: dict[str, Any], name: str, pointer: str, free: frozenset[str]
    ) -> Iterator[Problem]:
        at = ptr.join(pointer, name)
        if name in old and name in new:
            yield from self._members(old[name], new[name], at, free)
        elif not _only(old.get(name, new.get(name)), free):
            yield Problem("members stay", at, f"the member {name} is {'lost' if name in old else 'new'}")

    def _value(self, old: Any, new: Any, pointer: str) -> Iterator[Problem]:
        if type(old) is type(new) and old == new:
            return
        if isinstance(old, dict | list) or isinstance(new, dict | list):
            yield Problem("values stay", pointer, "the value has another shape")
            return
        unproven = wdl.equivalent_value(self._inlined(old), new, self._values)
        if unproven is not None:
            yield Problem("values stay", pointer, f"the new value is not proven to be the old one: {unproven}")

    def _inlined(self, old: Any) -> Any:
        if isinstance(old, str) and "@" in old:
            for constant in self._gone:
                if constant.calls_in(old):
                    with suppress(ValueError):  # then the texts differ, and that is the problem to name
                        old = constants.inline(constant, old, constants.as_expression(constant.value))
        return old


def _but(node: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name not in names}


def _only(value: Any, free: frozenset[str]) -> bool:
    """Whether the value is an object with nothing but members that a fix may set."""
    return isinstance(value, dict) and bool(value) and set(value) <= free


def _rest(flow: Flow) -> Any:
    """The document without the parts that are compared on their own."""
    out = {flow.at("actions"), flow.at("triggers"), flow.at("parameters"), flow.references_pointer}
    return _pruned(flow.document, "", out)


def _pruned(value: Any, pointer: str, out: set[str | None]) -> Any:
    if not isinstance(value, dict):
        return value
    return {n: _pruned(v, at, out) for n, v in value.items() if (at := ptr.join(pointer, n)) not in out}
