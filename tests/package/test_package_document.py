import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.errors import PackageError
from remediate.flow.names import members
from remediate.package.document import DEPTH_LIMIT, parse, parse_named

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON, st.booleans())
def test_reads_what_json_reads(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert parse(text.encode("utf-8", "replace")) == json.loads(text.encode("utf-8", "replace"))


@given(JSON)
def test_gathers_the_names_of_all_members(value):
    read, names = parse_named(json.dumps(value).encode())
    assert names == members(read)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_each_encoding_that_occurs(encoding):
    assert parse('{"name": "Müller ☃"}'.encode(encoding)) == {"name": "Müller ☃"}


@pytest.mark.parametrize(
    ("text", "sentence", "pointer"),
    [
        ('{"a": 1, "b": 2, "a": 3}', "duplicate member 'a'", ""),
        ('{"x": [{"y/z": {"k": 1, "k": 1}}]}', "duplicate member 'k'", "/x/0/y~1z"),
        ('{"a": {"in": 1, "in": 2}, "a": 1}', "duplicate member 'a'", ""),
        ('{"a": NaN}', "NaN", ""),
        ('{"a": -Infinity}', "-Infinity", ""),
        ('{"a": "CANARY', "breaks off", ""),
        ("", "empty", ""),
        ("  \r\n", "empty", ""),
        ("{} {}", "not JSON", ""),
        ("1" * 5000, "thousands of digits", ""),
    ],
)
def test_refuses_in_one_sentence(text, sentence, pointer):
    with pytest.raises(PackageError) as caught:
        parse(text.encode())
    assert sentence in str(caught.value)
    assert caught.value.pointer == pointer
    assert "CANARY" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"\xff\xfe{", b'{"a": "\xff"}', b"{\x00}\x00"])
def test_refuses_what_is_no_text(data):
    with pytest.raises(PackageError, match="not text"):
        parse(data)


def nested(levels):
    return b"[" * levels + b"]" * levels


def test_reads_down_to_the_depth_limit_and_no_deeper():
    parse(nested(DEPTH_LIMIT))
    with pytest.raises(PackageError, match="levels deep"):
        parse(nested(DEPTH_LIMIT + 1))


@pytest.mark.parametrize("levels", [500, 5_000, 500_000])
def test_a_depth_bomb_is_refused_without_exhausting_the_stack(levels):
    with pytest.raises(PackageError, match="levels deep"):
        parse(nested(levels))


def test_many_members_before_a_duplicate_take_no_quadratic_time():
    members = ",".join(f'"m{index}":0' for index in range(200_000))
    with pytest.raises(PackageError, match="duplicate member 'm199999'"):
        parse(f'{{{members},"m199999":1}}'.encode())
