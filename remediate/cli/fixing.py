"""`remediate fix`."""

from functools import partial
from typing import Annotated

import typer

from remediate.cli.leaving import one_sentence
from remediate.cli.options import (
    Diff,
    Format,
    KeepVersion,
    NoColour,
    On,
    Only,
    Out,
    OutputFormat,
    Paths,
    PlaybookName,
    Resume,
    TimeLimit,
    Unsafe,
    VaultSpec,
    Verbose,
)


@one_sentence
def fix(
    paths: Paths,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would be done; write and contact nothing.")
    ] = False,
    playbook: PlaybookName = "baseline",
    only: Only = [],
    unsafe: Unsafe = False,
    vault: VaultSpec = None,
    out: Out = None,
    keep_version: KeepVersion = False,
    on: On = None,
    time_limit: TimeLimit = 10,
    resume: Resume = False,
    diff: Diff = False,
    verbose: Verbose = False,
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Move secrets to a vault; flows read them from there.

    A solution's zip gets a new zip beside it (NAME.remediated.zip), a folder is changed in place. The environment
    variables and the connection reference that the flows need are added to the solution, and what its deployment needs
    is written to NAME.deployment-settings.json, for `pac solution import --settings-file`. Every value is in the vault,
    and read back, before anything is written.

    A dry run shows every change as a diff; the run itself says what became of each finding and what comes next, and
    shows the changes with --diff. Where there is something to say of more than 20 packages, each gets a line, and only
    what failed or is left is told in full: --verbose or --diff tells all.

    \b
    Examples:
      remediate fix --dry-run Orders.zip
      remediate fix Orders.zip --vault https://contoso.vault.azure.net
      remediate fix exports/ --out fixed/ --playbook lockdown
      remediate fix exports/ --out fixed/ --playbook lockdown --resume

    Exit code: 0 nothing left, 1 something left (or found, in a dry run), 2 wrong use, 3 a package failed.
    A path that is not there is a package that failed; where none of the paths is there, it is wrong use.
    """
    from remediate.batch import Destination, Means, Stop, fix_all, plan_all
    from remediate.batch.executors import crew_for
    from remediate.batch.inputs import inputs
    from remediate.cli.opening import opened_vault
    from remediate.cli.progress import progress
    from remediate.cli.request import request
    from remediate.cli.resuming import journal_of, resumable
    from remediate.cli.showing import show
    from remediate.report.telling import Telling
    from remediate.report.text import Detail
    from remediate.writer.store import place

    named = inputs(paths)
    asked = request(named, playbook, only, unsafe=unsafe, vault=vault, out=out, keep_version=keep_version)
    detail = Detail.CHANGES if dry_run or diff else Detail.FINDINGS
    crew, tell = crew_for(on, 60 * time_limit), Telling(changes=output is Format.TEXT and detail is Detail.CHANGES)
    destination = Destination(place(out) if out else None)
    shown = partial(
        show, wanted=output, playbook=asked.options.playbook, detail=detail, colour=not no_color, every=verbose or diff
    )
    if dry_run and resume:
        typer.echo("A dry run shows the whole run: --resume changes nothing in it.", err=True)
    if dry_run:
        with progress(verbose=verbose) as told, Stop() as stop:
            results = plan_all(named, asked.options, Means(told, crew, tell, stop=stop), destination)
            code = shown(results, "dry-run", progress=told)
    else:
        journal = journal_of(asked, resume=resume)
        with opened_vault(vault) as opened, progress(verbose=verbose) as told, Stop() as stop, resumable(journal):
            means = Means(told, crew, tell, journal, stop)
            results = fix_all(named, asked.options, opened, destination, means)
            code = shown(results, "fix", progress=told, out=out)
    raise typer.Exit(code)
