"""Words from the input, made safe to show: names and paths are the author's, and may hold anything."""

import os
import shlex
import subprocess
import unicodedata
from pathlib import Path


def plain(text: str) -> str:
    """The text without anything that a terminal would obey: control characters and text direction marks are spelled.

    Line breaks are spelled too, so that a name cannot make up lines of its own.
    """
    if text.isprintable():
        return text
    return "".join(_spelled(character) for character in text)


def _spelled(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"\\u{{{ord(character):x}}}"
    return character


def counted(number: int, noun: str) -> str:
    """`1 flow`, `2 flows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def quoted(path: Path | str) -> str:
    """A path as a word of a command that can be copied into the shell of this system."""
    text = str(path)
    if os.name == "nt":
        return plain(subprocess.list2cmdline([text]))
    return shlex.quote(text) if plain(text) == text else f"$'{''.join(map(_escaped, text))}'"


def _escaped(character: str) -> str:
    """As it stands between `$'` and `'`, where shells read bytes by their numbers: those of names that are no UTF-8."""
    if plain(character) == character and character not in "\\'":
        return character
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(character))
