import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.errors import PackageError
from remediate.writer import Decoded, Encoding, decode, encode

TEXT = '{\r\n  "é": "😀"\n}\r\n'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), Decoded(TEXT)),
        (codecs.BOM_UTF8 + TEXT.encode(), Decoded(TEXT, bom=True)),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), Decoded(TEXT, Encoding.UTF_16_LE, bom=True)),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), Decoded(TEXT, Encoding.UTF_16_BE, bom=True)),
        (b"", Decoded("")),
        (codecs.BOM_UTF8 * 2, Decoded("\ufeff", bom=True)),
    ],
)
def test_text_is_read_and_written_back(data, expected):
    assert decode(data) == expected
    assert encode(expected, expected.text) == data


@given(
    st.binary() | st.builds(lambda mark, rest: mark + rest, st.sampled_from([b"\xff\xfe", b"\xfe\xff"]), st.binary())
)
def test_what_can_be_read_can_be_written_back(data):
    try:
        decoded = decode(data)
    except PackageError:
        return
    assert encode(decoded, decoded.text) == data


@pytest.mark.parametrize(
    "data",
    [
        "CANARY é".encode("latin-1"),
        codecs.BOM_UTF16_LE + b"CANARY!",
        codecs.BOM_UTF16_LE + b"\x00\xd8C\x00",
        "CANARY".encode("utf-16-le"),
        "CANARY".encode("utf-32"),
    ],
    ids=["latin-1", "half a unit", "half a pair", "utf-16 without mark", "utf-32"],
)
def test_other_bytes_are_refused_without_showing_them(data):
    with pytest.raises(PackageError) as caught:
        decode(data)
    assert "CANARY" not in str(caught.value)
    assert caught.value.__context__ is None  # a UnicodeError would carry the bytes


def test_half_a_character_is_refused():
    with pytest.raises(PackageError) as caught:
        encode(Decoded(""), "CANARY \ud83d")
    assert caught.value.__context__ is None
