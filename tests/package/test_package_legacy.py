import pytest
from package_builders import legacy, write_folder, write_zip

from remediate.package import Kind, open_package

FORMS = {
    "zip": lambda path: write_zip(path / "Daily.zip", legacy()),
    "zip with folders": lambda path: write_zip(path / "D.zip", {"Microsoft.Flow/": b"", **legacy()}),
    "folder": lambda path: write_folder(path, legacy()),
    "zipped folder": lambda path: write_zip(path / "F.zip", {f"Daily/{n}": c for n, c in legacy().items()}),
}


@pytest.mark.parametrize("form", FORMS)
def test_is_recognised_and_scanned_only(form, tmp_path):
    package = open_package(FORMS[form](tmp_path))
    assert package.kind is (Kind.LEGACY_FOLDER if form == "folder" else Kind.LEGACY_ZIP)
    assert (package.name, package.facts, package.problems) == ("Daily package", None, ())
    assert package.scan_only is not None
    assert "add the flow to a solution" in package.scan_only
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
