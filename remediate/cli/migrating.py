"""`remediate migrate`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from remediate.cli.leaving import done_in_part, one_sentence
from remediate.cli.options import Format, NoColour, OutputFormat, PlaybookName, Unsafe, VaultSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from remediate.batch import Result
    from remediate.cli.progress import Progress
    from remediate.migration import Outcome
    from remediate.playbook import Playbook

_DONE = {
    True: "The solution is written, and its values are in the vault.",
    False: "Nothing was written. Run the same command again.",
}


@one_sentence
def migrate(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="A package exported outside solutions (.zip or folder), or a folder holding any; "
            "a pattern ('exports/**/*.zip'), cloud storage (abfs://, s3://, gs://), @FILE or - for a list of these.",
            show_default=False,
        ),
    ],
    file: Annotated[
        str,
        typer.Option("-o", "--output", metavar="SOLUTION.zip", help="The solution that is made.", show_default=False),
    ],
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAME", help="Its publisher; else the playbook's.")
    ] = "",
    prefix: Annotated[
        str, typer.Option("--prefix", metavar="PREFIX", help="The publisher's prefix; else the playbook's.")
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="UNIQUE", help="Its unique name; else the file's name without .zip.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would be done; write and contact nothing.")
    ] = False,
    playbook: PlaybookName = "baseline",
    unsafe: Unsafe = False,
    vault: VaultSpec = None,
    keep_secrets: Annotated[
        bool,
        typer.Option("--keep-secrets", help="Also take flows in which a secret is left that could not be moved."),
    ] = False,
    no_fix: Annotated[
        bool, typer.Option("--no-fix", help="Only migrate: every secret stays in the flows, readable for everyone.")
    ] = False,
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Make one solution of flows exported outside solutions.

    Each flow becomes one of the solution, with connection references for its connections. The solution is fixed before
    it is written: values go to the vault, flows read them from there. A flow in which a secret would be left stays
    out, and so does what a solution does not take; each is named with the reason. The packages stay as they are.

    \b
    Examples:
      remediate migrate exports/ -o Orders.zip --publisher Contoso --prefix contoso --dry-run
      remediate migrate exports/ -o Orders.zip --publisher Contoso --prefix contoso --vault https://contoso.vault.azure.net

    Exit code: 0 all is migrated and nothing left, 1 something left or left out (or found, in a dry run), 2 wrong use,
    3 a package failed.
    """
    from remediate.batch.inputs import inputs
    from remediate.cli.opening import opened_vault
    from remediate.cli.progress import progress
    from remediate.cli.request import request
    from remediate.errors import UsageError
    from remediate.migration import Wanted, carry_out_migration, plan_migration, target
    from remediate.writer.store import place

    named, result = inputs(paths), place(file)
    if result.suffix.casefold() != ".zip":
        raise UsageError("the solution is a zip file.", hint="Give -o a name that ends in .zip.", file=file)
    if any(path.resolve() == result.resolve() for path in named):
        raise UsageError("the solution would take the place of its input.", hint="Name another with -o.")
    asked = request(named, playbook, (), unsafe=unsafe, vault=vault)
    legacy = asked.options.playbook.legacy
    names = target(result.name[: -len(".zip")], publisher or legacy.publisher, prefix or legacy.prefix, name)
    with progress() as told:
        wanted = Wanted(named, result, names, asked.options, fixes=not no_fix, keeps=keep_secrets)
        outcome = plan_migration(wanted)
        if not outcome.found:
            hint = "Name packages that were exported outside solutions, or a folder that holds any."
            raise UsageError("there is nothing to migrate.", hint=hint)
        if dry_run:
            code = _show(outcome, outcome.results, asked.options.playbook, output, told, colour=not no_color)
        else:
            done: list[Result] = []
            with opened_vault(vault) as opened, done_in_part(lambda: _DONE[any(result.carried for result in done)]):
                results = _noted(carry_out_migration(outcome, opened), done)
                code = _show(outcome, results, asked.options.playbook, output, told, colour=not no_color, written=True)
    raise typer.Exit(code)


def _noted(results: "Iterator[Result]", done: "list[Result]") -> "Iterator[Result]":
    """The results as they pass; what is `done` is known, whether or not it can be told."""
    for result in results:
        done.append(result)
        yield result


def _show(
    outcome: "Outcome",
    results: "Iterable[Result]",
    playbook: "Playbook",
    output: Format,
    told: "Progress",
    *,
    colour: bool,
    written: bool = False,
) -> int:
    """Say what became of the flows, then what was fixed in the solution; the exit code that both call for."""
    from remediate.cli.printing import console, print_lines
    from remediate.cli.showing import show
    from remediate.report.migrated import migration_lines, migration_record
    from remediate.report.telling import Telling
    from remediate.report.text import Detail

    detail = Detail.FINDINGS if written else Detail.CHANGES
    if output is Format.TEXT:
        print_lines(console(colour=colour), migration_lines(outcome))
    command = "migrate" if written else "dry-run"
    more = {"migration": migration_record(outcome)}
    tell = Telling(changes=output is Format.TEXT and detail is Detail.CHANGES)
    results = (replace(result, told=tell(result)) for result in results)
    code = show(results, command, output, told, playbook=playbook, detail=detail, colour=colour, more=more)
    return max(code, 0 if outcome.complete else 1)
