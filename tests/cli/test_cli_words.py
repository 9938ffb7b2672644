"""The words of a command line: the same as typer makes of them, without what typer loads for that."""

import subprocess
import sys
from enum import StrEnum
from typing import Annotated

import pytest
import typer
from typer.core import TyperCommand
from typer.testing import CliRunner

from remediate.cli.words import Command


class Kind(StrEnum):
    TEXT = "text"
    JSON = "json"


def program(kind):
    app = typer.Typer()

    @app.command(cls=kind)
    def run(  # noqa: PLR0913, PLR0917 - one of each kind
        paths: list[str],
        name: Annotated[str, typer.Option()] = "one",
        only: Annotated[list[str], typer.Option()] = [],  # noqa: B006 - typer makes its own
        place: Annotated[str | None, typer.Option()] = None,
        limit: Annotated[float, typer.Option(min=0)] = 10,
        kind: Annotated[Kind, typer.Option()] = Kind.TEXT,
        times: Annotated[list[int], typer.Option()] = [],  # noqa: B006 - likewise
        loud: Annotated[bool, typer.Option()] = False,  # noqa: FBT002 - a flag
    ) -> None:
        typer.echo(repr((paths, name, only, place, limit, kind, times, loud)))

    return app


@pytest.mark.parametrize(
    "line",
    [
        "a",
        "a b",
        "",
        "a --name ''",
        "a --only x --only y --place p --loud",
        "a --limit 3",
        "a --limit 3.5 --kind json",
        "a --limit -1",
        "a --limit nan",
        "a --limit many",
        "a --kind JSON",
        "a --kind yaml",
        "a --times 2 --times 3",
        "a --times two",
        "a --unknown",
        "--help",
    ],
)
def test_a_command_gets_what_typer_would_give_it(line):
    mine, typers = (CliRunner().invoke(program(kind), line) for kind in (Command, TyperCommand))
    assert (mine.output, mine.exit_code) == (typers.output, typers.exit_code)


def test_a_scan_loads_no_pydantic(tmp_path):
    run = "import sys, remediate.cli\ntry: remediate.cli.main()\nfinally: print('pydantic' in sys.modules)"
    words = ["scan", "--on", "serial", "--format", "json", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", run, *words], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "False"
