"""The parser against the designer's rules, and against the grammar that judges it."""

import pytest
import wdl_strategies
from hypothesis import given
from wdl_oracle import judged

from remediate.wdl import (
    MAX_DEPTH,
    Boolean,
    Call,
    Index,
    Interpolation,
    Member,
    Mixed,
    Null,
    Number,
    Str,
    Template,
    Text,
    WdlError,
    Whole,
    equivalent,
    is_plain,
    literal_value,
    parse,
    place,
    print_source,
    references,
    unparse,
    walk,
)


def parsed(text: str) -> Template | None:
    try:
        return parse(text)
    except WdlError:
        return None


@given(wdl_strategies.spelled())
def test_agrees_with_the_grammar_on_templates(text: str) -> None:
    tree = parsed(text)
    assert tree is not None
    assert tree == judged(text)


@given(wdl_strategies.nearly_templates)
def test_agrees_with_the_grammar_on_what_is_nearly_a_template(text: str) -> None:
    assert parsed(text) == judged(text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Mixed(())),
        ("plain", Mixed((Text("plain"),))),
        ("@", Mixed((Text("@"),))),
        ("@@", Mixed((Text("@"),))),
        ("@@odata.type", Mixed((Text("@odata.type"),))),
        ("@@f()@{g()}", Mixed((Text("@f()@{g()}"),))),
        (" @f()", Mixed((Text(" @f()"),))),
        ("a@b.example", Mixed((Text("a@b.example"),))),
        ("a@@{b}", Mixed((Text("a@{b}"),))),
        ("a@@@{b}", Mixed((Text("a@@{b}"),))),
        ("@f()", Whole(Call("F"))),
        ("@ f ( ) ", Whole(Call("f"))),
        ("@{f()}", Mixed((Interpolation(Call("f")),))),
        ("a@{f()}b@{g()}", Mixed((Text("a"), Interpolation(Call("f")), Text("b"), Interpolation(Call("g"))))),
        ("@{f('}')}}", Mixed((Interpolation(Call("f", (Str("}"),))), Text("}")))),
        ("@'it''s'", Whole(Str("it's"))),
        ("@''", Whole(Str(""))),
        ("@TRUE", Whole(Boolean(value=True))),
        ("@Null", Whole(Null())),
        ("@-1.50", Whole(Number("-1.50"))),
        ("@f(1,'a',g())", Whole(Call("f", (Number("1"), Str("a"), Call("g"))))),
        ("@f().x?.y", Whole(Member(Member(Call("f"), "x"), "y", optional=True))),
        ("@f()['x']?[0]", Whole(Index(Index(Call("f"), Str("x")), Number("0"), optional=True))),
        ("@f().null", Whole(Member(Call("f"), "null"))),
        ("@f()['a/b']", Whole(Index(Call("f"), Str("a/b")))),
        ("@f(\u00a01\u2003)", Whole(Call("f", (Number("1"),)))),
    ],
)
def test_reads(text: str, tree: Template) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "reason", "position"),
    [
        ("@ ", "expected a string, a number or a function, found the end", 2),
        ("@uniquename", "expected ( after the name of a function, found the end", 11),
        ("@odata.nextLink", "expected ( after the name of a function, found .", 6),
        ("@f('a'", "expected , or ), found the end", 6),
        ("@f('a' 'b')", "expected , or ), found a string", 7),
        ("@f(,)", "expected a string, a number or a function, found ,", 3),
        ("@f() g()", "expected the end of the expression, found a name", 5),
        ("@'a'['b']", "expected the end of the expression, found [", 4),
        ("@f()?", "expected . or [ after ?, found the end", 5),
        ("@f().'a'", "expected a name, found a string", 5),
        ("@f()['a'", "expected ], found the end", 8),
        ("@f('a", "expected a closing quote", 3),
        ("@f(12ab)", "expected a number", 3),
        ("@f(-)", "expected a number", 3),
        ('@f("a")', "expected a string in single quotes, found double quotes", 3),
        ("@f(@g())", "expected an expression, found one of @ { }", 3),
        ("x@{}", "expected a string, a number or a function, found the end", 3),
        ("x@{f('a)}", "expected } to end the interpolation", 1),
    ],
)
def test_says_what_it_expected_and_where(text: str, reason: str, position: int) -> None:
    with pytest.raises(WdlError) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.position) == (reason, position)
    assert judged(text) is None


def test_an_error_shows_nothing_of_the_text() -> None:
    for text in ("@f('CANARY' 'CANARY')", "@CANARY", "@f().'CANARY'", "@f(@CANARY)", "x@{CANARY", "@1CANARY"):
        with pytest.raises(WdlError) as caught:
            parse(text)
        assert "CANARY" not in f"{caught.value!r} {caught.value}"


def test_a_repr_shows_no_literal() -> None:
    assert "CANARY" not in repr((parse("CANARY @{f('CANARY')}"), parse("@f('CANARY')")))


@pytest.mark.parametrize(
    "text",
    [
        "@" + "f(" * 5000 + ")" * 5000,
        "@" + "f(" * 5000,
        "@f()" + "[0]" * 5000,
        "@f()" + ".x" * 5000,
        "@f()" + "[f()" * 5000,
        "x@{" + "f(" * 101 + "1" + ")" * 101 + "}",
    ],
)
def test_refuses_deep_nesting_instead_of_crashing(text: str) -> None:
    with pytest.raises(WdlError):
        parse(text)


def test_reads_nesting_up_to_its_limit() -> None:
    calls = MAX_DEPTH - 1
    assert len(list(walk(parse("@" + "f(" * calls + "1" + ")" * calls)))) == MAX_DEPTH


def test_nothing_fails_on_the_deepest_tree() -> None:
    calls = MAX_DEPTH - 5
    for opening, closing in (("f('a',", ")"), ("concat('a',", ")"), ("f()[", "]")):
        text = "@" + opening * calls + "g('CANARY')" + closing * calls
        tree = parse(text)
        assert print_source(tree) == text
        assert parse(unparse(tree)) == tree
        assert hash(tree) == hash(parse(text))
        assert len(list(references(parse(text.replace("g(", "body("))))) == 1
        start = text.index("CANARY")
        new = place(text, [((start, start + 3), "body('R')?['value']")])
        assert equivalent(text, new, {"R": "CAN"}) is None


def test_a_long_flat_expression_is_not_deep() -> None:
    assert len(list(walk(parse("@f(" + "1," * 5000 + "1)")))) == 5002


def test_spans_are_exact() -> None:
    text = "é😀 @{ f( 'it''s' , 1 )?[ 'k' ].x }."
    spelled = [text[slice(*node.span)] for node in walk(parse(text))]
    assert spelled == [
        "f( 'it''s' , 1 )?[ 'k' ].x",
        "f( 'it''s' , 1 )?[ 'k' ]",
        "f( 'it''s' , 1 )",
        "'it''s'",
        "1",
        "'k'",
    ]
    tree = parse(text)
    assert isinstance(tree, Mixed)
    assert [text[slice(*part.span)] for part in tree.parts] == ["é😀 ", text[3:-1], "."]


@given(wdl_strategies.spelled() | wdl_strategies.nearly_templates)
def test_the_value_of_a_plain_string_is_the_text_of_its_tree(text: str) -> None:
    tree = parsed(text)
    value = None
    if isinstance(tree, Mixed) and all(isinstance(part, Text) for part in tree.parts):
        value = "".join(part.value for part in tree.parts if isinstance(part, Text))
    assert literal_value(text) == value
    assert is_plain(text) is (value is not None)
