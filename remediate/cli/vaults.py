"""`remediate vault`."""

from typing import Annotated

import typer

from remediate.cli.leaving import done_in_part, one_sentence
from remediate.cli.options import Format, OutputFormat, VaultSpec

app = typer.Typer(
    help="Look into vaults and copy between them. Values are never shown.", no_args_is_help=True, rich_markup_mode=None
)

_RENAMED = (
    "the name holds another value there, so the copy has another name. Settings files and flows that were written "
    "before still say the old one, and would read that other value: put the new name into the settings "
    "(.../secrets/NAME), and fix packages from outside solutions again, with the new vault."
)
_COPIED = "What was copied until then is whole. Run the same command again: it copies the rest."


@app.command("list")
@one_sentence
def list_secrets(vault: VaultSpec = None, output: OutputFormat = Format.TEXT) -> None:
    """List the names of the secrets in a vault.

    JSON is one object: `vault`, the address, and `secrets`, the names in order.

    \b
    Examples:
      remediate vault list
      remediate vault list --vault file:secrets.db --format json
    """
    import json

    from remediate.cli.opening import existing_vault
    from remediate.report.words import plain

    with existing_vault(vault) as opened:
        names = sorted(opened.names())
    if output is Format.JSON:
        typer.echo(json.dumps({"vault": opened.address, "secrets": names}, indent=2))
        return
    for name in names:
        typer.echo(name)
    if not names:
        typer.echo(f"{plain(opened.address)} holds no secret.", err=True)


@app.command("copy")
@one_sentence
def copy_secrets(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The vault to read, as for --vault.")],
    destination: Annotated[str, typer.Argument(metavar="TO", help="The vault to write, as for --vault.")],
) -> None:
    """Copy every secret to another vault.

    The current value of each is copied under its name. Nothing there is overwritten: where a name holds another value,
    the next free one is used and named: what was written with the old name has to be given the new one.

    \b
    Example:
      remediate vault copy file:secrets.db https://contoso.vault.azure.net

    Exit code: 0 all copied, 1 some have another name there, 2 wrong use, 3 some were refused or there was nothing to
    copy.
    """
    from remediate.cli.opening import existing_vault, opened_vault
    from remediate.report.words import counted, plain
    from remediate.vault import Deposited, copy
    from remediate.vault.address import read_address

    read_address(source, "FROM")
    read_address(destination, "TO")
    number, renamed = 0, 0
    refused: dict[str, list[str]] = {}
    with existing_vault(source) as old, opened_vault(destination) as new, done_in_part(lambda: _COPIED):
        try:
            for copied in copy(old, new):
                number += 1
                outcome = copied.outcome
                if isinstance(outcome, Deposited):
                    other = f" as {outcome.name}" if outcome.name != copied.name else ""
                    renamed += bool(other)
                    typer.echo(f"{outcome.written.value:<8}{copied.name}{other}")
                else:
                    refused.setdefault(plain(str(outcome)), []).append(copied.name)
        finally:
            for why, names in refused.items():
                typer.echo(f"refused {', '.join(names)}: {why}", err=True)
    if not number:
        typer.echo(f"{plain(old.address)} holds no secret: nothing was copied.", err=True)
    else:
        copies = number - sum(map(len, refused.values()))
        typer.echo(f"Copied {copies} of {counted(number, 'secret')}.", err=True)
    if renamed:
        typer.echo(f"{counted(renamed, 'secret')} of these: {_RENAMED}", err=True)
    if refused or not number:
        raise typer.Exit(3)
    if renamed:
        raise typer.Exit(1)
