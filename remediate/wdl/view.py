"""What a string is at run time, as far as it is known: literal text, with a mark for each part that is computed.

Detectors look at views, so that escapes, interpolations and the arguments of `concat` hide nothing from them, and so
that what they find can be named in the source again.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from remediate.wdl.offsets import source_span
from remediate.wdl.parser import parse
from remediate.wdl.references import KINDS
from remediate.wdl.tokens import WdlError
from remediate.wdl.tree import (
    Call,
    Expression,
    Index,
    Member,
    Mixed,
    Span,
    Str,
    Template,
    Text,
    Whole,
)

OPAQUE = "\ufffc"
"""Stands in a view for a part that is known only at run time."""

_REFERENCES = frozenset(kind.lower() for kind in KINDS)
#: Functions that take apart what they are given: `last(split(triggerOutputs()?['headers']?['X-Key'], ' '))`.
_TAKING_APART = frozenset(
    {"last", "first", "split", "base64tostring", "decodebase64", "tolower", "toupper", "trim", "coalesce", "string"}
)
_TRANSPARENT = frozenset({"string", "trim"})
_COMPARING = frozenset(
    {"equals", "not", "contains", "startswith", "endswith", "greater", "greaterorequals", "less", "lessorequals"}
)
#: Functions whose result holds the given arguments (by position; None: all), so that a literal there is a value.
_PASSING: dict[str, tuple[int, ...] | None] = {
    "addproperty": (0, 2),
    "array": None,
    "base64": None,
    "base64tobinary": None,
    "base64tostring": None,
    "binary": None,
    "coalesce": None,
    "concat": None,
    "createarray": None,
    "datauri": None,
    "decodebase64": None,
    "decodeuricomponent": None,
    "encodeuricomponent": None,
    "first": None,
    "if": (1, 2),
    "join": (0,),
    "json": None,
    "last": None,
    "replace": (0, 2),
    "reverse": None,
    "setproperty": (0, 2),
    "slice": (0,),
    "split": (0,),
    "string": None,
    "substring": (0,),
    "take": (0,),
    "tolower": None,
    "toupper": None,
    "trim": None,
    "union": None,
    "uricomponent": None,
    "uricomponenttobinary": None,
    "uricomponenttostring": None,
    "xml": None,
}


@dataclass(frozen=True, slots=True)
class View:
    """One stretch of run-time text, with `OPAQUE` for each computed part.

    `function` is the function (lower case) that takes it as an argument, or empty; `before` the text to its left,
    where that function's result is a part of a longer text. `name` is what the expression itself calls it: the key
    it is stored under or compared with (`password` in `equals(body('A')?['password'], '...')`), or empty. `flows`
    says whether the text can become the string's value, or part of it; `whole` whether the string is this one text and
    nothing else. `valid` is False for a string that is meant
    as an expression and is none: its view is the source as it stands.
    """

    text: str = field(repr=False)
    pieces: tuple[tuple[int, Text | Str], ...] = field(repr=False)
    function: str = ""
    before: str = field(default="", repr=False)
    name: str = ""
    flows: bool = True
    valid: bool = True
    whole: bool = False

    def _piece(self, at: int) -> tuple[int, Text | Str]:
        """The literal that holds the character at `at`, and where it begins."""
        return self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece[0]) - 1]

    def source(self, start: int, end: int) -> Span | None:
        """The span in the source of `text[start:end]`; None if it is empty or lies in more than one literal."""
        at = bisect_right(self.pieces, start, key=lambda piece: piece[0]) - 1
        if at < 0 or start >= end:
            return None
        first, literal = self.pieces[at]
        if end - first > len(literal.value):
            return None
        return source_span(literal, start - first, end - first)

    def reach(self, start: int, end: int) -> Span | None:
        """The stretch of the source from the first to the last literal of `text[start:end]`; None if part is hidden."""
        if start >= end or OPAQUE in self.text[start:end]:
            return None
        (head, first), (tail, last) = self._piece(start), self._piece(end - 1)
        return (
            source_span(first, start - head, start - head + 1)[0],
            source_span(last, end - tail - 1, end - tail)[1],
        )


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the place of an expression."""

    function: str = ""
    before: str = ""
    name: str = ""
    flows: bool = True


def views(text: str) -> list[View]:
    """Every stretch of literal text in a JSON string, the outermost first.

    A string without expressions is one view. So is a string that cannot be read as the template it claims to be
    (`valid` is False then), so that what stands in it in plain sight is still seen.
    """
    if text[:1] != "@" and "@{" not in text:
        return [View(text, ((0, Text(text, (0, len(text)))),))] if text else []
    try:
        template = parse(text)
    except WdlError:
        return [View(text, ((0, Text(text, (0, len(text)))),), valid=False)]
    atoms = _atoms_of(template)
    found = list(_of_atoms(atoms, _Around()))
    if all(isinstance(atom, Text | Str) for atom in atoms):
        found[:1] = [replace(view, whole=True) for view in found[:1]]
    return found


def _atoms_of(template: Template) -> list[Text | Expression]:
    if isinstance(template, Whole):
        return list(_atoms(template.expression))
    atoms: list[Text | Expression] = []
    for part in template.parts if isinstance(template, Mixed) else ():
        if isinstance(part, Text):
            atoms.append(part)
        else:
            atoms.extend(_atoms(part.expression))
    return atoms


def _atoms(node: Expression) -> Iterator[Expression]:
    """The expression as the texts that it puts together, as far as they are known."""
    if isinstance(node, Call):
        name = node.function
        if name == "concat" or (name in _TRANSPARENT and len(node.args) == 1):
            for argument in node.args:
                yield from _atoms(argument)
            return
    yield node


def _of_atoms(atoms: list[Text | Expression], around: _Around) -> Iterator[View]:
    texts: list[str] = []
    last = 0  # where the texts begin that stand behind the last part that is computed
    pieces: list[tuple[int, Text | Str]] = []
    hidden: list[tuple[Expression, str]] = []
    at = 0
    for atom in atoms:
        if isinstance(atom, Text | Str):
            pieces.append((at, atom))
            texts.append(atom.value)
            at += len(atom.value)
        else:
            hidden.append((atom, "".join(texts[last:]).rpartition(OPAQUE)[2]))
            texts.append(OPAQUE)
            last = len(texts)
            at += 1
    if pieces:
        yield View("".join(texts), tuple(pieces), around.function, around.before, around.name, around.flows)
    for node, before in hidden:
        yield from _inside(node, before, around)


def _inside(node: Expression, before: str, around: _Around) -> Iterator[View]:
    if isinstance(node, Call):
        name = node.function
        known = node.args[:1] if name in _REFERENCES else ()
        passing = _PASSING.get(name, ())
        keys = _keys(node)
        for index, argument in enumerate(node.args):
            if argument in known and isinstance(argument, Str):
                continue
            flows = around.flows and (passing is None or index in passing)
            called = _name_of(node, index, keys) or (around.name if flows else "") or _beside(node, index)
            yield from _of_atoms(list(_atoms(argument)), _Around(name, before, called, flows))
    elif isinstance(node, Index):
        yield from _inside(node.target, "", _Around(flows=False))
        if not isinstance(node.key, Str):
            yield from _inside(node.key, "", _Around(flows=False))
    elif isinstance(node, Member):
        yield from _inside(node.target, "", _Around(flows=False))


def _keys(call: Call) -> list[tuple[int, str]]:
    """What the arguments of a call read by whose names the others are called, each with its place."""
    if call.function not in _COMPARING and call.function != "coalesce":
        return []
    return [(index, key) for index, argument in enumerate(call.args) if (key := last_key(argument))]


def _name_of(call: Call, index: int, keys: list[tuple[int, str]]) -> str:
    """The name that a call gives to one of its arguments, or empty; `keys` as `_keys` gives them."""
    if keys:
        return next((key for at, key in keys if at != index), "")
    if call.function in {"setproperty", "addproperty"} and index == 2:  # noqa: PLR2004 - object, name, value
        key = call.args[1]
        return key.value if isinstance(key, Str) else ""
    if call.function == "replace" and index == 2:  # noqa: PLR2004 - text, mark, value
        mark = call.args[1]
        return mark.value.strip("{}[]<>%$#@_ ") if isinstance(mark, Str) else ""
    if call.function == "createarray" and index % 2:  # names and values in turn
        key = call.args[index - 1]
        return key.value if isinstance(key, Str) else ""
    return ""


def _beside(call: Call, index: int) -> str:
    """What the other value of an `if` is called."""
    chosen = call.function == "if" and len(call.args) == 3 and index > 0  # noqa: PLR2004 - a condition and two values
    return last_key(call.args[3 - index]) if chosen else ""


def last_key(node: Expression) -> str:
    """What a reference reads: its last key, else the name of its variable, parameter or action; or empty."""
    while isinstance(node, Call) and node.function in _TAKING_APART and node.args:
        node = node.args[0]
    while isinstance(node, Index | Member):
        if isinstance(node, Member):
            return node.name
        if isinstance(node.key, Str):
            return node.key.value
        node = node.target
    if isinstance(node, Call) and node.function in _REFERENCES and node.args and isinstance(node.args[0], Str):
        return node.args[0].value
    return ""
