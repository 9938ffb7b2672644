"""The options that several commands share, each described once."""

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="An exported solution (.zip), its unpacked folder, a flow definition (.json), or a folder holding any; "
        "a pattern ('exports/**/*.zip'), cloud storage (abfs://, s3://, gs://), @FILE or - for a list of these.",
        show_default=False,
    ),
]
PlaybookName = Annotated[
    str,
    typer.Option("--playbook", "-p", metavar="NAME|FILE", help="What to look for and what to do about it."),
]
Only = Annotated[
    list[str],
    typer.Option(
        "--only",
        metavar="DETECTOR",
        help="Run just this detector (`remediate explain` lists them); may be given several times.",
    ),
]
Unsafe = Annotated[
    bool,
    typer.Option(
        "--unsafe", help="Also make fixes that somebody outside has to follow: a licence, callers, debugging."
    ),
]
VaultSpec = Annotated[
    str | None,
    typer.Option(
        "--vault",
        metavar="VAULT",
        help="https://NAME.vault.azure.net, the vault's resource id, or file:PATH. "
        "Without it: an encrypted file in your data folder.",
        show_default=False,
    ),
]
Out = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Write results here instead of beside zips and into folders; may be cloud storage.",
        show_default=False,
    ),
]
KeepVersion = Annotated[
    bool, typer.Option("--keep-version", help="Leave the solution's version as it is, also when something changed.")
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="WORKERS",
        help="Who does the work: serial, threads:N, processes:N, dask:tcp://HOST:PORT, ray:ADDRESS or spark:MASTER. "
        "Without it: processes over the cores, where there is enough to do.",
        show_default=False,
    ),
]
Diff = Annotated[
    bool,
    typer.Option(
        "--diff",
        help="Show the changes as well, line by line with masked values, as a dry run does; also of many packages.",
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar="MINUTES",
        min=0,
        help="The longest that reading and planning one package may take; it fails then, and the run goes on. "
        "0: no limit.",
    ),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on where the same command was stopped, killed, or failed in part.")
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Tell all of each package, also of many, and a line for each on stderr, also on a terminal.",
    ),
]
OutputFormat = Annotated[Format, typer.Option("--format", help="Text for people, JSON for pipelines.")]
NoColour = Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR in the environment does the same.")]
