"""A settings file beside the result that keeps a value which has moved is told, also in a dry run and on going on."""

import json

import pytest
from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.batch import Destination, Journal, Means, fix_all, plan_all
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.telling import Telling, Told
from remediate.vault import MemoryVault

KEY = "CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"
OPTIONS = Options(load("baseline"))


def orders(folder, name="Orders", value=KEY):
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY})})
    flow = json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})
    told = {"EnvironmentVariables": [{"SchemaName": "contoso_Old", "Value": value}], "ConnectionReferences": []}
    (folder / f"{name}.deployment-settings.json").write_text(json.dumps(told))
    return write_zip(folder / f"{name}.zip", solution({FLOW_MEMBER: flow}))


def told(results):
    return [warning for result in results for warning in result.warnings]


@pytest.mark.parametrize(("value", "times"), [(KEY, 1), (f"https://{KEY.lower()}.shop.example", 1), ("another", 0)])
def test_a_value_that_stays_in_the_settings_is_told(tmp_path, value, times):
    source = orders(tmp_path, value=value)
    planned = told(plan_all([source], OPTIONS, destination=Destination()))
    assert planned == told(fix_all([source], OPTIONS, MemoryVault(), Destination()))
    assert len(planned) == times
    assert all("Orders.deployment-settings.json holds a value" in one and KEY not in one for one in planned)


def test_a_run_that_goes_on_tells_it_too(tmp_path):
    (tmp_path / "in").mkdir()
    for name in "ABC":
        orders(tmp_path / "in", name)
    vault = MemoryVault()

    def run(*, resume):
        journal = Journal(tmp_path / "runs", {}, resume=resume, told=Told)
        means = Means(tell=Telling(), journal=journal)
        return fix_all([tmp_path / "in"], OPTIONS, vault, Destination(), means)

    stopped = run(resume=False)
    next(stopped), next(stopped)
    stopped.close()
    results = list(run(resume=True))
    assert any(result.earlier for result in results)
    assert len(told(results)) == 3
