"""What somebody meant who misspelt the name of a detector or of a playbook."""

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean literal-header? `, before what else a hint says; empty where nothing is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something went wrong

    close = get_close_matches(word.casefold(), sorted(known), n=1)
    return f"Did you mean {close[0]}? " if close else ""
