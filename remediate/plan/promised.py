"""What `--unsafe` would do besides, found out by doing it: a fix is promised only where it would be made."""

from collections.abc import Callable
from dataclasses import replace

from remediate.detection import Fate, Outcome
from remediate.mend import Mended
from remediate.remedies import Held


def as_promised(mended: Mended, unsafe: Callable[[], Mended | Held]) -> Mended:
    """The flow whose findings are told as fixable with `--unsafe` only where they are; the others are held.

    `unsafe` mends the flow with it, or says why that could not be written; it is asked only where a fix is promised.
    """
    if all(outcome.fate is not Fate.FIXABLE for outcome in mended.outcomes):
        return mended
    tried = unsafe()
    if isinstance(tried, Held):
        return replace(mended, outcomes=tuple(_held(outcome, tried) for outcome in mended.outcomes))
    first = len(mended.found)  # outcomes begin with those of the flow as it was, in order; what came up stands behind
    came_up = {outcome.place: outcome for outcome in tried.outcomes[first:]}
    then = [*tried.outcomes[:first], *(came_up.get(outcome.place, outcome) for outcome in mended.outcomes[first:])]
    told = (_as(outcome, other) for outcome, other in zip(mended.outcomes, then, strict=True))
    return replace(mended, outcomes=tuple(told))


def _as(outcome: Outcome, then: Outcome) -> Outcome:
    return _held(outcome, then.held) if then.fate is Fate.HELD else outcome


def _held(outcome: Outcome, held: Held | None) -> Outcome:
    return replace(outcome, fate=Fate.HELD, held=held) if outcome.fate is Fate.FIXABLE else outcome
