"""A run as text for people, package by package, then the line that sums it up."""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import groupby

from rich.text import Text

from remediate.batch import Carried, Result, Status
from remediate.mend import Fate
from remediate.package import Kind
from remediate.plan import PackagePlan
from remediate.report.diff import Hunk, hunks
from remediate.report.records import Record
from remediate.report.words import counted, plain

_COLOURS = {Fate.FIXED: "green", Fate.FIXABLE: "cyan", Fate.HELD: "yellow", Fate.REPORT: "magenta"}
_LINE_COLOURS = {"+": "green", "-": "red"}


class Detail(Enum):
    """How much is told: only the findings, or what is done about them too."""

    FINDINGS = "findings"
    CHANGES = "changes"


def package_lines(result: Result, found: list[Record], detail: Detail) -> Iterator[Text]:
    """Everything about one package; a package in which nothing was found has one line."""
    yield _heading(result)
    for problem in result.problems:
        yield Text.assemble("  ", ("failed", "bold red"), f"  {plain(str(problem))}")
    if result.plan is None:
        return
    if result.plan.skipped:
        yield Text.assemble("  ", ("not changed", "yellow"), f"  {plain(result.plan.skipped)}")
    differences = {f.file.member: list(hunks(f)) for f in result.plan.flows if f.changes}
    told = {record.file for record in found}
    for member, inside in groupby(found, key=lambda record: record.file):
        yield from _flow_lines(member, list(inside), differences.get(member, []) if detail is Detail.CHANGES else [])
    for member, changes in differences.items():
        if member not in told and detail is Detail.CHANGES:
            yield from _hunk_lines(changes)
    if detail is Detail.CHANGES and result.plan.changes:
        yield from _package_changes(result.plan)
    if result.carried is not None:
        yield from _carried_lines(result.carried, result.plan)


def _heading(result: Result) -> Text:
    status = {Status.FAILED: "bold red", Status.FIXED: "bold green"}.get(result.status, "bold")
    kind = f" ({result.kind})" if result.kind else ""
    return Text.assemble((plain(result.path), "bold"), kind, ": ", (result.status.value, status))


def _flow_lines(member: str, found: list[Record], changes: list[Hunk]) -> Iterator[Text]:
    yield Text.assemble("  ", (plain(found[0].flow or member), "bold"), (f"  {plain(member)}", "dim"))
    left = {hunk.name: hunk for hunk in changes}
    for action, records in groupby(found, key=lambda record: record.action):
        for record in records:
            yield from _finding_lines(record)
        if plain(action) in left:
            yield from _hunk_lines([left.pop(plain(action))])
    yield from _hunk_lines(left.values())


def _finding_lines(record: Record) -> Iterator[Text]:
    fate = _fate(record)
    place = f":{record.line}:{record.column}" if record.line else ""
    yield Text.assemble(
        "    ", (f"{fate:<15}", _COLOURS[record.fate]), plain(record.message), (f"  {record.detector}{place}", "dim")
    )
    reason = plain(record.reason)
    if record.confidence != "high":
        reason += f" ({record.confidence} confidence)"
    if record.placeholder:
        reason += " (a placeholder stands here: put the real secret in the vault when there is one)"
    yield Text(f"                   {reason}", style="dim")
    if record.unblock:
        yield Text(f"                   next: {plain(record.unblock)}", style="dim")


def _fate(record: Record) -> str:
    if record.fate is Fate.FIXABLE:
        return "would fix" if record.wanted else "with --unsafe"
    return {Fate.FIXED: "fixed", Fate.HELD: "held", Fate.REPORT: "reported"}[record.fate]


def _hunk_lines(changes: Iterable[Hunk]) -> Iterator[Text]:
    for hunk in changes:
        yield Text(f"      {hunk.name}", style="bold dim")
        for line in hunk.lines:
            yield Text(f"      {line}", style=_LINE_COLOURS.get(line[0], "dim"))


def _package_changes(plan: PackagePlan) -> Iterator[Text]:
    facts = plan.package.facts
    yield Text("  the package", style="bold")
    for variable in plan.variables:
        yield Text(f"    + environment variable {variable.schema_name} (Secret) -> vault secret {variable.secret_name}")
    for reference in plan.references:
        yield Text(f"    + connection reference {reference.logical_name} (Microsoft Dataverse)")
    unread = [deposit for deposit in plan.deposits if not deposit.schema_name]
    for deposit in unread:
        yield Text(f"    + vault secret {deposit.secret_name}, which no action reads")
    for member in plan.removed:
        yield Text(f"    - {plain(member)}")
    if facts is not None and facts.manifest in plan.edits:
        yield Text(f"    + version: one higher than {plain(facts.version)}")


def _carried_lines(carried: Carried, plan: PackagePlan) -> Iterator[Text]:
    if carried.deposited:
        yield Text(f"    in the vault {plain(carried.vault)}:")
    for stored in carried.deposited:
        yield Text(f"      {stored.name} ({stored.written.value})")
        for skipped in stored.skipped:
            yield Text(f"           the name {skipped.name} {skipped.why.value}", style="dim")
    yield Text.assemble("    written: ", (plain(str(carried.output)), "bold"))
    for path in carried.beside:
        yield Text(f"    beside it: {plain(str(path))}")
    if carried.settings is not None:
        yield Text(f"    settings: {plain(str(carried.settings))}")
    for name in carried.missing:
        yield Text(f"    to fill in: the Key Vault path of {name} (not known here)", style="yellow")
    yield from _next_steps(carried, plan)


def _next_steps(carried: Carried, plan: PackagePlan) -> Iterator[Text]:
    yield Text("  next", style="bold")
    if carried.missing:
        yield Text(f"    remediate vault copy {plain(carried.vault)} https://NAME.vault.azure.net, or fix with --vault")
    settings = f" --settings-file {carried.settings}" if carried.settings else ""
    if plan.package.kind is Kind.SOLUTION_ZIP:
        yield Text(f"    pac solution import --path {carried.output}{settings}")
    elif plan.package.kind is Kind.SOLUTION_FOLDER:
        yield Text(f"    pac solution pack --folder {carried.output} --zipfile NAME.zip")
        yield Text(f"    pac solution import --path NAME.zip{settings}")
    else:
        yield Text("    bring the flow, its variables and its connection reference into a solution")
    if plan.deposits:
        yield Text("    turn each changed flow off and on again, so that it takes up the new values")
        number = counted(len(plan.deposits), "secret")
        yield Text(f"    rotate {number}: old exports, source control and run history still hold the old values")
