"""Whether a rewritten flow does what the original did (rewriting.md part 5).

Nothing here knows how the rewrite was made: it compares two documents. What may differ is listed, everything else must
be equal: new actions must be secret reads, actions that went must be variables that never changed, the order must be
the same without both, and every scalar that differs is an equation, which `proving` solves. What is one object in both
documents, as where a patch shares what it leaves alone, is equal and not looked into.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.actions import Step
from remediate.flow.gateways import gateways
from remediate.flow.secret_parameters import secret_variable_of
from remediate.flow.secret_reads import read_expression, retrieved_variable
from remediate.remedies import Held, constants
from remediate.remedies.compose_constant import compose_at
from remediate.remedies.constants import Constant
from remediate.verify import rules
from remediate.verify.added_reads import added_reads
from remediate.verify.graph import changed_order, unguarded
from remediate.verify.problem import Change, Intent, Problem
from remediate.verify.reads import users
from remediate.verify.settings import settings, without_settings
from remediate.verify.shells import shell
from remediate.verify.signing_in import signs_in, without_sign_in
from remediate.verify.surroundings import around
from remediate.verify.text_parameters import as_their_values


@dataclass(frozen=True, slots=True)
class Equation:
    """Two scalars that must evaluate to the same.

    `old` has the values of what went in the place of its readers, `new` those of Text variables that it reads now.
    `step` is the name of the action or trigger that holds them.
    """

    pointer: str
    step: str
    old: Any = field(repr=False)
    new: Any = field(repr=False)


Difference = Problem | Change | Equation


def differences(before: Flow, after: Flow, *, same_form: bool = True) -> Iterator[Difference]:
    """Where `after` differs from `before`: what may not, what is meant, and what has to be proven.

    `same_form` says that both files are of one form (a solution's flow, a bare definition), so that what stands around
    the definition can be compared too.
    """
    was = {_inside(before, action): action for action in before.all_actions}
    now = {_inside(after, action): action for action in after.all_actions}
    new, old = [now[at] for at in now if at not in was], [was[at] for at in was if at not in now]
    moved = {action.name.casefold() for action in new} & {action.name.casefold() for action in old}
    added, removed = ([one for one in side if one.name.casefold() not in moved] for side in (new, old))
    gone = [*_gone_variables(before, removed), *_gone_parameters(before, after)]
    compared = _Comparison(before, after, [one for one in gone if isinstance(one, Constant)])
    for one in gone:
        yield _went(one) if isinstance(one, Constant) else one
    yield from added_reads(added, after)
    yield from changed_order(before, after, {a.name.casefold() for a in added}, {a.name.casefold() for a in removed})
    yield from _unguarded(before, after)
    for action in new:
        if action.name.casefold() in moved:
            yield rules.ACTION_MOVED.broken(action.pointer, f"{action.name} stood elsewhere")
    for at, action in was.items():
        if at in now and now[at].node is not action.node:
            yield from compared.action(action, now[at])
    yield from compared.triggers()
    yield from around(before, after, same_form=same_form)


def _gone_variables(before: Flow, removed: list[Action]) -> Iterator[Constant | Problem]:
    for action in removed:
        at = ptr.join(action.pointer, "inputs", "variables", 0, "value")
        found = constants.constant_at(before, at) if action.is_a("InitializeVariable") else None
        if action.is_a("Compose"):
            found = compose_at(before, ptr.join(action.pointer, "inputs"))
        lost = rules.ACTION_LOST.broken(action.pointer, f"{action.name} is not there any more")
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
        lost = rules.PARAMETER_LOST.broken(before.at("parameters", name), f"{name} is not there any more")
        yield found if isinstance(found, Constant) else lost


def _as_read(before: Flow, after: Flow, parameter: str, schema: str) -> Constant | Held:
    """A parameter that declared a Secret variable, with what stands for it now: the read of that same variable."""
    found = constants.secret_parameter(before, parameter)
    reads = (a for a in after.all_actions if (retrieved_variable(a) or "").casefold() == schema.casefold())
    read = next(reads, None)
    if isinstance(found, Constant) and read is not None:
        return replace(found, value="@" + read_expression(read.name))
    return found


def _went(constant: Constant) -> Change:
    intent = {"parameters": Intent.PARAMETER, "outputs": Intent.COMPOSE}.get(constant.function, Intent.VARIABLE)
    return Change(intent, constant.pointer, f"{constant.name}, which never had another value")


def _unguarded(before: Flow, after: Flow) -> Iterator[Problem]:
    """Consumers of a read, new ones of an old read too, that could run without it."""
    known = {(read, action.name.casefold()) for read, action in users(before)}
    for name, consumer in users(after):
        read = after.action(name)
        if read is not None and (name, consumer.name.casefold()) not in known:
            yield from unguarded(read, [consumer])


class _Comparison:
    """Two flows, step by step and value by value."""

    def __init__(self, before: Flow, after: Flow, gone: list[Constant]) -> None:
        self._before = before
        self._after = after
        self._inlined = _inlining(gone)
        self._valued = as_their_values(after)

    def action(self, old: Action, new: Action) -> Iterator[Difference]:
        """The two versions of one action, without the actions inside."""
        yield from self._step(old, new, lock=False)

    def triggers(self) -> Iterator[Difference]:
        """The triggers, by name."""
        new = {trigger.name: trigger for trigger in self._after.triggers}
        old = {trigger.name: trigger for trigger in self._before.triggers}
        for name in dict.fromkeys((*old, *new)):
            if name in old and name in new:
                yield from self._step(old[name], new[name], lock=old[name].is_a("Request"))
            else:
                at = self._after.at("triggers", name)
                yield rules.MEMBERS.broken(at, f"the trigger {name} is {'lost' if name in old else 'new'}")

    def _step(self, old: Step, new: Step, *, lock: bool) -> Iterator[Difference]:
        yield from settings(old, new)
        was, now = (shell(without_settings(step.node, lock=lock)) for step in (old, new))
        if signs_in(old, new, self._before, self._after):
            yield Change(Intent.SIGN_IN, new.pointer, f"{new.name} sends a token; its URL has no signature any more")
            was, now = without_sign_in(was), without_sign_in(now)
        kept = set(gateways(new))
        for place in (place for place in gateways(old) if place not in kept):
            was = _without(was, place)
            yield Change(Intent.GATEWAY, ptr.join(new.pointer, *place), f"{old.name} is found by its connection")
        yield from self._members(was, now, new.pointer, new.name)

    def _members(self, old: Any, new: Any, pointer: str, step: str) -> Iterator[Difference]:
        if old is new:
            return
        if isinstance(old, dict) and isinstance(new, dict):
            for name in dict.fromkeys((*old, *new)):
                at = ptr.join(pointer, name)
                if name in old and name in new:
                    yield from self._members(old[name], new[name], at, step)
                else:
                    yield rules.MEMBERS.broken(at, f"the member {name} is {'lost' if name in old else 'new'}")
        elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            for index, (one, other) in enumerate(zip(old, new, strict=True)):
                yield from self._members(one, other, f"{pointer}/{index}", step)
        else:
            yield from self._value(old, new, pointer, step)

    def _value(self, old: Any, new: Any, pointer: str, step: str) -> Iterator[Difference]:
        if isinstance(old, dict | list) or isinstance(new, dict | list):
            yield rules.VALUES.broken(pointer, "the value has another shape")
        elif type(old) is not type(new) or old != new:
            yield Equation(pointer, step, self._inlined(old), self._valued(old, new))


def _inlining(gone: list[Constant]) -> Callable[[Any], Any]:
    """Gives an old scalar with the value of everything that went in the place of its readers."""

    def inlined(old: Any) -> Any:
        if isinstance(old, str) and "@" in old:
            for constant in gone:
                if constant.calls_in(old):
                    with suppress(ValueError):  # then the texts differ, and that is the problem to name
                        old = constants.inline(constant, old, constants.as_expression(constant.value))
        return old

    return inlined


def _inside(flow: Flow, action: Action) -> str:
    """Where in its definition an action stands."""
    return action.pointer[len(flow.definition_pointer) :]


def _without(node: Mapping[str, Any], place: Sequence[str]) -> dict[str, Any]:
    first, *rest = place
    return {**node, first: _without(node[first], rest)} if rest else _but(node, frozenset({first}))


def _but(node: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name not in names}
