"""Any number of tiny solutions, some of them broken in one of ten ways. `python tests/batch/many.py FOLDER 1000`."""

import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "package"))
from package_builders import FLOW_MEMBER, manifest, solution, write_zip

from remediate.detectors import examples as ex

SHARED = "CANARY-shared-9f27c4a1b3d85e60"
MIB = 1024 * 1024


def flow(number: int) -> bytes:
    """A flow with a secret of its own and one that all flows share."""
    headers = {"x-api-key": f"CANARY-{number:05d}-5b1e77c09a4d2f63"}
    actions = {"Get_orders": ex.http(headers=headers), "Post": ex.http(headers={"x-functions-key": SHARED})}
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition(actions)}}
    return json.dumps(document, indent=2).encode()


def members(number: int) -> dict[str, bytes]:
    named = manifest().replace("ContosoReports", f"Contoso{number:05d}")
    return solution({FLOW_MEMBER: flow(number), "solution.xml": named})


def a_solution(path: Path, number: int) -> None:
    write_zip(path, members(number))


def _raw(change: Callable[[bytes], bytes]) -> Callable[[Path, int], None]:
    def broken(path: Path, number: int) -> None:
        a_solution(path, number)
        path.write_bytes(change(path.read_bytes()))

    return broken


def _with(**changes: bytes) -> Callable[[Path, int], None]:
    return lambda path, number: write_zip(path, {**members(number), **changes})


def _encrypted(data: bytes) -> bytes:
    """The zip with the mark of a password on every member."""
    changed = bytearray(data)
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def _bomb(path: Path, number: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members(number).items():
            new.writestr(name, data)
        new.writestr("Workflows/big.json", bytes(20 * MIB))


def _huge(path: Path, number: int) -> None:
    padding = b" " * (9 * MIB // 2) + b"\t " * (9 * MIB // 4)
    write_zip(path, {**members(number), FLOW_MEMBER: b"[" + padding + b"]" + flow(number)})


def _outside(path: Path, number: int) -> None:
    write_zip(path, {**members(number), "../outside.json": b"{}"})


_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n'
_TWICE = flow(0).replace(b'"Get_orders":', b'"Get_orders": {}, "Get_orders":', 1)

#: The ten ways, and a word of the reason that a person reads.
BROKEN: dict[str, tuple[Callable[[Path, int], None], str]] = {
    "truncated": (_raw(lambda data: data[: len(data) // 2]), "cut off"),
    "bomb": (_bomb, "bomb"),
    "outside": (_outside, "outside"),
    "entities": (_with(**{"solution.xml": _ENTITIES + manifest().encode()}), "XML"),
    "twice": (_with(**{FLOW_MEMBER: _TWICE}), "duplicate member"),
    "utf16": (_with(**{FLOW_MEMBER: b"\xff\xfe" + bytes(range(1, 250))}), "not text"),
    "password": (_raw(_encrypted), "encrypted"),
    "empty": (_raw(lambda _: b""), "cut off"),
    "huge": (_huge, "larger"),
    "not-xml": (_with(**{"customizations.xml": b"<ImportExportXml>CANARY"}), "XML"),
}


def many(folder: Path, count: int, every: int = 50) -> Iterator[tuple[Path, str]]:
    """`count` zips below `folder` with the way in which each is broken, empty for most; every 50th is, in turn."""
    ways = list(BROKEN)
    for number in range(count):
        path = folder / f"{number // 100:03d}" / f"Solution{number:05d}.zip"
        path.parent.mkdir(parents=True, exist_ok=True)
        way = ways[number // every % len(ways)] if number % every == every - 1 else ""
        (BROKEN[way][0] if way else a_solution)(path, number)
        yield path, way


if __name__ == "__main__":
    made = list(many(Path(sys.argv[1]), int(sys.argv[2])))
    sys.stdout.write(f"{len(made)} zips, {sum(bool(way) for _, way in made)} of them broken\n")
