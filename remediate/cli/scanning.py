"""`remediate scan`."""

import typer

from remediate.cli.leaving import one_sentence
from remediate.cli.options import Format, NoColour, On, Only, OutputFormat, Paths, PlaybookName, TimeLimit, Verbose


@one_sentence
def scan(
    paths: Paths,
    playbook: PlaybookName = "baseline",
    only: Only = [],
    on: On = None,
    time_limit: TimeLimit = 10,
    verbose: Verbose = False,
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Find secrets and unsafe settings in flows.

    Nothing is written or contacted. Each finding says where it stands and what `fix` would do about it;
    `fix --dry-run` makes and proves the result as well. Where more than 20 packages have findings, each gets a line,
    and only what `fix` would leave is told in full.

    \b
    Examples:
      remediate scan Orders.zip
      remediate scan exports/ --format json > findings.json
      remediate scan . --only literal-header --only literal-authentication

    Exit code: 0 nothing found, 1 something found, 2 wrong use, 3 a package could not be read.
    A path that is not there is a package that failed; where none of the paths is there, it is wrong use.
    """
    from remediate.batch import Means, Stop, plan_all
    from remediate.batch.executors import crew_for
    from remediate.batch.inputs import inputs
    from remediate.cli.progress import progress
    from remediate.cli.request import request
    from remediate.cli.showing import show
    from remediate.report.telling import Telling
    from remediate.report.text import Detail

    named = inputs(paths)
    asked = request(named, playbook, only, only_fates=True)
    with progress(verbose=verbose) as told, Stop() as stop:
        means = Means(told, crew_for(on, 60 * time_limit), Telling(changes=False), stop=stop)
        results = plan_all(named, asked.options, means)
        code = show(
            results,
            "scan",
            output,
            told,
            playbook=asked.options.playbook,
            detail=Detail.FINDINGS,
            colour=not no_color,
            every=verbose,
        )
    raise typer.Exit(code)
