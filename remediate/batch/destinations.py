"""Where results go, and which files of a folder are results of an earlier run."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from remediate.errors import PackageError, WriteError
from remediate.package import Candidate, Kind, Package, solution_around
from remediate.package.settings import deployment_settings, read_settings
from remediate.plan import PackagePlan
from remediate.writer.store import stored

SETTINGS = "deployment-settings.json"

ZIPS = (Kind.SOLUTION_ZIP, Kind.LEGACY_ZIP)
FOLDERS = (Kind.SOLUTION_FOLDER, Kind.LEGACY_FOLDER)
"""What is written as a zip, and what as a folder; exports of a repository are written as neither."""

_ENDING = ".remediated.zip"


@dataclass(frozen=True, slots=True)
class Destination:
    """Beside zips and in place of folders and definitions; or all below `folder`, as they lie in what was named."""

    folder: Path | None = None

    def place(self, package: Package | Candidate, named: Path) -> Path:
        """Where the result of `package` will be, that was found at or below `named`."""
        path = package.path
        zipped = package.kind in ZIPS
        result = path.with_name(path.stem + _ENDING) if zipped else path
        if self.folder is None:
            return result
        if result.resolve().parent == named.resolve().parent or path == named:
            return self.folder / result.resolve().name
        return self.folder / result.relative_to(named)


def check_place(plan: PackagePlan, output: Path, taken: Collection[Path], *, in_place: bool = True) -> None:
    """Refuse a place where the result cannot go: known before anything is deposited, so a dry run tells it too.

    `taken` are the places of the packages before it in the same run; `in_place` says that an input may be written over.

    Raises:
        WriteError: nothing can be written there, or the settings file that is there already is none.
    """
    place = str(output)
    if plan.package.inner:
        hint = f"Take {plan.package.inner} out of the zip and fix it on its own."
        raise WriteError("A solution inside another zip is not written.", hint=hint, file=str(plan.package.path))
    if stored(output) and plan.package.kind not in ZIPS:
        hint = "Name a folder of this machine with --out."
        raise WriteError("Only zips are written to cloud storage.", hint=hint, file=place)
    if plan.package.kind is Kind.DEFINITION and (around := solution_around(plan.package.path)):
        hint = f"Name the solution's folder: {around}"
        raise WriteError("This flow is a part of an unpacked solution, which it is fixed with.", hint=hint, file=place)
    if output in taken:
        hint = "Fix the two in runs of their own, with different --out folders."
        raise WriteError("Another package of this run is written to the same place.", hint=hint, file=place)
    if output.is_dir() and plan.package.kind not in FOLDERS:
        raise WriteError("There is a folder in the place of the result.", hint="Move it away.", file=place)
    if output != plan.package.path and output.is_dir() and any(output.iterdir()):
        raise WriteError("The folder for the result is not empty.", hint="Choose another with --out.", file=place)
    if not in_place:
        _check_beside(plan, output)
    settings = companion(output, SETTINGS)
    if settings.is_file():
        _check_settings(settings)


def _check_beside(plan: PackagePlan, output: Path) -> None:
    """Refuse a result that would be where its input is, though a folder for results was named."""
    source, result = plan.package.path.resolve(), output.resolve()
    beside = "Name another folder with --out, or leave it out: "
    if result == source:
        hint = f"{beside}then the input is changed in place."
        raise WriteError("With this --out the result would take the place of its input.", hint=hint, file=str(output))
    if plan.package.kind in FOLDERS and result.is_relative_to(source):
        hint = f"{beside}then the folder is changed in place."
        raise WriteError("With this --out the result would lie inside its own input.", hint=hint, file=str(output))


def _check_settings(path: Path) -> None:
    try:
        deployment_settings([], [], read_settings(path))
    except PackageError as error:
        raise WriteError(
            f"The settings for the deployment go into this file. {error.message}",
            hint="Correct it, or move it away.",
            file=str(path),
        ) from None
    except OSError as error:
        raise WriteError(
            f"It cannot be read: {error.strerror}.", hint="Check its permissions.", file=str(path)
        ) from None


def is_result(path: Path) -> bool:
    """Whether the file is what an earlier run made of the zip beside it."""
    name = path.name
    return name.endswith(_ENDING) and path.with_name(name.removesuffix(_ENDING) + ".zip").is_file()


def companion(output: Path, ending: str) -> Path:
    """The path of a file that belongs to a result: `Orders.zip` has `Orders.` and the ending."""
    stem = output.name.removesuffix(".zip").removesuffix(".json").removesuffix(".remediated")
    return output.with_name(f"{stem}.{ending}")
