"""The optional engine: used only where a playbook asks, offline, exact to the character, and never a way to leak."""

import json
import socket

import pytest
from package_builders import FLOW_MEMBER, solution, write_zip
from typer.testing import CliRunner

from remediate.batch import Destination, Status, fix_all
from remediate.cli import app
from remediate.detectors import Clean, Confidence, kingfisher, vendor_token
from remediate.detectors import examples as ex
from remediate.errors import PlaybookError
from remediate.flow import Flow
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault import MemoryVault

needs_engine = pytest.mark.skipif(
    not kingfisher.is_installed(), reason=f"Kingfisher is not there: {kingfisher.INSTALL}"
)

STEP = """name = "ours"
why = "Ours."
extends = "baseline"
[[step]]
name = "Tokens of vendors that only the engine knows come from the vault."
detector = "vendor-token"
apply = "safe"
"""
#: A token that none of our own detectors knows, in a place that says nothing.
APIFY = "apify_api_CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5"


def flow_of(text):
    definition = ex.definition({"Notes": ex.compose(text), "Call": ex.http()})
    return Flow({"properties": {"connectionReferences": {}, "definition": definition}}, "Orders", "Orders.json")


@pytest.fixture(autouse=True)
def forgotten():
    yield
    kingfisher._scanner.cache_clear()


@pytest.fixture
def ours(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(STEP)
    return str(path)


def test_without_the_engine_the_playbook_says_what_to_install(ours, monkeypatch):
    monkeypatch.setattr(kingfisher, "is_installed", lambda: False)
    with pytest.raises(PlaybookError, match="needs the engine Kingfisher") as caught:
        load(ours)
    assert "pip install 'remediate[engine]'" in str(caught.value)


def test_no_playbook_that_comes_with_us_asks_for_it():
    assert "vendor-token" not in {
        s.detector.id for name in ("baseline", "lockdown", "portable") for s in load(name).steps
    }
    assert not kingfisher.is_used()


@needs_engine
@pytest.mark.parametrize("example", vendor_token.examples, ids=lambda e: type(e).__name__)
def test_its_examples_hold(example):
    flow = Flow({"properties": {"definition": example.definition}}, "Example")
    found = list(vendor_token.find(flow))
    assert bool(found) is not isinstance(example, Clean)
    assert all(f.confidence is Confidence.MEDIUM and "CANARY" not in repr(f) for f in found)


@needs_engine
@pytest.mark.parametrize(
    "around", ["{}", "Größe 😀 é: {} und mehr", "@{{triggerBody()}} ü {} x", "@concat('ß ', '{}')"]
)
def test_spans_are_code_points_of_the_decoded_string(around):
    text = around.format(APIFY)
    (finding,) = vendor_token.find(flow_of(text))
    assert text[slice(*finding.span)] == APIFY
    assert finding.remedy.literal.secret.reveal() == APIFY


@needs_engine
def test_half_characters_and_short_texts_are_no_fault():
    assert list(vendor_token.find(flow_of("\ud83d" + APIFY))) == []
    assert list(vendor_token.find(flow_of("short"))) == []


@needs_engine
def test_it_moves_shows_nothing_and_asks_nobody(tmp_path, ours, monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    document = json.dumps(flow_of(f"for the board: {APIFY}").document).encode()
    source = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: document}))
    shown = CliRunner().invoke(app, ["fix", "-n", str(source), "-p", ours, "--on", "serial"])
    assert "(vendor-token" in shown.stdout
    assert "CANARY" not in shown.output
    vault = MemoryVault()
    (result,) = fix_all([source], Options(load(ours)), vault, Destination())
    assert result.status is Status.FIXED
    assert [vault.get(name).reveal() for name in vault.names()] == [APIFY]
