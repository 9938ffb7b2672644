"""Flows of the Git integration are read and never written: what else would have to change there is not known."""

from package_builders import flow

from remediate.package import open_package


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
