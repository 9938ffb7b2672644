"""A solution made portable: the variables that it gains, the second run, and what is told."""

import json
import zipfile
from xml.etree import ElementTree as ET  # our own files

from package_builders import FLOW_MEMBER, solution, unpacked, variable, write_folder, write_zip
from typer.testing import CliRunner

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.cli import app
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault import MemoryVault

SITE = "https://contoso.sharepoint.com/sites/orders"
OPTIONS = Options(load("portable"))
MEMBER = "environmentvariabledefinitions/contoso_contosoreports_site_orders/environmentvariabledefinition.xml"


def flow_file() -> bytes:
    read = ex.connector("GetItems", {"dataset": SITE, "table": "Orders"}, "shared_sharepointonline")
    references = {"shared_sharepointonline": {"api": {"name": "shared_sharepointonline"}}}
    document = {"properties": {"connectionReferences": references, "definition": ex.definition({"Get": read})}}
    return json.dumps(document).encode()


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_solution_gains_a_text_variable_with_the_value_as_its_default(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow_file()}))
    (result,) = fix_all([source], OPTIONS, MemoryVault(), Destination())
    assert result.status is Status.FIXED
    settings = json.loads(result.carried.settings.read_bytes())
    assert settings == {
        "EnvironmentVariables": [{"SchemaName": "contoso_contosoreports_site_orders", "Value": SITE}],
        "ConnectionReferences": [],
    }
    assert result.carried.deposited == ()
    new = members(tmp_path / "Orders.remediated.zip")
    root = ET.fromstring(new[MEMBER])
    told = {child.tag: child.text for child in root}
    assert root.attrib == {"schemaname": "contoso_contosoreports_site_orders"}
    assert (told["type"], told["defaultvalue"]) == ("100000000", SITE)
    assert [child.tag for child in root] == sorted(told)
    (again,) = fix_all([tmp_path / "Orders.remediated.zip"], OPTIONS, MemoryVault(), Destination())
    assert again.status is Status.CLEAN


def test_the_platforms_own_variable_is_used_again(tmp_path):
    own = {
        "environmentvariabledefinitions/contoso_Site/environmentvariabledefinition.xml": variable("contoso_Site", SITE)
    }
    source = write_folder(tmp_path / "Orders", {**unpacked(), FLOW_MEMBER: flow_file(), **own})
    (result,) = plan_all([source], OPTIONS)
    assert result.plan.texts == ()
    assert set(result.plan.edits) == {FLOW_MEMBER, "Other/Solution.xml"}


def test_baseline_leaves_it_alone(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow_file()}))
    (result,) = plan_all([source], Options(load("baseline")))
    assert result.status is Status.CLEAN


def test_a_bare_flow_gets_its_variable_beside_it(tmp_path):
    (tmp_path / "Orders.json").write_bytes(flow_file())
    (result,) = fix_all([tmp_path / "Orders.json"], OPTIONS, MemoryVault(), Destination())
    (path,) = result.carried.beside
    assert SITE in path.read_text()
    assert path.relative_to(tmp_path).parts[0] == "Orders.solution"


def test_the_dry_run_shows_it_and_verify_takes_it(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow_file()}))
    shown = CliRunner().invoke(app, ["fix", "-n", str(source), "-p", "portable"]).stdout
    assert "Get names a SharePoint site  (hardcoded-site" in shown
    assert "+ environment variable contoso_contosoreports_site_orders (Text), Site orders" in shown
    assert f'"defaultValue": "{SITE}"' in shown
    list(fix_all([source], OPTIONS, MemoryVault(), Destination()))
    ran = CliRunner().invoke(app, ["verify", str(source), str(tmp_path / "Orders.remediated.zip")])
    assert ran.exit_code == 0, ran.stdout
