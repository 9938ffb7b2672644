"""`remediate verify`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remediate.cli.leaving import one_sentence
from remediate.cli.options import Format, NoColour, OutputFormat

if TYPE_CHECKING:
    from remediate.batch.verifying import Verified

_WHAT = "An exported solution or legacy package (.zip), its folder, a flow definition (.json), or a folder of these."


@one_sentence
def verify(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help=f"{_WHAT} As it was.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The same with its secrets taken out, by anyone.")],
    vault: Annotated[
        str | None,
        typer.Option(
            "--vault",
            metavar="VAULT",
            help="Compare with the values in this vault: https://NAME.vault.azure.net, its resource id, or file:PATH.",
            show_default=False,
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            metavar="FILE",
            help="The deployment settings file of AFTER; without it, NAME.deployment-settings.json beside AFTER.",
            show_default=False,
        ),
    ] = None,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial",
            help="AFTER need not have every package of BEFORE, as `fix --out` leaves out what does not change: those "
            "are counted, and nothing is proven of them.",
        ),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell all of each package, also of more than 20.")
    ] = False,
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Prove that AFTER does what BEFORE did, and still turns on.

    For any two packages, whoever made the second: remediate, a colleague by hand, another tool. A zip may be compared
    with a folder, a package outside solutions with a solution, a folder of such packages with the one solution that
    was made of them. Nothing is written, and nothing but a vault that you name is contacted.

    Three things are checked, one line a rule. It does what it did: every action is there and runs after the same
    events, and every value that reads a secret is, with the value that stood there in the place of the read, the
    old value. That value is found in BEFORE, is the same wherever the read is used, and is never shown. Nothing
    else changed: all other files are the same byte for byte, but for new environment variables and connection
    references, a higher version and content types; in XML, blanks around what stands there do not count. A value that
    is read from a vault now and still stands somewhere in clear is told; it counts where BEFORE had it not, and always
    in the deployment settings of AFTER, which would bring it back. It still turns on: every rule of the platform that
    is known, each with its source; what BEFORE broke already is told apart.

    Every package of BEFORE must have its counterpart in AFTER, by its path; with --partial one that can be read may be
    without. What AFTER alone has fails always: with exit code 0, every package in AFTER is proven. Of more than 20
    packages, each gets a line, and only what is broken is told in full.

    \b
    Examples:
      remediate verify Orders.zip Orders.remediated.zip
      remediate verify Orders.zip unpacked/ --vault https://contoso.vault.azure.net
      remediate verify legacy/ AlpenradBikes.zip
      remediate verify exports/ fixed/ --partial --format json > verdict.json

    Exit code: 0 all proven, 1 something broken or unproven, 2 wrong use (also a path that is not there, or one path
    twice), 3 a package could not be read or has no counterpart.
    """
    import sys
    from contextlib import nullcontext

    from remediate.batch.verifying import verify_all
    from remediate.cli.opening import missing_vault, no_vault, opened_vault
    from remediate.cli.printing import console, print_lines
    from remediate.cli.progress import progress
    from remediate.report import verified_json
    from remediate.report.verified import exit_code, summary_line
    from remediate.report.verified_brief import is_brief, pages
    from remediate.report.words import plain

    _check_paths(before, after, settings)
    missing = missing_vault(vault) if vault else None
    with opened_vault(vault) if vault else nullcontext() as opened, progress() as told:
        found = list(verify_all(before, after, told, opened, settings, partial=partial))
    if missing and any(_asks(one) for one in found):
        raise no_vault(missing)
    if missing:
        typer.echo(f"{plain(str(missing))}: there is no vault, and no value had to be compared with it.", err=True)
    if output is Format.JSON:
        typer.echo(verified_json.document(found))
    else:
        screen = console(colour=not no_color)
        brief = is_brief(found, every=verbose)
        for page in pages(found, every=verbose):
            print_lines(screen, page, apart=not brief)
        screen.print(summary_line(found), style="bold")
    sys.stdout.flush()  # a reader that has gone is noticed here, and not when Python ends
    raise typer.Exit(exit_code(found))


def _check_paths(before: Path, after: Path, settings: Path | None) -> None:
    """Refuse what is not there, and a package that would be compared with itself: that proves nothing.

    Raises:
        UsageError: it is wrong use.
    """
    import os

    from remediate.errors import UsageError

    for path in (before, after, *([settings] if settings else [])):
        if not os.path.lexists(path):
            raise UsageError("there is no such file or folder.", hint="Check the path.", file=str(path))
    if os.path.realpath(before) == os.path.realpath(after):
        hint = "Name the results as AFTER; one that lies beside its zip is NAME.remediated.zip."
        raise UsageError("BEFORE and AFTER are the same: nothing was compared with anything else.", hint=hint)


def _asks(one: "Verified") -> bool:
    """Whether values of the pair were looked for in a vault that did not have them."""
    from remediate.verify.rules import IN_VAULT

    return one.verdict is not None and any(problem.rule is IN_VAULT for _, problem in one.verdict.problems)
