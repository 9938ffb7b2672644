"""Paths into XML: every value of a random document is found again by its path."""

import xml.etree.ElementTree as ET  # our own documents

from hypothesis import given
from hypothesis import strategies as st

from remediate.package.xmlpath import paths

NAMES = st.sampled_from(["Workflow", "label", "a-b", "x.y"])
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&\"'>="), max_size=8)


@st.composite
def elements(draw, depth=3):
    name = draw(NAMES)
    attributes = draw(st.dictionaries(st.sampled_from(["Name", "description", "z"]), TEXTS, max_size=2))
    quote = draw(st.sampled_from("\"'"))
    told = "".join(f" {n}={quote}{v}{quote}" for n, v in attributes.items())
    inner = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    return f"<{name}{told}>{draw(TEXTS)}{''.join(inner)}</{name}>"


def test_a_workflow_is_counted_among_those_of_its_name():
    text = '<A><W d="1"/><X/><W d="2" e=\'3\'>four</W><W/></A>'
    found = paths(text, [text.index(c) for c in ("1", "2", "3", "four")])
    assert list(found.values()) == ["/A/W/@d", "/A/W[2]/@d", "/A/W[2]/@e", "/A/W[2]"]


def test_what_is_in_no_element_has_no_path():
    text = "<!-- x --><A/>"
    assert paths(text, [5]) == {}
    assert paths(text, []) == {}


def test_a_broken_text_tells_what_comes_before():
    assert paths('<A d="1"><B></A>', [6]) == {6: "/A/@d"}


@given(elements())
def test_every_attribute_is_found_by_its_path(text):
    root = ET.fromstring(text)
    offsets = [at for at, c in enumerate(text) if c in "\"'" and text[at - 1] == "="]
    found = paths(text, [at + 1 for at in offsets])
    assert len(found) == len(offsets)
    for at, path in found.items():
        steps, _, attribute = path.rpartition("/@")
        below = steps.split("/")[2:]
        holder = root.find("./" + "/".join(one if "[" in one else f"{one}[1]" for one in below)) if below else root
        assert text[at:].startswith(holder.attrib[attribute] + text[at - 1])
