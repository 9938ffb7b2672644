"""The tree of a Workflow Definition Language text: a JSON string that may hold expressions.

    Template    Whole                 "@concat('a', body('B'))": the value of the expression, of any type
                Mixed                 "Bearer @{body('B')}": text and interpolations, always a string
    Part        Text, Interpolation
    Expression  Str, Number, Boolean, Null, Call, Index, Member

Spans are `(start, end)` in code points of the decoded JSON string. They, and the spelling of what has more than
one, are not compared: two trees are equal when they mean the same by grammar alone. A repr shows no literal,
because any literal can be a secret (architecture, promise 1).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
Blanks: TypeAlias = tuple[tuple[int, str], ...]

NOWHERE: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Str:
    """A string literal; `value` is what it is at run time (`''` is one quote), the span includes its quotes."""

    value: str = field(repr=False)
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as it is spelled."""

    text: str = field(repr=False)
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`, in any case."""

    value: bool
    text: str = field(default="", repr=False, compare=False)
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Null:
    """`null`, in any case."""

    text: str = field(default="null", repr=False, compare=False)
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A function with its arguments. Function names are compared without case (platform-facts 10)."""

    name: str
    args: tuple["Expression", ...] = ()
    span: Span = NOWHERE

    @property
    def function(self) -> str:
        """The name in lower case: what to compare."""
        return self.name.lower()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Call):
            return NotImplemented
        return self.name.lower() == other.name.lower() and self.args == other.args

    def __hash__(self) -> int:
        return hash((self.name.lower(), self.args))


@dataclass(frozen=True, slots=True)
class Index:
    """`target[key]`, or `target?[key]` where `optional`."""

    target: "Expression"
    key: "Expression"
    optional: bool = False
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Member:
    """`target.name`, or `target?.name` where `optional`."""

    target: "Expression"
    name: str
    optional: bool = False
    span: Span = field(default=NOWHERE, compare=False)


Expression: TypeAlias = Str | Number | Boolean | Null | Call | Index | Member


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text between interpolations; `value` is what it is at run time (`@@`, `@@{` unescaped)."""

    value: str = field(repr=False)
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Interpolation:
    """`@{expression}`; the span includes the braces. `blanks` are its white space runs, each with its position."""

    expression: Expression
    span: Span = field(default=NOWHERE, compare=False)
    blanks: Blanks = field(default=(), repr=False, compare=False)


Part: TypeAlias = Text | Interpolation


@dataclass(frozen=True, slots=True)
class Whole:
    """A string that is one expression: `@expression`. `blanks` as in `Interpolation`."""

    expression: Expression
    span: Span = field(default=NOWHERE, compare=False)
    blanks: Blanks = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mixed:
    """A string of text and interpolations, in order; plain text is one `Text`, the empty string no part."""

    parts: tuple[Part, ...]


Template: TypeAlias = Whole | Mixed


def expressions(template: Template) -> Iterator[Expression]:
    """The expressions that stand in a template, outermost only, in order."""
    if isinstance(template, Whole):
        yield template.expression
        return
    for part in template.parts:
        if isinstance(part, Interpolation):
            yield part.expression


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside one, in order of the source."""
    if isinstance(node, Call):
        return node.args
    if isinstance(node, Index):
        return (node.target, node.key)
    if isinstance(node, Member):
        return (node.target,)
    return ()


def with_children(node: Expression, new: tuple[Expression, ...]) -> Expression:
    """The same expression around others, given as `children` gives them."""
    if isinstance(node, Call):
        return Call(node.name, new, node.span)
    if isinstance(node, Index):
        return Index(new[0], new[1], node.optional, node.span)
    if isinstance(node, Member):
        return Member(new[0], node.name, node.optional, node.span)
    return node


def walk_expression(expression: Expression) -> Iterator[Expression]:
    """An expression and every one inside it at any depth, each before what is inside it."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def walk(template: Template) -> Iterator[Expression]:
    """Every expression of a template at any depth, each before what is inside it."""
    for expression in expressions(template):
        yield from walk_expression(expression)


def literals(template: Template) -> Iterator[Text | Str]:
    """Every piece of literal text in order: the texts between interpolations, and the strings in expressions."""
    for part in (template,) if isinstance(template, Whole) else template.parts:
        if isinstance(part, Text):
            yield part
        else:
            yield from (node for node in walk_expression(part.expression) if isinstance(node, Str))
