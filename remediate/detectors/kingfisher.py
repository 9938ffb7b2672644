"""Kingfisher, an optional engine that knows the tokens of hundreds of vendors: in this process, and offline.

Only its scanner is used, never its validation, which asks vendors. Compiled rules are kept in the cache folder of the
user, where the engine itself puts them: without it every run would take seconds longer.
"""

import importlib
import importlib.util
from collections.abc import Iterator
from functools import cache
from typing import Any

_MODULE = "kingfisher_sdk"
INSTALL = "pip install 'remediate[engine]'"
_SHORTEST = 12


def is_installed() -> bool:
    """Whether the engine is there; it is not loaded for that."""
    return importlib.util.find_spec(_MODULE) is not None


def is_used() -> bool:
    """Whether the engine was asked in this process: what it saw must then not be shown by anything."""
    return _scanner.cache_info().currsize > 0


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """The tokens in a text: where, in code points, and the rule that knows them."""
    if len(text) < _SHORTEST or not (data := _encoded(text)):
        return
    for found in _scanner().scan(data):
        place = found.location
        start, end = place["start_offset"], place["end_offset"]
        at = data[start:end].find(found.secret.encode())
        if found.visible and at >= 0 and found.secret:  # a match holds more than the secret
            first = len(data[: start + at].decode())
            yield first, first + len(found.secret), found.rule_id


def _encoded(text: str) -> bytes:
    """The text as the engine reads it, empty where it is no text: half a character."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return b""


@cache
def _scanner() -> Any:
    engine = importlib.import_module(_MODULE)
    return engine.Scanner(engine.Rules(), base64=False)
