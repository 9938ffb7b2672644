"""How well findings meet labels: recall, precision, exact spans, false alarms by class."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from planting import Label

LEVELS = ("low", "medium", "high")
_NOT_THERE = object()


@dataclass(frozen=True, slots=True)
class Alarm:
    """A finding, of any engine. A span of None means the whole scalar."""

    pointer: str
    span: tuple[int, int] | None = None
    confidence: str = "high"
    placeholder: bool = False
    detector: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A planted flow: its labels, what an engine said about it, and the flow as it was before."""

    name: str
    document: Any = field(repr=False)
    original: Any = field(repr=False)
    labels: Sequence[Label] = field(repr=False)
    alarms: Sequence[Alarm] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Miss:
    """A secret that nothing found; `as_placeholder` where it was taken for a placeholder."""

    file: str
    label: Label
    as_placeholder: bool


@dataclass(frozen=True, slots=True)
class False_:  # noqa: N801 - the word is the point; the keyword is taken
    """A finding that meets no secret. `group` is the class of the decoy, `beside` or `untouched`."""

    file: str
    alarm: Alarm
    group: str
    place: str


@dataclass(slots=True)
class Tally:
    """Of a group of secrets: how many there are, how many were found, how many with the exact span."""

    total: int = 0
    found: int = 0
    exact: int = 0

    @property
    def recall(self) -> float:
        """The share that was found; 1 of an empty group."""
        return self.found / self.total if self.total else 1.0

    @property
    def exactness(self) -> float:
        """The share of the found whose span is exact; 1 of an empty group."""
        return self.exact / self.found if self.found else 1.0

    def count(self, *, found: bool, exact: bool) -> None:
        """One more."""
        self.total += 1
        self.found += found
        self.exact += exact


@dataclass(slots=True)
class Score:
    """What came of all cases at one level of confidence.

    False alarms on text that was planted (decoys, and what stands beside a secret) count against precision; those on
    text that was in the flow before are `background` and counted apart.
    """

    level: str
    all: Tally = field(default_factory=Tally)
    by_kind: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_place: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_variant: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    decoys: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    inexact: list[tuple[str, Label, Alarm]] = field(default_factory=list)
    false_alarms: list[False_] = field(default_factory=list)
    background: list[False_] = field(default_factory=list)
    placeholders: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Secrets found, of all."""
        return self.all.recall

    @property
    def precision(self) -> float:
        """Secrets found, of these and the false alarms on planted text; 1 where nothing was said."""
        said = self.all.found + len(self.false_alarms)
        return self.all.found / said if said else 1.0

    @property
    def false_by_class(self) -> Counter[str]:
        """False alarms on planted text by the class they fell for."""
        return Counter(f.group for f in self.false_alarms)


def scalar_at(document: Any, pointer: str) -> Any:
    """The scalar that `pointer` names; an object, an array or nothing there give a value that no scalar equals."""
    for raw in pointer.split("/")[1:]:
        name = raw.replace("~1", "/").replace("~0", "~")
        try:
            document = document[int(name)] if isinstance(document, list) else document[name]
        except (KeyError, IndexError, ValueError, TypeError):
            return _NOT_THERE
    return _NOT_THERE if isinstance(document, dict | list) or document is None else document


def score(cases: Iterable[Case], *, level: str = "low") -> Score:
    """The score of all cases, of the alarms of at least that confidence."""
    result = Score(level)
    wanted = LEVELS[LEVELS.index(level) :]
    for case in cases:
        alarms = [
            a for a in case.alarms if a.confidence in wanted and scalar_at(case.document, a.pointer) is not _NOT_THERE
        ]
        _score_secrets(result, case, alarms)
        _score_alarms(result, case, alarms)
    return result


def _reach(case: Case, alarm: Alarm) -> tuple[int, int]:
    return alarm.span or (0, max(1, len(str(scalar_at(case.document, alarm.pointer)))))


def _meets(case: Case, alarm: Alarm, label: Label) -> bool:
    start, end = _reach(case, alarm)
    return alarm.pointer == label.pointer and start < max(label.span[1], label.span[0] + 1) and label.span[0] < end


def _score_secrets(result: Score, case: Case, alarms: Sequence[Alarm]) -> None:
    at: dict[str, list[Alarm]] = defaultdict(list)
    for alarm in alarms:
        at[alarm.pointer].append(alarm)
    for label in (x for x in case.labels if x.is_secret):
        met = [a for a in at[label.pointer] if _meets(case, a, label)]
        hits = [a for a in met if not a.placeholder]
        exact = any(_reach(case, a) == label.span for a in hits)
        for tally in (
            result.all,
            result.by_kind[label.kind],
            result.by_place[label.place],
            result.by_variant[label.variant],
        ):
            tally.count(found=bool(hits), exact=exact)
        if not hits:
            result.misses.append(Miss(case.name, label, as_placeholder=bool(met)))
        elif not exact:
            result.inexact.append((case.name, label, hits[0]))


def _score_alarms(result: Score, case: Case, alarms: Sequence[Alarm]) -> None:
    counted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for label in (x for x in case.labels if not x.is_secret):
        result.decoys[label.kind] += 1
    for alarm in alarms:
        met = [x for x in case.labels if _meets(case, alarm, x)]
        if any(x.is_secret for x in met):
            continue
        if alarm.placeholder:
            result.placeholders[met[0].kind if met else "elsewhere"] += 1
            continue
        start, end = _reach(case, alarm)
        if any(s < end and start < e for s, e in counted[alarm.pointer]):
            continue  # two detectors that say the same are one alarm
        counted[alarm.pointer].append((start, end))
        same = scalar_at(case.original, alarm.pointer) == scalar_at(case.document, alarm.pointer)
        if met:
            result.false_alarms.append(False_(case.name, alarm, met[0].kind, met[0].place))
        elif same:
            result.background.append(False_(case.name, alarm, "untouched", ""))
        else:
            result.false_alarms.append(False_(case.name, alarm, "beside", ""))
