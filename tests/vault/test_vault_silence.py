"""No value in any log, repr, exception or traceback, with every logger at its most talkative."""

import io
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyvault_server import Fault, KeyVaultServer, running_keyvault
from rich.console import Console
from rich.traceback import Traceback

from remediate.errors import VaultError
from remediate.secret import Secret
from remediate.vault import Vault, deposit
from remediate.vault.file import FileVault

A, B = Secret("CANARY-a"), Secret("CANARY-b")


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    caplog.set_level(logging.DEBUG)
    for name in ("azure", "azure.core", "azure.identity", "azure.keyvault", "msal", "urllib3", "requests"):
        caplog.set_level(logging.DEBUG, logger=name)
    yield caplog
    said = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.get_records("call"))
    assert "CANARY" not in said


def assert_silent(vault: Vault) -> None:
    deposit(vault, "Key", A, {})
    made = deposit(vault, "Key", B, {})
    vault.set("Key", B, tags={})
    shown = [vault, vault.__dict__, made, made.skipped, vault.get("Key"), list(vault.names())]
    assert "CANARY" not in "".join(f"{thing!r}{thing!s}" for thing in shown)


def test_key_vault(everything_logged: pytest.LogCaptureFixture) -> None:
    with running_keyvault() as server, server.vault(logging_enable=True) as vault:
        assert_silent(vault)
        assert any(record.name.startswith("azure") for record in everything_logged.records)
        assert server.state.values("Key-2") == ["CANARY-b"]


def test_the_file(tmp_path: Path, everything_logged: pytest.LogCaptureFixture) -> None:
    with FileVault(tmp_path / "vault.db") as vault:
        assert_silent(vault)
    assert not [record for record in everything_logged.records if record.name.startswith("remediate")]


FAULTS = [
    Fault(403, "Forbidden", times=9, method="PUT"),
    Fault(400, "BadParameter", times=9, method="PUT"),
    Fault(500, times=99, method="PUT"),
    Fault(drop=True, times=99, method="PUT"),
    Fault(200, answer=b'{"value": "CANARY-cut', times=9),
    Fault(403, "Forbidden", times=9, path=".*/versions"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_tracebacks_even_those_that_show_local_variables(
    fault: Fault, everything_logged: pytest.LogCaptureFixture
) -> None:
    with running_keyvault() as server, server.vault() as vault:
        server.faults.append(fault)
        caught = failure(server, vault)
    shown = "".join(traceback.format_exception(caught))
    console = Console(file=io.StringIO(), width=200)
    console.print(Traceback.from_exception(type(caught), caught, caught.__traceback__, show_locals=True))
    assert isinstance(console.file, io.StringIO)
    shown += console.file.getvalue()
    shown += "".join(traceback.TracebackException.from_exception(caught, capture_locals=True).format())
    assert "_ask" in shown
    assert "CANARY-a" not in shown.replace('Secret("CANARY-a")', "")  # the line of this very file
    assert "CANARY-cut" not in shown.replace("CANARY-cut', times", "")
    assert everything_logged.records


def failure(server: KeyVaultServer, vault: Vault) -> VaultError:
    try:
        deposit(vault, "Key", A, {})
    except VaultError as error:
        return error
    raise AssertionError(server.requests)
