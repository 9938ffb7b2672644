"""Real exports with invented secrets planted in copies: moved, proven, and nothing else changed.

Every package loads or is refused with one sentence; every file that is not patched keeps its bytes; every patched flow
is what jsonpatch makes of it; a second run changes nothing; no planted value is in any output.
"""

import copy
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonpatch
import pytest
from conftest import CORPUS, needs_corpus

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.batch.verifying import verify_all
from remediate.cli.progress import Progress
from remediate.detection import Fate
from remediate.flow import pointer as ptr
from remediate.package import Kind, Package, packages
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request
from remediate.playbook import load
from remediate.report.json_output import Document
from remediate.report.records import records
from remediate.report.text import Detail, package_lines
from remediate.vault import MemoryVault
from remediate.writer import rewrite_zip, splice_bytes

SOURCES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
OPTIONS = Options(load("baseline"), unsafe=True)

pytestmark = needs_corpus


def secret(rng: random.Random) -> str:
    return f"CANARY{rng.getrandbits(64):016x}"


def planted_actions(rng: random.Random) -> tuple[dict[str, Any], list[str]]:
    """Actions that hold secrets in the ways of makers, with the secrets."""
    values = [secret(rng) for _ in range(6)]
    key, code, password, again, constant, account = values
    http = {"type": "Http", "runAfter": {}}
    actions = {
        "Planted call": {
            **http,
            "inputs": {
                "method": "GET",
                "uri": f"https://planted.example/api/x?code={code}&top=1",
                "headers": {"x-api-key": key, "Accept": "*/*"},
            },
        },
        "Planted loop": {
            "type": "Foreach",
            "foreach": "@createArray(1, 2)",
            "runAfter": {"Planted call": ["Succeeded"]},
            "actions": {
                "Planted post": {
                    **http,
                    "inputs": {
                        "method": "POST",
                        "uri": "https://erp.planted.example",
                        "authentication": {"type": "Basic", "username": "svc", "password": password},
                        "body": {"client_secret": f"@{{concat('{again}', '')}}"},
                    },
                }
            },
        },
        "Planted variable": {
            "type": "InitializeVariable",
            "runAfter": {},
            "inputs": {"variables": [{"name": "plantedApiKey", "type": "string", "value": constant}]},
        },
        "Planted reader": {
            **http,
            "runAfter": {"Planted variable": ["Succeeded"]},
            "inputs": {
                "method": "GET",
                "uri": "https://h.example",
                "headers": {"x-key": "@variables('plantedApiKey')"},
            },
        },
        "Planted connection": {
            "type": "Compose",
            "runAfter": {},
            "inputs": f"Server=db.example;Database=x;User Id=svc;Password={account};Encrypt=true",
        },
    }
    return actions, values


def plant(package: Package, destination: Path, rng: random.Random) -> tuple[Path, list[str]]:
    """A copy of the package with secrets in every flow that has a root container."""
    values: list[str] = []
    changed: dict[str, bytes] = {}
    for flow in package.flows:
        at = f"{flow.definition_pointer}/actions"
        try:
            present = ptr.resolve(flow.document, at)
        except KeyError:
            continue
        actions, new = planted_actions(rng)
        if set(actions) & set(present) or len(present) > 200:
            continue
        patch = [{"op": "add", "path": ptr.join(at, name), "value": node} for name, node in actions.items()]
        changed[flow.member] = splice_bytes(flow.data, patch)
        values += new
    target = destination / package.path.name
    if package.kind in (Kind.SOLUTION_ZIP, Kind.LEGACY_ZIP):
        rewrite_zip(package.path, target, changed)
    elif package.kind is Kind.DEFINITION:
        shutil.copy(package.path, target)
        target.write_bytes(next(iter(changed.values()), package.path.read_bytes()))
    else:
        shutil.copytree(package.path, target)
        for member, data in changed.items():
            (target / member).write_bytes(data)
    return target, values


def distinct(source: str) -> Iterator[Package]:
    """The packages of one repository, without those whose flows were all seen before; zips inside zips left out."""
    seen: set[bytes] = set()
    for package in packages(CORPUS / source):
        assert isinstance(package, Package), f"not loaded: {package}"
        datas = {flow.data for flow in package.flows}
        if datas - seen and not package.inner:
            seen |= datas
            yield package


def contents(path: Path) -> dict[str, bytes]:
    """The members of the package at `path`; others may lie in its folder."""
    package = next(found for found in packages(path) if isinstance(found, Package) and found.path == path)
    return {name: package.read(name) for name in package.members.names}


def shown(results: list[Any]) -> str:
    """Everything that the program would say about these results."""
    told = [(result, list(records(result))) for result in results]
    whole = Document("fix", OPTIONS.playbook)
    for result, found in told:
        whole.add(result, found)
    text = whole.text()
    lines = [line.plain for result, found in told for line in package_lines(result, found, Detail.CHANGES)]
    return text + "\n".join(lines)


@pytest.mark.parametrize("source", SOURCES)
def test_every_package_loads_or_is_refused_with_one_sentence(source):
    for found in packages(CORPUS / source):
        for problem in found.problems if isinstance(found, Package) else (found,):
            assert "\n" not in str(problem)
            assert problem.message.endswith(".")


@pytest.mark.parametrize("source", SOURCES)
def test_planted_secrets_are_moved_and_nothing_else_changes(source, tmp_path):
    rng = random.Random(source)
    for number, package in enumerate(distinct(source)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, values = plant(package, folder, rng)
        if not values:
            continue
        old = contents(path)
        scanned = fates(of(path, plan_all([path], replace(OPTIONS, only_fates=True))))
        vault = MemoryVault()
        result = of(path, fix_all([path], OPTIONS, vault, Destination()))
        said = shown([result])
        assert not any(value in said for value in values)
        if result.status is Status.SKIPPED:
            assert contents(path) == old
            continue
        assert result.status is Status.FIXED, result.error
        assert fates(result) == scanned, "a scan says something else than what is done"
        check_output(result, old, values, vault)
        if package.kind in (Kind.SOLUTION_ZIP, Kind.LEGACY_ZIP):  # the others were changed in place
            for verified in verify_all(path, result.carried.output, Progress(), vault):
                assert verified.error is None, verified.error
                assert verified.verdict.proven, verified.verdict.problems[:3]


def of(path: Path, results: Iterator[Any]) -> Any:
    return next(result for result in results if result.plan is not None and result.plan.package.path == path)


def fates(result: Any) -> list[Any]:
    return [(member, *outcome.place, outcome.finding.span, outcome.fate) for member, _, outcome in result.plan.outcomes]


def check_output(result: Any, old: dict[str, bytes], values: list[str], vault: MemoryVault) -> None:
    new = contents(result.carried.output)
    plan = result.plan
    assert {name for name in old if new.get(name) != old[name]} <= {*plan.edits, *plan.removed}
    assert set(new) - set(old) <= set(plan.edits)
    for flow in plan.flows:
        if flow.changes:
            expected = jsonpatch.JsonPatch(list(flow.mended.patch)).apply(copy.deepcopy(flow.file.document))
            assert json.loads(new[flow.file.member].decode("utf-8-sig")) == expected
    held = [o for _, _, o in plan.outcomes if o.fate is Fate.HELD and o.finding.span is not None]
    reasons = {outcome.held.reason for outcome in held}
    written = b"\n".join(new.values())
    left = [value for value in values if value.encode() in written]
    assert not left, f"{len(left)} planted values are left; held: {reasons}"
    stored = {vault.get(name).reveal() for name in vault.names()}
    assert set(values) <= stored
    output = result.carried.output
    again = of(output, plan_all([output], OPTIONS))
    assert not again.plan.changes, "the second run changes something"
    writer = PlanWriter(Request((), OPTIONS, None, None))
    writer.note(result.path, plan)
    saved = writer.document()
    assert not any(value.encode() in saved for value in values)
