"""The real program and the real SDK against a server that behaves like Key Vault: a whole fix, and vaults that fail."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from keyvault_server import RESOURCE, Fault, running_keyvault
from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.detectors import examples as ex

KEY = "CANARY-9f27c4a1b3d85e60"
NAME = "contosoreports-api-contoso-example-x-api-key"


@pytest.fixture
def keyvault():
    with running_keyvault() as server:
        yield server


@pytest.fixture
def orders(tmp_path) -> Path:
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY})})
    document = {"properties": {"connectionReferences": {}, "definition": definition}, "schemaVersion": "1.0.0.0"}
    return write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document)}))


def fix(server, source: Path, vault=RESOURCE):
    command = [sys.executable, "-m", "remediate", "fix", str(source), "--vault", vault]
    done = subprocess.run(command, capture_output=True, text=True, env=server.environment(), timeout=120, check=False)
    assert "CANARY" not in done.stdout + done.stderr
    return done


def test_a_fix_with_key_vault_from_end_to_end(keyvault, orders, tmp_path):
    done = fix(keyvault, orders)
    assert done.returncode == 0, done.stderr
    assert keyvault.state.values(NAME) == [KEY]
    settings = json.loads((tmp_path / "Orders.deployment-settings.json").read_text())
    (variable,) = settings["EnvironmentVariables"]
    assert variable["Value"] == f"{RESOURCE}/secrets/{NAME}"
    with zipfile.ZipFile(tmp_path / "Orders.remediated.zip") as archive:
        assert not any(KEY.encode() in archive.read(name) for name in archive.namelist())


def test_a_second_run_writes_no_new_version(keyvault, orders):
    fix(keyvault, orders)
    assert fix(keyvault, orders).returncode == 0
    assert keyvault.state.values(NAME) == [KEY]


def test_another_value_under_the_name_is_never_overwritten(keyvault, orders):
    keyvault.state.put(NAME, "CANARY-of-somebody-else")
    done = fix(keyvault, orders)
    assert done.returncode == 0
    assert "holds another value" in done.stdout
    assert keyvault.state.values(NAME) == ["CANARY-of-somebody-else"]
    assert keyvault.state.values(f"{NAME}-2") == [KEY]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(status=403, code="Forbidden", inner="ForbiddenByRbac", times=50), "Key Vault Secrets Officer"),
        (Fault(status=403, code="Forbidden", inner="ForbiddenByFirewall", times=50), "firewall"),
    ],
)
def test_a_vault_that_refuses_is_one_sentence_and_nothing_changes(keyvault, orders, tmp_path, fault, said):
    keyvault.faults.append(fault)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    done = fix(keyvault, orders)
    assert done.returncode == 3
    assert said.casefold() in done.stdout.casefold()
    assert "Traceback" not in done.stderr
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_vault_that_cannot_be_signed_in_to_is_one_sentence_and_nothing_changes(keyvault, orders, tmp_path):
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    environment = {**keyvault.environment(), "AZURE_CLIENT_SECRET": "wrong"}
    command = [sys.executable, "-m", "remediate", "fix", str(orders), "--vault", RESOURCE]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    assert done.returncode == 3
    assert "az login" in done.stdout
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
