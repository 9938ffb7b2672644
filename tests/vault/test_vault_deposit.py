"""Deposits, over every kind of vault: nothing is overwritten, nothing is written twice, nothing is lost."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyvault_server import running_keyvault

from remediate.errors import VaultError, VaultLost, VaultRefused
from remediate.secret import Secret
from remediate.vault import MemoryVault, Skipped, Taken, Vault, Written, deposit
from remediate.vault.deposit import MOST_CANDIDATES
from remediate.vault.file import FileVault

A, B, C = Secret("CANARY-a"), Secret("CANARY-b"), Secret("CANARY-c")


@pytest.fixture(params=["memory", "file", "azure"])
def vault(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=")
    match request.param:
        case "memory":
            yield MemoryVault()
        case "file":
            with FileVault(tmp_path / "vault.db") as vault:
                yield vault
        case _:
            with running_keyvault() as server, server.vault() as vault:
                yield vault


def test_a_free_name_takes_the_value(vault: Vault) -> None:
    made = deposit(vault, "Key", A, {})
    assert (made.name, made.written, made.skipped) == ("Key", Written.NEW, ())
    assert vault.get("Key") == A
    assert made.reference == vault.reference("Key")


def test_the_same_value_is_reused_without_a_new_version(vault: Vault) -> None:
    deposit(vault, "Key", A, {})
    again = deposit(vault, "key", A, {})
    assert (again.name, again.written, again.skipped) == ("key", Written.REUSED, ())
    assert list(vault.names()) == ["Key"]


def test_another_value_gets_the_next_name_whatever_the_case(vault: Vault) -> None:
    deposit(vault, "Key", A, {})
    made = deposit(vault, "KEY", B, {})
    assert (made.name, made.written) == ("KEY-2", Written.NEW)
    assert made.skipped == (Skipped("KEY", Taken.OTHER_VALUE),)
    assert deposit(vault, "kEY", C, {}).name == "kEY-3"
    assert [vault.get(name) for name in ("Key", "Key-2", "Key-3")] == [A, B, C]


def test_a_value_is_found_again_behind_others(vault: Vault) -> None:
    for secret in (A, B, C):
        deposit(vault, "Key", secret, {})
    assert deposit(vault, "Key", C, {}).written is Written.REUSED
    assert sorted(vault.names()) == ["Key", "Key-2", "Key-3"]


def test_a_new_version_is_current_and_the_old_one_stays(vault: Vault) -> None:
    first = vault.add("Key", A, tags={})
    second = vault.set("key", B, tags={})
    assert vault.get("Key") == vault.get("Key", second) == B
    assert vault.get("Key", first) == A


def test_no_name_is_given_twice(vault: Vault) -> None:
    vault.add("Key", A, tags={})
    with pytest.raises(VaultRefused, match="holds another value"):
        vault.add("kEY", A, tags={})


def test_what_is_not_there_is_none(vault: Vault) -> None:
    assert vault.get("Key") is None
    assert list(vault.names()) == []
    vault.add("Key", A, tags={})
    assert vault.get("Key", "0" * 31 + "9") is None


def test_values_come_back_as_they_were(vault: Vault) -> None:
    for number, value in enumerate([" ", "\0", "\r\n", "CANARY\u2028é𝄞\ufeff", "'\"\\{}@", "x" * 25_000]):
        name = deposit(vault, f"Key{number}", Secret(value), {}).name
        assert vault.get(name) == Secret(value)


@pytest.mark.parametrize(
    ("name", "value", "tags"),
    [
        ("a_b", "CANARY", {}),
        ("a", "", {}),
        ("a", "CANARY" * 5000, {}),
        ("a", "CANARY\udfff", {}),
        ("a", "b", {"t": "x" * 257}),
    ],
)
def test_what_key_vault_would_refuse_is_refused_before_anything_is_written(
    vault: Vault, name: str, value: str, tags: dict[str, str]
) -> None:
    for attempt in (deposit, lambda v, n, s, t: v.add(n, s, tags=t), lambda v, n, s, t: v.set(n, s, tags=t)):
        with pytest.raises(VaultRefused) as raised:
            attempt(vault, name, Secret(value), tags)
        assert "CANARY" not in str(raised.value)
    assert list(vault.names()) == []


@pytest.mark.parametrize("why", [Taken.DISABLED, Taken.DELETED])
def test_disabled_and_deleted_names_are_passed_over(why: Taken) -> None:
    vault = MemoryVault()
    vault.blocked["key"] = why
    made = deposit(vault, "Key", A, {})
    assert (made.name, made.skipped) == ("Key-2", (Skipped("Key", why),))


class Altering(MemoryVault):
    """A vault that gives back something else."""

    def __init__(self, alter: Callable[[str], Secret | None]) -> None:
        super().__init__()
        self.alter = alter

    def get(self, name: str, version: str = "") -> Secret | None:
        return self.alter(version) if super().get(name) else None


@pytest.mark.parametrize("given_back", [lambda _: B, lambda version: A if version else None])
def test_a_read_back_that_differs_is_an_error(given_back: Callable[[str], Secret | None]) -> None:
    with pytest.raises(VaultError, match="did not give back what was stored as Key"):
        deposit(Altering(given_back), "Key", A, {})


def test_a_name_that_someone_else_rotates_at_once_is_left_to_them() -> None:
    class Rotated(MemoryVault):
        def add(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
            version = super().add(name, secret, tags=tags)
            if name == "Key":
                self.set(name, B, tags=tags)
            return version

    vault = Rotated()
    assert deposit(vault, "Key", A, {}).name == "Key-2"
    assert vault.get("Key") == B


def test_there_is_an_end_to_trying() -> None:
    vault = MemoryVault()
    vault.blocked = {f"key-{n}": Taken.DISABLED for n in range(MOST_CANDIDATES + 1)} | {"key": Taken.DISABLED}
    with pytest.raises(VaultRefused, match="all its numbered variants"):
        deposit(vault, "key", A, {})
    assert list(vault.names()) == []


def test_the_same_value_from_a_quicker_writer_is_reused() -> None:
    class Rivalled(MemoryVault):
        def add(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
            self.set(name, A, tags=tags)
            return super().add(name, secret, tags=tags)

    assert deposit(Rivalled(), "Key", A, {}).written is Written.REUSED
    assert deposit(Rivalled(), "Key", A, {}).name == "Key"
    with pytest.raises(VaultRefused, match="all its numbered variants"):
        deposit(Rivalled(), "Key", B, {})


_names = st.sampled_from(["key", "KEY", "Key-2", "key-2-2", "x" * 127, "X" * 126])
_deposits = st.lists(st.tuples(_names, st.sampled_from([A, B, C])), max_size=12)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(deposits=_deposits, blocked=st.dictionaries(st.sampled_from(["key", "key-3"]), st.sampled_from(Taken)))
def test_whatever_is_deposited_stays_and_a_second_run_writes_nothing(
    deposits: list[tuple[str, Secret]], blocked: dict[str, Taken]
) -> None:
    vault = MemoryVault()
    vault.blocked = blocked
    made = [deposit(vault, name, secret, {}) for name, secret in deposits]
    assert [vault.get(m.name) for m in made] == [secret for _, secret in deposits]
    written = list(vault.names())
    again = [deposit(vault, name, secret, {}) for name, secret in deposits]
    assert [m.name for m in again] == [m.name for m in made]
    assert all(m.written is Written.REUSED for m in again)
    assert list(vault.names()) == written
    assert len({name.lower() for name in written}) == len(written)


def test_what_is_gone_from_a_vault_is_noticed(vault: Vault) -> None:
    deposit(vault, "Key", A, {})
    deposit(vault, "Other", B, {})
    vault.check({"Key": A, "Other": B})
    vault.set("Key", C, tags={})
    vault.check({"Other": B})
    with pytest.raises(VaultLost, match="as Key"):
        vault.check({"Key": A, "Other": B})
