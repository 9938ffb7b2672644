"""A value that AFTER reads from a vault and still holds somewhere is told: known where BEFORE had it there too."""

import json

import pytest
from package_builders import FLOW_MEMBER, legacy, legacy_flow, solution, write_zip

from remediate.batch import Destination, fix_all
from remediate.batch.verifying import verify_all
from remediate.cli.progress import Progress
from remediate.detectors import examples as ex
from remediate.package import open_package
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault import MemoryVault
from remediate.verify import Problem, rules

KEY = "CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"
PAGE = "WebResources/page.js"
NAMED = f"Post_{KEY}"


def orders(**more):
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY}), **more})
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})


def compared(tmp_path, members, change=None):
    """The verdict about what `fix` makes of a solution, changed afterwards: text by member."""
    before = write_zip(tmp_path / "Orders.zip", solution(members))
    list(fix_all([before], Options(load("baseline")), MemoryVault(), Destination()))
    after = tmp_path / "Orders.remediated.zip"
    package = open_package(after)
    kept = {name: package.read(name) for name in package.members.names}
    write_zip(after, {name: (change or (lambda _, text: text))(name, data.decode()) for name, data in kept.items()})
    (one,) = verify_all(before, after, Progress())
    assert one.error is None
    assert "CANARY" not in repr([problem.why for _, problem in one.verdict.problems])
    return one.verdict


def in_clear(found):
    problems = [one for one in found if isinstance(one.what, Problem) and one.what.rule == rules.IN_CLEAR]
    return [(one.member, one.what.pointer.rpartition("/")[2]) for one in problems]


def test_where_nothing_is_left_nothing_is_told(tmp_path):
    verdict = compared(tmp_path, {FLOW_MEMBER: orders(), PAGE: "// no key"})
    assert in_clear([*verdict.found, *verdict.known]) == []


def test_what_was_there_before_is_known(tmp_path):
    members = {FLOW_MEMBER: orders(Note=ex.compose(f"use {KEY}"), **{NAMED: ex.compose("x")}), PAGE: f"// {KEY}"}
    verdict = compared(tmp_path, members)
    assert in_clear(one for one, _ in verdict.problems) == []
    assert in_clear(verdict.known) == [(FLOW_MEMBER, "Post_••••••"), (FLOW_MEMBER, "inputs"), (PAGE, "")]


def test_the_name_of_a_file_is_looked_at_too(tmp_path):
    verdict = compared(tmp_path, {FLOW_MEMBER: orders(), f"WebResources/{KEY}.png": "x"})
    assert in_clear(verdict.known) == [("WebResources/••••••.png", "")]


@pytest.mark.parametrize("where", [FLOW_MEMBER, PAGE])
def test_what_somebody_has_put_there_is_broken(tmp_path, where):
    change = lambda name, text: text.replace("nothing here", f"see {KEY}") if name == where else text  # noqa: E731
    members = {FLOW_MEMBER: orders(Note=ex.compose("nothing here")), PAGE: "// nothing here"}
    verdict = compared(tmp_path, members, change)
    assert where in [member for member, _ in in_clear(one for one, _ in verdict.problems)]


def test_a_package_of_another_sort_has_no_members_to_compare_with(tmp_path):
    definition = json.loads(orders())["properties"]["definition"]
    before = write_zip(tmp_path / "Daily.zip", legacy(legacy_flow(definition)))
    source = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: orders(), PAGE: f"// {KEY}"}))
    list(fix_all([source], Options(load("baseline")), MemoryVault(), Destination()))
    (one,) = verify_all(before, tmp_path / "Orders.remediated.zip", Progress())
    assert in_clear(one.verdict.known) == [(PAGE, "")]
