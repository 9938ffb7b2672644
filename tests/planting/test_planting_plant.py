"""What is planted is where the labels say, and the flow is still a flow."""

import base64
import contextlib
import copy
import html
import json
import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import CORPUS, needs_corpus

from planting import FIRST_DETECTORS, Label, NoRoom, Planted, plant, sample_flows
from planting.decoys import DECOYS
from planting.flows import builtin_flows
from planting.ground import Ground
from planting.kinds import ALL_KINDS, KINDS
from planting.mint import BASE62, MARKER, Mint
from planting.places import ALL_PLACES, FIRST_PLACES
from remediate import wdl
from remediate.flow import Flow
from remediate.flow import pointer as ptr

_WITHOUT_MARKER_LETTERS = 0.35  # hexadecimal, GUIDs, digits, lower case: formats that cannot spell it


def planted(seed: int = 1, **options: Any) -> Planted:
    flows = builtin_flows()
    settings: dict[str, Any] = {"secrets": 6, "decoys": 6} | options
    return plant(flows[seed % len(flows)].document, random.Random(seed), **settings)


def texts(document: Any) -> list[str]:
    if isinstance(document, dict | list):
        children = document.values() if isinstance(document, dict) else document
        return [text for child in children for text in texts(child)]
    return [document] if isinstance(document, str) else []


def stretch(made: Planted, label: Label) -> str:
    scalar = ptr.resolve(made.document, label.pointer)
    text = scalar if isinstance(scalar, str) else json.dumps(scalar)
    start, end = label.span
    assert 0 <= start <= end <= len(text)
    return text[start:end]


def test_the_same_seed_plants_the_same() -> None:
    assert planted(5) == planted(5)
    assert planted(5).document != planted(8).document


def test_the_document_given_is_left_alone() -> None:
    document = builtin_flows()[0].document
    before = copy.deepcopy(document)
    plant(document, random.Random(3), secrets=20, decoys=20)
    assert document == before


def readings(text: str) -> set[str]:
    """What a stretch of text may stand for: itself, and with the escapes of up to three layers taken off."""
    found = {text}
    for _ in range(3):
        found |= {decoded for one in found for decoded in _decoded(one)}
    return found


def _decoded(text: str) -> Iterator[str]:
    yield unquote(text)
    yield html.unescape(text)
    yield text.replace("''", "'")
    yield text.replace("@@{", "@{")
    yield text.removeprefix("@")
    with contextlib.suppress(ValueError):
        yield str(json.loads(f'"{text}"'))
    with contextlib.suppress(ValueError):
        yield base64.b64decode(text, validate=True).decode().partition(":")[2]


@pytest.mark.parametrize("seed", range(24))
def test_what_is_planted_is_json_and_every_label_points_at_its_value(seed: int) -> None:
    made = planted(seed, secrets=30, decoys=30)
    assert json.loads(json.dumps(made.document)) == made.document
    for label in made.labels:
        assert label.value in readings(stretch(made, label)), label


def test_every_secret_that_can_carries_the_marker() -> None:
    labels = [label for seed in range(12) for label in planted(seed, secrets=30, decoys=0).labels]
    bare = [label for label in labels if MARKER not in label.value]
    assert len(bare) < len(labels) * _WITHOUT_MARKER_LETTERS
    for kind in {label.kind for label in bare}:
        made = [KINDS[kind].mint(Mint(random.Random(n))).marks[0].value for n in range(40)]
        assert any(MARKER not in value for value in made), kind


def test_another_marker_or_none_can_be_asked_for() -> None:
    assert all(MARKER not in text for text in texts(planted(4, secrets=40, decoys=0, marker="").document))
    assert any("XYZZY" in label.value for label in planted(4, secrets=40, decoys=0, marker="XYZZY").labels)


def test_expressions_of_planted_texts_parse() -> None:
    for seed in range(12):
        made = planted(seed, secrets=30, decoys=30)
        for label in made.labels:
            if isinstance(text := ptr.resolve(made.document, label.pointer), str):
                wdl.parse(text)


def test_a_secret_in_a_plain_place_is_what_the_platform_reads() -> None:
    plain = ["variable", "compose-named", "body-member", "parameter-default-object"]
    for seed in range(12):
        made = planted(seed, secrets=20, decoys=0, places=plain, kinds=["password-at", "password-awkward"])
        read = [(ptr.resolve(made.document, x.pointer), x) for x in made.labels]
        whole = [(text, x.value) for text, x in read if x.span == (0, len(text))]
        assert whole
        assert [wdl.literal_value(text) for text, _ in whole] == [value for _, value in whole]


@pytest.mark.parametrize("place", [p.name for p in ALL_PLACES])
def test_every_place_can_be_planted(place: str) -> None:
    if place in {"connection-query", "trigger-inputs"}:
        pytest.skip("the small flows have no connector of that sort; the corpus has")
    found = [x for seed in range(12) for x in planted(seed, secrets=3, decoys=0, places=[place]).labels]
    assert found
    assert {label.place for label in found} == {place}
    assert all(label.is_secret for label in found)


@pytest.mark.parametrize("kind", [k.name for k in ALL_KINDS])
def test_every_kind_can_be_planted(kind: str) -> None:
    found = planted(2, secrets=4, decoys=0, kinds=[kind]).labels
    assert {label.kind for label in found} - {"pfx"} == {kind} - {"pfx"}
    assert kind in {label.kind for label in found}


@pytest.mark.parametrize("decoy", sorted(DECOYS))
def test_every_class_of_decoys_can_be_planted(decoy: str) -> None:
    found = planted(3, secrets=0, decoys=4, decoy_classes=[decoy]).labels
    assert {label.kind for label in found} == {decoy}
    assert not any(label.is_secret for label in found)


def test_variants_can_be_chosen() -> None:
    for variant in ("plain", "foreign", "unusual"):
        made = planted(6, secrets=40, decoys=0, variants=[variant])
        assert variant in {label.variant for label in made.labels}
        assert {label.variant for label in made.labels} <= {variant, "plain"}


def test_the_first_detectors_are_asked_only_for_their_places() -> None:
    made = planted(7, secrets=60, decoys=0, pairs=FIRST_DETECTORS)
    assert {label.place for label in made.labels} <= FIRST_PLACES
    assert {(label.kind, label.place) for label in made.labels} - {
        ("pfx", "http-authentication-certificate")
    } <= FIRST_DETECTORS


def test_two_secrets_of_a_string_do_not_share_text() -> None:
    for seed in range(12):
        spans: dict[str, list[tuple[int, int]]] = {}
        for label in planted(seed, secrets=30, decoys=30).labels:
            spans.setdefault(label.pointer, []).append(label.span)
        for found in spans.values():
            assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_new_steps_are_named_once_and_run_after_siblings() -> None:
    for seed in range(12):
        made = planted(seed, secrets=30, decoys=30)
        at = "/definition" if seed % 3 == 2 else "/properties/definition"
        flow = Flow(made.document, "planted", definition_pointer=at)
        names = [action.name.casefold() for action in flow.all_actions]
        assert len(names) == len(set(names))
        for action in flow.all_actions:
            assert len(action.name) <= 80
            assert all(action.container.get(name) is not None for name in action.run_after), action.name
        initialised = list(flow.actions("InitializeVariable"))
        assert all(a.container is flow.root for a in initialised)
        variables = [a.inputs["variables"][0]["name"].casefold() for a in initialised]
        assert len(variables) == len(set(variables))


def test_a_document_that_is_no_flow_is_refused() -> None:
    with pytest.raises(NoRoom):
        plant({"$schema": "x"}, random.Random(1), secrets=1, decoys=0)


@pytest.mark.parametrize(
    "wrap", [lambda d: d, lambda d: {"definition": d}, lambda d: {"properties": {"definition": d}}]
)
def test_the_definition_may_lie_at_each_of_its_places(wrap: Any) -> None:
    definition = builtin_flows()[2].document["definition"]
    made = plant(wrap(definition), random.Random(1), secrets=5, decoys=5)
    assert len(made.secrets) >= 5
    assert all(stretch(made, label) for label in made.labels)


def test_a_new_name_is_never_taken() -> None:
    ground = Ground(builtin_flows()[0].document, Mint(random.Random(1)))
    assert ground.unique("compose") == "compose_2"
    assert len(ground.unique("x" * 200)) <= 80
    assert Mint(random.Random(1)).chars(BASE62, 5).isalnum()


@needs_corpus
def test_real_flows_are_planted_with_as_many_as_asked() -> None:
    rng = random.Random(7)
    for source in sample_flows(CORPUS, rng, 60):
        made = plant(source.document, rng, secrets=4, decoys=4)
        assert len(made.secrets) >= 4, source.name
        assert len(made.decoys) >= 4, source.name
        for label in made.labels:
            assert stretch(made, label)
            if isinstance(text := ptr.resolve(made.document, label.pointer), str):
                wdl.parse(text)
