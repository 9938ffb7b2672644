"""Looking again only at what a patch changed finds what looking at all of the flow anew finds, in the same order.

On real flows with planted secrets, or on the fixtures where there is no corpus.
"""

import copy
import random

import pytest
from conftest import CORPUS
from planting import NoRoom, plant, sample_flows
from planting.ground import definition_path

from remediate import mend as mending
from remediate.detection import detect, detect_again
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.mend import mend
from remediate.playbook import load
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.patching import Patching
from remediate.remedies.text_variable import TextVariables
from remediate.remedies.variable_read import Connection

PARTS = 8
EACH = 12
PLANTED = "CANARY-7f3a9b2c5d1e4f60a8b7"


def flows(part):
    rng = random.Random(f"again {part}")
    for source in sample_flows(CORPUS, random.Random(3))[part::PARTS][:EACH]:
        document = source.document
        try:
            document = plant(document, rng, secrets=rng.choice((2, 5, 9)), decoys=2).document
        except NoRoom:
            continue
        at = ptr.join("", *definition_path(document))
        references = "/properties/connectionReferences" if at.startswith("/properties") else None
        yield Flow(document, source.name, "Flow.json", at, references)


def anew(flow, playbook):
    """What is found in the flow when nothing of it was seen before."""
    return detect(flow.with_document(copy.deepcopy(flow.document)), playbook)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", ["baseline", "lockdown"])
def test_in_every_round_of_a_fix(monkeypatch, part, name):
    rounds = []

    def compared(before, after, playbook):
        found = detect_again(before, after, playbook)
        assert found == anew(after, playbook)
        rounds.append(found)
        return found

    monkeypatch.setattr(mending, "detect_again", compared)
    for flow in flows(part):
        names = PackageNames("contoso", "contoso", [], SecretNames())
        connection = Connection("contoso_dataverse", "Dataverse", new=True)
        mend(flow, load(name), Surroundings(names, connection, "contoso", TextVariables(names)), unsafe=True)
    assert rounds


@pytest.mark.parametrize("part", range(PARTS))
def test_after_any_change(part):
    rng, playbook, differing = random.Random(part), load("lockdown"), 0
    for flow in flows(part):
        current, found = flow, detect(flow, playbook)
        for _ in range(4):
            changed = current.with_document(change(current, rng))
            again = detect_again(current, changed, playbook)
            assert again == anew(changed, playbook)
            differing += again != found
            current, found = changed, again
    assert differing


def change(flow, rng):
    """The document with one to three changes: a value, a step that goes or comes, a default of a parameter."""
    patching = Patching(flow.document)
    for _ in range(rng.randint(1, 3)):
        step = rng.choice([*flow.triggers, *flow.all_actions])
        at = step.pointer
        if not patching.has(at):
            continue
        match rng.randrange(6):
            case 0:
                patching.remove(at)
            case 1:
                texts = [leaf.pointer for leaf in flow.leaves if leaf.owner is step and leaf.text]
                patching.replace(rng.choice(texts or [at]), f"Bearer {PLANTED}")
            case 2:
                node = {"type": "Http", "inputs": {"uri": "https://h.example", "headers": {"x-api-key": PLANTED}}}
                patching.add(ptr.join(step.base, f"New {rng.random()}"), node)
            case 3:
                patching.add(ptr.join(at, "else"), {"actions": {"Said": {"type": "Compose", "inputs": PLANTED}}})
            case 4:
                default = {"type": "String", "defaultValue": PLANTED}
                patching.add(flow.at("parameters"), {**flow.parameters, "apiKey": default})
            case 5:
                hidden = rng.choice((["inputs"], ["outputs"], ["inputs", "outputs"], []))
                patching.add(ptr.join(at, "runtimeConfiguration"), {"secureData": {"properties": hidden}})
    return patching.document
