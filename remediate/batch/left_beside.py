"""Deployment settings that lie beside a result and are written on: what they hold they keep."""

from collections.abc import Iterable
from pathlib import Path

from remediate.batch.destinations import SETTINGS, companion
from remediate.package.searching import in_utf_8
from remediate.shapes.copies import Copies


def left_in_settings(output: Path, values: Iterable[str]) -> tuple[str, ...]:
    """What is to be told where the settings of a result hold one of the values that move out of its package."""
    copies, path = Copies(values), companion(output, SETTINGS)
    try:
        data = in_utf_8(path.read_bytes()) if copies and path.is_file() else b""
    except OSError:
        return ()  # whoever writes it says so
    if not copies.may_stand_in(data) or not copies.found_in(data.decode("utf-8", "replace")):
        return ()
    return (f"{path} holds a value that goes to the vault, and keeps it: take it out there, else an import sets it.",)
