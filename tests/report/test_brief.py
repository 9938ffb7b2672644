"""Many packages: a line each, what is left in full, and the next steps once. Few are told as they always were."""

import re
from dataclasses import replace

import pytest
from report_builders import KEY, carried, found, orders, planned, told

from remediate.batch import Status
from remediate.detectors import examples as ex
from remediate.errors import PackageError, WriteError
from remediate.report.brief import MANY, Pages, brief_lines
from remediate.report.text import Detail
from remediate.vault import MemoryVault

ACTIONS = {"A": ex.http(headers={"x-api-key": KEY})}


@pytest.fixture
def fixable(tmp_path):
    return planned(orders(tmp_path, ACTIONS))


@pytest.fixture
def held(tmp_path):
    trigger = {"type": "Http", "inputs": {"uri": "https://h.example", "headers": {"x-api-key": "CANARY-81d2c07be6a4"}}}
    return planned(orders(tmp_path, ACTIONS, {"Poll": trigger}))


def pages(results, *, every=False, detail=Detail.CHANGES):
    """The pages as text, and the lines after them."""
    telling = Pages(detail, every=every)
    shown = [[line.plain for line in page] for page in telling.of((result, found(result)) for result in results)]
    return shown, [line.plain for line in telling.after()]


@pytest.mark.parametrize("number", [1, MANY])
def test_few_are_told_in_full(fixable, number):
    assert pages([fixable] * number) == ([told(fixable)] * number, [])


def test_many_are_told_in_full_where_that_is_wanted(fixable):
    assert pages([fixable] * (MANY + 1), every=True) == ([told(fixable)] * (MANY + 1), [])


def test_packages_with_nothing_to_tell_make_no_run_a_large_one(fixable, tmp_path):
    (tmp_path / "clean").mkdir()
    clean = planned(orders(tmp_path / "clean", {"A": ex.http()}))
    assert pages([clean] * MANY + [fixable]) == ([told(fixable)], [])


def test_many_get_a_line_each(fixable):
    shown, after = pages([fixable] * (MANY + 1))
    assert shown == [[f"{fixable.path} (solution-zip): found: 1 to fix"]] * (MANY + 1)
    (how,) = after
    assert "--verbose tells all" in how


def test_what_is_left_is_told_in_full_among_many(fixable, held):
    shown, _ = pages([fixable] * MANY + [held])
    first, *others = shown[-1]
    assert first.endswith(": found: 1 to fix, 1 held")
    assert [line.split()[0] for line in others] == ["Daily", "held", "a", "next:"]
    assert set(others) <= set(told(held))


def test_what_failed_is_told_in_full_among_many(fixable):
    failed = replace(fixable, status=Status.FAILED, error=WriteError("The disk is full.", hint="Make room."))
    broken = replace(fixable, status=Status.FAILED, error=PackageError("It is cut off."), plan=None)
    shown, _ = pages([fixable] * MANY + [failed, broken])
    assert shown[-2] == [f"{fixable.path} (solution-zip): failed: 1 not written", told(failed)[1]]
    assert shown[-1] == [f"{fixable.path} (solution-zip): failed", told(broken)[1]]
    assert told(failed)[1].startswith("  failed  ")


def test_the_counts_of_a_line_are_all_findings(held):
    (line,) = [line.plain for line in brief_lines(held, found(held))][:1]
    assert sum(map(int, re.findall(r"(\d+) (?:to fix|held)", line))) == len(found(held))


@pytest.mark.parametrize("why", [KeyboardInterrupt, WriteError("no.", hint=""), ZeroDivisionError])
def test_a_run_that_is_stopped_tells_of_the_first_ones_too(fixable, why):
    def stopped():
        yield fixable, found(fixable)
        raise why

    telling = Pages(Detail.CHANGES, every=False).of(stopped())
    assert [line.plain for line in next(telling)] == told(fixable)
    with pytest.raises(why if isinstance(why, type) else WriteError):
        next(telling)


def test_the_next_steps_stand_once_in_the_order_in_which_they_are_done(tmp_path):
    done = carried(orders(tmp_path, ACTIONS), MemoryVault())
    copied = {**ACTIONS, "Note": ex.compose(f"use {KEY}")}
    (tmp_path / "more").mkdir()
    left = carried(orders(tmp_path / "more", copied), MemoryVault())
    shown, (heading, *steps, _) = pages([done] * MANY + [left])
    assert heading == f"next, for the {MANY + 1} packages that were written"
    assert [step.split(".")[0].strip() for step in steps] == [str(number) for number in range(1, len(steps) + 1)]
    assert steps[0].startswith("  1. see to the places above in which values that moved still stand in clear")
    assert steps[0].endswith("(1 of them)")
    assert [step for step in steps[1:] if "of them" in step] == []
    assert steps[-1].startswith(f"  {len(steps)}. rotate the secrets: ")
    assert sum("pac solution import --path RESULT.zip --settings-file" in step for step in steps) == 1
    assert shown[0][0].endswith(f": fixed: 1 fixed -> {done.carried.output}")
    assert shown[0][2].endswith(": .../secrets/contosoreports-api-contoso-example-x-api-key"), "what is to be filled in"


def test_a_name_that_was_taken_is_told_among_many(tmp_path):
    vault = MemoryVault()
    carried(orders(tmp_path, ACTIONS), vault)
    other = carried(orders(tmp_path, {"A": ex.http(headers={"x-api-key": "CANARY-0c44d1ee71b29a35"})}), vault)
    lines = [line.plain for line in brief_lines(other, found(other))]
    (name, _) = sorted(vault.names())
    assert f"    {name}-2 in the vault: not {name}, which holds another value" in lines
