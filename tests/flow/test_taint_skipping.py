"""What is not looked at, because nothing that it names carries a secret, would not have carried one either."""

import json
from pathlib import Path

import pytest

from remediate.flow import Flow
from remediate.flow.taint import Taints
from remediate.package import open_package

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted(path for path in FIXTURES.glob("*/*.json") if b'"actions"' in path.read_bytes())
NAMES = {
    "type": "Scope",
    "actions": {
        "It's a key": {"type": "Http", "inputs": {"uri": "https://login.example/oauth2/v2.0/token", "method": "POST"}},
        "Keep": {"type": "Compose", "inputs": "@outputs('IT''S A KEY')", "runAfter": {"It's a key": ["Succeeded"]}},
        "List": {"type": "Select", "inputs": {"from": "@createArray(outputs('Keep'))", "select": "@item ()"}},
        "Each": {
            "type": "Foreach",
            "foreach": "@body('List')",
            "actions": {"Use": {"type": "Compose", "inputs": "@{item()}"}, "Say": {"type": "Compose", "inputs": "@1"}},
        },
        "All": {"type": "Compose", "inputs": "@result('Each')"},
    },
}


def told(flow):
    taints = Taints(flow)
    return [(a.name, taints.takes_in(a), taints.gives_out(a), taints.taken(a)) for a in flow.all_actions]


def compared(monkeypatch, flow):
    quick = told(flow)
    with monkeypatch.context() as patch:
        patch.setattr(Taints, "_can_take", lambda *_: True)
        assert told(flow) == quick
    return quick


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_on_every_case(monkeypatch, path):
    for file in open_package(path).flows:
        compared(monkeypatch, Flow(file.document, file.name, definition_pointer=file.definition_pointer))


def test_through_quotes_cases_and_functions_without_a_name(monkeypatch):
    document = {"properties": {"definition": {"triggers": {}, "actions": {"Try": NAMES}}}}
    found = compared(monkeypatch, Flow(json.loads(json.dumps(document)), "names"))
    assert {name for name, taken, *_ in found if taken} >= {"Keep", "List", "Each", "Use"}
