"""The program: `remediate`, or `python -m remediate`. Ctrl-C while it is still being loaded is one sentence too."""

import signal
import sys
import threading

from remediate.collecting import collect_rarely
from remediate.errors import raised

INTERRUPTED = 130
_MOMENT = 0.01


def main() -> None:
    """The program's entry."""
    sys.unraisablehook = _hear_again
    collect_rarely()
    try:
        from remediate.cli import main as run  # noqa: PLC0415 - the loading is what may be interrupted
    except (KeyboardInterrupt, RuntimeError) as error:
        if not isinstance(raised(error), KeyboardInterrupt):
            raise
        sys.stderr.write("Stopped; nothing was begun.\n")
        sys.exit(INTERRUPTED)
    run()


def _hear_again(what: "sys.UnraisableHookArgs") -> None:
    """Hear Ctrl-C a moment later where Python ran something that lets no exception out, and would print a traceback."""
    if not issubclass(what.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(what)
        return
    if sys.is_finalizing():  # it ends already
        return
    later = threading.Timer(_MOMENT, signal.raise_signal, (signal.SIGINT,))
    later.daemon = True
    later.start()


if __name__ == "__main__":
    main()
