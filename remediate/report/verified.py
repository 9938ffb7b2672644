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
    yield heading(verdict)
    yield Text(f"  {_compared(verdict)}", style="dim")
    yield from _meant(verdict)
    yield from _rules(verdict)
    yield from _known(verdict)


def heading(verdict: Verdict) -> Text:
    """The pair, and whether it is proven."""
    word = ("proven", "bold green") if verdict.proven else ("not proven", "bold red")
    return Text.assemble((plain(verdict.before), "bold"), " -> ", (plain(verdict.after), "bold"), ": ", word)


def broken_lines(verdict: Verdict) -> Iterator[Text]:
    """Each rule that does not hold, with its places."""
    for rule, times in verdict.rules:
        if times:
            yield from _rule_lines(verdict, rule, times)


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
            yield from _rule_lines(verdict, rule, checked[rule])


def _rule_lines(verdict: Verdict, rule: Rule, times: int) -> Iterator[Text]:
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


def left_out_line(number: int) -> str:
    """What is to be known of packages that AFTER does not have."""
    have, them = ("has", "it") if number == 1 else ("have", "them")
    return f"{counted(number, 'package')} of BEFORE {have} no counterpart in AFTER: nothing is proven of {them}."


def summary_line(all_verified: Sequence[Verified]) -> str:
    """All of it in one sentence that begins with `Proven` or `Not proven`, and one on what AFTER does not have."""
    verdicts = [one.verdict for one in all_verified if one.verdict is not None]
    flows = sum(verdict.flows for verdict in verdicts)
    problems = sum(len(verdict.problems) for verdict in verdicts)
    changes = sum(len(verdict.changes) for verdict in verdicts)
    known = sum(len(verdict.known) for verdict in verdicts)
    left_out = sum(one.left_out for one in all_verified)
    failed = sum(one.error is not None and not one.left_out for one in all_verified)
    where = f"{counted(flows, 'flow')} of {counted(len(verdicts), 'package')}"
    told = [f"{counted(changes, 'change')} that {'is' if changes == 1 else 'are'} meant"]
    if problems:
        told.insert(0, f"{problems} broken or unproven")
    if known:
        told.append(f"{known} broken before already")
    if failed:
        told.append(f"{counted(failed, 'package')} failed")
    said = f"{'Not proven' if exit_code(all_verified) else 'Proven'}: {where}, {', '.join(told)}."
    return f"{said} {left_out_line(left_out)}" if left_out else said


def exit_code(all_verified: Sequence[Verified]) -> int:
    """0 all proven, 1 something broken or unproven or nothing compared, 3 a package could not be compared."""
    if any(one.error is not None for one in all_verified):
        return 3
    verdicts = [one.verdict for one in all_verified if one.verdict is not None]
    return 0 if verdicts and all(verdict.proven for verdict in verdicts) else 1
