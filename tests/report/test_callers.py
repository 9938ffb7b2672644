"""Who calls the HTTP triggers of a run: matched by the id in the URL, never guessed, and told what to send."""

import json
import shutil
from pathlib import Path

import pytest

from remediate.batch import plan_all
from remediate.detectors import examples as ex
from remediate.flow.callback_urls import callback_urls, same_id
from remediate.flow.clouds import PUBLIC
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.callers import Callers

ID = "952ac9e9-41f5-50cb-98e2-5cec8d6c0560"
OTHER = "0e0b6d1f-3f3c-4c1d-9a1e-6f8d7c2b5a49"
OLD = "https://prod-21.westeurope.logic.azure.com:443/workflows/{}/triggers/manual/paths/invoke?api-version=1&sp=x&sig=CANARYsig9f27c4a1b3d85e60"
NEW = "https://e1.01.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/{}/triggers/manual/paths/invoke?sig=CANARYsig9f27c4a1b3d85e60"


def flow(folder: Path, name: str, workflow: str, definition) -> None:
    document = {"properties": {"connectionReferences": {}, "definition": definition}, "schemaVersion": "1.0.0.0"}
    (folder / f"{name}-{workflow.upper()}.json").write_text(json.dumps(document, indent=2))


@pytest.fixture
def called(tmp_path):
    """Two packages: a flow with an open trigger, and one that calls it and another."""
    target = ex.definition({"Note": ex.compose("x")}, {"manual": ex.request("Http")})
    flow(tmp_path, "Target", ID, target)
    plain = "".join(ID.split("-"))
    actions = {
        "Call": ex.http(OLD.format(plain), method="POST"),
        "Late": ex.http("@{variables('u')}/run", method="POST"),
        "Init": ex.variable("u", NEW.format(ID)),
        "Elsewhere": ex.http(OLD.format("".join(OTHER.split("-"))), method="POST"),
        "Child": ex.action("Workflow", {"host": {"workflowReferenceName": ID}, "body": {}}),
    }
    flow(tmp_path, "Caller", OTHER[::-1].replace("-", "a")[:8] + OTHER[8:], ex.definition(actions))
    return tmp_path


def callers(path, playbook="lockdown"):
    found = Callers()
    for result in plan_all([path], Options(load(playbook))):
        found.add(result)
    return found


def test_callers_are_matched_by_the_id_in_their_url(called):
    document = callers(called).document()
    (trigger,) = document["triggers"]
    assert (trigger["flow"], trigger["locked"]) == ("Target", True)
    assert sorted(call["step"] for call in trigger["calls"]) == ["Call", "Init"]
    assert {call["audience"] for call in trigger["calls"]} == {PUBLIC}
    assert [call["step"] for call in document["unmatched"]] == ["Elsewhere"]


def test_people_are_told_what_each_has_to_send_and_what_is_not_known(called):
    text = "\n".join(callers(called).lines())
    assert "Will ask for a token: Target" in text
    assert f"Caller, Call ({called}" in text
    assert f"for the audience {PUBLIC}, and the URL after the import" in text
    assert "1 callback URL may mean one of these triggers too" in text
    assert "Child" not in text
    assert "CANARY" not in text + json.dumps(callers(called).document())


def test_without_a_lock_only_callers_are_told(called):
    text = "\n".join(callers(called, "baseline").lines())
    assert text.startswith("Anyone can call: Target")
    assert ": works as before; once the trigger is locked, it needs an Entra ID token" in text
    assert "may mean" not in text


def test_a_second_run_over_the_result_still_knows_the_callers(called, tmp_path):
    before = callers(called).document()
    (result, *_) = [r for r in plan_all([called], Options(load("lockdown"))) if r.plan.calls]
    again = tmp_path / "again"
    shutil.copytree(called, again)
    for member, data in result.plan.edits.items():
        (again / Path(member).name).write_bytes(data)
    assert len(callers(again).document()["triggers"][0]["calls"]) == len(before["triggers"][0]["calls"])


@pytest.mark.parametrize(
    ("text", "host", "workflow"),
    [
        (OLD.format("A" * 32), "prod-21.westeurope.logic.azure.com", "a" * 32),
        (f"@concat('{OLD.format(ID)}', '')", "prod-21.westeurope.logic.azure.com", "".join(ID.split("-"))),
        (OLD.format("@{variables('id')}"), None, None),
        (OLD.format("my-logic-app"), "prod-21.westeurope.logic.azure.com", ""),
        ("https://api.contoso.example/workflows/1/steps", None, None),
    ],
)
def test_urls(text, host, workflow):
    found = [(url.host, url.workflow) for url in callback_urls(text)]
    assert found == ([(host, workflow)] if host else [])


def test_ids_are_compared_as_they_are_meant():
    assert same_id("{" + ID.upper() + "}") == same_id(ID) == ID.replace("-", "")
    assert same_id("manual") == ""
