"""What a spliced file looks like, by example."""

import json

import pytest

from remediate.errors import PackageError, ProofError
from remediate.writer import SpliceError, splice, splice_bytes, splice_proven
from remediate.writer import proof as proof_module

FLOW = """\
{
  "runAfter": {},
  "uri": "https://x.example/?code=CANARY&n=1",
  "list": [
    1.10,
    1E+2
  ]
}
"""


def add(path, value):
    return {"op": "add", "path": path, "value": value}


def replace(path, value):
    return {"op": "replace", "path": path, "value": value}


def remove(path):
    return {"op": "remove", "path": path}


def move(source, path):
    return {"op": "move", "from": source, "path": path}


def copy(source, path):
    return {"op": "copy", "from": source, "path": path}


@pytest.mark.parametrize(
    ("text", "operation", "expected"),
    [
        pytest.param('{"a":1}', add("/b", [True]), '{"a":1,"b":[true]}', id="one line, tight"),
        pytest.param(
            '{"a": 1}', add("/b", {"c": None, "d": 2}), '{"a": 1, "b": {"c": null, "d": 2}}', id="one line, airy"
        ),
        pytest.param('{"a": 1,"c": 2}', add("/b", 3), '{"a": 1,"c": 2,"b": 3}', id="as its neighbours"),
        pytest.param('{ "a": 1 }', add("/b", 2), '{ "a": 1, "b": 2 }', id="inner space stays"),
        pytest.param("{}", add("/a", {"b": 1}), '{"a": {"b": 1}}', id="empty document"),
        pytest.param(
            '{\n  "a": {}\n}',
            add("/a/b", ["Succeeded", {}]),
            '{\n  "a": {\n    "b": [\n      "Succeeded",\n      {}\n    ]\n  }\n}',
            id="an empty object gets lines",
        ),
        pytest.param(
            '{\r\n\t"a": [\r\n\t\t1\r\n\t]\r\n}',
            add("/a/0", {"b": 1}),
            '{\r\n\t"a": [\r\n\t\t{\r\n\t\t\t"b": 1\r\n\t\t},\r\n\t\t1\r\n\t]\r\n}',
            id="CRLF and tabs",
        ),
        pytest.param(
            '{\n  "a": ["x", "y"],\n  "b": {}\n}',
            add("/b/c", ["Succeeded"]),
            '{\n  "a": ["x", "y"],\n  "b": {\n    "c": ["Succeeded"]\n  }\n}',
            id="short arrays on one line where the file has them so",
        ),
        pytest.param('{\n  "a": [1, 2]\n}', add("/a/-", 3), '{\n  "a": [1, 2, 3]\n}', id="append in a line"),
        pytest.param(
            '{\n  "a": 1,\n\n  "b": 2\n}', add("/c", 3), '{\n  "a": 1,\n\n  "b": 2,\n  "c": 3\n}', id="blank lines"
        ),
        pytest.param("[1, 2, 3]", remove("/0"), "[2, 3]", id="remove the first"),
        pytest.param('{\n  "a": 1,\n  "b": 2\n}\n', remove("/b"), '{\n  "a": 1\n}\n', id="remove the last"),
        pytest.param('{\n  "a": {\n    "b": 1\n  }\n}', remove("/a/b"), '{\n  "a": {}\n}', id="remove the only one"),
        pytest.param('{"a": 1.00, "b": 1}', replace("/b", 2), '{"a": 1.00, "b": 2}', id="numbers elsewhere stay"),
        pytest.param('{"a": 1.00}', replace("/a", 1.0), '{"a": 1.00}', id="an equal number stays"),
        pytest.param('{"a": 1}', replace(path="/a", value=True), '{"a": true}', id="true is not 1"),
        pytest.param('{"a": 1}', replace("/a", 1.0), '{"a": 1.0}', id="1.0 is not 1"),
        pytest.param('{"a": 0}', replace("/a", 10**400), '{"a": 1' + "0" * 400 + "}", id="a huge number"),
        pytest.param('{"a~b/c": 1}', replace("/a~0b~1c", 2), '{"a~b/c": 2}', id="escaped pointer"),
        pytest.param(r'{"\u0061": 1}', replace("/a", 2), r'{"\u0061": 2}', id="escaped key"),
        pytest.param('{"": 1}', replace("/", 2), '{"": 2}', id="empty key"),
        pytest.param(' {"a": 1}\n', replace("", [1]), " [1]\n", id="the whole document"),
        pytest.param(
            '{"x": 0, "x": 1, "b": {"c": 1}}',
            replace("/b/c", 2),
            '{"x": 0, "x": 1, "b": {"c": 2}}',
            id="twins elsewhere",
        ),
        pytest.param('{"a": {"x": 0, "x": 1}}', replace("/a", {"x": 2}), '{"a": {"x": 2}}', id="twins replaced"),
        pytest.param(
            '{"a": {"keep": 1.0, "change": "x\\/y", "drop": 1}}',
            replace("/a", {"new": 1, "change": "x/z", "keep": 1.0}),
            '{"a": {"keep": 1.0, "change": "x\\/z", "new": 1}}',
            id="an object is changed member by member",
        ),
        pytest.param(
            '{"a": [1.0, 2, 3.00]}', replace("/a", [1.0, 7, 8, 3.0]), '{"a": [1.0, 7, 8, 3.00]}', id="so is an array"
        ),
        pytest.param("[1, 2, 3, 4]", replace("", [1, 4]), "[1, 4]", id="a shorter array"),
        pytest.param(
            '{\n  "a": {\n    "b": {\n      "c": 1.0\n    }\n  }\n}',
            move("/a/b", "/b"),
            '{\n  "a": {},\n  "b": {\n    "c": 1.0\n  }\n}',
            id="what moves is indented anew",
        ),
        pytest.param('{"a": {"b": 1.0}}', copy("/a", "/a/c"), '{"a": {"b": 1.0, "c": {"b": 1.0}}}', id="copy"),
        pytest.param('{"a": 1, "b": 2}', move("/a", "/b"), '{"b": 1}', id="move onto another"),
    ],
)
def test_only_what_must_change_changes(text, operation, expected):
    assert splice(text, [operation]) == expected
    assert splice_proven(text.encode(), [operation]) == expected.encode()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (r'"it\u0027s \u003cb\u003e"', "it's @{f('k')} <b>", r'"it\u0027s @{f(\u0027k\u0027)} \u003cb\u003e"'),
        (r'"http:\/\/x\/y"', "http://x/z/y", r'"http:\/\/x\/z\/y"'),
        (r'"\u00e9A"', "éB", r'"\u00e9B"'),
        (r'"\u00E9\u002B"', "é<", r'"\u00E9\u003C"'),
        (r'"\u00e9"', "é€", r'"\u00e9\u20ac"'),
        (r'"\u00e9"', "é😀", r'"\u00e9\ud83d\ude00"'),
        (r'"\ud83d\ude00!"', "😁!", r'"\ud83d\ude01!"'),
        ('"é"', "é€😀", '"é€😀"'),
        ('"a"', "aé", '"aé"'),
        (r'"\\u0027 a"', r"\u0027 it's", r'"\\u0027 it\'s"'.replace(r"\'", "'")),
        (r'"a\"b"', 'a"c"', r'"a\"c\""'),
        (r'"a\u0022b"', 'a"c"+é', r'"a\u0022c\u0022\u002b\u00e9"'),
        (r'"a\nb"', "a\nb\n\t\x01", r'"a\nb\n\t\u0001"'),
        ('"aaa"', "aa", '"aa"'),
        ('""', "\ud83d", r'"\ud83d"'),
    ],
)
def test_a_string_is_spelled_as_the_file_spells(old, new, expected):
    assert splice(old, [replace("", new)]) == expected
    assert json.loads(expected) == new


def test_operations_see_what_the_ones_before_have_made():
    patch = [
        add("/new", {"deep": {}}),
        add("/new/deep/er", [1]),
        add("/new/deep/er/0", 0),
        move("/new/deep", "/d"),
        remove("/new"),
    ]
    assert splice('{\n  "a": 1\n}', patch) == '{\n  "a": 1,\n  "d": {\n    "er": [\n      0,\n      1\n    ]\n  }\n}'


def test_the_patch_itself_is_left_alone():
    value = {"a": []}
    patch = [add("/x", value), add("/x/a/-", 1)]
    splice_proven(b"{}", patch)
    assert value == {"a": []}


@pytest.mark.parametrize(
    ("operation", "pointer"),
    [
        (remove("/none"), "/none"),
        (replace("/list/2", 1), "/list/2"),
        (replace("/list/-", 1), "/list/-"),
        (add("/list/3", 1), "/list/3"),
        (add("/list/01", 1), "/list/01"),
        (add("/list/-1", 1), "/list/-1"),
        (add("/list/" + "9" * 5000, 1), "/list/" + "9" * 5000),
        (add("/uri/x", 1), "/uri/x"),
        (add("/none/x", 1), "/none/x"),
        (move("/none", "/x"), "/none"),
        (move("/list", "/list/0"), "/list"),
        (copy("/none", "/x"), "/none"),
        (remove(""), ""),
        ({"op": "test", "path": "/uri", "value": "CANARY other"}, "/uri"),
        ({"op": "test", "path": "/list/0", "value": True}, "/list/0"),
        ({"op": "add", "path": "/x"}, "/x"),
        ({"op": "append", "path": "/uri", "value": "x"}, "/uri"),
        ({"op": "add", "path": "x", "value": 1}, ""),
        ({"op": "add", "path": "/~2", "value": 1}, ""),
        ({"op": "move", "path": "/x"}, ""),
        (add("/x", float("nan")), ""),
        (add("/x", {1: 2}), ""),
        (add("/x", {1, 2}), ""),
    ],
    ids=str,
)
def test_a_patch_that_does_not_fit_is_refused_without_showing_values(operation, pointer):
    with pytest.raises(ProofError) as caught:
        splice(FLOW, [operation])
    assert caught.value.pointer == pointer
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize("operation", [replace("/a/k", 1), add("/a/k", 1), remove("/a/k"), add("/a/k/x", 1)])
def test_a_path_through_a_key_that_stands_twice_is_refused(operation):
    with pytest.raises(SpliceError, match="'k' stands more than once") as caught:
        splice('{"a": {"k": {}, "\\u006b": {}}}', [operation])
    assert caught.value.pointer == operation["path"]


def test_test_compares_as_rfc_6902_does():
    test = {"op": "test", "path": "/list", "value": [1.1, 100]}
    assert splice(FLOW, [test]) == FLOW


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "CANARY',
        '{"a": "CANARY"} x',
        '{"a": "CANARY",}',
        '{"a" "CANARY"}',
        '{"a": 1 "CANARY": 1}',
        "{CANARY: 1}",
        '{"a": NaN, "b": "CANARY"}',
        '\ufeff{"a": "CANARY"}',
        '{"a": "CANARY\n"}',
        '{"a": ' + "[" * 100_000 + '"CANARY"',
        "",
    ],
    ids=range(11),
)
def test_what_is_not_json_is_refused_without_showing_it(text):
    with pytest.raises(PackageError) as caught:
        splice(text, [add("/a", 1)])
    assert "CANARY" not in str(caught.value)
    assert caught.value.__context__ is None  # a JSONDecodeError would carry the text


def test_a_patch_without_operations_changes_nothing():
    assert splice_bytes(b"\xef\xbb\xbf{ }\r\n", []) == b"\xef\xbb\xbf{ }\r\n"


@pytest.mark.parametrize("wrong", [b'{"a": 2}', b'{"a": 1.0}', b'{"a": true}', b'{"a": 1, "b": 1}', b'{"a": 10e-1}'])
def test_a_result_that_is_not_the_patched_flow_is_not_given_out(monkeypatch, wrong):
    monkeypatch.setattr(proof_module, "splice_bytes", lambda *_: wrong)
    with pytest.raises(ProofError):
        splice_proven(b'{"a": 0}', [replace("/a", 1)])


def test_a_number_elsewhere_that_changed_its_spelling_is_not_given_out(monkeypatch):
    monkeypatch.setattr(proof_module, "splice_bytes", lambda *_: b'{"a": 1, "b": 1.1}')
    with pytest.raises(ProofError):
        splice_proven(b'{"a": 0, "b": 1.10}', [replace("/a", 1)])


def test_a_value_that_a_patch_holds_twice_is_two_values():
    inner = [None]
    patch = [{"op": "replace", "path": "", "value": [inner, inner]}, {"op": "remove", "path": "/0/0"}]
    assert splice_proven(b"[]", patch) == b"[[], [null]]"
