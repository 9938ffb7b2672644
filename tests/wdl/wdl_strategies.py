"""Random templates, expressions and texts that are nearly templates."""

from hypothesis import strategies as st

from remediate.wdl import (
    Boolean,
    Call,
    Expression,
    Index,
    Interpolation,
    Member,
    Mixed,
    Null,
    Number,
    Part,
    Str,
    Template,
    Text,
    Whole,
    quote,
    unparse_expression,
)

run_time_text = st.text(st.sampled_from("aB1 @{}'(),?.\\\"é😀\n"), max_size=8) | st.text(max_size=8)

_TOKENS = ["@", "@{", "@@", "@@{", "}", "'", "''", "'a'", "f(", ")", "?", ".", "[", "]", ",", "x", "1", "-2.5e3"]

nearly_templates = st.text(st.sampled_from("@{}'()[]?.,ab10+-e \"\u0085"), max_size=24) | st.lists(
    st.sampled_from([*_TOKENS, " ", "nUll", "True"]), max_size=14
).map("".join)

_names = st.sampled_from(["f", "outputs", "body", "CONCAT", "concat", "if", "a-b_$", '"q', "é😀", "null1"])
_members = _names | st.sampled_from(["null", "TRUE", "value"])
_numbers = st.sampled_from(["0", "-1", "+7", "1.5", "2.", "-.5", "1e5", "3E-2"]).map(Number)

_leaves: st.SearchStrategy[Expression] = st.one_of(
    run_time_text.map(Str),
    run_time_text.map(Str),
    _numbers,
    st.booleans().map(Boolean),
    st.just(Null()),
)


def _calls(inside: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.builds(Call, _names, st.lists(inside, max_size=3).map(tuple))


def _nested(inside: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    calls = _calls(inside)
    return calls | st.recursive(
        calls,
        lambda target: (
            st.builds(Index, target, inside, st.booleans()) | st.builds(Member, target, _members, st.booleans())
        ),
        max_leaves=3,
    )


expressions = st.recursive(_leaves, _nested, max_leaves=8)


@st.composite
def mixed(draw: st.DrawFn) -> Mixed:
    """A tree as `parse` gives it: no two texts meet, none starts the string or meets an expression with `@`."""
    parts: list[Part] = []
    for value, expression in draw(st.lists(st.tuples(run_time_text, expressions), max_size=3)):
        text = (value if parts else value.lstrip("@")).rstrip("@")
        parts += ((Text(text),) if text else ()) + (Interpolation(expression),)
    last = draw(run_time_text)
    return Mixed((*parts, *((Text(last),) if last else ())))


templates: st.SearchStrategy[Template] = st.one_of(expressions.map(Whole), mixed(), mixed())


@st.composite
def spelled(draw: st.DrawFn) -> str:
    """The text of a template, its expressions spelled with white space and constants in any case."""
    template = draw(templates)
    if isinstance(template, Whole):
        return "@" + draw(_spelled(template.expression))
    written = []
    for index, part in enumerate(template.parts):
        if isinstance(part, Interpolation):
            written.append("@{" + draw(_spelled(part.expression)) + "}")
        elif index == 0 and part.value.startswith("@"):
            return "@" + part.value
        else:
            written.append(part.value.replace("@{", "@@{"))
    return "".join(written)


@st.composite
def _spelled(draw: st.DrawFn, node: Expression) -> str:
    blank = draw(st.sampled_from(["", "", "", " ", "\n\t", "\u00a0"]))
    match node:
        case Str(value):
            text = quote(value)
        case Boolean(value):
            text = draw(st.sampled_from([str(value), str(value).lower(), str(value).upper()]))
        case Null():
            text = draw(st.sampled_from(["null", "Null", "NULL"]))
        case Call(name, args):
            text = f"{name}{blank}({blank}{','.join([draw(_spelled(arg)) for arg in args])})"
        case Index(target, key, optional):
            text = f"{draw(_spelled(target))}{'?' * optional}{blank}[{draw(_spelled(key))}]"
        case Member(target, name, optional):
            text = f"{draw(_spelled(target))}{'?' * optional}{blank}.{blank}{name}"
        case Number():
            text = unparse_expression(node)
    return f"{blank}{text}{blank}"
