"""Results on the screen as they come: text for people, one JSON document for pipelines."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import typer

from remediate.batch import Result
from remediate.cli.options import Format
from remediate.cli.printing import console, print_lines
from remediate.cli.progress import Progress
from remediate.errors import RemediateError
from remediate.playbook import Playbook
from remediate.report import json_output
from remediate.report.callers import Callers
from remediate.report.records import Record
from remediate.report.summary import Summary
from remediate.report.telling import told
from remediate.report.text import Detail, is_told, package_lines
from remediate.report.waived import idle_lines
from remediate.report.words import plain


def show(
    results: Iterable[Result],
    command: str,
    wanted: Format,
    progress: Progress,
    *,
    playbook: Playbook,
    detail: Detail,
    colour: bool,
    more: Mapping[str, Any] | None = None,
    out: str | None = None,
) -> int:
    """Print every result, and what became of the playbook's waivers; the exit code that the counts call for.

    `more` are members of a command's own document. `out` is the folder of the results, if one was named.
    """
    reported = _reported(results, progress)
    if wanted is Format.JSON:
        text, summary = json_output.document(reported, command, playbook, more)
        typer.echo(text)
    else:
        summary = _as_text(reported, detail, colour=colour, written=command in ("fix", "apply", "migrate"))
        for line in (*map(plain, summary.after(out)), *idle_lines(playbook, summary.used)):
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


def _as_text(
    reported: Iterable[tuple[Result, list[Record]]], detail: Detail, *, colour: bool, written: bool
) -> Summary:
    screen = console(colour=colour)
    summary, callers = Summary(), Callers()
    try:
        for result, found in reported:
            summary.add(result, found)
            callers.add(result)
            if is_told(result, found):
                print_lines(screen, package_lines(result, found, detail))
    except (KeyboardInterrupt, RemediateError):
        if summary.packages:
            screen.print(f"Stopped. {summary.line(dry=not written)}", style="bold")
        raise
    for told_of in callers.lines():
        screen.print(told_of, style=None if told_of.startswith(" ") else "bold")
    if callers.doors:
        screen.print()
    screen.print(summary.line(dry=not written), style="bold")
    if not summary.flows and not summary.failed:
        screen.print("No cloud flow was found there.")
    return summary
