"""How a command ends when something goes wrong: one sentence on stderr, an exit code, never a traceback."""

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

from remediate.errors import RemediateError

P = ParamSpec("P")

INTERRUPTED = 130
OUR_FAULT = 3


def one_sentence(command: Callable[P, None]) -> Callable[P, None]:
    """Run the command; an error of ours becomes one sentence, a fault of ours its type and place, never its text."""

    @functools.wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except RemediateError as error:
            _say(str(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            _say("Stopped. What was being written is as it was before; every deposit is in the vault.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # the reader has gone: nothing more can be said to it, also not when Python closes stdout
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(1) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as fault:  # noqa: BLE001 - its text could hold a value
            last = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a name, not a path
            _say(f"remediate itself failed: {type(fault).__name__} in {where}. Please report this line.")
            raise typer.Exit(OUR_FAULT) from None

    return guarded


def _say(sentence: str) -> None:
    from remediate.report.words import plain

    typer.echo(plain(sentence), err=True)
