"""Which package is the counterpart of which, where two are compared or two folders of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from remediate.batch.destinations import is_result
from remediate.errors import PackageError
from remediate.package import Candidate, Kind, discover

_MARK = ".remediated"
_SOLUTIONS = (Kind.SOLUTION_ZIP, Kind.SOLUTION_FOLDER)
_OUTSIDE_SOLUTIONS = (Kind.LEGACY_ZIP, Kind.LEGACY_FOLDER)

_Key = tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Packages at or below a path that are looked at as one, by their paths below it."""

    named: Path
    parts: Mapping[str, Candidate]

    def __str__(self) -> str:
        return str(self.named)


Side = Candidate | PackageError | Joined


def counterparts(before: Path, after: Path) -> Iterator[tuple[Side | None, Side | None]]:
    """Each package at or below `before` with its counterpart at or below `after`, None where it has none.

    One package on each side is a pair whatever it is called. Several packages from outside solutions and one solution
    are what `migrate` makes: all of them together are its counterpart. Otherwise packages are paired by their path.
    """
    old, new = _found(before), _found(after)
    if before.resolve() != after.resolve():  # the result may lie in the folder with what it was made of
        old = {key: one for key, one in old.items() if not _is_among(one, new.values())}
    if len(old) == len(new) == 1:
        yield next(iter(old.values())), next(iter(new.values()))
        return
    solution, parts = _only_solution(list(new.values())), dict(_outside_solutions(old))
    if solution and len(parts) > 1:
        yield Joined(before, {_below(before, one): one for one in parts.values()}), solution
        old, new = {key: one for key, one in old.items() if key not in parts}, {}
    yield from ((one, new.get(key)) for key, one in old.items())
    yield from ((None, one) for key, one in new.items() if key not in old)


def shown(one: Side | None) -> str:
    """A package for people; empty for none."""
    return one.file if isinstance(one, PackageError) else str(one or "")


def _is_among(one: Candidate | PackageError, others: Iterable[Candidate | PackageError]) -> bool:
    places = {other.path.resolve() for other in others if isinstance(other, Candidate)}
    return isinstance(one, Candidate) and one.path.resolve() in places


def _only_solution(found: list[Candidate | PackageError]) -> Candidate | None:
    one = found[0] if len(found) == 1 else None
    return one if isinstance(one, Candidate) and one.kind in _SOLUTIONS else None


def _outside_solutions(found: Mapping[_Key, Candidate | PackageError]) -> Iterator[tuple[_Key, Candidate]]:
    for key, one in found.items():
        if isinstance(one, Candidate) and one.kind in _OUTSIDE_SOLUTIONS:
            yield key, one


def _below(named: Path, one: Candidate) -> str:
    """What a package is called among others: its path below what was named."""
    return str(replace(one, path=one.path.relative_to(named) if one.path.is_relative_to(named) else one.path))


def _found(named: Path) -> dict[_Key, Candidate | PackageError]:
    """What was found at a path, by what its counterpart has too; a result beside its original is not looked at."""
    found: dict[_Key, Candidate | PackageError] = {}
    for one in discover(named):
        if isinstance(one, PackageError):
            found[(one.file,)] = one
        elif one.kind is not Kind.SETTINGS and (one.path == named or not is_result(one.path)):
            key = _key(named, one)
            found[key if key not in found else (*key, one.root)] = one  # several solutions in one zip
    return found


def _key(named: Path, one: Candidate) -> _Key:
    inside = one.path.relative_to(named) if one.path.is_relative_to(named) else one.path
    stem = inside.stem if inside.suffix.casefold() in (".zip", ".json") else inside.name
    return (inside.parent.as_posix(), stem.removesuffix(_MARK), one.inner)
