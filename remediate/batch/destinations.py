"""Where results go, and which files of a folder are results of an earlier run."""

from dataclasses import dataclass
from pathlib import Path

from remediate.package import Kind, Package

_ENDING = ".remediated.zip"


@dataclass(frozen=True, slots=True)
class Destination:
    """Beside zips and in place of folders and definitions; or all below `folder`, as they lie in what was named."""

    folder: Path | None = None

    def place(self, package: Package, named: Path) -> Path:
        """Where the result of `package` will be, that was found at or below `named`."""
        path = package.path
        result = path.with_name(path.stem + _ENDING) if package.kind is Kind.SOLUTION_ZIP else path
        if self.folder is None:
            return result
        if result.resolve().parent == named.resolve().parent or path == named:
            return self.folder / result.resolve().name
        return self.folder / result.relative_to(named)


def is_result(path: Path) -> bool:
    """Whether the file is what an earlier run made of the zip beside it."""
    name = path.name
    return name.endswith(_ENDING) and path.with_name(name.removesuffix(_ENDING) + ".zip").is_file()


def companion(output: Path, ending: str) -> Path:
    """The path of a file that belongs to a result: `Orders.zip` has `Orders.` and the ending."""
    stem = output.name.removesuffix(".zip").removesuffix(".json").removesuffix(".remediated")
    return output.with_name(f"{stem}.{ending}")
