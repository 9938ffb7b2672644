"""Whether a rewritten value still evaluates to what it was (rewriting.md, part 5)."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from remediate.wdl.fold import flatten, fold
from remediate.wdl.parser import parse
from remediate.wdl.references import Step, unchained
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

Paths: TypeAlias = frozenset[tuple[Step, ...]]
"""Ways to a value: a function in lower case, then the keys of the dereferences."""


def _ways_to(key: str) -> Paths:
    return frozenset({("body", key), ("outputs", "body", key), ("outputs", f"body/{key}")})


SECRET_VARIABLE_PATHS = _ways_to("EnvironmentVariableSecretValue")
"""Where a secret read (RetrieveEnvironmentVariableSecretValue) has its value."""

KEY_VAULT_PATHS = _ways_to("value")
"""Where the Key Vault connector's GetSecret has its value."""

READ_PATHS = SECRET_VARIABLE_PATHS | KEY_VAULT_PATHS


def equivalent(old: str, new: str, reads: Mapping[str, str], *, paths: Paths = READ_PATHS) -> str | None:
    """None if the new text evaluates to what the old one did, else why that is not proven.

    Args:
        old: the JSON string (decoded) as it was.
        new: the JSON string as it is to be.
        reads: by name of the reading action (without case), the value that is stored for it.
        paths: where in the action's outputs that value is; pass the kind of the reads where it is known, so that
            the other kind's place, which holds nothing, proves nothing.

    The reason names kinds of values only: it never holds a value or a part of the texts.
    """
    return equivalent_value(old, new, reads, paths=paths)


def equivalent_value(old: Any, new: Any, reads: Mapping[str, str], *, paths: Paths = READ_PATHS) -> str | None:
    """`equivalent` for any JSON value that is no object or array; the types must agree as well."""
    if type(old) is type(new) and old == new:
        return None
    stored = {(path, name.lower()): Str(value) for name, value in reads.items() for path in paths}
    if len(stored) != len(reads) * len(paths):
        return "two reads have the same name but for its case"
    return difference(old, new, stored)


Stored: TypeAlias = Mapping[tuple[tuple[Step, ...], str], Expression]
"""By path and name of the reading action in lower case, what a read gives: its value, or a sign for one."""


def difference(old: Any, new: Any, stored: Stored) -> str | None:
    """None where two scalars are sure to evaluate to the same, else why that is not proven; it shows no value."""
    folded = []
    for which, value in (("old", old), ("new", new)):
        try:
            expression = evaluated(value, stored)
        except WdlError as error:
            return f"the {which} text cannot be read: {error.reason}"
        if expression is None:
            return f"the {which} value is an object or an array"
        folded.append(expression)
    before, after = folded
    return None if before == after else _difference(before, after)


def evaluated(value: Any, stored: Stored) -> Expression | None:
    """A scalar with what is stored in the place of each read, folded; None for an object or an array.

    Raises WdlError where its text cannot be read.
    """
    return _put_in(value, stored, fold)


def written(value: Any, stored: Stored) -> Expression | None:
    """As `evaluated`, but as it is written: what functions make of it is not worked out."""
    return _put_in(value, stored, flatten)


def _put_in(value: Any, stored: Stored, worked: Callable[[Template], Expression]) -> Expression | None:
    match value:
        case str():
            return worked(_with_values(parse(value), stored))
        case bool():
            return Boolean(value)
        case int() | float():
            return worked(Whole(Number(repr(value))))
        case None:
            return Null()
    return None


def _with_values(template: Template, stored: Stored) -> Template:
    if isinstance(template, Whole):
        return Whole(_read(template.expression, stored))
    return Mixed(
        tuple(
            Interpolation(_read(part.expression, stored)) if isinstance(part, Interpolation) else part
            for part in template.parts
        )
    )


def _read(node: Expression, stored: Stored) -> Expression:
    """The expression with the stored value in the place of each secret read."""
    if isinstance(node, Index | Member):
        steps, _, target = unchained(node)
        match target:
            case Call(args=(Str(name),)):
                value = stored.get(((target.function, *steps), name.lower()))
                if value is not None:
                    return value
    return with_children(node, tuple(_read(child, stored) for child in children(node)))


_KINDS = ((Str, "text"), (Number, "a number"), (Boolean, "a boolean"), (Null, "null"))


def _difference(before: Expression, after: Expression) -> str:
    was, is_now = _kind(before), _kind(after)
    if was != is_now:
        return f"the old value is {was}, the new one {is_now}"
    return f"old and new are both {was}, but not the same"


def _kind(node: Expression) -> str:
    return next((name for kind, name in _KINDS if isinstance(node, kind)), "computed")
