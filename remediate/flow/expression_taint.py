"""What the value of an expression carries of a secret, given what the things that it refers to carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from remediate import wdl
from remediate.flow.actions import Action
from remediate.flow.tainted import CLEAN, Taint, joined

#: Functions whose result tells nothing of what was compared or measured.
_TELLS_NOTHING = frozenset(
    {"and", "or", "not", "equals", "greater", "greaterorequals", "less", "lessorequals"}
    | {"contains", "startswith", "endswith", "indexof", "lastindexof", "nthindexof"}
    | {"empty", "length", "isint", "isfloat"}
)
#: Functions that give back what they were given, or items of it, so that its members can still be told apart.
_KEEPS_MEMBERS = frozenset(
    {"first", "last", "skip", "take", "reverse", "sort", "union", "intersection", "createarray", "array"}
    | {"coalesce", "if", "json", "removeproperty"}
)
_SETS_MEMBER = frozenset({"setproperty", "addproperty"})
_SET_ARGUMENTS = 3
_BODIES = frozenset({"body", "actionbody", "formdatavalue", "formdatamultivalues", "multipartbody"})
_OUTPUTS = frozenset({"outputs", "actionoutputs"})
#: Functions that read what their first argument names.
_BY_NAME = _BODIES | _OUTPUTS | {"variables", "result", "actions", "items"}
_TRIGGER_BODIES = frozenset(
    {"triggerbody", "triggerformdatavalue", "triggerformdatamultivalues", "triggermultipartbody"}
)


class Known(Protocol):
    """What references carry."""

    @property
    def arrives(self) -> Taint:
        """The outputs of the trigger."""

    def names_for(self, function: str) -> Iterable[str]:
        """Every name with which the function can be called, where the name is only known at run time."""

    def outputs_of(self, name: str) -> Taint:
        """`outputs('name')`."""

    def body_of(self, name: str) -> Taint:
        """`body('name')`."""

    def variable(self, name: str) -> Taint:
        """`variables('name')`."""

    def entry_of(self, action: Action) -> Taint:
        """`action()` in an action, or an entry of `result()`."""

    def result_of(self, name: str) -> Taint:
        """`result('name')`."""

    def action_of(self, name: str) -> Taint:
        """`actions('name')`."""

    def items_of(self, name: str) -> Taint:
        """`items('name')`."""

    def item_of(self, lister: Action) -> Taint:
        """`item()` in an action that goes through a list, or in a loop."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of everything that an expression can refer to, and who evaluates it.

    `lister` is the action or loop whose `item()` is meant, `action` the one that `action()` is.
    """

    known: Known
    lister: Action | None
    action: Action


def read_template(text: Any) -> wdl.Template:
    """The text parsed; empty where it is no text, or no expression after all."""
    try:
        return wdl.parse(text) if isinstance(text, str) else wdl.Mixed(())
    except wdl.WdlError:
        return wdl.Mixed(())


def of_template(template: wdl.Template, reading: Reading) -> Taint:
    """What the value of a text carries: members can be told apart only where it is one expression."""
    if isinstance(template, wdl.Whole):
        return _of(template.expression, reading)
    return joined(_of(expression, reading) for expression in wdl.expressions(template)).whole()


def _of(node: wdl.Expression, reading: Reading) -> Taint:
    match node:
        case wdl.Call():
            return _of_call(node, reading)
        case wdl.Index(target=target, key=wdl.Str(value=key)) | wdl.Member(target=target, name=key):
            return _of(target, reading).member(key)
        case wdl.Index(target=target, key=wdl.Number()):
            return _of(target, reading)
        case wdl.Index(target=target, key=computed):
            return joined((_of(target, reading).whole(), _of(computed, reading).whole()))
        case _:
            return CLEAN


def _of_call(call: wdl.Call, reading: Reading) -> Taint:
    function = call.function
    if function in _TELLS_NOTHING:
        return CLEAN
    found = _referred(call, reading)
    if found is not None:
        return found
    given = [_of(argument, reading) for argument in call.args]
    if function in _KEEPS_MEMBERS:
        return joined(given)
    if function in _SETS_MEMBER and len(given) == _SET_ARGUMENTS and isinstance(name := call.args[1], wdl.Str):
        return joined((given[0], given[2].under(name.value)))
    return joined(given).whole()


def _referred(call: wdl.Call, reading: Reading) -> Taint | None:
    """What the thing that a function names carries; None where it names none."""
    function, known = call.function, reading.known
    if function == "trigger":
        return known.arrives.under("outputs")
    if function == "triggeroutputs":
        return known.arrives
    if function in _TRIGGER_BODIES:
        return _form_field(call, known.arrives.member("body"), 0)
    if function == "action":
        return known.entry_of(reading.action)
    if function == "item":
        return known.item_of(reading.lister) if reading.lister else CLEAN
    return _by_name(call, known) if call.args and function in _BY_NAME else None


def _by_name(call: wdl.Call, known: Known) -> Taint | None:
    """What the thing that the first argument names carries; any that it may name, where only the run knows it."""
    name = wdl.fold_expression(call.args[0])
    if isinstance(name, wdl.Str):
        return _named(call, name.value, known)
    may_be = joined(_named(call, one, known) or CLEAN for one in known.names_for(call.function))
    return may_be.via(f"{call.name}() with a computed name")


def _named(call: wdl.Call, name: str, known: Known) -> Taint | None:
    function = call.function
    if function in _BODIES:
        return _form_field(call, known.body_of(name), 1)
    if function in _OUTPUTS:
        return known.outputs_of(name)
    asks = {
        "variables": known.variable,
        "result": known.result_of,
        "actions": known.action_of,
        "items": known.items_of,
    }
    return asks[function](name) if function in asks else None


def _form_field(call: wdl.Call, body: Taint, position: int) -> Taint:
    """A field of a form, where the function asks for one by name."""
    wanted = call.args[position] if "formdata" in call.function and len(call.args) > position else None
    return body.member(wanted.value) if isinstance(wanted, wdl.Str) else body
