"""The program: `remediate`, or `python -m remediate`. Ctrl-C while it is still being loaded is one sentence too."""

import sys

INTERRUPTED = 130


def main() -> None:
    """The program's entry."""
    try:
        from remediate.cli import main as run  # noqa: PLC0415 - the loading is what may be interrupted
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; nothing was begun.\n")
        sys.exit(INTERRUPTED)
    run()


if __name__ == "__main__":
    main()
