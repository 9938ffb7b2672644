"""Results on the screen as they come: text for people, one JSON document for pipelines."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import typer
from rich.console import Console

from remediate.batch import Result
from remediate.cli.options import Format
from remediate.cli.printing import console, print_lines
from remediate.cli.progress import Progress
from remediate.errors import RemediateError
from remediate.playbook import Playbook
from remediate.report import json_output
from remediate.report.brief import Pages
from remediate.report.callers import Callers
from remediate.report.records import Record
from remediate.report.summary import Summary
from remediate.report.telling import told
from remediate.report.text import Detail
from remediate.report.waived import idle_lines
from remediate.report.words import plain

_STOPPED = "It was asked to stop."


def show(
    results: Iterable[Result],
    command: str,
    wanted: Format,
    progress: Progress,
    *,
    playbook: Playbook,
    detail: Detail,
    colour: bool,
    every: bool = False,
    more: Mapping[str, Any] | None = None,
    out: str | None = None,
) -> int:
    """Print every result, and what became of the playbook's waivers; the exit code that the counts call for.

    `every` tells each of many packages in full. `more` are members of a command's own document. `out` is the folder of
    the results, if one was named.
    """
    reported = _reported(results, progress)
    if wanted is Format.JSON:
        summary = _as_json(reported, json_output.Document(command, playbook, more))
    else:
        pages = Pages(detail, every=every)
        written = command in ("fix", "apply", "migrate")
        summary = _as_text(reported, pages, console(colour=colour), written=written)
        for line in (
            *map(plain, summary.after(out, dry=not written)),
            *idle_lines(playbook, summary.used, summary.spared),
        ):
            typer.echo(line)
    sys.stdout.flush()  # a reader that has gone is noticed here, and not when Python ends
    return summary.exit_code()


def _reported(results: Iterable[Result], progress: Progress) -> Iterator[tuple[Result, list[Record]]]:
    """Each result with its findings, while no progress is shown."""
    for result in results:
        progress.done(result)
        progress.clear()
        yield result, list(told(result).records)
    progress.clear()


def _as_json(reported: Iterable[tuple[Result, list[Record]]], document: json_output.Document) -> Summary:
    """The document is printed at the end, also where that comes early: what was done until then is in it."""
    try:
        for result, found in reported:
            document.add(result, found)
    except KeyboardInterrupt:
        typer.echo(document.text(stopped=_STOPPED))
        raise
    except RemediateError as error:
        if document.summary.packages:
            typer.echo(document.text(stopped=str(error)))
        raise
    typer.echo(document.text())
    return document.summary


def _as_text(
    reported: Iterable[tuple[Result, list[Record]]], pages: Pages, screen: Console, *, written: bool
) -> Summary:
    summary, callers = Summary(), Callers()

    def counted() -> Iterator[tuple[Result, list[Record]]]:
        for result, found in reported:
            summary.add(result, found)
            callers.add(result)
            yield result, found

    try:
        for page in pages.of(counted()):
            print_lines(screen, page, apart=not pages.brief)
    except (KeyboardInterrupt, RemediateError):
        if summary.packages:
            _print_end(screen, pages, f"Stopped. {summary.line(dry=not written)}")
        raise
    for told_of in callers.lines():
        screen.print(told_of, style=None if told_of.startswith(" ") else "bold")
    if callers.doors:
        screen.print()
    _print_end(screen, pages, summary.line(dry=not written))
    return summary


def _print_end(screen: Console, pages: Pages, line: str) -> None:
    """What comes next for many packages, and the line that sums the run up."""
    if pages.brief:
        print_lines(screen, pages.after())
    screen.print(line, style="bold")
