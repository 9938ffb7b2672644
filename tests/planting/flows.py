"""Flows to plant into: the corpus, else the project's fixtures, else three small flows of our own."""

import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planting.ground import NoRoom, definition_path

_FIXTURES = Path(__file__).parents[2] / "fixtures"


@dataclass(frozen=True, slots=True)
class Source:
    """A flow definition as it lies on disk: where it is from, its bytes, and the parsed document."""

    name: str
    raw: bytes = field(repr=False)
    document: Any = field(repr=False)


def sample_flows(corpus: Path, rng: random.Random, count: int | None = None) -> list[Source]:
    """`count` distinct flows (all of them for None) of the corpus, or of what stands in for it, in a seeded order."""
    found = list(_flows(corpus)) or list(_flows(_FIXTURES)) or builtin_flows()
    rng.shuffle(found)
    if count is not None and found and count > len(found):
        found = (found * -(-count // len(found)))[:count]
    return found[:count]


def _flows(folder: Path) -> Iterator[Source]:
    seen: set[bytes] = set()
    for name, raw in _members(folder):
        if raw in seen:
            continue
        seen.add(raw)
        if (source := _parsed(name, raw)) is not None:
            yield source


def _parsed(name: str, raw: bytes) -> Source | None:
    try:
        document = json.loads(raw.decode("utf-8-sig"))
        definition_path(document)
    except (ValueError, NoRoom):
        return None
    return Source(name, raw, document)


def _members(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.suffix == ".json":
            yield name, path.read_bytes()
        elif path.suffix == ".zip":
            yield from _unzipped(name, path.read_bytes())


def _unzipped(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for member in sorted(archive.namelist()):
                if member.endswith(".json"):
                    yield f"{name}!{member}", archive.read(member)
                elif member.endswith(".zip"):
                    yield from _unzipped(f"{name}!{member}", archive.read(member))
    except zipfile.BadZipFile:
        return


def _action(kind: str, inputs: Any, after: str = "", **members: Any) -> dict[str, Any]:
    return {"runAfter": {after: ["Succeeded"]} if after else {}, "type": kind, "inputs": inputs, **members}


def builtin_flows() -> list[Source]:
    """A scheduled flow of a solution, a flow that is called over HTTP, and a bare definition."""
    host = {
        "connectionName": "shared_office365",
        "operationId": "SendEmailV2",
        "apiId": "/providers/Microsoft.PowerApps/apis/shared_office365",
    }
    mail = {
        "host": host,
        "parameters": {"emailMessage/To": "ops@contoso.example"},
        "authentication": "@parameters('$authentication')",
    }
    child = {
        "host": {"workflowReferenceName": "7f9a54ab-7f1e-4f5c-9a55-d2ecf1f2b0b1"},
        "body": {"text": "@variables('mode')"},
    }
    actions = {
        "Initialize_variable": _action(
            "InitializeVariable", {"variables": [{"name": "mode", "type": "string", "value": "daily"}]}
        ),
        "HTTP": _action("Http", {"method": "GET", "uri": "https://api.contoso.example/orders"}, "Initialize_variable"),
        "Compose": _action("Compose", "Orders of today", "HTTP"),
        "Try": {
            "runAfter": {"Compose": ["Succeeded"]},
            "type": "Scope",
            "actions": {"Send_mail": _action("OpenApiConnection", mail)},
        },
        "Run_a_Child_Flow": _action("Workflow", child, "Try"),
    }
    timer = {"Recurrence": {"recurrence": {"frequency": "Day", "interval": 1}, "type": "Recurrence"}}
    schema = {"type": "object", "properties": {"id": {"type": "string"}}}
    manual = {"manual": {"type": "Request", "kind": "Http", "inputs": {"schema": schema}}}
    reference = {
        "runtimeSource": "embedded",
        "connection": {"connectionReferenceLogicalName": "contoso_mail"},
        "api": {"name": "shared_office365"},
    }
    parameters = {
        "$connections": {"defaultValue": {}, "type": "Object"},
        "$authentication": {"defaultValue": {}, "type": "SecureObject"},
    }
    flows: dict[str, dict[str, Any]] = {}
    for name, trigger in (("Nightly", timer), ("Called", manual)):
        definition = {
            "contentVersion": "1.0.0.0",
            "parameters": parameters,
            "triggers": trigger,
            "actions": actions,
            "outputs": {},
        }
        flows[name] = {
            "properties": {"connectionReferences": {"shared_office365": reference}, "definition": definition},
            "schemaVersion": "1.0.0.0",
        }
    flows["Bare"] = {"definition": flows["Called"]["properties"]["definition"]}
    made = [(name, json.dumps(flow, indent=2)) for name, flow in flows.items()]
    return [Source(f"{name}.json", text.encode(), json.loads(text)) for name, text in made]
