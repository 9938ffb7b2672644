"""A run as text for people: each package with its flows, their steps, what was found in them and what is done."""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import groupby

from rich.text import Text

from remediate.batch import Result, Status
from remediate.detection import Fate
from remediate.report.carried import carried_lines
from remediate.report.diff import Hunk
from remediate.report.failures import whole
from remediate.report.package_edits import edit_lines
from remediate.report.records import Record
from remediate.report.telling import told
from remediate.report.words import plain

_COLOURS = {Fate.FIXED: "green", Fate.FIXABLE: "cyan", Fate.HELD: "yellow", Fate.REPORT: "magenta", Fate.WAIVED: "dim"}
_LINE_COLOURS = {"+": "green", "-": "red"}
_AS_IT_WAS = "What could not be read is in the result as it was, with any secret in it."
_BELOW = " " * 19


class Detail(Enum):
    """How much is told: only the findings, or what is done about them too."""

    FINDINGS = "findings"
    CHANGES = "changes"


def is_told(result: Result, found: list[Record]) -> bool:
    """Whether there is anything to say about a package besides counting it."""
    skipped = result.plan is not None and bool(result.plan.skipped)
    return bool(found or result.failed or result.carried or skipped or result.warnings)


def package_lines(result: Result, found: list[Record], detail: Detail) -> Iterator[Text]:
    """Everything about one package."""
    yield heading(result)
    yield from trouble_lines(result)
    plan = result.plan
    if plan is None:
        return
    with_changes = detail is Detail.CHANGES and not (result.error and not result.carried)
    made = told(result)
    differences = {member: list(hunks) for member, hunks in made.changes.items()} if with_changes else {}
    inside = {member: list(records) for member, records in groupby(found, key=lambda record: record.file)}
    for member in dict.fromkeys((*inside, *differences)):
        shown = made.names.get(member) or member
        yield from flow_lines(shown, member, inside.get(member, []), differences.get(member, []), result.status)
    if with_changes:
        yield from edit_lines(plan, planned=result.carried is None)
    if result.carried is not None:
        yield from carried_lines(result.carried, plan, found)


def heading(result: Result) -> Text:
    """The package, and how it ended."""
    status = {Status.FAILED: "bold red", Status.FIXED: "bold green"}.get(result.status, "bold")
    kind = f" ({result.kind})" if result.kind else ""
    before = " (by the run before)" if result.earlier else ""
    return Text.assemble((plain(result.path), "bold"), kind, ": ", (result.status.value, status), before)


def trouble_lines(result: Result) -> Iterator[Text]:
    """What of the package failed, what is to be looked at, and why it is not changed."""
    for problem in result.problems:
        yield Text.assemble("  ", ("failed", "bold red"), f"  {plain(whole(result.path, problem))}")
    if result.carried is not None and result.problems:
        yield Text.assemble("  ", ("look", "yellow"), f"  {_AS_IT_WAS}")
    for warning in result.warnings:
        yield Text.assemble("  ", ("look", "yellow"), f"  {plain(warning)}")
    if result.plan is not None and result.plan.skipped:
        yield Text.assemble("  ", ("not changed", "yellow"), f"  {plain(result.plan.skipped)}")


def flow_lines(name: str, member: str, found: list[Record], changes: Iterable[Hunk], status: Status) -> Iterator[Text]:
    """One flow: each step's findings and then its diff, then what else changes."""
    yield Text.assemble("  ", (plain(name), "bold"), (f"  {plain(member)}" if member != name else "", "dim"))
    left = list(changes)
    for action, records in groupby(found, key=lambda record: record.action):
        for record in records:
            yield from _finding_lines(record, status)
        own = [hunk for hunk in left if hunk.step and hunk.name == action]
        left = [hunk for hunk in left if hunk not in own]
        yield from _hunk_lines(own)
    yield from _hunk_lines(left)


def _finding_lines(record: Record, status: Status) -> Iterator[Text]:
    place = f" at {record.line}:{record.column}" if record.line else ""
    yield Text.assemble(
        "    ",
        (f"{_fate(record, status):<15}", _COLOURS[record.fate]),
        plain(record.message),
        (f"  ({record.detector}{place})", "dim"),
    )
    yield Text(f"{_BELOW}{plain(record.reason)}{''.join(f' ({note})' for note in _notes(record))}", style="dim")
    if record.unsafe_because:
        yield Text(f"{_BELOW}unsafe: {record.unsafe_because}", style="dim")
    if record.waiver:
        waiver = record.waiver
        yield Text(f"{_BELOW}until {waiver.until} by {plain(waiver.owner)}: {plain(waiver.reason)}", style="dim")
    if record.unblock:
        yield Text(f"{_BELOW}next: {plain(record.unblock)}", style="dim")


def _notes(record: Record) -> Iterator[str]:
    if record.confidence != "high":
        yield f"{record.confidence} confidence"
    if record.placeholder:
        yield "a placeholder stands here: put the real secret in the vault when there is one"


def _fate(record: Record, status: Status) -> str:
    if record.fate is Fate.FIXABLE and status is Status.FAILED:
        return "not fixed"
    if record.fate is Fate.FIXABLE:
        return "would fix" if record.wanted else "with --unsafe"
    return {Fate.FIXED: "fixed", Fate.HELD: "held", Fate.REPORT: "reported", Fate.WAIVED: "waived"}[record.fate]


def _hunk_lines(changes: Iterable[Hunk]) -> Iterator[Text]:
    for hunk in changes:
        yield Text(f"      {plain(hunk.name)}", style="bold dim")
        for line in hunk.lines:
            yield Text(f"      {line}", style=_LINE_COLOURS.get(line[0], "dim"))
