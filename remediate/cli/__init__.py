"""The command line: one module a command. Only here is anything printed, and only here does the process exit.

Nothing heavy is imported before a command runs, so that `remediate --help` answers at once.
"""

import sys
from typing import Annotated

import typer

from remediate import __version__
from remediate.cli import applying, explaining, fixing, migrating, planning, playbooks, scanning, vaults, verifying
from remediate.cli.leaving import code_for
from remediate.cli.streams import open_streams
from remediate.cli.words import Command, Commands

app = typer.Typer(
    name="remediate",
    cls=Commands,
    help="Takes the secrets out of Power Automate cloud flows: values go to a vault, flows read them from there.",
    epilog="Start with: remediate fix --dry-run SOLUTION.zip",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback with locals would show values
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("scan", cls=Command)(scanning.scan)
app.command("fix", cls=Command)(fixing.fix)
app.command("plan", cls=Command)(planning.plan)
app.command("apply", cls=Command)(applying.apply)
app.command("verify", cls=Command)(verifying.verify)
app.command("migrate", cls=Command)(migrating.migrate)
app.command("explain", cls=Command)(explaining.explain)
app.add_typer(playbooks.app, name="playbook")
app.add_typer(vaults.app, name="vault")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"remediate {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """The program's entry."""
    open_streams()
    try:
        app()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback reaches anyone
        sys.exit(code_for(error))
