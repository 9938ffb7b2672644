"""Results on the screen as they come: text for people, one JSON document for pipelines, progress on stderr."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from remediate.batch import Progress, Result, Silent
from remediate.cli.options import Format
from remediate.report import json_output
from remediate.report.records import Record, records
from remediate.report.summary import Summary
from remediate.report.text import Detail, package_lines
from remediate.report.words import plain

if TYPE_CHECKING:
    from rich.status import Status


class _Shown:
    """Progress as a line on a terminal."""

    def __init__(self, status: "Status") -> None:
        self._status = status
        self._number = 0

    def working_on(self, path: str) -> None:
        """Name the package, and how many came before it."""
        from rich.text import Text

        self._number += 1
        self._status.update(Text(f"{self._number}: {plain(path)}"))


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress for the run: shown where stderr is a terminal, silent in a pipeline."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Silent()
        return
    with console.status("starting") as status:
        yield _Shown(status)


def show(
    results: Iterable[Result], command: str, wanted: Format, *, detail: Detail, colour: bool, written: bool
) -> None:
    """Print every result and leave with the code that the counts call for."""
    told = ((result, list(records(result))) for result in results)
    if wanted is Format.JSON:
        text, summary = json_output.document(told, command)
        typer.echo(text)
    else:
        summary = _as_text(told, detail, colour=colour, written=written)
    raise typer.Exit(summary.exit_code())


def _as_text(told: Iterable[tuple[Result, list[Record]]], detail: Detail, *, colour: bool, written: bool) -> Summary:
    console = Console(highlight=False, soft_wrap=True, no_color=not colour or None)
    summary = Summary()
    for result, found in told:
        summary.add(result, found)
        if found or result.failed or result.carried or result.plan is None:
            for line in package_lines(result, found, detail):
                console.print(line)
            console.print()
    console.print(summary.line(dry=not written), style="bold")
    if not summary.flows and not summary.failed:
        console.print("No cloud flow was found there.")
    return summary
