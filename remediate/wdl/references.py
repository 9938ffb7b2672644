"""What an expression refers to: actions, triggers, variables, parameters, loop items."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from remediate.wdl.fold import fold_expression
from remediate.wdl.tree import Call, Expression, Index, Member, Number, Span, Str, Template, expressions

KINDS = (
    "action",
    "actionBody",
    "actionOutputs",
    "actions",
    "appsetting",
    "body",
    "formDataMultiValues",
    "formDataValue",
    "item",
    "items",
    "iterationIndexes",
    "listCallbackUrl",
    "multipartBody",
    "outputs",
    "parameters",
    "result",
    "trigger",
    "triggerBody",
    "triggerFormDataMultiValues",
    "triggerFormDataValue",
    "triggerMultipartBody",
    "triggerOutputs",
    "variables",
    "workflow",
)
"""The functions that read something outside the expression, as Microsoft spells them."""

_KINDS = {kind.lower(): kind for kind in KINDS}

Step: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class Reference:
    """One read of something outside the expression.

    `kind` is the function as in `KINDS`; `name` its first argument where that is a literal or put together of literals
    (as written: compare without case), else None; `call` the function with its arguments; `chain` the whole of the
    dereferences around it (the call itself where there are none); `path` their keys in order, each a property's name,
    an index, or None where it is computed.
    """

    kind: str
    name: str | None
    call: Call
    chain: Expression
    path: tuple[Step, ...]

    @property
    def span(self) -> Span:
        """Where the whole chain stands."""
        return self.chain.span

    def names(self, name: str) -> bool:
        """Whether the reference is to this name; names are compared without case (platform-facts 10)."""
        return self.name is not None and self.name.lower() == name.lower()


def references(template: Template) -> Iterator[Reference]:
    """Every reference of a template, at any depth, in order of the source (an outer one before those inside)."""
    waiting = list(expressions(template))[::-1]
    while waiting:
        chain = waiting.pop()
        steps, inside, target = unchained(chain)
        if isinstance(target, Call):
            kind = _KINDS.get(target.function)
            if kind is not None:
                yield Reference(kind, _literal_name(target), target, chain, steps)
            inside = (*target.args, *inside)
        waiting.extend(reversed(inside))


def unchained(chain: Expression) -> tuple[tuple[Step, ...], tuple[Expression, ...], Expression]:
    """The steps of a chain, the keys that are expressions to look into, and what the chain starts from."""
    steps: list[Step] = []
    keys: list[Expression] = []
    node = chain
    while isinstance(node, Index | Member):
        if isinstance(node, Member):
            steps.append(node.name)
        else:
            steps.append(_literal_step(node.key))
            keys.append(node.key)
        node = node.target
    return tuple(reversed(steps)), tuple(reversed(keys)), node


def _literal_step(key: Expression) -> Step:
    match key:
        case Str(value):
            return value
        case Number(text) if text.lstrip("+-").isdecimal():
            return int(text)
    return None


def _literal_name(call: Call) -> str | None:
    """The name that a call gives, also put together of literals; None where it is only known at run time."""
    first = call.args[0] if call.args else None
    if isinstance(first, Call):
        first = fold_expression(first)
    return first.value if isinstance(first, Str) else None
