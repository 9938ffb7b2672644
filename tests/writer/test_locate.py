"""Line and column are where an editor shows the value."""

import json
import re

import jsonpatch
from hypothesis import given
from test_splice_properties import places, styled

from remediate.writer.locate import locate

_LINE = re.compile("\r\n|\n")


@given(styled())
def test_every_value_is_where_it_is_said_to_be(case):
    value, text = case
    found = locate(text, places(value)[1:])
    starts = [0, *(match.end() for match in _LINE.finditer(text))]
    for pointer in places(value)[1:]:
        line, column = found[pointer]
        here, _ = json.JSONDecoder().raw_decode(text, starts[line - 1] + column - 1)
        assert here == jsonpatch.JsonPointer(pointer).resolve(value)


def test_what_leads_nowhere_is_left_out():
    assert locate('{"a": [1]}', ["/b", "/a/7", "/a/0/x", "/a/0"]) == {"/a/0": (1, 8)}


def test_a_column_counts_code_points_and_a_crlf_is_one_line():
    assert locate('{"é😀": 1,\r\n"b": 2}', ["/é😀", "/b"]) == {"/é😀": (1, 8), "/b": (2, 6)}
