"""`remediate apply`."""

from pathlib import Path
from typing import Annotated

import typer

from remediate.cli.leaving import one_sentence
from remediate.cli.options import Diff, Format, NoColour, On, OutputFormat, Resume, TimeLimit, Verbose


@one_sentence
def apply(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A plan that `remediate plan` wrote.")],
    on: On = None,
    diff: Diff = False,
    time_limit: TimeLimit = 10,
    resume: Resume = False,
    verbose: Verbose = False,
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Carry out a plan, exactly as it is written.

    It is refused, before anything is written or contacted, when a flow has changed since, or when anything else in the
    input leads to another plan. Only the value of a secret that moves may be another than it was: a plan holds no value
    and no digest of one, so the value of now goes to the vault. What the plan does not touch is taken as it is now.

    \b
    Examples:
      remediate apply orders.plan.json
      remediate apply orders.plan.json --resume

    Exit code: 0 nothing left, 1 something left, 2 the plan does not fit, 3 a package failed.
    """
    from remediate.batch import Means, Stop, apply_plan
    from remediate.batch.executors import crew_for
    from remediate.cli.opening import opened_vault
    from remediate.cli.progress import progress
    from remediate.cli.request import today
    from remediate.cli.resuming import journal_of, resumable
    from remediate.cli.showing import show
    from remediate.errors import PackageError, PlanError
    from remediate.package.limits import PLAN_LIMIT
    from remediate.package.named import read_named
    from remediate.plan.saved import read_plan
    from remediate.report.telling import Telling
    from remediate.report.text import Detail

    try:
        data = read_named(file, PLAN_LIMIT)
    except PackageError as error:
        raise PlanError(error.message, hint=error.hint, file=str(file)) from None
    saved = read_plan(data, str(file)).as_of(today())
    crew, tell = crew_for(on, 60 * time_limit), Telling(changes=diff and output is Format.TEXT)
    journal, vault = journal_of(saved.request, resume=resume, plan=data), saved.request.vault
    with opened_vault(vault) as opened, progress(verbose=verbose) as told, Stop() as stop, resumable(journal):
        results = apply_plan(saved, opened, Means(told, crew, tell, journal, stop))
        code = show(
            results,
            "apply",
            output,
            told,
            playbook=saved.request.options.playbook,
            detail=Detail.CHANGES if diff else Detail.FINDINGS,
            colour=not no_color,
            every=verbose or diff,
        )
    raise typer.Exit(code)
