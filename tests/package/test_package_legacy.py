import pytest
from package_builders import ASSET, ASSET_MEMBER, legacy, write_folder, write_zip, zipped

from remediate.package import Kind, open_package

FORMS = {
    "zip": lambda path: write_zip(path / "Daily.zip", legacy()),
    "zip with folders": lambda path: write_zip(path / "D.zip", {"Microsoft.Flow/": b"", **legacy()}),
    "folder": lambda path: write_folder(path, legacy()),
    "zipped folder": lambda path: write_zip(path / "F.zip", {f"Daily/{n}": c for n, c in legacy().items()}),
}


@pytest.mark.parametrize("form", FORMS)
def test_is_recognised_and_read(form, tmp_path):
    package = open_package(FORMS[form](tmp_path))
    assert package.kind is (Kind.LEGACY_FOLDER if form == "folder" else Kind.LEGACY_ZIP)
    assert (package.name, package.facts, package.problems) == ("Daily package", None, ())
    assert package.scan_only is None
    assert package.legacy is not None
    [asset] = package.legacy.assets.values()
    assert asset.id == ASSET
    assert package.read(asset.apis_map) == b"{}"
    [found] = package.flows
    assert (found.name, found.workflow_id) == ("Daily mail", "1f7c2d4e-0000-4000-8000-000000000002")
    assert found.definition_pointer == "/properties/definition"
    assert "CANARY" not in repr(package)


def test_a_broken_flow_and_a_broken_manifest_are_problems(tmp_path):
    parts = legacy() | {"manifest.json": b"{", "Microsoft.Flow/flows/x/definition.json": b"[]"}
    package = open_package(write_zip(tmp_path / "Daily.zip", parts))
    assert package.name == "Daily"
    assert len(package.flows) == 1
    assert {problem.file for problem in package.problems} == {"manifest.json", "Microsoft.Flow/flows/x/definition.json"}


def test_a_flow_that_is_listed_and_not_there_is_a_problem(tmp_path):
    parts = {name: content for name, content in legacy().items() if name != ASSET_MEMBER}
    package = open_package(write_folder(tmp_path / "Daily", parts))
    assert (package.kind, package.flows) == (Kind.LEGACY_FOLDER, ())
    assert [(problem.file, problem.message) for problem in package.problems] == [
        (ASSET_MEMBER, "The package lists this flow, and does not hold it.")
    ]


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ("manifest.json", "no manifest.json"),
        (ASSET_MEMBER.replace("definition", "apisMap"), "lacks the maps"),
        (ASSET_MEMBER.replace("definition", "connectionsMap"), "lacks the maps"),
    ],
)
def test_a_package_that_is_not_whole_is_scanned_only(missing, why, tmp_path):
    parts = {name: content for name, content in legacy().items() if name != missing}
    package = open_package(write_zip(tmp_path / "Daily.zip", parts))
    assert len(package.flows) == 1
    assert why in (package.scan_only or "")


def test_a_flow_that_the_manifest_does_not_list_is_scanned_only(tmp_path):
    parts = legacy() | {"manifest.json": b'{"resources":{}}'}
    package = open_package(write_zip(tmp_path / "Daily.zip", parts))
    assert "does not list the flow" in (package.scan_only or "")


def test_a_package_inside_another_zip_is_scanned_only(tmp_path):
    package = open_package(write_zip(tmp_path / "Outer.zip", {"Daily.zip": zipped(legacy())}))
    assert "inside another one" in (package.scan_only or "")
