"""`remediate scan`."""

from remediate.cli.leaving import one_sentence
from remediate.cli.options import Format, NoColour, Only, OutputFormat, Paths, PlaybookName


@one_sentence
def scan(
    paths: Paths,
    playbook: PlaybookName = "baseline",
    only: Only = [],
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Find secrets and unsafe settings in flows. Nothing is written or contacted.

    Exit code: 0 nothing found, 1 something found, 2 wrong use, 3 a package could not be read.

    Examples: remediate scan Orders.zip | remediate scan exports/ --format json | remediate scan . --only literal-header
    """
    from remediate.batch import plan_all
    from remediate.cli.request import request
    from remediate.cli.showing import progress, show
    from remediate.report.text import Detail

    asked = request(paths, playbook, only)
    with progress() as told:
        results = plan_all(paths, asked.options, told)
        show(results, "scan", output, detail=Detail.FINDINGS, colour=not no_color, written=False)
