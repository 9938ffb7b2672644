"""What a template refers to, and where."""

from typing import Any

import pytest

from remediate.wdl import parse, references


def found(text: str) -> list[tuple[Any, ...]]:
    return [(one.kind, one.name, one.path, text[slice(*one.span)]) for one in references(parse(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", []),
        ("@@body('A')", []),
        ("@concat('a', guid())", []),
        ("@body('A')", [("body", "A", (), "body('A')")]),
        (
            "@OUTPUTS('Get_it''s')?['body/x']?.y[0]",
            [("outputs", "Get_it's", ("body/x", "y", 0), "OUTPUTS('Get_it''s')?['body/x']?.y[0]")],
        ),
        (
            "a @{variables('v')} b @{items('L')?['x']}",
            [("variables", "v", (), "variables('v')"), ("items", "L", ("x",), "items('L')?['x']")],
        ),
        (
            "@body('A')?[variables('k')]?['x']",
            [
                ("body", "A", (None, "x"), "body('A')?[variables('k')]?['x']"),
                ("variables", "k", (), "variables('k')"),
            ],
        ),
        (
            "@first(result('Try'))?['outputs']",
            [("result", "Try", (), "result('Try')")],
        ),
        (
            "@outputs(item())",
            [("outputs", None, (), "outputs(item())"), ("item", None, (), "item()")],
        ),
        (
            "@f(triggerBody()?['a'], parameters('$connections')['b'])",
            [
                ("triggerBody", None, ("a",), "triggerBody()?['a']"),
                ("parameters", "$connections", ("b",), "parameters('$connections')['b']"),
            ],
        ),
    ],
)
def test_references(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert found(text) == expected


def test_names_are_compared_without_case() -> None:
    (reference,) = references(parse("@result('TRY')"))
    assert reference.names("Try")
    assert not reference.names("Trial")
    (joined,) = references(parse("@body(concat('a', toUpper('b')))"))
    assert joined.names("ab")
    computed = next(references(parse("@body(concat('a', item()))")))
    assert computed.name is None
    assert not computed.names("a")
