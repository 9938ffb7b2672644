"""What is compared with what: one package with another, folders pair by pair, and many packages with one solution."""

import zipfile

import pytest
from migration_builders import TARGET, VALUE, call, members, migrated
from package_builders import legacy, legacy_flow, solution, write_zip

from remediate.batch.verifying import verify_all
from remediate.cli.progress import Progress
from remediate.detectors import examples as ex
from remediate.remedies.naming import migrated_id
from remediate.verify import rules

PARENT, CHILD = "1f7c2d4e-0000-4000-8000-000000000001", "1F7C2D4E-0000-4000-8000-000000000002"


def asking():
    return ex.request("Button", schema={"type": "object", "properties": {}})


def flow(actions, guid, name="Daily mail", triggers=None):
    return legacy_flow(ex.definition(actions, triggers), name=name, guid=guid)


@pytest.fixture
def exports(tmp_path):
    """Two packages with flows of one name, one of which calls the other; and one of them once more."""
    run = ex.action("Workflow", {"host": {"workflowReferenceName": CHILD}, "body": {}})
    folder = tmp_path / "exports"
    (folder / "old").mkdir(parents=True)
    write_zip(folder / "Parent.zip", legacy(flow({"Run": run, "Call": call()}, PARENT)))
    write_zip(folder / "old" / "Child.zip", legacy(flow({"Call": call()}, CHILD, triggers={"manual": asking()})))
    write_zip(folder / "old" / "Parent.zip", legacy(flow({"Run": run, "Call": call()}, PARENT)))
    return folder


def verified(before, after):
    return list(verify_all(before, after, Progress()))


def edited(path, change):
    """The solution with its flows changed."""
    kept = members(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, change(data.decode()) if name.startswith("Workflows/") else data)


@pytest.mark.parametrize("place", ["All.zip", "exports/All.zip"])
def test_what_migrate_makes_of_many_packages_is_proven_as_one(exports, tmp_path, place):
    output = tmp_path / place
    outcome, _ = migrated(exports, output=output, keeps=True)
    assert outcome.complete
    (one,) = verified(exports, output)
    assert one.error is None
    assert one.verdict.problems == []
    assert one.verdict.flows == 2
    assert (one.before, one.after) == (str(exports), str(output))


def test_a_flow_that_stayed_out_and_one_that_does_something_else_are_told(exports, tmp_path):
    output = tmp_path / "All.zip"
    migrated(exports, output=output, keeps=True)
    write_zip(exports / "More.zip", legacy(flow({"Call": call()}, PARENT[:-1] + "7", "Another")))
    edited(output, lambda text: text.replace("api.contoso.example/orders", "evil.example"))
    (one,) = verified(exports, output)
    broken = {problem.rule for _, problem in one.verdict.problems}
    assert broken == {rules.FLOW_LOST, rules.VALUES}
    assert VALUE not in repr(one)


def test_a_child_that_is_called_by_another_id_is_told(exports, tmp_path):
    output = tmp_path / "All.zip"
    migrated(exports, output=output, keeps=True)
    child = migrated_id(TARGET.unique_name, CHILD)
    edited(output, lambda text: text.replace(child, migrated_id("Other", CHILD)))
    (one,) = verified(exports, output)
    assert [problem.rule for _, problem in one.verdict.problems] == [rules.VALUES]


def test_of_two_versions_of_a_flow_one_is_in_the_solution(exports, tmp_path):
    write_zip(exports / "z.zip", legacy(flow({"Call": call(), "More": ex.compose("x")}, PARENT)))
    output = tmp_path / "All.zip"
    outcome, _ = migrated(exports, output=output, keeps=True)
    assert len(outcome.migration.left_out) == 1
    (one,) = verified(exports, output)
    assert [problem.rule for _, problem in one.verdict.problems] == [rules.FLOW_LOST]


def test_a_package_that_cannot_be_read_and_a_solution_beside_them_are_told(exports, tmp_path):
    output = tmp_path / "All.zip"
    migrated(exports, output=output, keeps=True)
    (exports / "Broken.zip").write_bytes(b"PK no zip")
    write_zip(exports / "Solution.zip", solution())
    joined, *others = verified(exports, output)
    assert joined.verdict.proven
    assert {one.before.rpartition("/")[2]: "counterpart" in str(one.error) for one in others} == {
        "Broken.zip": False,
        "Solution.zip": True,
    }


def test_one_package_compared_with_itself_is_proven(exports):
    (one,) = verified(exports / "Parent.zip", exports / "Parent.zip")
    assert one.verdict.proven


def test_folders_are_compared_pair_by_pair(exports, tmp_path):
    fixed = tmp_path / "fixed"
    (fixed / "old").mkdir(parents=True)
    (fixed / "Parent.remediated.zip").write_bytes((exports / "Parent.zip").read_bytes())
    (fixed / "old" / "Child.zip").write_bytes((exports / "old" / "Child.zip").read_bytes())
    found = {one.before.rpartition("exports/")[2]: one.error is None for one in verified(exports, fixed)}
    assert found == {"Parent.zip": True, "old/Child.zip": True, "old/Parent.zip": False}
