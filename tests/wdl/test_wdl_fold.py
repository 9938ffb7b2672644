"""Constants are folded where the result is certain, and left alone where it is not."""

import pytest
import wdl_strategies
from hypothesis import given

from remediate.wdl import Mixed, Str, Template, Text, Whole, fold, fold_expression, parse


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("plain", "@'plain'"),
        ("", "@''"),
        ("@@x", "@'@x'"),
        ("a@{f()}b", "@concat('a', f(), 'b')"),
        ("a@{'b'}c", "@'abc'"),
        ("a@{concat('b', f())}", "@concat('ab', f())"),
        ("@concat(concat('a', f()), concat('b'), 'c')", "@concat('a', f(), 'bc')"),
        ("@concat('', f(), '')", "@concat(f())"),
        ("@concat(base64(f()))", "@base64(f())"),
        ("@concat()", "@''"),
        ("@base64('user:pä')", "@'dXNlcjpww6Q='"),
        ("@base64ToString('dXNlcjpww6Q=')", "@'user:pä'"),
        ("@decodeBase64('YQ==')", "@'a'"),
        ("@encodeUriComponent('a b/ä+')", "@'a%20b%2F%C3%A4%2B'"),
        ("@uriComponent('a=b')", "@'a%3Db'"),
        ("@decodeUriComponent('a%20b%2f')", "@'a b/'"),
        ("@uriComponentToString('a')", "@'a'"),
        ("@toUpper(toLower('aB'))", "@'AB'"),
        ("@trim(' a b ')", "@'a b'"),
        ("@replace('aXa', 'X', '')", "@'aa'"),
        ("@substring('abc', 1)", "@'bc'"),
        ("@substring('abc', 0, 2)", "@'ab'"),
        ("@length('abc')", "@3"),
        ("@int('-5')", "@-5"),
        ("@float('1.5')", "@1.5"),
        ("@bool('true')", "@true"),
        ("@json('false')", "@false"),
        ("@json('null')", "@null"),
        ("@json('7')", "@7"),
        ("@json('\"a\"')", "@'a'"),
        ("@string(5)", "@'5'"),
        ("@string('5')", "@'5'"),
        ("@string(concat(f(), 'a'))", "@concat(f(), 'a')"),
        ("@f(+05)?[concat('a', 'b')]", "@f(5)?['ab']"),
        ("@1.50", "@1.5"),
    ],
)
def test_folds(text: str, same: str) -> None:
    assert fold(parse(text)) == fold(parse(same))
    assert fold(parse(same)) == fold_expression(fold(parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        "@concat(f())",
        "@concat(1, true)",
        "@base64(f())",
        "@base64('\ud800')",
        "@base64ToString('YQ')",
        "@base64ToString('YR==')",
        "@base64ToString('77u/YQ==')",
        "@base64ToString('/w==')",
        "@encodeUriComponent('it!')",
        "@encodeUriComponent('\ud800')",
        "@decodeUriComponent('a+b')",
        "@decodeUriComponent('%zz')",
        "@decodeUriComponent('%C3%A4')",
        "@toLower('İ')",
        "@toUpper('ß')",
        "@trim('\u00a0a')",
        "@replace('a', '', 'b')",
        "@substring('abc', 2, 2)",
        "@substring('é', 0, 1)",
        "@substring('abc', -1)",
        "@length('😀')",
        "@int('05')",
        "@int('5.0')",
        "@int('99999999999999999999')",
        "@float('5')",
        "@float('1,5')",
        "@bool('1')",
        "@json('{}')",
        "@json('[1]')",
        "@json('\"2024-01-01T00:00:00Z\"')",
        "@json('\"a')",
        "@string(f())",
        "@string(true)",
        "@string(1.5)",
        "@guid('a')",
        "@int('5', '6')",
    ],
)
def test_leaves_what_is_not_certain(text: str) -> None:
    template = parse(text)
    assert isinstance(template, Whole)
    assert fold(template) == template.expression


@given(wdl_strategies.templates)
def test_folding_twice_is_folding_once(template: Template) -> None:
    once = fold(template)
    assert fold_expression(once) == once


@given(wdl_strategies.mixed())
def test_text_without_expressions_is_its_value(template: Mixed) -> None:
    texts = [part for part in template.parts if isinstance(part, Text)]
    folded = fold(template)
    if len(texts) == len(template.parts):
        assert folded == Str("".join(text.value for text in texts))
