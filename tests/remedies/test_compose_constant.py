"""A Compose that only holds a secret: gone where the playbook asks and nothing else depends on it, else kept."""

from dataclasses import replace

import pytest

from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import PlaybookError
from remediate.flow import Flow
from remediate.mend import mend
from remediate.playbook import Playbook, load
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection
from remediate.step_options import StepOptions
from remediate.verify import prove

KEY = "CANARYghp_9f27c4a1b3d85e60aa11bb22cc33dd44ee55"
USE = ex.http(headers={"x-api-key": "@outputs('Key')"})


def playbook(compose="remove"):
    steps = (
        replace(step, options=StepOptions(compose=compose)) if step.detector.id.startswith("literal-") else step
        for step in load().steps
    )
    return Playbook("test", "test", tuple(steps))


def mended(actions, compose="remove"):
    definition = ex.definition(actions)
    flow = Flow({"properties": {"connectionReferences": {}, "definition": definition}}, "Orders", "Orders.json")
    names = PackageNames("contoso", "contoso", [], SecretNames())
    done = mend(
        flow, playbook(compose), Surroundings(names, Connection("c_dataverse", "D", new=True), "c"), unsafe=True
    )
    values = {read.action: read.secret.reveal() for read in done.reads}
    assert prove(done.before, done.after, values) == []
    assert {o.fate for o in done.outcomes} == {Fate.FIXED}
    return done.after


def test_it_goes_and_its_readers_read_the_secret():
    after = mended({"Key": ex.compose(KEY), "Call": ex.after(USE, "Key")})
    assert after.action("Key") is None
    (read,) = [a for a in after.all_actions if a.name != "Call"]
    header = after.action("Call").inputs["headers"]["x-api-key"]
    assert header == f"@body('{read.name}')?['EnvironmentVariableSecretValue']"
    assert dict(after.action("Call").run_after) == {read.name: ("Succeeded",)}
    assert read.run_after == {}


def test_its_followers_take_its_place():
    first = ex.http()
    after = mended(
        {"First": first, "Key": ex.after(ex.compose(KEY), "First"), "Note": ex.after(ex.compose("x"), "Key")}
        | {"Call": ex.after(USE, "Note")}
    )
    assert after.action("Key") is None
    assert dict(after.action("Note").run_after) == {"First": ("Succeeded",)}


def test_a_part_of_its_text_moves_as_well():
    after = mended({"Key": ex.compose(f"Bearer {KEY}"), "Call": ex.after(USE, "Key")})
    assert after.action("Key") is None
    assert "concat('Bearer ', body(" in after.action("Call").inputs["headers"]["x-api-key"]


def _scope(**inside):
    return {"type": "Scope", "runAfter": {}, "actions": inside}


RESULT = ex.action("Query", {"from": "@result('Try')", "where": "@equals(item()?['status'], 'Failed')"})
STAYS = {
    "an expression sees the action itself": {
        "Key": ex.compose(KEY),
        "Call": ex.after(USE, "Key"),
        "Log": ex.after(ex.compose("@actions('Key')['status']"), "Key"),
    },
    "a reader runs without it": {"Key": ex.compose(KEY), "Call": {**USE, "runAfter": {"Key": ["Succeeded", "Failed"]}}},
    "it stands in a branch": {
        "If": {"type": "If", "runAfter": {}, "expression": "@true", "actions": {"Key": ex.compose(KEY)}},
        "Call": ex.after(USE, "If"),
    },
    "result lists it": {
        "Try": _scope(Key=ex.compose(KEY), Call=ex.after(USE, "Key")),
        "Steps": ex.after(RESULT, "Try"),
    },
    "a computed name may mean it": {
        "Key": ex.compose(KEY),
        "Call": ex.after(USE, "Key"),
        "Any": ex.after(ex.compose("@outputs(triggerBody()?['name'])"), "Key"),
    },
    "it ends a chain": {"First": ex.http(), "Key": ex.after(ex.compose(KEY), "First")},
}


@pytest.mark.parametrize("actions", STAYS.values(), ids=STAYS)
def test_else_it_stays_reads_the_secret_and_is_hidden(actions):
    after = mended(actions)
    assert after.action("Key").secured == {"inputs"}
    assert after.action("Key").inputs.startswith("@body(")


def test_without_the_option_it_stays():
    after = mended({"Key": ex.compose(KEY), "Call": ex.after(USE, "Key")}, compose="keep")
    assert after.action("Key").secured == {"inputs"}


def test_the_playbook_takes_no_other_word(tmp_path):
    path = tmp_path / "p.toml"
    step = '[[step]]\nname = "s"\ndetector = "literal-token"\napply = "safe"\nwith = {{ compose = "{}" }}\n'
    path.write_text('name = "p"\nwhy = "w"\n' + step.format("remove"))
    assert load(str(path)).steps[0].options.compose == "remove"
    path.write_text('name = "p"\nwhy = "w"\n' + step.format("delete"))
    with pytest.raises(PlaybookError, match="keep or remove"):
        load(str(path))
