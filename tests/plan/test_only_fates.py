"""A plan that only says what becomes of findings: as the one that is carried out, outside the flows too."""

import json

import pytest
from package_builders import FLOW_MEMBER, solution, variable, write_zip

from remediate.batch import plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load

KEY = "CANARY-9f27c4a1b3d85e60"
VARIABLE = "environmentvariabledefinitions/contoso_ApiKey/environmentvariabledefinition.xml"
URL = f"https://prod-21.westeurope.logic.azure.com/workflows/9f27c4a1b3d85e60/triggers/manual/paths/invoke?sig={KEY}"


def planned(path, *, only_fates):
    (result,) = plan_all([path], Options(load("baseline"), unsafe=True, only_fates=only_fates))
    return result.plan


def orders(folder, *, value=KEY, reads=True, others=None):
    parameters = ex.environment_variable("contoso_ApiKey", value)
    (name,) = parameters
    actions = {"Call": ex.http(headers={"x-key": f"@parameters('{name}')"} if reads else {})}
    definition = ex.definition(actions, parameters=parameters)
    document = {"properties": {"connectionReferences": {}, "definition": definition}}
    members = {FLOW_MEMBER: json.dumps(document), VARIABLE: variable(default=value), **(others or {})}
    return write_zip(folder / "Orders.zip", solution(members))


@pytest.mark.parametrize(
    ("given", "fate"),
    [
        ({}, Fate.FIXED),
        ({"reads": False}, Fate.HELD),
        ({"others": {"WebResources/page.js": "contoso_ApiKey"}}, Fate.HELD),
    ],
    ids=["read", "not read", "used by another file"],
)
def test_a_variable_ends_as_it_will(given, fate, tmp_path):
    path = orders(tmp_path, **given)
    scanned, whole = planned(path, only_fates=True), planned(path, only_fates=False)
    assert [outcome.fate for _, flow, outcome in whole.outcomes if flow is None] == [fate]
    assert list(told(scanned)) == list(told(whole))


def test_a_callback_url_that_will_be_gone_is_no_caller(tmp_path):
    path = orders(tmp_path, value=URL)
    scanned, whole = planned(path, only_fates=True), planned(path, only_fates=False)
    assert whole.emptied
    assert scanned.calls == whole.calls


def told(plan):
    for member, _, outcome in plan.outcomes:
        yield member, outcome.detector, outcome.fate, outcome.held
