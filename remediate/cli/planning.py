"""`remediate plan`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remediate.cli.leaving import done_in_part, one_sentence
from remediate.cli.options import (
    Format,
    KeepVersion,
    NoColour,
    On,
    Only,
    Out,
    OutputFormat,
    Paths,
    PlaybookName,
    TimeLimit,
    Unsafe,
    VaultSpec,
    Verbose,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from remediate.batch import Result
    from remediate.plan.saved import PlanWriter


_UNWRITTEN = "No plan was written. Run the same command again."


@one_sentence
def plan(
    paths: Paths,
    file: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where the plan is written.", show_default=False)
    ],
    playbook: PlaybookName = "baseline",
    only: Only = [],
    unsafe: Unsafe = False,
    vault: VaultSpec = None,
    out: Out = None,
    keep_version: KeepVersion = False,
    on: On = None,
    time_limit: TimeLimit = 10,
    verbose: Verbose = False,
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Write down what `fix` would do, for `apply`.

    People read the plan, and `apply` carries it out. It holds no secret and no digest of one, so a value may still
    change until then, and nothing else in a flow that changes. Nothing but FILE is written, and nothing is contacted.

    \b
    Example:
      remediate plan Orders.zip -o orders.plan.json --vault https://contoso.vault.azure.net

    Exit code: 0 nothing found, 1 something found, 2 wrong use, 3 a package failed.
    A path that is not there is a package that failed; where none of the paths is there, it is wrong use.
    """
    from remediate.batch import Destination, Means, Stop, plan_all
    from remediate.batch.executors import crew_for
    from remediate.batch.inputs import inputs
    from remediate.cli.progress import progress
    from remediate.cli.request import request
    from remediate.cli.showing import show
    from remediate.plan.saved import PlanWriter
    from remediate.report.telling import Telling
    from remediate.report.text import Detail
    from remediate.report.words import quoted
    from remediate.writer.store import place

    named = inputs(paths)
    asked = request(named, playbook, only, unsafe=unsafe, vault=vault, out=out, keep_version=keep_version)
    _check_place(file)
    writer = PlanWriter(asked)
    crew, tell = crew_for(on, 60 * time_limit), Telling(changes=output is Format.TEXT, saved=True)
    destination = Destination(place(out) if out else None)
    with progress(verbose=verbose) as told, Stop() as stop, done_in_part(lambda: _UNWRITTEN):
        means = Means(told, crew, tell, stop=stop)
        results = _noted(plan_all(named, asked.options, means, destination), writer)
        code = show(
            results,
            "plan",
            output,
            told,
            playbook=asked.options.playbook,
            detail=Detail.CHANGES,
            colour=not no_color,
            every=verbose,
        )
    if _put(file, writer.document()):
        carry_out = f"Carry it out with: remediate apply {quoted(file)}" if writer.changes else "It changes nothing."
        typer.echo(f"The plan is in {quoted(file)}. {carry_out}", err=True)
    raise typer.Exit(code)


def _check_place(file: Path) -> None:
    """Refuse a place for the plan that is none, or where something else is kept: perhaps the package itself."""
    from remediate.batch.companions import make_folder
    from remediate.errors import PackageError, UsageError
    from remediate.package.limits import PLAN_LIMIT
    from remediate.package.named import read_named
    from remediate.plan.saved import is_plan

    make_folder(file.absolute().parent)
    if file.is_dir():
        raise UsageError("that is a folder.", hint="Name a file with -o.", file=str(file))
    if file.is_socket() or file.is_block_device():
        raise UsageError("that is no file.", hint="Name a file with -o.", file=str(file))
    if not file.is_file() or not file.stat().st_size:
        return  # nothing is there or in it, or it is a pipe that is only written to
    try:
        older = is_plan(read_named(file, PLAN_LIMIT))
    except PackageError:  # larger than any plan, or nobody may see what it is
        older = False
    if not older:
        hint = "Only an older plan is written over: name another file with -o."
        raise UsageError("something else is kept there.", hint=hint, file=str(file))


def _put(file: Path, data: bytes) -> bool:
    """Write the plan; whether it is kept there, in a file. A pipe or the null device takes it and keeps nothing."""
    from remediate.writer import replace_file
    from remediate.writer.atomic import as_write_errors

    if file.is_fifo() or file.is_char_device():
        with as_write_errors(file), file.open("wb") as taking:
            taking.write(data)
        return False
    replace_file(file, data)
    return True


def _noted(results: "Iterator[Result]", writer: "PlanWriter") -> "Iterator[Result]":
    """The results as they pass, each written down."""
    for result in results:
        if result.plan is not None:
            writer.note(result.path, result.plan, result.told.saved)
        yield result
