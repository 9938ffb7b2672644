"""A name with a credential in it is told without any part of that."""

import re

from hypothesis import given
from hypothesis import strategies as st

from remediate.detection import detect
from remediate.detectors import examples as ex
from remediate.detectors.literal_name import literal_name
from remediate.detectors.sightings.naming import _SIGNED
from remediate.flow import Flow
from remediate.playbook import load


def test_of_a_secret_that_may_end_early_no_end_is_left():
    actions = {"Sign_in,_password:_CANARY2024!x_y9!zz": ex.http()}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    (finding,) = literal_name.find(flow)
    assert "y9!zz" not in finding.message + finding.action


@given(st.text("ab1!_ \n-", max_size=24))
def test_the_quick_look_at_a_name_passes_every_stretch_with_a_sign(name: str) -> None:
    signed = any(re.search(r"[\d!]", stretch) for stretch in re.findall(r"[^_\s]{6,}", name))
    assert _SIGNED(name) is not None or not signed


def told(trigger, *, actions=None):
    flow = Flow({"properties": {"definition": ex.definition(actions or {"Note": ex.compose("x")}, trigger)}}, "Orders")
    outcomes = detect(flow, load("baseline"))
    return outcomes, [text for o in outcomes for text in (o.finding.message, o.finding.reason, o.finding.action)]


def test_a_secret_in_the_title_of_an_input_is_told_and_shown_nowhere():
    field = {"title": "Password, default password: CANARY2024!x", "type": "string"}
    schema = {"type": "object", "properties": {"text": field}}
    outcomes, words = told({"manual": ex.request("Button", schema=schema)})
    assert {"literal-name", "unsecured-secret-trigger"} <= {outcome.detector for outcome in outcomes}
    assert not any("2024" in word for word in words)
    (named,) = (o.finding for o in outcomes if o.detector == "literal-name")
    assert named.pointer == "/properties/definition/triggers/manual/inputs/schema/properties/text/title"
    assert named.message == "The input Password, default password: •••••• has a literal credential in its name"


def test_a_secret_in_the_name_of_a_query_that_is_read_is_shown_nowhere():
    read = {"Note": ex.compose("@triggerOutputs()['queries']?['password=CANARY2024!x']")}
    outcomes, words = told({"manual": ex.request("Http")}, actions=read)
    assert "unsecured-secret-trigger" in {outcome.detector for outcome in outcomes}
    assert not any("2024" in word for word in words)
