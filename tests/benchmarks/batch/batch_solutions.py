"""Makes solutions from real flows: any number of zips, each different, the same for the same options.

    python tests/benchmarks/batch/batch_solutions.py FOLDER --solutions 1000 --flows 10000

Every copy of a flow has its own GUIDs and its own action names, in members and in expressions, so that no two are
alike. A share of them is planted with invented secrets.
"""
# ruff: noqa: E402 - a command: it makes its modules found first

import argparse
import hashlib
import json
import random
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3])]

from planting import NoRoom, Source, plant, sample_flows
from planting.ground import Ground
from planting.mint import Mint

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
FIRST = 100
"""How many solutions stand apart in the folder `first`, to be measured alone; the others are in `rest`."""

_GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_KEPT_NAMES = frozenset({"inputs", "actions", "else", "cases", "default", "type", "kind", "foreach", "expression"})
_MOMENT = (2026, 1, 1, 0, 0, 0)
_TYPES = (
    '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/octet-stream" />'
    '<Default Extension="json" ContentType="application/octet-stream" /></Types>'
)
_MANIFEST = """<ImportExportXml version="9.2.24" SolutionPackageVersion="9.2" languagecode="1033">
  <SolutionManifest>
    <UniqueName>{name}</UniqueName>
    <LocalizedNames><LocalizedName description="{name}" languagecode="1033" /></LocalizedNames>
    <Descriptions />
    <Version>1.0.0.0</Version>
    <Managed>0</Managed>
    <Publisher><UniqueName>contoso</UniqueName><CustomizationPrefix>cts</CustomizationPrefix></Publisher>
    <RootComponents />
    <MissingDependencies />
  </SolutionManifest>
</ImportExportXml>
"""
_WORKFLOW = """    <Workflow WorkflowId="{{{id}}}" Name="{name}">
      <JsonFileName>/{member}</JsonFileName>
      <Type>1</Type>
      <Subprocess>0</Subprocess>
      <Category>5</Category>
      <Mode>0</Mode>
      <Scope>4</Scope>
      <StateCode>1</StateCode>
      <StatusCode>2</StatusCode>
      <IntroducedVersion>1.0.0.0</IntroducedVersion>
      <PrimaryEntity>none</PrimaryEntity>
      <LocalizedNames><LocalizedName languagecode="1033" description="{name}" /></LocalizedNames>
    </Workflow>
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make. One of `planted_every` flows is planted with `secrets` invented secrets."""

    solutions: int = 1000
    flows: int = 10_000
    planted_every: int = 10
    secrets: int = 2
    seed: int = 7
    corpus: Path = CORPUS


def make(folder: Path, wanted: Wanted) -> None:
    """Write the zips below `folder`."""
    sources = sample_flows(wanted.corpus, random.Random(wanted.seed))
    for index in range(wanted.solutions):
        place = folder / ("first" if index < FIRST else "rest")
        place.mkdir(parents=True, exist_ok=True)
        numbers = _share(index, wanted)
        _write(place / f"Solution{index:04}_1_0_0_0.zip", f"Solution{index:04}", _members(sources, numbers, wanted))


def _share(index: int, wanted: Wanted) -> range:
    """The numbers of the flows that one solution holds."""
    return range(index * wanted.flows // wanted.solutions, (index + 1) * wanted.flows // wanted.solutions)


def _members(sources: list[Source], numbers: range, wanted: Wanted) -> Iterator[tuple[str, str, bytes]]:
    for number in numbers:
        source = sources[number % len(sources)]
        text = source.raw.decode("utf-8-sig")
        if number % wanted.planted_every == 0:
            text = _planted(source, random.Random(f"{wanted.seed}:{number}"), wanted.secrets)
        name = f"{_name_of(source)} {number}"
        yield name, _guid(name, number), varied(text, source.document, number).encode()


def _planted(source: Source, rng: random.Random, secrets: int) -> str:
    try:
        document = plant(source.document, rng, secrets=secrets, decoys=secrets).document
    except NoRoom:
        document = source.document
    return json.dumps(document, indent=2, ensure_ascii=False)


def varied(text: str, document: Any, number: int) -> str:
    """The text of a flow with GUIDs and action names of its own; GUIDs and names that were equal stay so."""
    text = _GUID.sub(lambda found: _guid(found[0].lower(), number), text)
    steps = Ground(document, Mint(random.Random(0))).steps()
    names = {name for name, _, _ in steps if name not in _KEPT_NAMES and len(name) < 70} - {""}
    if not names:
        return text
    one = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    return re.sub(rf'"(?:{one})(?="\s*:)|\'(?:{one})(?=\')', lambda found: f"{found[0]}_{number}", text)


def _guid(text: str, number: int) -> str:
    digest = hashlib.sha256(f"{number}:{text}".encode()).hexdigest()
    return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))


def _name_of(source: Source) -> str:
    stem = source.name.rpartition("/")[2].removesuffix(".json")
    return re.sub(r"[^\w ]+", " ", _GUID.sub("", stem)).strip() or "Flow"


def _write(path: Path, name: str, flows: Iterator[tuple[str, str, bytes]]) -> None:
    workflows = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(member: str, data: bytes | str) -> None:
            archive.writestr(zipfile.ZipInfo(member, _MOMENT), data, zipfile.ZIP_DEFLATED)

        add("[Content_Types].xml", _TYPES)
        for shown, guid, data in flows:
            member = f"Workflows/{shown.replace(' ', '')}-{guid.upper()}.json"
            add(member, data)
            workflows.append(_WORKFLOW.format(id=guid, name=shown, member=member))
        add("customizations.xml", _customizations("".join(workflows)))
        add("solution.xml", _MANIFEST.format(name=name))


def _customizations(workflows: str) -> str:
    return (
        '<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n  <Entities />\n  <Roles />\n'
        f"  <Workflows>\n{workflows}  </Workflows>\n  <connectionreferences />\n"
        "  <Languages>\n    <Language>1033</Language>\n  </Languages>\n</ImportExportXml>\n"
    )


def main() -> None:
    """Makes what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for name, kind in (("solutions", int), ("flows", int), ("planted_every", int), ("secrets", int), ("seed", int)):
        parser.add_argument(f"--{name.replace('_', '-')}", type=kind, default=getattr(Wanted(), name))
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = vars(parser.parse_args())
    make(options.pop("folder"), Wanted(**options))


if __name__ == "__main__":
    main()
