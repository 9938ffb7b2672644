"""Flows outside solutions, for what becomes of them in one."""

import json
import zipfile
from pathlib import Path
from typing import Any

from remediate.detectors import examples as ex
from remediate.migration import Outcome, Wanted, carry_out_migration, plan_migration, target
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault.memory import MemoryVault

VALUE = "CANARY-9f27c4a1b3d85e60"
OPTIONS = Options(load("baseline"))
SHAREPOINT = "/providers/Microsoft.PowerApps/apis/shared_sharepointonline"
TARGET = target("Orders", "Contoso Ltd", "contoso")


def call(value: str = VALUE) -> dict[str, Any]:
    return ex.http(headers={"x-api-key": value})


def old_action(key: str = "shared_sharepointonline", **members: Any) -> dict[str, Any]:
    """An action of the old form, with the gateway of its environment."""
    inputs = {
        "host": {
            "connection": {"name": f"@parameters('$connections')['{key}']['connectionId']"},
            "api": {"runtimeUrl": "https://old.example/apim/sharepointonline"},
        },
        "method": "get",
        "path": "/items",
        "authentication": "@parameters('$authentication')",
        **members,
    }
    return {"type": "ApiConnection", "runAfter": {}, "inputs": inputs}


def wanted(*paths: Path, output: Path, **more: Any) -> Wanted:
    return Wanted(paths, output, TARGET, more.pop("options", OPTIONS), **more)


def migrated(*paths: Path, output: Path, vault: MemoryVault | None = None, **more: Any) -> tuple[Outcome, list[Any]]:
    outcome = plan_migration(wanted(*paths, output=output, **more))
    return outcome, list(carry_out_migration(outcome, vault or MemoryVault()))


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def flow_documents(path: Path) -> list[Any]:
    return [json.loads(data) for name, data in members(path).items() if name.startswith("Workflows/")]
