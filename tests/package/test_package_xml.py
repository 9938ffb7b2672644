import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.errors import PackageError
from remediate.package.xml import escape, find, newline_of, white_before

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=20
)


def test_spans_enclose_the_element_and_its_content():
    text = '<r>\r\n  <a x="1>2">é☃<b/>😀<!-- c --></a  >\r\n</r>'
    [a] = find(text, "r/a")["r/a"]
    assert text[a.start : a.end] == '<a x="1>2">é☃<b/>😀<!-- c --></a  >'
    assert text[a.content_start : a.content_end] == "é☃<b/>😀<!-- c -->"
    assert (a.text, a.attributes, a.closed) == ("é☃😀", {"x": "1>2"}, False)
    assert text[a.children[0].start : a.children[0].end] == "<b/>"
    assert a.children[0].closed


def test_a_self_closed_element_ends_at_its_tag():
    text = "<r><a/></r>"
    [a] = find(text, "r/a")["r/a"]
    assert (text[a.start : a.end], a.closed) == ("<a/>", True)


def test_an_empty_element_is_not_self_closed():
    text = "<r><a></a></r>"
    [a] = find(text, "r/a")["r/a"]
    assert (text[a.start : a.end], a.content_start, a.closed) == ("<a></a>", a.content_end, False)


def test_finds_each_path_in_order_and_nothing_else():
    text = "<r><a>1</a><c><a>2</a></c><a>3</a></r>"
    found = find(text, "r/a", "r/c/a", "r/d")
    assert [e.text for e in found["r/a"]] == ["1", "3"]
    assert [e.text for e in found["r/c/a"]] == ["2"]
    assert found["r/d"] == []


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_every_text_and_attribute_comes_back(items):
    text = "<r>" + "".join(f'<i v="{escape(v)}">{escape(t)}</i>' for v, t in items) + "</r>"
    found = find(text, "r/i")["r/i"]
    assert [(e.attributes["v"], e.text) for e in found] == items
    assert "".join(text[e.start : e.end] for e in found) == text[3:-4]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not XML"),
        ("<a><b></a>", "not XML"),
        ("<a/><b/>", "not XML"),
        ("<a>&CANARY;</a>", "not XML"),
        ('<!DOCTYPE a [<!ENTITY x "CANARY">]><a>&x;</a>', "document type"),
        ('<!DOCTYPE a SYSTEM "http://localhost/CANARY"><a/>', "document type"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><a/>', "iso-8859-1"),
        ("<a>" * 1000 + "</a>" * 1000, "levels deep"),
    ],
)
def test_refuses_in_one_sentence(text, sentence):
    with pytest.raises(PackageError, match=sentence) as caught:
        find(text, "a")
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize("declared", ["utf-8", "UTF-8", "utf-16"])
def test_reads_text_that_was_unicode_in_the_file(declared):
    assert find(f'<?xml version="1.0" encoding="{declared}"?><a>é</a>', "a")["a"][0].text == "é"


@pytest.mark.parametrize(
    ("text", "white"), [("<a/>", ""), ("\n<a/>", "\n"), ("x\r\n \t<a/>", "\r\n \t"), ("<b/>  <a/>", ""), ("  <a/>", "")]
)
def test_white_space_before(text, white):
    assert white_before(text, text.index("<a/>")) == white


def test_newline_of():
    assert [newline_of(text) for text in ("", "a\nb", "a\r\nb", "\n")] == ["\n", "\n", "\r\n", "\n"]


LARGE = 40_000
ATTRIBUTES = st.sampled_from(["", ' x="1"', " x='a>b' y=\"<?/>\"".replace("<", ""), '\n z = "é/"'])
NAMES = st.sampled_from(["a", "ab", "b", "é", "a-b"])
WORDS = st.sampled_from(["", "é", "a/b > c", "\r\n\t", "☃😀"])


@st.composite
def elements(draw, depth=3):
    name, attributes, space = draw(NAMES), draw(ATTRIBUTES), draw(st.sampled_from(["", " ", "\n"]))
    inside = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    if not inside and draw(st.booleans()):
        return f"<{name}{attributes}{space}/>"
    return f"<{name}{attributes}{space}>{draw(WORDS)}{''.join(inside)}{draw(WORDS)}</{name}{space}>"


@given(st.lists(elements(), max_size=4), NAMES, st.sampled_from(["", '<?xml version="1.0" encoding="utf-8"?>\r\n']))
def test_what_nobody_asks_for_changes_nothing_about_what_is_found(children, wanted, head):
    text = f"{head}<r x='>'>{''.join(children)}{' ' * LARGE}</r>"
    own = re.compile(rf"<{re.escape(wanted)}(?=[\s/>])")
    whole = [child for child in children if own.match(child)]
    found = find(text, f"r/{wanted}")[f"r/{wanted}"]
    assert [text[e.start : e.end] for e in found] == whole
    again = find(text.replace("</r>", "<!-- c --></r>"), f"r/{wanted}")[f"r/{wanted}"]  # read the long way round
    assert [told(e) for e in again] == [told(e) for e in found]


def told(element):
    spans = (element.start, element.content_start, element.content_end, element.end, element.closed)
    return element.name, element.attributes, element.text, spans, [told(child) for child in element.children]


def test_a_large_file_of_other_things_costs_little():
    others = "<Entities>" + "<Entity><Entities a='1'>é</Entities><b/></Entity>" * 200_000 + "</Entities>"
    text = f"<r>{others}<w><n>1</n></w>{others}</r>"
    start = time.process_time()
    [found] = find(text, "r/w")["r/w"]
    took = time.process_time() - start
    start = time.process_time()
    find(text, "r/Entities")
    assert (text[found.start : found.end], took < (time.process_time() - start) / 4) == ("<w><n>1</n></w>", True)
