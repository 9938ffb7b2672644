"""Why a package failed, in one line, with the path of what it failed of."""

from pathlib import Path

from remediate.batch import Result
from remediate.errors import RemediateError, VaultError, WriteError


def whole(path: str, problem: RemediateError) -> str:
    """What went wrong, with the whole path of where it did; what lies outside of the package has its own."""
    if problem.file == path and not problem.pointer:
        return f"{problem.message} {problem.hint}".rstrip()  # the heading names it
    if problem.file.startswith(path) or isinstance(problem, WriteError | VaultError):
        return str(problem)
    return f"{path}/{problem}" if problem.file and not Path(problem.file).is_absolute() else f"{path}: {problem}"


def failure(result: Result) -> str:
    """The package that failed, and the first reason; it has one."""
    first, *more = result.problems
    why = whole(result.path, first)
    others = f" (and {len(more)} more, above)" if more else ""
    return f"{why if why.startswith(result.path) else f'{result.path}: {why}'}{others}"
