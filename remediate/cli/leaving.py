"""How a command ends when something goes wrong: one sentence on stderr, an exit code, never a traceback."""

import functools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TextIO

import typer

from remediate.errors import RemediateError, WriteError, fault, raised

P = ParamSpec("P")

INTERRUPTED = 130
OUR_FAULT = 3
NOBODY_READS = 1


def one_sentence(command: Callable[P, None]) -> Callable[P, None]:
    """The command; what stops it becomes one sentence and an exit code."""

    @functools.wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback reaches anyone
            raise typer.Exit(code_for(error)) from None

    return guarded


def code_for(error: BaseException) -> int:
    """Say what stopped the program; the code to leave with.

    An error of ours says what is wrong; a fault of ours only its type and place: its text could hold a value. What the
    system says it says in its own words.
    """
    match raised(error):
        case RemediateError() as known:
            _say(str(known))
            return known.exit_code
        case KeyboardInterrupt():
            _hear_no_more()
            _say("Stopped; nothing was half written.")
            return INTERRUPTED
        case BrokenPipeError():
            silence(sys.stdout)
            return NOBODY_READS
        case OSError(errno=int(number)):  # a full disk under the output, as a rule
            _say(f"The system refused: {os.strerror(number)}.")
            return OUR_FAULT
        case _:
            _say(f"remediate itself failed: {fault(error)}. Please report this line.")
            return OUR_FAULT


@contextmanager
def done_in_part(done: Callable[[], str]) -> Iterator[None]:
    """A command that does more than print: where its output cannot be written it ends, and `done` tells what is done.

    Raises:
        WriteError: what it prints could not be written. A pipeline must not take the part that was done for all.
    """
    try:
        yield
    except OSError as error:  # as a rule stdout: a reader that has gone, a full disk
        why = "nobody reads what it prints" if isinstance(error, BrokenPipeError) else error.strerror
        silence(sys.stdout)
        raise WriteError(f"The run was stopped: {why}.", hint=done()) from None


def _hear_no_more() -> None:
    """The program ends already: Ctrl-C again would only break off what still has to be put away."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def silence(stream: TextIO) -> None:
    """The reader has gone: nothing more can be said to it, also not when Python closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(sentence: str) -> None:
    from remediate.report.words import plain

    try:
        typer.echo(plain(sentence), err=True)
    except OSError:  # the code is all that is left to say it with
        silence(sys.stderr)
