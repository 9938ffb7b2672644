"""Many verdicts as text: a line each, and under it what is broken; what AFTER does not have is told once for all."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from remediate.batch.verifying import LEFT_OUT, Verified
from remediate.report.brief import MANY
from remediate.report.verified import broken_lines, heading, left_out_line, verified_lines
from remediate.report.words import counted, plain
from remediate.verify.verdict import Verdict

_HOW = (
    f"These are more than {MANY} packages, so what is proven is only counted. "
    "--verbose tells all of each package, and so does --format json."
)


def is_brief(found: Sequence[Verified], *, every: bool) -> bool:
    """Whether the pairs are told in brief, since they are many and not `every` one is wanted in full."""
    return not every and sum(not one.left_out for one in found) > MANY


def pages(found: Sequence[Verified], *, every: bool) -> Iterator[list[Text]]:
    """A page for each pair, and one for the packages that AFTER does not have."""
    brief = is_brief(found, every=every)
    for one in found:
        if not one.left_out:
            yield list(_brief_lines(one) if brief else verified_lines(one))
    if left_out := [one for one in found if one.left_out]:
        yield list(_left_out_lines(left_out, every=every))
    if brief:
        yield [Text(_HOW)]


def _brief_lines(one: Verified) -> Iterator[Text]:
    if one.verdict is None:
        yield from verified_lines(one)
        return
    yield Text.assemble(heading(one.verdict), f", {_counts(one.verdict)}")
    yield from broken_lines(one.verdict)


def _counts(verdict: Verdict) -> str:
    told = [counted(verdict.flows, "flow"), counted(len(verdict.changes), "meant change")]
    if verdict.problems:
        told.append(f"{len(verdict.problems)} broken or unproven")
    if verdict.known:
        told.append(f"{len(verdict.known)} broken before already")
    return ", ".join(told)


def _left_out_lines(left_out: Sequence[Verified], *, every: bool) -> Iterator[Text]:
    yield Text(left_out_line(len(left_out)), style="bold")
    named = left_out if every else left_out[:MANY]
    yield from (Text(f"  {plain(one.before)}") for one in named)
    if len(named) < len(left_out):
        yield Text(f"  and {len(left_out) - len(named)} more; --verbose names them all", style="dim")
    if any(one.error for one in left_out):
        yield Text(f"  next: {LEFT_OUT}")
