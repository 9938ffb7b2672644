"""What goes wrong for a user is said with what to do next, wherever it is said."""

import ast
from collections.abc import Iterator
from pathlib import Path

import remediate
from remediate import errors

HOUSE = Path(remediate.__file__).parent
ERRORS = {
    name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.RemediateError)
}


def made(tree: ast.AST) -> Iterator[ast.Call]:
    """The places where an error of ours is made."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
            yield node


def test_an_error_is_made_with_what_to_do_next():
    silent = [
        f"{module.relative_to(HOUSE)}:{call.lineno}"
        for module in sorted(HOUSE.rglob("*.py"))
        for call in made(ast.parse(module.read_text(encoding="utf-8")))
        if not any(word.arg == "hint" and ast.unparse(word.value) != "''" for word in call.keywords)
    ]
    assert silent == []


def test_the_places_are_found():
    (call,) = made(ast.parse("raise PackageError('It is gone.')"))
    assert not call.keywords
