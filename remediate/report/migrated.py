"""What became of flows that were migrated: text for people, a record for pipelines."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rich.text import Text

from remediate.migration import LeftOut, Migrated, Outcome
from remediate.migration.making import Migration
from remediate.plan.discretion import Discretion, discretion
from remediate.report.words import counted, plain


def _discreet(outcome: Outcome) -> Migration:
    """The migration without the secrets after which flows are named."""
    migration = outcome.migration
    say = discretion(outcome.plan) if outcome.plan is not None else Discretion()
    flows = (replace(f, name=say(f.name), member=say.path(f.member)) for f in migration.flows)
    return replace(migration, flows=tuple(flows))


def migration_lines(outcome: Outcome) -> Iterator[Text]:
    """The solution, then each flow with what has to be known of it, then those that are no part of it."""
    migration = _discreet(outcome)
    target = migration.target
    yield Text.assemble(
        (plain(target.display_name), "bold"),
        f" ({target.unique_name}, publisher {plain(target.publisher_name)}, prefix {target.prefix}): ",
        counted(len(migration.flows), "flow"),
    )
    for flow in migration.flows:
        yield from _taken(flow, migration.flows)
    for left in migration.left_out:
        yield from _left(left)
    for one in outcome.passed:
        yield Text.assemble("  ", ("passed over", "dim"), f"  {plain(one.path)}: {plain(one.why)}")
    if migration.flows:
        yield Text("  Flows arrive turned off: turn each old one off before its new one is turned on.")


def _taken(flow: Migrated, flows: tuple[Migrated, ...]) -> Iterator[Text]:
    yield Text.assemble("  ", ("taken", "green"), f"     {plain(flow.name)}  ", (f"from {plain(flow.path)}", "dim"))
    for note in flow.notes:
        yield Text(f"              {plain(note)}")
    if sum(flow.name.casefold() == other.name.casefold() for other in flows) > 1:
        yield Text("              another flow of the solution has the same name")


def _left(left: LeftOut) -> Iterator[Text]:
    yield Text.assemble("  ", ("left out", "yellow"), f"  {plain(left.name)}  ", (f"from {plain(left.path)}", "dim"))
    yield Text(f"              {plain(left.reason)}")
    yield Text(f"              next: {plain(left.unblock)}", style="dim")


def migration_record(outcome: Outcome) -> dict[str, Any]:
    """The member `migration` of the document for pipelines."""
    migration = _discreet(outcome)
    return {
        "solution": migration.target.unique_name,
        "flows": [
            {"path": f.path, "flow": f.name, "file": f.member, "id": f.workflow_id, "notes": list(f.notes)}
            for f in migration.flows
        ],
        "left_out": [
            {"path": one.path, "flow": one.name, "reason": one.reason, "unblock": one.unblock}
            for one in migration.left_out
        ],
        "passed": [{"path": one.path, "reason": one.why} for one in outcome.passed],
    }
