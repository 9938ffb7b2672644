"""A verdict as text for people: what is meant, then one line a rule, then what was broken before."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from remediate.batch.verifying import Verified
from remediate.report.words import counted, plain
from remediate.verify import Change, Problem, Rule
from remediate.verify.rules import RULES
from remediate.verify.verdict import Located, Verdict

_MEANT = 3
_BROKEN = 20
_COLUMN = 58


def verified_lines(verified: Verified) -> Iterator[Text]:
    """Everything about one pair."""
    verdict = verified.verdict
    if verdict is None:
        shown = plain(verified.after or verified.before)
        yield Text.assemble((shown, "bold"), ": ", ("failed", "bold red"))
        yield Text(f"  {plain(str(verified.error))}")
        return
    word = ("proven", "bold green") if verdict.proven else ("not proven", "bold red")
    yield Text.assemble((plain(verdict.before), "bold"), " -> ", (plain(verdict.after), "bold"), ": ", word)
    yield Text(f"  {_compared(verdict)}", style="dim")
    yield from _meant(verdict)
    yield from _rules(verdict)
    yield from _known(verdict)


def _compared(verdict: Verdict) -> str:
    other = f"{counted(verdict.members, 'other file')} compared" if verdict.members else "no other file compared"
    rest = f", {verdict.uncompared} without a counterpart" if verdict.uncompared else ""
    return f"{counted(verdict.flows, 'flow')} and {other}{rest}"


def _meant(verdict: Verdict) -> Iterator[Text]:
    """A line for each sort of intended change, with the first places."""
    if not verdict.changes:
        yield Text("  no secret was taken out: nothing differs that a fix would change")
        return
    yield Text("  changes that are meant", style="bold")
    by_intent: dict[str, list[tuple[Located, Change]]] = {}
    for one, change in verdict.changes:
        by_intent.setdefault(change.intent.value, []).append((one, change))
    for intent, found in by_intent.items():
        yield Text(f"    {intent:<{_COLUMN}}{len(found):>4}")
        yield from _places([(one, change.what) for one, change in found], _MEANT)


def _rules(verdict: Verdict) -> Iterator[Text]:
    checked = dict(verdict.rules)
    for area, group in groupby(RULES, key=lambda rule: rule.area):
        yield Text(f"  {area.value}", style="bold")
        for rule in group:
            if rule in verdict.unchecked:
                yield Text(f"    {rule.name:<{_COLUMN}}not checked: {verdict.unchecked[rule]}", style="dim")
                continue
            times = checked[rule]
            word = (f"broken {counted(times, 'time')}", "bold red") if times else ("kept", "green")
            yield Text.assemble(f"    {rule.name:<{_COLUMN}}", word)
            if times:
                yield Text(f"      source: {rule.source}", style="dim")
                yield from _places(_of(verdict.problems, rule), _BROKEN)


def _of(found: Iterable[tuple[Located, Problem]], rule: Rule) -> list[tuple[Located, str]]:
    return [(one, problem.why) for one, problem in found if problem.rule == rule]


def _places(found: Sequence[tuple[Located, str]], most: int) -> Iterator[Text]:
    for one, words in found[:most]:
        where = one.flow or one.member
        at = f" ({plain(one.what.pointer)})" if one.what.pointer and isinstance(one.what, Problem) else ""
        yield Text(f"      {plain(where)}: {plain(words)}{at}" if where else f"      {plain(words)}{at}")
    if len(found) > most:
        yield Text(f"      and {len(found) - most} more; --format json lists them all", style="dim")


def _known(verdict: Verdict) -> Iterator[Text]:
    if verdict.known:
        yield Text("  broken in BEFORE already, and still", style="bold")
        for rule in RULES:
            if found := _of(verdict.still_broken, rule):
                yield Text(f"    {rule.name:<{_COLUMN}}{len(found):>4}")
                yield from _places(found, _MEANT)


def summary_line(all_verified: Sequence[Verified]) -> str:
    """All of it in one sentence that begins with `Proven` or `Not proven`."""
    verdicts = [one.verdict for one in all_verified if one.verdict is not None]
    flows = sum(verdict.flows for verdict in verdicts)
    problems = sum(len(verdict.problems) for verdict in verdicts)
    changes = sum(len(verdict.changes) for verdict in verdicts)
    known = sum(len(verdict.known) for verdict in verdicts)
    failed = len(all_verified) - len(verdicts)
    where = f"{counted(flows, 'flow')} of {counted(len(verdicts), 'package')}"
    told = [f"{counted(changes, 'change')} that {'is' if changes == 1 else 'are'} meant"]
    if problems:
        told.insert(0, f"{problems} broken or unproven")
    if known:
        told.append(f"{known} broken before already")
    if failed:
        told.append(f"{counted(failed, 'package')} failed")
    return f"{'Not proven' if problems or failed else 'Proven'}: {where}, {', '.join(told)}."


def exit_code(all_verified: Sequence[Verified]) -> int:
    """0 all proven, 1 something broken or unproven, 3 a package could not be read."""
    if any(one.verdict is None for one in all_verified):
        return 3
    return 0 if all(one.verdict.proven for one in all_verified if one.verdict) else 1
