"""The line that sums up a run: its counts add up."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.batch import Result, Status
from remediate.detection import Fate
from remediate.errors import PackageError
from remediate.report.summary import Summary

COUNTS = st.integers(0, 50)


@pytest.mark.parametrize(
    ("dry", "summary", "line"),
    [
        (
            True,
            Summary(1, 5, fates=Counter({Fate.FIXABLE: 44, Fate.HELD: 2}), unsafe=3),
            "Would fix 41 (3 more with --unsafe, 2 held) in 5 flows of 1 package.",
        ),
        (
            False,
            Summary(2, 1, fates=Counter({Fate.FIXED: 4, Fate.REPORT: 1})),
            "Fixed 4 (1 reported) in 1 flow of 2 packages.",
        ),
        (
            False,
            Summary(2, 3, failed=1, fates=Counter({Fate.FIXED: 4, Fate.FIXABLE: 6}), unsafe=1),
            "Fixed 4 (5 not written, 1 more with --unsafe) in 3 flows of 2 packages; 1 package failed.",
        ),
        (True, Summary(), "Would fix 0 in 0 flows of 0 packages."),
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
    assert list(summary.after("out"))[-1] == "1 package did not change: nothing of it is in out."
