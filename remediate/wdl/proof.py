"""Whether a rewritten value still evaluates to what it was (rewriting.md, part 5)."""

from collections.abc import Mapping
from typing import Any

from remediate.wdl.fold import fold
from remediate.wdl.parser import parse
from remediate.wdl.references import unchained
from remediate.wdl.tokens import WdlError
from remediate.wdl.tree import (
    Boolean,
    Call,
    Expression,
    Index,
    Interpolation,
    Member,
    Mixed,
    Null,
    Number,
    Str,
    Template,
    Whole,
    children,
    with_children,
)

READ_PATHS = frozenset(
    {
        ("body", "EnvironmentVariableSecretValue"),
        ("outputs", "body", "EnvironmentVariableSecretValue"),
        ("outputs", "body/EnvironmentVariableSecretValue"),
        ("body", "value"),
        ("outputs", "body", "value"),
        ("outputs", "body/value"),
    }
)
"""Where the value is in the outputs of a secret read, and in those of Key Vault's GetSecret."""


def equivalent(old: str, new: str, reads: Mapping[str, str]) -> str | None:
    """None if the new text evaluates to what the old one did, else why that is not proven.

    Args:
        old: the JSON string (decoded) as it was.
        new: the JSON string as it is to be.
        reads: by name of the reading action (without case), the value that is stored for it.

    The reason names kinds of values only: it never holds a value or a part of the texts.
    """
    return equivalent_value(old, new, reads)


def equivalent_value(old: Any, new: Any, reads: Mapping[str, str]) -> str | None:
    """`equivalent` for any JSON value that is no object or array; the types must agree as well."""
    if type(old) is type(new) and old == new:
        return None
    values = {name.lower(): value for name, value in reads.items()}
    if len(values) != len(reads):
        return "two reads have the same name but for its case"
    folded = []
    for which, value in (("old", old), ("new", new)):
        try:
            expression = _evaluated(value, values)
        except WdlError as error:
            return f"the {which} text cannot be read: {error}"
        if expression is None:
            return f"the {which} value is an object or an array"
        folded.append(expression)
    before, after = folded
    return None if before == after else _difference(before, after)


def _evaluated(value: Any, values: Mapping[str, str]) -> Expression | None:
    match value:
        case str():
            return fold(_with_values(parse(value), values))
        case bool():
            return Boolean(value)
        case int() | float():
            return fold(Whole(Number(repr(value))))
        case None:
            return Null()
    return None


def _with_values(template: Template, values: Mapping[str, str]) -> Template:
    if isinstance(template, Whole):
        return Whole(_read(template.expression, values))
    return Mixed(
        tuple(
            Interpolation(_read(part.expression, values)) if isinstance(part, Interpolation) else part
            for part in template.parts
        )
    )


def _read(node: Expression, values: Mapping[str, str]) -> Expression:
    """The expression with the stored value in the place of each secret read."""
    if isinstance(node, Index | Member):
        steps, _, target = unchained(node)
        match target:
            case Call(args=(Str(name),)) if (target.function, *steps) in READ_PATHS:
                value = values.get(name.lower())
                if value is not None:
                    return Str(value)
    return with_children(node, tuple(_read(child, values) for child in children(node)))


_KINDS = ((Str, "text"), (Number, "a number"), (Boolean, "a boolean"), (Null, "null"))


def _difference(before: Expression, after: Expression) -> str:
    was, is_now = _kind(before), _kind(after)
    if was != is_now:
        return f"the old value is {was}, the new one {is_now}"
    return f"old and new are both {was}, but not the same"


def _kind(node: Expression) -> str:
    return next((name for kind, name in _KINDS if isinstance(node, kind)), "computed")
