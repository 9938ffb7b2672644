"""What holds for any document, any style and any patch."""

import copy
import json
from typing import Any

import jsonpatch
from hypothesis import given, settings
from hypothesis import strategies as st

from remediate.writer import Decoded, Encoding, SpliceError, encode, splice, splice_bytes, splice_proven
from remediate.writer.values import read_value, same

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8) | st.sampled_from(
    ["it's", "a/b", "~", "<&>", "é", "😀", 'say "hi"', "back\\slash", "\\u0027", "tab\t", "@{f('x')}", ""]
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.just(10**40)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)
DOCUMENTS = st.dictionaries(TEXTS, VALUES, max_size=4) | st.lists(VALUES, max_size=4) | VALUES


@st.composite
def styled(draw: st.DrawFn) -> tuple[Any, str]:
    """A document and its text in one of the styles that files have."""
    value = draw(DOCUMENTS)
    indent = draw(st.sampled_from([None, None, 0, 1, 2, 4, "\t"]))
    text = json.dumps(
        value,
        indent=indent,
        separators=(
            draw(st.sampled_from([",", ", "])) if indent is None else ",",
            draw(st.sampled_from([":", ": ", ":  "])),
        ),
        ensure_ascii=draw(st.booleans()),
    )
    if draw(st.booleans()):
        text = text.replace("'", "\\u0027").replace("<", "\\u003c")
    if draw(st.booleans()):
        text = text.replace("/", "\\/")
    text += draw(st.sampled_from(["", "\n"]))
    return value, text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def places(value: Any, pointer: str = "") -> list[str]:
    """The pointers to everything in a value."""
    found = [pointer]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        found += places(inner, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    return found


def targets(value: Any, pointer: str = "") -> list[str]:
    """The boxes of a value, into which a new member can be added."""
    return [p for p in places(value, pointer) if isinstance(jsonpatch.JsonPointer(p).resolve(value), dict | list)]


@st.composite
def operations(draw: st.DrawFn, document: Any) -> list[dict[str, Any]]:
    """A sequence of operations of which each fits what the ones before have made of the document."""
    document = copy.deepcopy(document)
    patch: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 6))):
        # read anew, so that no part of a value stands in it twice: jsonpatch would change both
        operation = json.loads(json.dumps(draw(one_operation(document))))
        try:
            document = jsonpatch.JsonPatch([operation]).apply(document)
        except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException):  # a move into itself and the like
            continue
        patch.append(operation)
    return patch


@st.composite
def one_operation(draw: st.DrawFn, document: Any) -> dict[str, Any]:
    everything, boxes = places(document), targets(document)
    kind = draw(st.sampled_from(["add", "replace", "remove", "move", "copy", "test"]))
    path = draw(st.sampled_from(everything))
    if kind in {"add", "move", "copy"} and boxes and draw(st.booleans()):
        box = draw(st.sampled_from(boxes))
        target = jsonpatch.JsonPointer(box).resolve(document)
        step = "-" if isinstance(target, list) else draw(TEXTS).replace("~", "~0").replace("/", "~1")
        path = f"{box}/{step}"
    match kind:
        case "add":
            return {"op": kind, "path": path, "value": draw(VALUES)}
        case "replace":
            old = jsonpatch.JsonPointer(path).resolve(document)
            return {"op": kind, "path": path, "value": draw(changed(old) | VALUES)}
        case "remove":
            return {"op": kind, "path": path}
        case "test":
            return {"op": kind, "path": path, "value": jsonpatch.JsonPointer(path).resolve(document)}
        case _:
            return {"op": kind, "from": draw(st.sampled_from(everything)), "path": path}


def changed(value: Any) -> st.SearchStrategy[Any]:
    """A value that has much in common with the one given."""
    match value:
        case str():
            cut = st.integers(0, len(value))
            return st.builds(lambda a, b, new: value[:a] + new + value[b:], cut, cut, TEXTS)
        case list():
            cut = st.integers(0, len(value))
            return st.builds(lambda a, b, new: value[:a] + new + value[b:], cut, cut, st.lists(SCALARS, max_size=2))
        case dict():
            return st.builds(
                lambda drop, new: {k: v for k, v in value.items() if k not in drop} | new,
                st.sets(st.sampled_from(list(value) or [""])),
                st.dictionaries(TEXTS, VALUES, max_size=2),
            )
        case _:
            return SCALARS


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_text_reads_as_what_jsonpatch_makes_of_it(data):
    value, text = data.draw(styled())
    patch = data.draw(operations(value))
    result = splice_proven(text.encode(), patch)
    assert same(json.loads(result), jsonpatch.JsonPatch(patch).apply(value))


@settings(deadline=None)
@given(styled(), st.sampled_from(Encoding), st.booleans(), st.data())
def test_what_changes_nothing_changes_no_byte(styled_document, encoding, bom, data):
    value, text = styled_document
    raw = encode(Decoded("", encoding, bom=bom or encoding is not Encoding.UTF_8), text)
    pointers = data.draw(st.lists(st.sampled_from(places(value)), max_size=4))
    for op in ("test", "replace"):
        patch = [{"op": op, "path": p, "value": jsonpatch.JsonPointer(p).resolve(value)} for p in pointers]
        assert splice_bytes(raw, patch) == raw


@settings(deadline=None)
@given(styled(), st.data())
def test_what_is_added_and_removed_again_leaves_no_trace(styled_document, data):
    value, text = styled_document
    full = [p for p in targets(value) if jsonpatch.JsonPointer(p).resolve(value)]
    if not full:
        return
    box = data.draw(st.sampled_from(full))
    target = jsonpatch.JsonPointer(box).resolve(value)
    fresh = "an unheard of key"
    step = fresh if isinstance(target, dict) else str(data.draw(st.integers(0, len(target))))
    there = {"op": "add", "path": f"{box}/{step}", "value": data.draw(VALUES)}
    back = {"op": "remove", "path": f"{box}/{step}"}
    assert splice(splice(text, [there]), [back]) == text
    assert splice(text, [there, back]) == text


@settings(deadline=None)
@given(styled(), st.data())
def test_only_the_replaced_value_differs(styled_document, data):
    value, text = styled_document
    pointer = data.draw(st.sampled_from(places(value)))
    mark = "CANARY-stands-here"
    marked = splice(text, [{"op": "replace", "path": pointer, "value": [mark]}])
    before, _, after = marked.partition(mark)
    before, after = before.rpartition("[")[0], after.partition("]")[2]
    assert text.startswith(before)
    assert text.endswith(after)
    old = text[len(before) : len(text) - len(after)]
    assert same(read_value(old), read_value(text) if not pointer else jsonpatch.JsonPointer(pointer).resolve(value))


@settings(deadline=None)
@given(styled(), st.data())
def test_a_patch_that_does_not_fit_raises_and_nothing_else(styled_document, data):
    value, text = styled_document
    pointer = data.draw(st.lists(TEXTS | st.sampled_from(["0", "-", "01", "99"]), min_size=1, max_size=3))
    path = "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in pointer)
    operation = {"op": data.draw(st.sampled_from(["add", "replace", "remove"])), "path": path, "value": 1}
    try:
        expected = jsonpatch.JsonPatch([operation]).apply(value)
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException):
        expected = SpliceError
    try:
        result = read_value(splice(text, [operation]))
    except SpliceError:
        result = SpliceError
    assert result is expected if SpliceError in (result, expected) else same(result, expected)


@settings(deadline=None)
@given(styled())
def test_an_indented_file_is_written_as_its_serialiser_writes_it(styled_document):
    value, _ = styled_document
    for indent in (1, 2, 4, "\t"):
        old = json.dumps({"wrapped": {"first": "x"}, "last": []}, indent=indent)
        patch = [
            {"op": "add", "path": "/wrapped/new", "value": value},
            {"op": "add", "path": "/last/-", "value": value},
        ]
        new = json.dumps({"wrapped": {"first": "x", "new": value}, "last": [value]}, indent=indent, ensure_ascii=False)
        assert splice(old, patch).replace("\x7f", "") == new.replace("\x7f", "")
