"""Variables and parameters that only ever hold one value: they go, and their readers take the value's place.

A variable cannot be hidden from the run history, so a secret must not pass through one (rewriting.md part 4).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from remediate import wdl
from remediate.flow import Action, Flow, Leaf
from remediate.flow import pointer as ptr
from remediate.flow.secret_parameters import declared_schema_name
from remediate.flow.variable_urls import given_url
from remediate.flow.variables import writer_of
from remediate.remedies.interface import Held
from remediate.remedies.patching import Patching

RunAfter = Mapping[str, tuple[str, ...]]

_REFERRING = ("outputs", "body", "actions", "actionoutputs", "actionbody", "result")
_TEXT_TYPES = frozenset({"string", "securestring"})
_WHOLE_TYPES = frozenset({"integer", "int"})


@dataclass(frozen=True)
class Constant:
    """A variable or parameter that can go.

    `function` is what reads it (`variables`, `parameters`, or `outputs` for a Compose), `value` its text as it stands
    in the file, `readers` the strings that read it. `action` is the one that holds it; None for a parameter.
    """

    function: str
    name: str
    pointer: str
    value: str = field(repr=False)
    readers: tuple[Leaf, ...] = field(repr=False)
    action: Action | None = None

    def calls_in(self, text: str) -> list[wdl.Call]:
        """The calls that read it in `text`."""
        return [c for c in _calls(text, self.function) if _literal_name(c) == self.name.casefold()]


def constant_at(flow: Flow, pointer: str) -> Constant | Held | None:
    """The variable or parameter whose whole value `pointer` names; why it cannot go; or None if it is neither."""
    name = parameter_at(flow, pointer)
    if name is not None:
        return _parameter(flow, name, pointer)
    for action in flow.actions("InitializeVariable"):
        if pointer == ptr.join(action.pointer, "inputs", "variables", 0, "value"):
            return _variable(flow, action, pointer)
    return None


def parameter_at(flow: Flow, pointer: str) -> str | None:
    """The parameter whose value a pointer names, whether it stands there or in a variable; None if it names none."""
    names = ptr.split(pointer.removeprefix(flow.definition_pointer))
    return names[1] if names[:1] == ["parameters"] and names[2:] == ["defaultValue"] else None


def _parameter(flow: Flow, name: str, pointer: str) -> Constant | Held:
    declared = flow.parameters[name]
    schema = declared_schema_name(declared).casefold()
    if schema in flow.secret_variables:
        return Held(f"the parameter {name} declares a Secret variable and has a value besides", "delete the value")
    if schema in flow.stale_variables:
        return Held(
            f"the environment variable of {name} has another value than the one kept in the flow",
            "save the flow, or turn it off and on again, and export anew",
        )
    value = given_url(flow, name) or _value(declared, "defaultValue")
    if value is None:
        return Held(f"the parameter {name} is not of type String or Int", "read the value in the actions that use it")
    found = Constant("parameters", name, pointer, value, readers(flow, "parameters", name))
    if any(reader.trigger for reader in found.readers):
        return Held(
            f"the trigger reads the parameter {name}, and a trigger cannot read a vault",
            "take the value out of the trigger",
        )
    return replaceable(flow, found)


def secret_parameter(flow: Flow, name: str) -> Constant | Held:
    """A parameter that declares a Secret environment variable: it has no value of its own that counts."""
    at = flow.at("parameters", name, "defaultValue")
    if flow.parameters[name].get("defaultValue") not in (None, ""):
        return Held(f"the parameter {name} has a value besides the Secret variable", "delete the value")
    found = Constant("parameters", name, at, "", readers(flow, "parameters", name))
    if any(reader.trigger for reader in found.readers):
        return Held(f"the trigger reads the parameter {name}, and a trigger cannot read a vault", "")
    return replaceable(flow, found)


def _variable(flow: Flow, action: Action, pointer: str) -> Constant | Held:
    declared = action.inputs["variables"][0]
    name = declared.get("name")
    value = _value(declared, "value")
    if len(action.inputs["variables"]) != 1 or not isinstance(name, str) or value is None:
        return Held(f"the variable of {action.name} is not one text or number", "")
    writer = writer_of(flow, name)
    if writer is not None:
        return Held(f"the variable {name} is written again by {writer.name}", f"use another variable in {writer.name}")
    found = Constant("variables", name, pointer, value, readers(flow, "variables", name), action)
    if is_referred_to(flow, action, _REFERRING):
        return Held(f"an expression refers to the action {action.name} itself", "read the variable instead")
    return needed_for_the_order(action) or replaceable(flow, found)


def needed_for_the_order(action: Action) -> Held | None:
    """Why the run would go otherwise without the action; None where it would not."""
    if not _can_go(action):
        return Held(f"the flow would end otherwise without {action.name}", f"let another action wait for {action.name}")
    if _followers(action) is None:
        return Held(f"an action runs also when {action.name} is skipped", f"let it wait for {action.name} to succeed")
    return None


def _can_go(action: Action) -> bool:
    """Whether the run ends the same without it: not where it is the only action, or the last of a chain."""
    wanted = action.name.casefold()
    others = [sibling for sibling in action.container if sibling is not action]
    waited_for = any(name.casefold() == wanted for sibling in others for name in sibling.run_after)
    return bool(others) and (waited_for or not action.run_after)


def replaceable(flow: Flow, constant: Constant) -> Constant | Held:
    """The constant, if its readers can do with its value instead."""
    if any(True for name in flow.computed_names for _ in _calls(name, constant.function)):
        return Held(f"the name of a member is computed with {constant.function}()", "write the name as text")
    if any(_literal_name(c) is None for leaf in flow.leaves for c in _calls(leaf.text, constant.function)):
        return Held(f"{constant.function}() is called with a computed name", "write the name as text")
    if not _is_constant(constant.value):
        return Held(f"the value of {constant.name} is computed when the flow runs", "")
    elsewhere = next((r for r in constant.readers if r.action and not evaluated(r)), None)
    if elsewhere is not None:
        return Held(f"{constant.name} is read where a read cannot stand: {elsewhere.pointer}", "")
    return constant


def evaluated(leaf: Leaf) -> bool:
    """Whether the platform evaluates expressions at this place when the action runs: not in a variable's own name."""
    if leaf.action is not None and leaf.action.type.casefold().endswith("variable") and leaf.key in ("name", "type"):
        return False
    return str(leaf.path[0]) in ("inputs", "foreach", "expression") and not leaf.below("inputs", "schema")


def _value(declared: Any, member: str) -> str | None:
    """The value as a text of the file: that of a whole number is the expression which gives it. None for all others."""
    value = declared.get(member) if isinstance(declared, dict) else None
    kind = str(declared.get("type", "string")).casefold() if isinstance(declared, dict) else ""
    if isinstance(value, str) and kind in _TEXT_TYPES:
        return value
    return f"@{value}" if type(value) is int and kind in _WHOLE_TYPES else None


def is_referred_to(flow: Flow, action: Action, functions: Iterable[str]) -> bool:
    """Whether an expression names the action in one of these functions, or may: by a name that is computed."""
    wanted = (action.name.casefold(), None)
    return any(_literal_name(c) in wanted for leaf in flow.leaves for f in functions for c in _calls(leaf.text, f))


def _is_constant(text: str) -> bool:
    template = wdl.parse(text)
    return all(not isinstance(n, wdl.Call) or n.function == "concat" for n in wdl.walk(template))


def readers(flow: Flow, function: str, name: str) -> tuple[Leaf, ...]:
    """The texts that read something by name, compared without case."""
    wanted = name.casefold()
    return tuple(leaf for leaf in flow.leaves if any(_literal_name(c) == wanted for c in _calls(leaf.text, function)))


def _calls(text: str, function: str) -> Iterator[wdl.Call]:
    if function not in text.casefold():
        return
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return
    yield from (n for n in wdl.walk(template) if isinstance(n, wdl.Call) and n.function == function)


def _literal_name(call: wdl.Call) -> str | None:
    first = wdl.fold_expression(call.args[0]) if call.args else None
    return first.value.casefold() if isinstance(first, wdl.Str) else None


def as_expression(text: str) -> str:
    """A JSON string's value as the text of one expression, without `@`."""
    template = wdl.parse(text)
    if isinstance(template, wdl.Whole):
        return wdl.unparse_expression(template.expression)
    parts = [
        wdl.quote(part.value) if isinstance(part, wdl.Text) else wdl.unparse_expression(part.expression)
        for part in template.parts
    ]
    if len(parts) == 1 and isinstance(template.parts[0], wdl.Text):
        return parts[0]
    return f"concat({', '.join(parts)})" if parts else "''"


def inline(constant: Constant, text: str, expression: str) -> str:
    """`text` with `expression` wherever it reads the constant."""
    return wdl.substitute(text, [(call.span, expression) for call in constant.calls_in(text)])


def remove(constant: Constant, patching: Patching) -> None:
    """Take the variable or parameter out; the followers of a variable's action take its place."""
    if constant.action is None:
        patching.remove(ptr.join(constant.pointer.rsplit("/", 1)[0]))
        return
    for follower, after in _followers(constant.action) or ():
        patching.replace(ptr.join(follower.pointer, "runAfter"), after)
    patching.remove(constant.action.pointer)


def _followers(action: Action) -> list[tuple[Action, dict[str, Any]]] | None:
    """The actions that wait for `action`, each with its `runAfter` without it; None where one cannot do without.

    The action of a variable succeeds or is skipped: a follower that waits for it to succeed runs when what the action
    waited for has happened.
    """
    found = []
    wanted = action.name.casefold()
    for sibling in action.container:
        mine = sibling.run_after
        waited = next((n for n in mine if n.casefold() == wanted), None)
        if waited is None:
            continue
        statuses = {status.casefold() for status in mine[waited]}
        after = _merged(mine, waited, action.run_after)
        if "succeeded" not in statuses or "skipped" in statuses or after is None:
            return None
        found.append((sibling, after))
    return found


def _merged(mine: RunAfter, waited: str, inherited: RunAfter) -> dict[str, Any] | None:
    """`mine` with the inherited conditions in the place of `waited`; None if they contradict each other."""
    after: dict[str, Any] = {}
    for name, statuses in mine.items():
        if name != waited:
            _narrow(after, name, statuses)
            continue
        for other, wanted in inherited.items():
            _narrow(after, other, wanted)
    return after if all(after.values()) else None


def _narrow(after: dict[str, Any], name: str, statuses: Iterable[str]) -> None:
    known = next((n for n in after if n.casefold() == name.casefold()), None)
    if known is None:
        after[name] = list(statuses)
    else:
        wanted = {status.casefold() for status in statuses}
        after[known] = [status for status in after[known] if status.casefold() in wanted]
