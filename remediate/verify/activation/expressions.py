"""Expressions: they parse, are short enough, and everything that they name is there."""

from collections.abc import Iterator

from remediate import wdl
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.variables import WRITERS
from remediate.verify import rules
from remediate.verify.activation.texts import ACTION_FUNCTIONS, Text, texts
from remediate.verify.problem import Problem

MAX_EXPRESSION = 8192


def expressions(flow: Flow, part: Flow) -> Iterator[Problem]:
    """Rules about the expressions of a flow, or of a part of it."""
    declared = declared_names(flow)
    for text in texts(flow, part):
        template = text.parsed.template
        if template is None:
            yield rules.PARSES.broken(text.pointer, "the expression cannot be read")
            continue
        yield from _lengths(text.pointer, template)
        yield from _names(flow, text, declared)
    for writer in part.actions(*WRITERS):
        name = writer.inputs.get("name") if isinstance(writer.inputs, dict) else None
        if isinstance(name, str) and "@" not in name and name.casefold() not in declared["variables"]:
            why = f"{writer.name} writes a variable that is not declared"
            yield rules.RESOLVES.broken(ptr.join(writer.pointer, "inputs", "name"), why)


def _lengths(pointer: str, template: wdl.Template) -> Iterator[Problem]:
    for node in wdl.expressions(template):
        if node.span[1] - node.span[0] > MAX_EXPRESSION:
            yield rules.EXPRESSION_LENGTH.broken(pointer, f"an expression has more than {MAX_EXPRESSION} characters")


def _names(flow: Flow, text: Text, declared: dict[str, frozenset[str]]) -> Iterator[Problem]:
    for call, name in text.parsed.calls:
        if call.function in declared:
            if name.casefold() not in declared[call.function]:
                yield rules.RESOLVES.broken(text.pointer, f"{call.name}() names one that is not declared")
        elif call.function in ACTION_FUNCTIONS or call.function == "items":
            named = flow.action(name)
            if named is None:
                yield rules.RESOLVES.broken(text.pointer, f"{call.name}() names an action that does not exist")
            elif call.function == "items" and text.action and named not in list(text.action.outward)[1:]:
                yield rules.ITEMS.broken(text.pointer, f"{text.action.name} does not stand inside {named.name}")


def declared_names(flow: Flow) -> dict[str, frozenset[str]]:
    """The declared names, in casefold, of what the functions `variables` and `parameters` read."""
    inputs = [action.inputs for action in flow.actions("InitializeVariable") if isinstance(action.inputs, dict)]
    lists = [given.get("variables") for given in inputs]
    declared = [one for listed in lists if isinstance(listed, list) for one in listed if isinstance(one, dict)]
    return {
        "variables": frozenset(str(one.get("name")).casefold() for one in declared),
        "parameters": frozenset(name.casefold() for name in flow.parameters),
    }
