"""A document as text in which every scalar has a line of its own, so that an engine's line and text name a place."""

import json
from collections.abc import Iterator
from typing import Any

from detection_score import Alarm, scalar_at


def as_lines(document: Any) -> tuple[str, list[str]]:
    """The text, and the pointer of the scalar on each line (empty for lines of brackets)."""
    made = list(_lines(document, "", ""))
    return "\n".join(text for text, _ in made), [pointer for _, pointer in made]


def _lines(node: Any, pointer: str, lead: str, tail: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    pad = "  " * depth
    if not isinstance(node, dict | list) or not node:
        yield f"{pad}{lead}{json.dumps(node, ensure_ascii=False)}{tail}", pointer
        return
    opening, closing = "{}" if isinstance(node, dict) else "[]"
    yield f"{pad}{lead}{opening}", ""
    items = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
    for index, (name, child) in enumerate(items):
        at = f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
        key = f"{json.dumps(name, ensure_ascii=False)}: " if isinstance(node, dict) else ""
        yield from _lines(child, at, key, "," if index + 1 < len(items) else "", depth + 1)
    yield f"{pad}{closing}{tail}", ""


def alarm_at(document: Any, pointers: list[str], line: int, secret: str | None, detector: str) -> Alarm | None:
    """The alarm for an engine's finding on a line (counted from 1); None on a line without a scalar."""
    pointer = pointers[line - 1] if 0 < line <= len(pointers) else ""
    if not pointer:
        return None
    text = str(scalar_at(document, pointer))
    start = text.find(_decoded(secret)) if secret else -1
    span = (start, start + len(_decoded(secret))) if secret and start >= 0 else None
    return Alarm(pointer, span, detector=detector)


def _decoded(secret: str) -> str:
    try:
        return str(json.loads(f'"{secret}"'))
    except ValueError:
        return secret
