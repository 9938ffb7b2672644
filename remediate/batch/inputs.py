"""From the words of a command to what they name: paths, patterns, addresses, lists of them."""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from remediate.batch.destinations import is_result
from remediate.errors import PackageError, UsageError
from remediate.package import limits
from remediate.package.named import read_named
from remediate.writer.store import place, stored

_WILD = frozenset("*?[")


def inputs(words: Sequence[str]) -> tuple[Path, ...]:
    """What is named, in order: a path, `**/*.zip`, `s3://bucket/folder`, `@FILE` or `-` for a list with one a line.

    Patterns are looked up in sorted order, without the results of earlier runs.

    Raises:
        UsageError: a word is empty, a pattern or a list names nothing, a list cannot be read, storage is not known, or
            nothing of what is named is there; one among others that is not there is a package that failed.
    """
    named = tuple(_named(words))
    if not any(stored(path) or os.path.lexists(path) for path in named):
        names = ", ".join(map(str, named))
        raise UsageError("there is no such file or folder.", hint="Check the path.", file=names)
    return named


def _named(words: Iterable[str]) -> Iterator[Path]:
    for word in words:
        if not word.strip():  # a variable that is not set, and not the folder that one happens to be in
            raise UsageError("an empty path names nothing.", hint="Name a file or folder; . is the current folder.")
        if word == "-":
            yield from _listed(_from_standard_input(), "standard input")
        elif word.startswith("@") and not Path(word).exists():
            yield from _in_list(word[1:])
        elif "://" in word or _WILD.isdisjoint(word) or Path(word).exists():
            yield from _like(place(word))
        else:
            yield from _matching(word, [Path(found) for found in sorted(glob.glob(word, recursive=True))])  # noqa: PTH207 - it takes absolute patterns


def _like(path: Path) -> Iterator[Path]:
    store = stored(path)
    if store and not _WILD.isdisjoint(str(path)):
        try:
            found = store.glob()
        except OSError as error:
            raise UsageError(f"{path} cannot be looked up: {error.strerror}.", hint="Check the address.") from None
        yield from _matching(str(path), [place(str(one)) for one in found])
    else:
        yield path


def _matching(pattern: str, found: Sequence[Path]) -> Sequence[Path]:
    kept = [path for path in found if not is_result(path)]
    if not kept:
        raise UsageError(f"nothing is like {pattern}.", hint="Check the pattern; ** stands for folders at any depth.")
    return kept


def _in_list(file: str) -> Iterator[Path]:
    try:
        data = read_named(Path(file))
    except PackageError as error:
        raise UsageError(error.message, hint="Name a list of paths after the @.", file=file) from None
    yield from _listed(_lines(data.decode("utf-8-sig", "surrogateescape")), file)


def _from_standard_input() -> list[str]:
    text = sys.stdin.read(limits.PART_LIMIT + 1)
    if len(text) > limits.PART_LIMIT:
        raise UsageError(limits.too_large(limits.PART_LIMIT), hint="Give one path a line.", file="standard input")
    return _lines(text)


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=None))


def _listed(lines: Iterable[str], where: str) -> Iterator[Path]:
    words = [word for line in lines if (word := line.strip()) and not word.startswith("#")]
    if not words:
        raise UsageError(f"{where} lists nothing.", hint="Give one path a line.")
    if bad := next((word for word in words if word == "-" or word.startswith("@")), None):
        raise UsageError(f"{where} names another list: {bad}.", hint="A list holds paths, patterns and addresses.")
    yield from _named(words)
