"""Expressions in the place of literals: every row of the consumer table, and every seam."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import wdl_strategies
from hypothesis import assume, given
from hypothesis import strategies as st

from remediate.wdl import (
    Call,
    Interpolation,
    Mixed,
    Replacement,
    Span,
    Str,
    Text,
    Whole,
    equivalent,
    escape_text,
    literals,
    parse,
    place,
    runtime_slice,
    source_span,
    substitute,
    unescape_text,
    walk,
)

READ = "body('Get_X')?['EnvironmentVariableSecretValue']"


def moved(text: str, *slices: str) -> str:
    return place(text, [((text.index(part), text.index(part) + len(part)), READ) for part in slices])


@pytest.mark.parametrize(
    ("text", "secret", "expected"),
    [
        ("CANARY", "CANARY", f"@{READ}"),
        ("@@CANARY", "@@CANARY", f"@{READ}"),
        ("CANARY@@{1}", "CANARY@@{1}", f"@{READ}"),
        ("Bearer CANARY", "CANARY", f"Bearer @{{{READ}}}"),
        ("x?code=CANARY&x=1", "CANARY", f"x?code=@{{{READ}}}&x=1"),
        ("CANARY@{f()}", "CANARY", f"@{{{READ}}}@{{f()}}"),
        ("@{ f() }CANARY", "CANARY", f"@{{ f() }}@{{{READ}}}"),
        ("a@@{b} CANARY @@{c}", "CANARY", f"a@@{{b}} @{{{READ}}} @@{{c}}"),
        ("https://u:CANARY@host", "CANARY", f"https://u:@{{{READ}}}@host"),
        ("@concat('k=', 'CANARY')", "CANARY", f"@concat('k=', {READ})"),
        ("@concat( 'k=CANARY&x' ,f())", "CANARY", f"@concat( 'k=', {READ}, '&x' ,f())"),
        ("@CONCAT('CANARY')", "CANARY", f"@CONCAT({READ})"),
        ("@f('Bearer CANARY')", "CANARY", f"@f(concat('Bearer ', {READ}))"),
        ("@f('CANARY''s',1)", "CANARY", f"@f(concat({READ}, '''s'),1)"),
        ("@'CANARY'", "CANARY", f"@{READ}"),
        ("x@{'CANARY'}", "CANARY", f"x@{{{READ}}}"),
        ("x@{'a CANARY'}", "CANARY", f"x@{{concat('a ', {READ})}}"),
        ("@concat(f('CANARY'))", "CANARY", f"@concat(f({READ}))"),
    ],
)
def test_the_consumer_table(text: str, secret: str, expected: str) -> None:
    assert moved(text, secret) == expected


@pytest.mark.parametrize(
    ("text", "secret", "expected"),
    [
        ("x@CANARY", "CANARY", f"x@{{concat('@', {READ})}}"),
        ("x@@CANARY y", "CANARY", f"x@{{concat('@@', {READ})}} y"),
        ("@@CANARY", "CANARY", f"@{{concat('@', {READ})}}"),
        ("@@a CANARY", "CANARY", f"@{{'@'}}a @{{{READ}}}"),
        ("@@@a@ CANARY", "CANARY", f"@{{'@@'}}a@ @{{{READ}}}"),
        ("@@{a} CANARY @{b", "CANARY", f"@{{'@'}}{{a}} @{{{READ}}} @@{{b"),
        ("CANARY@@{b}", "CANARY@@", f"@{{{READ}}}{{b}}"),
        ("a@@{CANARY", "{CANARY", f"a@{{concat('@', {READ})}}"),
        ("CANARY@x", "CANARY", f"@{{{READ}}}@x"),
        ("CANARY@", "CANARY", f"@{{{READ}}}@"),
        ("@{f()}@x CANARY", "CANARY", f"@{{f()}}@x @{{{READ}}}"),
    ],
)
def test_no_at_sign_is_misread_at_a_seam(text: str, secret: str, expected: str) -> None:
    assert moved(text, secret) == expected
    span = (text.index(secret), text.index(secret) + len(secret))
    assert equivalent(text, expected, {"Get_X": runtime_slice(text, span)}) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("u=CANARY1;p=CANARY2;", f"u=@{{{READ}}};p=@{{{READ}}};"),
        ("CANARY1CANARY2", f"@{{{READ}}}@{{{READ}}}"),
        ("CANARY1@CANARY2", f"@{{{READ}}}@{{concat('@', {READ})}}"),
        ("@f('u=CANARY1;p=CANARY2;')", f"@f(concat('u=', {READ}, ';p=', {READ}, ';'))"),
        ("@f('CANARY1CANARY2')", f"@f(concat({READ}, {READ}))"),
        ("@concat('CANARY1CANARY2')", f"@concat({READ}, {READ})"),
        ("CANARY1@{f('CANARY2')}", f"@{{{READ}}}@{{f({READ})}}"),
        ("@f('CANARY1', 'CANARY2')", f"@f({READ}, {READ})"),
    ],
)
def test_several_at_once_in_any_order(text: str, expected: str) -> None:
    assert moved(text, "CANARY1", "CANARY2") == expected
    assert moved(text, "CANARY2", "CANARY1") == expected


@pytest.mark.parametrize(
    ("text", "replacements"),
    [
        ("CANARY", [((0, 3), READ), ((2, 5), READ)]),
        ("CANARY", [((0, 3), READ), ((0, 3), READ)]),
        ("CANARY", [((2, 2), READ)]),
        ("CANARY", [((2, 9), READ)]),
        ("@@CANARY", [((1, 4), READ)]),
        ("ab@{f()}cd", [((0, 9), READ)]),
        ("@f('a''b')", [((4, 6), READ)]),
        ("@f('ab')", [((3, 7), READ)]),
        ("@f('ab')", [((1, 2), READ)]),
        ("CANARY", [((0, 6), "f(")]),
        ("CANARY", [((0, 6), "{f()}")]),
        ("CANARY", [((0, 6), "@f()")]),
        ("CANARY", [((0, 6), "")]),
        ("@f('a'", [((4, 5), READ)]),
    ],
)
def test_refuses_what_cannot_be_placed(text: str, replacements: list[Replacement]) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - which of the checks refuses is told elsewhere
        place(text, replacements)
    assert "CANARY" not in str(caught.value)


def slices_of(draw: Callable[..., Any], literal: Text | Str) -> list[Span]:
    """Some disjoint, non-empty slices of a literal's value, as spans of the source."""
    cuts = sorted(draw(st.sets(st.integers(0, len(literal.value)), min_size=2, max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [source_span(literal, start, end) for start, end in pairs]


@given(wdl_strategies.spelled(), st.data())
def test_what_is_placed_is_proven_and_nothing_else_changes(text: str, data: st.DataObject) -> None:
    chosen = [literal for literal in literals(parse(text)) if literal.value]
    assume(chosen)
    literal = data.draw(st.sampled_from(chosen))
    spans = slices_of(data.draw, literal)
    replacements = [(span, f"body('R{n}')?['EnvironmentVariableSecretValue']") for n, span in enumerate(spans)]
    stored = {f"R{n}": runtime_slice(text, span) for n, span in enumerate(spans)}
    new = place(text, data.draw(st.permutations(replacements)))
    assert equivalent(text, new, stored) is None
    wrong = data.draw(st.sampled_from(sorted(stored)))
    assert equivalent(text, new, {**stored, wrong: stored[wrong] + "x"}) is not None
    start, end = literal.span
    assert new.startswith(text[:start])
    assert new.endswith(text[end:])


@given(wdl_strategies.run_time_text, wdl_strategies.run_time_text, wdl_strategies.run_time_text)
def test_a_secret_in_any_text_is_moved(before: str, secret: str, after: str) -> None:
    assume(secret)
    text = escape_text(before + secret + after)
    (literal,) = literals(parse(text))
    span = source_span(literal, len(before), len(before) + len(secret))
    assert runtime_slice(text, span) == secret
    new = parse(place(text, [(span, READ)]))
    if not before + after:
        assert new == parse(f"@{READ}")
    else:
        assert isinstance(new, Mixed)
        assert "".join(run_time(new)) == before + "<READ>" + after


def run_time(template: Mixed) -> Iterator[str]:
    """An evaluator of its own, for what `place` may write into a text."""
    read = parse(f"@{READ}")
    for part in template.parts:
        match part:
            case Text(value):
                yield value
            case Interpolation(Str(value)):
                yield value
            case Interpolation(Call("concat", (Str(value), node))) if Whole(node) == read:
                yield value + "<READ>"
            case Interpolation(node) if Whole(node) == read:
                yield "<READ>"
            case _:
                pytest.fail("place wrote something else")


@pytest.mark.parametrize(
    ("text", "old", "expected"),
    [
        ("@variables('k')", "variables('k')", f"@{READ}"),
        ("a@{ variables('k') }b", "variables('k')", f"a@{{ {READ} }}b"),
        ("@f( variables('k') ,1)", "variables('k')", f"@f( {READ} ,1)"),
        ("@variables('k')?['x'].y", "variables('k')", f"@{READ}?['x'].y"),
        ("@variables('k')?['x'].y", "variables('k')?['x']", f"@{READ}.y"),
        ("@f('CANARY')", "'CANARY'", f"@f({READ})"),
    ],
)
def test_substitutes_whole_expressions(text: str, old: str, expected: str) -> None:
    assert substitute(text, [((text.index(old), text.index(old) + len(old)), READ)]) == expected


def test_substitutes_several_at_once() -> None:
    text = "@concat(variables('k'), 'x', Variables('K'))"
    calls = [node for node in walk(parse(text)) if isinstance(node, Call) and node.function == "variables"]
    assert substitute(text, [(call.span, "f()") for call in calls[::-1]]) == "@concat(f(), 'x', f())"


@pytest.mark.parametrize(
    ("text", "replacements"),
    [
        ("@f(g())", [((1, 3), "h()")]),
        ("@f(g())", [((1, 7), "h()"), ((3, 6), "h()")]),
        ("@f()['x']", [((1, 4), "'a'")]),
        ("@f()", [((1, 4), "g(")]),
        ("plain", [((0, 5), "f()")]),
    ],
)
def test_refuses_what_cannot_be_substituted(text: str, replacements: list[Replacement]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of the checks refuses is no promise
        substitute(text, replacements)


@given(wdl_strategies.run_time_text)
def test_escaping_can_be_undone(value: str) -> None:
    assert unescape_text(escape_text(value)) == value


def test_an_expression_is_not_unescaped() -> None:
    for text in ("@f()", "a@{f()}", "@f("):
        with pytest.raises(ValueError, match="holds an expression"):
            unescape_text(text)
