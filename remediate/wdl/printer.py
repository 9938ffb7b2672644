"""From the tree back to text: as it was written, or in one canonical way."""

from remediate.wdl.tree import (
    Blanks,
    Boolean,
    Call,
    Expression,
    Index,
    Interpolation,
    Member,
    Null,
    Number,
    Str,
    Template,
    Text,
    Whole,
)


def quote(value: str) -> str:
    """A run-time string as a literal in an expression: in single quotes, those inside doubled."""
    return "'" + value.replace("'", "''") + "'"


def unquote(literal: str) -> str:
    """The run-time string of a literal; the inverse of `quote`.

    Raises:
        ValueError: it is no string literal.
    """
    value = literal[1:-1].replace("''", "'")
    if quote(value) != literal:
        raise ValueError("not a string literal")
    return value


def print_source(template: Template) -> str:
    """The text that a parsed template was read from, put together again from the tree."""
    if isinstance(template, Whole):
        return "@" + _spell(template.expression, 1, template.blanks)
    return "".join(
        _spell_text(part)
        if isinstance(part, Text)
        else "@{" + _spell(part.expression, part.span[0] + 2, part.blanks) + "}"
        for part in template.parts
    )


def _spell_text(text: Text) -> str:
    start, end = text.span
    if start == 0 and text.value.startswith("@"):
        return text.value if end == 1 else "@" + text.value
    return text.value.replace("@{", "@@{")


def _spell(expression: Expression, start: int, blanks: Blanks) -> str:
    """The expression with its white space: each run goes back to its position in the source."""
    waiting = dict(blanks)
    spelled: list[str] = []
    at = start
    for token in _tokens(expression):
        blank = waiting.get(at, "")
        spelled += (blank, token)
        at += len(blank) + len(token)
    spelled.append(waiting.get(at, ""))
    return "".join(spelled)


def _tokens(node: Expression) -> list[str]:
    match node:
        case Str(value):
            return [quote(value)]
        case Number(text) | Null(text):
            return [text]
        case Boolean(value, text):
            return [text or str(value).lower()]
        case Call(name, args):
            spelled = [name, "("]
            for place, arg in enumerate(args):
                spelled += ((",",) if place else ()) + tuple(_tokens(arg))
            return [*spelled, ")"]
        case Index(target, key, optional):
            return [*_tokens(target), *("?" * optional), "[", *_tokens(key), "]"]
    return [*_tokens(node.target), *("?" * node.optional), ".", node.name]


def unparse(template: Template) -> str:
    """One canonical text for a template: `parse(unparse(t)) == t` for every t that `parse` can give."""
    if isinstance(template, Whole):
        return "@" + unparse_expression(template.expression)
    match template.parts:
        case (Text(value),) if value.startswith("@"):
            return "@" + value
        case parts:
            return "".join(
                "@{" + unparse_expression(part.expression) + "}"
                if isinstance(part, Interpolation)
                else part.value.replace("@{", "@@{")
                for part in parts
            )


def unparse_expression(node: Expression) -> str:
    """One canonical text for an expression: one blank after each comma, constants in lower case."""
    match node:
        case Str(value):
            return quote(value)
        case Number(text):
            return text
        case Boolean(value):
            return str(value).lower()
        case Null():
            return "null"
        case Call(name, args):
            return f"{name}({', '.join(map(unparse_expression, args))})"
    return unparse_expression(node.target) + "?" * node.optional + _unparse_step(node)


def _unparse_step(node: Index | Member) -> str:
    if isinstance(node, Index):
        return f"[{unparse_expression(node.key)}]"
    return f".{node.name}"
