"""Every string of the real exports: values and property names, in folders and in zips at any depth."""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from conftest import CORPUS


@cache
def corpus_strings() -> tuple[str, ...]:
    found: set[str] = set()
    for path in CORPUS.rglob("*"):
        if path.suffix.lower() in {".json", ".zip"} and path.is_file():
            for document in _documents(path.name, path.read_bytes()):
                _collect(document, found)
    return tuple(sorted(found))


def _documents(name: str, data: bytes) -> Iterator[Any]:
    suffix = Path(name).suffix.lower()
    if suffix == ".zip" and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for member in package.namelist():
                yield from _documents(member, package.read(member))
    elif suffix == ".json":
        encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        try:
            yield json.loads(data.decode(encoding))
        except ValueError:
            return  # no JSON, whatever its name says: the loader's tests are elsewhere


def _collect(document: Any, found: set[str]) -> None:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            found.update(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
