"""The line that sums up a run: its counts add up."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_builders import KEY, found, orders, planned

from remediate.batch import Result, Status
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import PackageError, WriteError
from remediate.report.summary import Summary

COUNTS = st.integers(0, 50)


@pytest.mark.parametrize(
    ("dry", "summary", "line"),
    [
        (
            True,
            Summary(1, 9, fates=Counter({Fate.FIXABLE: 44, Fate.HELD: 2}), unsafe=3, with_findings=5),
            "Would fix 41 (3 more with --unsafe, 2 held) in 5 of 9 flows of 1 package.",
        ),
        (
            False,
            Summary(2, 1, fates=Counter({Fate.FIXED: 4, Fate.REPORT: 1}), with_findings=1, elsewhere=1),
            "Fixed 4 (1 reported) in 1 of 1 flow and 1 other file of 2 packages.",
        ),
        (
            False,
            Summary(2, 3, failed=1, fates=Counter({Fate.FIXED: 4, Fate.FIXABLE: 6}), unsafe=1, with_findings=2),
            "Fixed 4 (5 not written, 1 more with --unsafe) in 2 of 3 flows of 2 packages; 1 package failed.",
        ),
        (
            True,
            Summary(2, 3, failed=1, fates=Counter({Fate.FIXABLE: 6}), unwritten=2, with_findings=2),
            "Would fix 4 (2 not written) in 2 of 3 flows of 2 packages; 1 package failed.",
        ),
        (
            False,
            Summary(1, 3, fates=Counter({Fate.HELD: 2, Fate.REPORT: 1}), with_findings=1),
            "Nothing to fix (2 held, 1 reported) in 1 of 3 flows of 1 package.",
        ),
        (
            False,
            Summary(1, 3, fates=Counter({Fate.FIXABLE: 2}), unsafe=2, with_findings=1),
            "Nothing to fix (2 with --unsafe) in 1 of 3 flows of 1 package.",
        ),
        (
            True,
            Summary(1, 3, fates=Counter({Fate.HELD: 2}), elsewhere=1),
            "Nothing to fix (2 held) in 0 of 3 flows and 1 other file of 1 package.",
        ),
        (
            True,
            Summary(1, 0, fates=Counter({Fate.HELD: 2}), elsewhere=1),
            "Nothing to fix (2 held) in 1 file of 1 package.",
        ),
        (True, Summary(2, 14), "Found nothing in 14 flows of 2 packages."),
        (False, Summary(), "Found no cloud flow in 0 packages."),
    ],
)
def test_it_says(dry, summary, line):
    assert summary.line(dry=dry) == line


@given(st.lists(COUNTS, min_size=5, max_size=5), st.booleans())
def test_the_numbers_of_the_line_are_all_findings(counts, dry):
    fixed, wanted, unsafe, held, reported = counts
    fates = Counter(
        {Fate.FIXED: 0 if dry else fixed, Fate.FIXABLE: wanted + unsafe, Fate.HELD: held, Fate.REPORT: reported}
    )
    summary = Summary(fates=fates, unsafe=unsafe)
    counted = [
        int(word) for word in summary.line(dry=dry).partition(" in ")[0].replace("(", "").split() if word.isdigit()
    ]
    assert sum(counted) == summary.found
    assert summary.exit_code() == (1 if summary.left else 0)


def test_flows_in_which_nothing_was_found_are_told_apart(tmp_path):
    summary = Summary()
    for name, actions in (("a", {}), ("b", {"A": ex.http(headers={"x-api-key": KEY, "x-functions-key": KEY})})):
        (tmp_path / name).mkdir()
        result = planned(orders(tmp_path / name, actions))
        summary.add(result, found(result))
    assert summary.line(dry=True) == "Would fix 2 in 1 of 2 flows of 2 packages."


def test_a_dry_run_does_not_promise_what_a_package_that_failed_would_not_get(tmp_path):
    result = planned(orders(tmp_path, {"A": ex.http(headers={"x-api-key": KEY})}))
    summary = Summary()
    summary.add(replace(result, status=Status.FAILED, error=WriteError("no.")), found(result))
    assert summary.line(dry=True) == "Would fix 0 (1 not written) in 1 of 1 flow of 1 package; 1 package failed."


def test_a_failed_package_wins_over_findings():
    assert Summary(failed=1, fates=Counter({Fate.HELD: 1})).exit_code() == 3
    assert Summary(failed=1).exit_code() == 3


@pytest.mark.parametrize(
    "others",
    [
        [Result("a.zip", "solution-zip", Status.FIXED, earlier=True)] * 2,
        [Result("a.zip", "solution-zip", Status.FIXED, error=PackageError("A part cannot be read."))],
        [Result("a.zip", "solution-zip", Status.FAILED, error=PackageError("It cannot be read."))],
    ],
    ids=["by the run before", "in part", "failed"],
)
def test_what_did_not_change_is_counted_whatever_became_of_the_others(others):
    summary = Summary()
    for result in (*others, Result("b.zip", "solution-zip", Status.CLEAN)):
        summary.add(result, ())
    assert list(summary.after("out", dry=False))[-1] == "1 package did not change: nothing of it is in out."


@pytest.mark.parametrize(
    ("fates", "said"),
    [
        (
            {Fate.HELD: 1},
            ["Nothing was written. What is left stands above: why, and where it is held, what would help."],
        ),
        ({Fate.WAIVED: 1}, ["Nothing was written."]),
        ({}, []),
    ],
)
def test_a_run_that_had_nothing_to_do_says_so(fates, said):
    summary = Summary(1, 3, fates=Counter(fates))
    assert list(summary.after(None, dry=False)) == said
    assert list(summary.after(None, dry=True)) == []
    assert list(Summary(1, 3, written=1, fates=Counter(fates)).after(None, dry=False)) == []
