"""From the local vault to another: everything arrives, nothing is overwritten, one refusal stops nothing."""

from pathlib import Path

import pytest
from keyvault_server import RESOURCE, Fault, running_keyvault

from remediate.errors import VaultRefused, VaultUnreachable
from remediate.secret import Secret
from remediate.vault import Copied, Deposited, MemoryVault, Taken, Written, copy
from remediate.vault.file import FileVault


def test_the_current_values_arrive_in_key_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=")
    with FileVault(tmp_path / "vault.db") as source, running_keyvault() as server, server.vault() as destination:
        source.set("b", Secret("CANARY-old"), tags={})
        source.set("b", Secret("CANARY-b"), tags={})
        source.set("A", Secret("CANARY-a"), tags={})
        server.state.put("a", "CANARY-other")
        made = [copied.outcome for copied in copy(source, destination, {"team": "it"})]
        assert [outcome.name for outcome in made if isinstance(outcome, Deposited)] == ["A-2", "b"]
        assert server.state.values("a") == ["CANARY-other"]
        assert server.state.values("A-2") == ["CANARY-a"]
        assert server.state.values("b") == ["CANARY-b"]
        assert server.state.secrets["b"].versions[0].tags == {"created-by": "remediate", "team": "it"}
        again = [copied.outcome for copied in copy(source, destination)]
        assert [(o.name, o.written, o.reference) for o in again if isinstance(o, Deposited)] == [
            ("A-2", Written.REUSED, f"{RESOURCE}/secrets/A-2"),
            ("b", Written.REUSED, f"{RESOURCE}/secrets/b"),
        ]


def test_a_secret_that_cannot_be_read_does_not_stop_the_others() -> None:
    source, destination = MemoryVault(), MemoryVault()
    for name in ("a", "b", "c"):
        source.set(name, Secret(f"CANARY-{name}"), tags={})
    source.blocked["b"] = Taken.DISABLED
    outcomes = {copied.name: copied.outcome for copied in copy(source, destination)}
    assert isinstance(outcomes["b"], VaultRefused)
    assert "CANARY" not in repr(outcomes)
    assert list(destination.names()) == ["a", "c"]


def test_a_vault_that_cannot_be_reached_stops_the_copy() -> None:
    source = MemoryVault()
    for name in ("a", "b"):
        source.set(name, Secret("CANARY"), tags={})
    with running_keyvault() as server, server.vault() as destination:
        copies = copy(source, destination)
        assert isinstance(next(copies), Copied)
        server.faults.append(Fault(500, times=1000))
        with pytest.raises(VaultUnreachable):
            next(copies)


def test_an_empty_vault_has_nothing_to_copy(tmp_path: Path) -> None:
    assert list(copy(FileVault(tmp_path / "vault.db"), MemoryVault())) == []
    assert not list(tmp_path.iterdir())
