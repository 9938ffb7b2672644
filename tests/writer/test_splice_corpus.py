"""Every JSON file of the real exports: read and written back, and patched at random."""

import copy
import json
import random
import zipfile
from functools import cache

import jsonpatch
from conftest import CORPUS, needs_corpus

from remediate.writer import decode, encode, read_value, splice_proven
from remediate.writer.tree import Box, opened, read_document, written
from remediate.writer.values import same

pytestmark = needs_corpus


@cache
def files() -> dict[bytes, str]:
    found = {}
    for path in sorted(CORPUS.rglob("*.json")):
        found[path.read_bytes()] = str(path)
    for path in sorted(CORPUS.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    found[archive.read(name)] = f"{path}!{name}"
    return found


def open_all(box: Box) -> None:
    for member in box.members:
        if isinstance(member.value, str) and member.value[0] in "{[":
            member.value = opened(member.value)
        if isinstance(member.value, Box):
            open_all(member.value)


def test_every_file_is_read_and_written_back():
    assert len(files()) > 900
    for data, name in files().items():
        decoded = decode(data)
        document = read_document(decoded.text, {})
        open_all(document)
        assert encode(decoded, written(document)) == data, name


def pointers(value, pointer=""):
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        path = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        yield path, inner
        yield from pointers(inner, path)


def random_operation(value, chance):
    """An operation that fits the value."""
    path, old = chance.choice(list(pointers(value)) or [("", value)])
    kind = chance.choice(["add", "remove", "replace", "move", "copy"])
    if kind == "add" and isinstance(old, dict | list):
        step = "it's new" if isinstance(old, dict) else "0"
        return {"op": kind, "path": f"{path}/{step}", "value": {"inputs": ["é", {}, 1.5]}}
    if kind == "remove" and path:
        return {"op": kind, "path": path}
    if kind in {"move", "copy"} and path and isinstance(value, dict):
        return {"op": kind, "from": path, "path": "/elsewhere"}
    return {"op": "replace", "path": path, "value": changed(old, chance)}


def changed(old, chance):
    """A value that has much in common with the old one."""
    if isinstance(old, str):
        cut = chance.randrange(len(old) + 1)
        return old[:cut] + "@{body('Get_X')?['v']}" + old[cut + 3 :]
    if isinstance(old, dict):
        return dict(list(old.items())[1:]) | {"new": "</é>"}
    return [1, "x"]


def test_every_file_is_patched_as_jsonpatch_does():
    chance = random.Random(2)
    for data, name in files().items():
        value = json.loads(decode(data).text)
        patch = []
        for _ in range(6):
            operation = random_operation(value, chance)
            value = jsonpatch.JsonPatch(copy.deepcopy([operation])).apply(value)
            patch.append(operation)
        result = splice_proven(data, patch)
        assert same(json.loads(decode(result).text), value), name


def test_a_replaced_string_is_all_that_differs():
    chance = random.Random(3)
    for data, name in files().items():
        decoded = decode(data)
        strings = [(path, text) for path, text in pointers(read_value(decoded.text)) if isinstance(text, str)]
        for path, old in chance.sample(strings, min(3, len(strings))):
            result = splice_proven(data, [{"op": "replace", "path": path, "value": f"{old}CANARY"}])
            assert encode(decoded, decode(result).text.replace("CANARY", "")) == data, (name, path)
