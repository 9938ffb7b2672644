"""What a step of a playbook asks of its remedy: read strictly, applied to what it is meant for."""

import pytest

from remediate.detection import Fate, detect
from remediate.detectors import examples as ex
from remediate.errors import PlaybookError
from remediate.flow import Flow
from remediate.mend import mend
from remediate.playbook import load
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection
from remediate.verify import prove

STEP = '[[step]]\nname = "Lock it."\ndetector = "{}"\napply = "unsafe"\nwith = {{ {} }}\n'


def playbook(tmp_path, options, detector="open-http-trigger"):
    path = tmp_path / "p.toml"
    path.write_text('name = "p"\nwhy = "w"\n' + STEP.format(detector, options))
    return load(str(path))


def flow(**inputs):
    definition = ex.definition({"A": ex.compose("x")}, {"manual": ex.request("Http", **inputs)})
    return Flow({"properties": {"connectionReferences": {}, "definition": definition}}, "Order Desk")


def mended(flow, playbook):
    names = PackageNames("contoso", "contoso", [], SecretNames())
    done = mend(flow, playbook, Surroundings(names, Connection("c", "D", new=True), "contoso"))
    assert prove(done.before, done.after, {}) == []
    return done


def test_users_of_the_playbook_are_let_in(tmp_path):
    done = mended(flow(), playbook(tmp_path, 'allowed_users = "a@contoso.example"'))
    inputs = done.after.triggers[0].inputs
    assert (inputs["triggerAuthenticationType"], inputs["triggerAllowedUsers"]) == ("User", "a@contoso.example")


def test_a_trigger_whose_callers_cannot_send_a_token_is_held_by_its_flow_s_name(tmp_path):
    (outcome,) = detect(flow(), playbook(tmp_path, 'cannot_authenticate = ["order desk"]'))
    assert outcome.fate is Fate.HELD
    assert "cannot send a token" in outcome.held.reason
    (outcome,) = detect(flow(), playbook(tmp_path, 'cannot_authenticate = ["Another"]'))
    assert outcome.fate is Fate.FIXABLE


def test_specific_users_that_nobody_named_are_named_or_held(tmp_path):
    empty = flow(triggerAuthenticationType="User", triggerAllowedUsers="")
    named = mended(empty, playbook(tmp_path, 'allowed_users = "x"', "empty-allowed-users"))
    assert named.after.triggers[0].inputs["triggerAllowedUsers"] == "x"
    (outcome,) = detect(empty, playbook(tmp_path, "", "empty-allowed-users"))
    assert (outcome.fate, outcome.held.reason) == (Fate.HELD, "the playbook names no allowed users")
    (outcome,) = detect(empty, load("lockdown"))
    assert (outcome.detector, outcome.fate) == ("empty-allowed-users", Fate.REPORT)


@pytest.mark.parametrize("cloud", ['["GCC"]', "1", "{ GCC = 1 }", '"Mars"'])
def test_a_cloud_is_one_of_those_that_are_known(tmp_path, cloud):
    with pytest.raises(PlaybookError, match="cloud is one of GCC, "):
        playbook(tmp_path, f"cloud = {cloud}", "caller-without-token")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("allowed_users = []", "allowed_users is a text"),
        ('cannot_authenticate = "x"', "cannot_authenticate is a list"),
        ("cannot_authenticate = [1]", "cannot_authenticate is a list"),
        ('compose = "remove"', "compose is not known"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, options, said):
    with pytest.raises(PlaybookError, match=said):
        playbook(tmp_path, options)
