"""Playbooks: what to look for and what to do about it, checked before any flow is read.

A playbook is a TOML file: `name`, `why`, optionally `extends` (another playbook's name, whose steps come first), then
`[[step]]`, each with its own `name`, the `detector`'s id, and `apply`: `safe` (make fixes that need nobody else),
`unsafe` (make all of them) or `report` (only tell). `with` gives options to the remedy (`step_options.py`). A step
replaces an earlier one for the same detector.

`[[waive]]` leaves a finding as it is, with a reason, an owner and a last day (`remediate/waivers.py`).

`[legacy]` says what becomes of packages exported outside solutions: `way` is `fix` (in place, secrets are read through
the Key Vault connector; the default), `migrate` (`remediate migrate` makes a solution of them, `fix` leaves them) or
`report`. `publisher` and `prefix` are those of the solution that `remediate migrate` makes.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from importlib import resources
from pathlib import Path
from typing import Any

from remediate.detectors import ALL, AnyDetector, kingfisher, vendor_token
from remediate.errors import PlaybookError
from remediate.misspelt import did_you_mean
from remediate.step_options import StepOptions, options_of, read_options
from remediate.waivers import MEMBERS, Waiver, waiver

DEFAULT = "baseline"
_MEMBERS = {"name", "why", "extends", "step", "legacy", "waive"}
_LEGACY_MEMBERS = {"way", "publisher", "prefix"}
_STEP_MEMBERS = {"name", "detector", "apply", "with"}


class Apply(Enum):
    """What a step does with what its detector finds."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    REPORT = "report"


class Way(Enum):
    """What `fix` does with a package exported outside solutions."""

    FIX = "fix"
    MIGRATE = "migrate"
    REPORT = "report"


_THERE = "Correct it there."


@dataclass(frozen=True, slots=True)
class Legacy:
    """What becomes of packages exported outside solutions; `publisher` and `prefix` are empty where not given."""

    way: Way = Way.FIX
    publisher: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One detector and what is done with its findings. `name` says what and why, for people."""

    name: str
    detector: AnyDetector
    apply: Apply
    options: StepOptions = field(default_factory=StepOptions)


@dataclass(frozen=True, slots=True)
class Playbook:
    """Steps in order, one for each detector, and what becomes of packages exported outside solutions.

    `waivers` are counted on the day `today`; none of them counts before the playbook is told one.
    """

    name: str
    why: str
    steps: tuple[Step, ...]
    legacy: Legacy = Legacy()
    waivers: tuple[Waiver, ...] = ()
    today: date | None = None

    def as_of(self, today: date) -> "Playbook":
        """The same playbook on a day."""
        return replace(self, today=today)

    @property
    def in_force(self) -> tuple[Waiver, ...]:
        """The waivers that count."""
        return tuple(w for w in self.waivers if self.today is not None and not w.is_over(self.today))

    @property
    def expired(self) -> tuple[Waiver, ...]:
        """The waivers whose last day has passed."""
        return tuple(w for w in self.waivers if self.today is not None and w.is_over(self.today))

    def only(self, detectors: tuple[str, ...]) -> "Playbook":
        """The same playbook with just the steps of these detectors.

        Raises PlaybookError where one of them has no step.
        """
        if not detectors:
            return self
        known = {step.detector.id for step in self.steps}
        for wanted in detectors:
            if wanted not in known:
                hint = _with_it(wanted) or f"{did_you_mean(wanted, known)}It has: {', '.join(sorted(known))}."
                raise PlaybookError(f"the playbook {self.name} has no step for the detector {wanted!r}.", hint=hint)
        steps = tuple(s for s in self.steps if s.detector.id in detectors)
        return replace(self, steps=steps, waivers=tuple(w for w in self.waivers if w.detector in detectors))


def folder() -> Path:
    """Where the playbooks that come with remediate are: in the wheel, or beside the package in a checkout."""
    shipped = Path(str(resources.files("remediate"))) / "_playbooks"
    return shipped if shipped.is_dir() else shipped.parent.parent / "playbooks"


def _with_it(detector: str) -> str:
    """Which of the playbooks that come with remediate have a step for a detector, as what to do next."""
    having = [name for name in shipped() if any(step.detector.id == detector for step in load(name).steps)]
    return f"Add --playbook {' or --playbook '.join(having)}: that has one." if having else ""


def shipped() -> tuple[str, ...]:
    """The names of the playbooks that come with remediate."""
    return tuple(sorted(path.stem for path in folder().glob("*.toml")))


def load(name: str = DEFAULT) -> Playbook:
    """The playbook of that name, or at that path.

    Raises PlaybookError where there is none, or it does not hold together.
    """
    return _load(name, ())


def _load(name: str, seen: tuple[str, ...]) -> Playbook:
    path = _find(name)
    if name in seen:
        circle = " -> ".join((*seen, name))
        raise PlaybookError(f"it extends itself: {circle}.", hint="Take out one `extends`.", file=str(path))
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlaybookError(f"not a TOML file: {error}.", hint=_THERE, file=str(path)) from None
    except OSError as error:
        raise PlaybookError(
            f"cannot be read: {error.strerror}.", hint="Check its permissions.", file=str(path)
        ) from None
    _known(told, _MEMBERS, path, "the playbook")
    extended = _text(told, "extends", path, required=False)
    base = _load(extended, (*seen, name)) if extended else None
    steps = {step.detector.id: step for step in base.steps} if base else {}
    for number, step in enumerate(_tables(told, "step", path), 1):
        read = _step(step, path, number)
        steps[read.detector.id] = read
    if not steps:
        raise PlaybookError("it has no [[step]].", hint='Add one, or extends = "baseline".', file=str(path))
    order = [detector.id for detector in ALL]
    ordered = sorted(steps.values(), key=lambda step: order.index(step.detector.id))
    legacy = _legacy(told.get("legacy", {}), base.legacy if base else Legacy(), path)
    waivers = (*(base.waivers if base else ()), *_waivers(_tables(told, "waive", path), path))
    return Playbook(_text(told, "name", path), _text(told, "why", path), tuple(ordered), legacy, waivers)


def _find(name: str) -> Path:
    given = Path(name)
    if given.suffix == ".toml":
        if given.is_file():
            return given
        raise PlaybookError(f"there is no playbook at {name}.", hint="Check the path.")
    path = folder() / f"{name}.toml"
    if name in shipped():
        return path
    raise PlaybookError(
        f"there is no playbook {name!r}.",
        hint=f"{did_you_mean(name, shipped())}There is: {', '.join(shipped())}; or name a .toml file.",
    )


def _legacy(told: Any, base: Legacy, path: Path) -> Legacy:
    """What the playbook says of packages outside solutions, on top of what the one that it extends says."""
    if not isinstance(told, dict):
        raise PlaybookError("legacy is not a table: write [legacy].", hint=_THERE, file=str(path))
    _known(told, _LEGACY_MEMBERS, path, "legacy")
    given = {name: _text(told, name, path, "legacy") for name in told}
    try:
        way = Way(given.pop("way", base.way.value))
    except ValueError:
        raise PlaybookError("legacy: way is fix, migrate or report.", hint=_THERE, file=str(path)) from None
    return replace(base, way=way, **given)


def _tables(told: Mapping[str, Any], member: str, path: Path) -> list[dict[str, Any]]:
    given = told.get(member, [])
    if not isinstance(given, list):
        raise PlaybookError(f"{member} is not a list: write [[{member}]].", hint=_THERE, file=str(path))
    for number, table in enumerate(given, 1):
        if not isinstance(table, dict):
            raise PlaybookError(f"{member} {number} is not a table.", hint=f"Write [[{member}]].", file=str(path))
    return given


def _waivers(tables: list[dict[str, Any]], path: Path) -> Iterator[Waiver]:
    for number, told in enumerate(tables, 1):
        where = f"waive {number}"
        _known(told, MEMBERS, path, where)
        _detector(told, path, where)
        yield waiver(told, lambda wrong, where=where: PlaybookError(f"{where}: {wrong}", hint=_THERE, file=str(path)))  # type: ignore[misc]


def _detector(told: Mapping[str, Any], path: Path, where: str) -> AnyDetector:
    identifier = _text(told, "detector", path, where)
    found = next((d for d in ALL if d.id == identifier), None)
    if found is None:
        hint = f"{did_you_mean(identifier, (d.id for d in ALL))}`remediate explain` lists them."
        raise PlaybookError(f"{where}: there is no detector {identifier!r}.", hint=hint, file=str(path))
    if found is vendor_token and not kingfisher.is_installed():
        hint = f"Install it: {kingfisher.INSTALL}"
        raise PlaybookError(f"{where}: {identifier} needs the engine Kingfisher.", hint=hint, file=str(path))
    return found


def _step(told: dict[str, Any], path: Path, number: int) -> Step:
    where = f"step {number}"
    _known(told, _STEP_MEMBERS, path, where)
    detector = _detector(told, path, where)
    try:
        apply = Apply(_text(told, "apply", path, where))
    except ValueError:
        raise PlaybookError(f"{where}: apply is safe, unsafe or report.", hint=_THERE, file=str(path)) from None
    return Step(_text(told, "name", path, where), detector, apply, _options(told, detector.id, path, where))


def _options(told: Mapping[str, Any], detector: str, path: Path, where: str) -> StepOptions:
    options = told.get("with", {})
    if not isinstance(options, dict):
        raise PlaybookError(f"{where}: with is no table.", hint="Write with = { OPTION = VALUE }.", file=str(path))
    _known(options, options_of(detector), path, f"{where}, with")
    try:
        return read_options(options)
    except ValueError as error:
        raise PlaybookError(f"{where}, with: {error}.", hint=_THERE, file=str(path)) from None


def _known(told: Mapping[str, Any], members: set[str] | frozenset[str], path: Path, where: str) -> None:
    for member in told:
        if member not in members:
            allowed = ", ".join(sorted(members)) or "nothing"
            raise PlaybookError(f"{where}: {member} is not known.", hint=f"It takes: {allowed}.", file=str(path))


def _text(
    told: Mapping[str, Any], member: str, path: Path, where: str = "the playbook", *, required: bool = True
) -> str:
    value = told.get(member, "" if not required else None)
    if not isinstance(value, str) or (required and not value.strip()):
        raise PlaybookError(
            f"{where}: {member} is missing or not a text.", hint=f'Write {member} = "...".', file=str(path)
        )
    return value
