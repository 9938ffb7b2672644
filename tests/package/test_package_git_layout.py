"""Flows of the Git integration are read and never written: what else would have to change there is not known."""

import pytest
from package_builders import GUID, flow, legacy, variable, write_folder, write_zip

from remediate.batch import Destination, Status, fix_all
from remediate.errors import PackageError
from remediate.package import Kind, discover, open_package
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault.memory import MemoryVault

PLACE = f"modernflows/{GUID.lower()}"
WORKFLOW = f"""Workflow:
  '@WorkflowId': '{{{GUID.lower()}}}'
  '@Name': 'Daily report: Ada''s'
  JsonFileName: /{PLACE}/Dailyreport-{GUID}.json
  Category: CATEGORY
"""


def repository(category: str = "5") -> dict[str, bytes]:
    """A folder of the Git integration with one solution, one publisher, one flow and one variable."""
    texts = {
        "solutions/ContosoReports/solution.yml": (
            "ImportExportXml:\r\n  '@version': 9.2.26053.152\r\n  SolutionManifest:\r\n"
            "    UniqueName: ContosoReports\r\n    Version: 1.0.0.9\r\n"
        ),
        "solutions/ContosoReports/rootcomponents.yml": "RootComponents:\n  RootComponent:\n    '@type': 29\n",
        "publishers/contosopublisher/publisher.yml": 'Publisher:\n  CustomizationPrefix: "contoso"\n',
        "connectionreferences/contoso_sp/connectionreference.yml": (
            "connectionreference:\n  '@connectionreferencelogicalname': contoso_sp\n"
            "  connectorid: /providers/Microsoft.PowerApps/apis/shared_sharepointonline\n"
        ),
        f"{PLACE}/workflow.yml": WORKFLOW.replace("CATEGORY", category),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        f"{PLACE}/Dailyreport-{GUID}.json": flow(),
        "environmentvariabledefinitions/contoso_ApiKey/environmentvariabledefinition.xml": variable(),
    }


@pytest.mark.parametrize("below", ["", "solutions/ContosoReports/"])
def test_the_folder_is_one_package_with_names_flows_and_variables(below, tmp_path):
    parts = {(below + n if n.startswith("modernflows") else n): content for n, content in repository().items()}
    package = open_package(write_folder(tmp_path / "repo", parts))
    assert (package.kind, package.name, package.problems) == (Kind.GIT_FOLDER, "ContosoReports", ())
    [found] = package.flows
    assert (found.name, found.workflow_id) == ("Daily report: Ada's", GUID.lower())
    assert package.facts is not None
    assert (package.facts.publisher_prefix, package.facts.version) == ("contoso", "1.0.0.9")
    assert [v.schema_name for v in package.facts.environment_variables] == ["contoso_ApiKey"]
    [reference] = package.facts.connection_references
    assert (reference.logical_name, reference.connector_id[-23:]) == ("contoso_sp", "shared_sharepointonline")
    assert "read and never written" in (package.scan_only or "")


def test_settings_in_it_that_cannot_be_read_are_told(tmp_path):
    package = open_package(write_folder(tmp_path / "repo", repository() | {"deploymentSettings.json": b"{"}))
    assert [problem.file for problem in package.problems] == ["deploymentSettings.json"]


def test_it_is_scanned_and_never_written(tmp_path):
    source = write_folder(tmp_path / "repo", repository())
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    vault = MemoryVault()
    (result,) = fix_all([source], Options(load("baseline"), unsafe=True), vault, Destination())
    assert (result.status, list(vault.names())) == (Status.SKIPPED, [])
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before


def test_what_is_no_cloud_flow_is_passed_over_and_what_is_broken_is_told(tmp_path):
    assert open_package(write_folder(tmp_path / "a", repository("0"))).flows == ()
    parts = repository() | {f"{PLACE}x/Broken.json": b"{", f"{PLACE}y/Other-{GUID}.json": flow()}
    package = open_package(write_folder(tmp_path / "b", parts))
    assert [found.name for found in package.flows] == ["Daily report: Ada's", "Other"]
    assert [problem.file for problem in package.problems] == [f"{PLACE}x/Broken.json"]


def test_other_packages_in_the_repository_are_found_too(tmp_path):
    write_zip(write_folder(tmp_path / "repo", repository()) / "Daily.zip", legacy())
    kinds = [found.kind for found in discover(tmp_path) if not isinstance(found, PackageError)]
    assert sorted(kinds) == [Kind.GIT_FOLDER, Kind.LEGACY_ZIP]


def test_a_folder_called_solutions_is_not_enough(tmp_path):
    (tmp_path / "solutions" / "x").mkdir(parents=True)
    (tmp_path / "modernflows").mkdir()
    (tmp_path / "modernflows" / "Daily.json").write_bytes(flow())
    assert open_package(tmp_path / "modernflows" / "Daily.json").kind is Kind.DEFINITION
    assert [found.kind for found in discover(tmp_path) if not isinstance(found, PackageError)] == [Kind.DEFINITION]


def test_a_flow_of_the_git_integration_is_scanned_only(tmp_path):
    place = tmp_path / "modernflows" / "2578e499-0be1-ec11-bb3c-000d3a233a82"
    place.mkdir(parents=True)
    (place / "Daily.json").write_bytes(flow())
    package = open_package(place / "Daily.json")
    assert len(package.flows) == 1
    assert "Git integration" in (package.scan_only or "")


def test_the_same_file_elsewhere_may_be_fixed(tmp_path):
    (tmp_path / "Daily.json").write_bytes(flow())
    assert open_package(tmp_path / "Daily.json").scan_only is None


@pytest.mark.parametrize("root", ["", "contoso-main/"])
def test_a_zip_of_such_a_repository_is_the_same_package(tmp_path, root):
    source = write_zip(tmp_path / "repo.zip", {root + name: data for name, data in repository().items()})
    package = open_package(source)
    assert (package.kind, package.name, package.problems) == (Kind.GIT_ZIP, "ContosoReports", ())
    assert [found.name for found in package.flows] == ["Daily report: Ada's"]
    assert [v.schema_name for v in package.facts.environment_variables] == ["contoso_ApiKey"]
    (result,) = fix_all([source], Options(load("baseline"), unsafe=True), MemoryVault(), Destination())
    assert result.status is Status.SKIPPED
    assert "Git integration" in result.plan.skipped
    assert [path.name for path in tmp_path.iterdir()] == ["repo.zip"]
