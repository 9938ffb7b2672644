"""`remediate fix`."""

from typing import Annotated

import typer

from remediate.cli.leaving import one_sentence
from remediate.cli.options import (
    Format,
    KeepVersion,
    NoColour,
    Only,
    Out,
    OutputFormat,
    Paths,
    PlaybookName,
    Unsafe,
    VaultSpec,
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
    output: OutputFormat = Format.TEXT,
    no_color: NoColour = False,
) -> None:
    """Move secrets to a vault and rewrite the flows to read them from there.

    A zip gets a new zip beside it (NAME.remediated.zip), a folder is changed in place, and what the deployment needs
    is written to NAME.deployment-settings.json. Every value is in the vault, and read back, before anything is written.

    Exit code: 0 nothing left, 1 something left (or found, in a dry run), 2 wrong use, 3 a package failed.

    Examples: remediate fix --dry-run Orders.zip | remediate fix Orders.zip --vault https://contoso.vault.azure.net
    """
    from pathlib import Path

    from remediate.batch import Destination, fix_all, plan_all
    from remediate.cli.request import request
    from remediate.cli.showing import progress, show
    from remediate.report.text import Detail
    from remediate.vault import open_vault

    asked = request(paths, playbook, only, unsafe=unsafe, vault=vault, out=out, keep_version=keep_version)
    command = "dry-run" if dry_run else "fix"
    with progress() as told:
        if dry_run:
            results = plan_all(paths, asked.options, told)
            show(results, command, output, detail=Detail.CHANGES, colour=not no_color, written=False)
        with open_vault(vault) as opened:
            results = fix_all(paths, asked.options, opened, Destination(Path(out) if out else None), told)
            show(results, command, output, detail=Detail.CHANGES, colour=not no_color, written=True)
