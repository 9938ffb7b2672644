"""Where the local vault's key comes from, that it is found there again, and what is said when it is not."""

import base64
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest

from remediate.errors import VaultRefused, VaultUnreachable
from remediate.secret import Secret
from remediate.vault import deposit, system_keyring
from remediate.vault.file import FileVault

KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
OTHER_KEY = base64.b64encode(b"another-key-another-key-another-").decode()
A = Secret("CANARY-a")


class Keyring:
    """A keyring in memory that says of itself how good it is.

    No subclass of keyring's own: those are found and used by every other test in the process.
    """

    priority: float = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class PlainFileKeyring(Keyring):
    priority = 0.5


class BrokenKeyring(Keyring):
    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
        raise RuntimeError("locked")


class ForgetfulKeyring(Keyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class WaitingKeyring(Keyring):
    """Asks its user, who is not there."""

    nobody = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
        self.nobody.wait()
        return None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture(autouse=True)
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Keyring], None]:
    """Puts a keyring in the system's place; at first there is none."""
    monkeypatch.delenv("REMEDIATE_VAULT_KEY", raising=False)
    monkeypatch.setattr(system_keyring, "SECONDS_TO_ANSWER", 5.0)

    def put(backend: Keyring) -> None:
        monkeypatch.setattr(keyring.core, "_keyring_backend", backend)

    put(PlainFileKeyring())
    return put


def stored(path: Path) -> None:
    with FileVault(path) as vault:
        deposit(vault, "Key", A, {})


def refusal(path: Path) -> str:
    """What is said when the value is asked for; reading and writing are refused alike."""
    with FileVault(path) as vault:
        with pytest.raises(VaultRefused) as raised:
            vault.get("Key")
        with pytest.raises(VaultRefused) as again:
            vault.add("New", A, tags={})
    assert str(again.value) == str(raised.value)
    assert raised.value.hint
    return str(raised.value)


def test_the_environment_comes_first(
    path: Path, use: Callable[[Keyring], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = Keyring()
    use(backend)
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", KEY)
    stored(path)
    assert not backend.kept
    assert [file.name for file in path.parent.iterdir()] == ["vault.db"]
    assert KEY.encode() not in path.read_bytes()
    assert base64.b64decode(KEY) not in path.read_bytes()
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", OTHER_KEY)
    assert "environment variable is not the key of this vault" in refusal(path)
    monkeypatch.delenv("REMEDIATE_VAULT_KEY")
    assert "not set now. Set REMEDIATE_VAULT_KEY" in refusal(path)


@pytest.mark.parametrize("text", ["CANARY", KEY[:-4], KEY + "AAAA", "é" * 44, "====", KEY[:-2] + "!="])
def test_a_variable_that_is_no_key_is_refused_before_anything_is_stored(
    text: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", text)
    with FileVault(path) as vault, pytest.raises(VaultRefused, match="REMEDIATE_VAULT_KEY is not a key") as raised:
        vault.add("Key", A, tags={})
    assert text not in str(raised.value)
    assert "openssl rand -base64 32" in raised.value.hint


def test_both_alphabets_and_a_final_newline_are_fine(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = b"\xff\xef" * 16
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", base64.b64encode(key).decode() + "\n")
    stored(path)
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", base64.urlsafe_b64encode(key).decode())
    with FileVault(path) as vault:
        assert vault.get("Key") == A


def test_the_system_keyring_comes_next(path: Path, use: Callable[[Keyring], None]) -> None:
    backend = Keyring()
    use(backend)
    stored(path)
    assert [service for service, _ in backend.kept] == ["remediate vault"]
    assert [file.name for file in path.parent.iterdir()] == ["vault.db"]
    with FileVault(path) as vault:
        assert vault.get("Key") == A
    entry = next(iter(backend.kept))
    backend.kept[entry] = OTHER_KEY
    assert "system keyring is not the key of this vault" in refusal(path)
    backend.kept.clear()
    assert "not in this user's system keyring" in refusal(path)


def test_a_keyring_of_keyrings_gives_its_first_good_one(path: Path, use: Callable[[Keyring], None]) -> None:
    class Chain(Keyring):
        backends = (PlainFileKeyring(), Keyring())

    use(Chain())
    stored(path)
    assert [len(backend.kept) for backend in Chain.backends] == [0, 1]


@pytest.mark.parametrize("kind", [PlainFileKeyring, BrokenKeyring, ForgetfulKeyring])
def test_a_keyring_that_is_of_no_use_is_passed_over(
    kind: type[Keyring], path: Path, use: Callable[[Keyring], None]
) -> None:
    use(kind())
    stored(path)
    assert (path.parent / "vault.db.key").exists()


def test_a_keyring_that_waits_for_its_user_holds_nobody_up(
    path: Path, use: Callable[[Keyring], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_keyring, "SECONDS_TO_ANSWER", 0.01)
    use(WaitingKeyring())
    stored(path)
    assert (path.parent / "vault.db.key").exists()


@pytest.mark.parametrize("kind", [PlainFileKeyring, BrokenKeyring, WaitingKeyring])
def test_a_keyring_that_does_not_answer_any_more_is_named(
    kind: type[Keyring], path: Path, use: Callable[[Keyring], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(Keyring())
    stored(path)
    monkeypatch.setattr(system_keyring, "SECONDS_TO_ANSWER", 0.01 if kind is WaitingKeyring else 5.0)
    use(kind())
    with FileVault(path) as vault, pytest.raises(VaultUnreachable, match="system keyring, which has the vault's key"):
        vault.get("Key")


def test_without_either_the_key_is_in_a_private_file_beside_the_vault(path: Path) -> None:
    stored(path)
    file = path.parent / "vault.db.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = file.read_bytes()
    assert len(base64.b64decode(key)) == 32
    assert key not in path.read_bytes()
    with FileVault(path) as vault:
        assert vault.get("Key") == A
    file.write_text(OTHER_KEY)
    assert "key file is not the key of this vault" in refusal(path)
    for content in ("", "CANARY", "é\0"):
        file.write_text(content)
        said = refusal(path)
        assert "key file is missing or is not a key" in said
        assert "CANARY" not in said
    file.unlink()
    assert "key file is missing or is not a key" in refusal(path)


def test_two_vaults_have_two_keys(tmp_path: Path) -> None:
    for name in ("1.db", "2.db"):
        stored(tmp_path / name)
    assert (tmp_path / "1.db.key").read_bytes() != (tmp_path / "2.db.key").read_bytes()


def test_a_key_file_that_is_there_is_used_and_never_overwritten(path: Path) -> None:
    file = path.parent / "vault.db.key"
    file.write_text(OTHER_KEY)
    stored(path)
    assert file.read_text() == OTHER_KEY
    with FileVault(path) as vault:
        assert vault.get("Key") == A


def test_a_file_in_its_place_that_is_no_key_is_refused_and_kept(path: Path) -> None:
    file = path.parent / "vault.db.key"
    file.write_text("my diary")
    with FileVault(path) as vault, pytest.raises(VaultRefused, match="is not a key"):
        vault.add("Key", A, tags={})
    assert file.read_text() == "my diary"


def test_an_empty_key_file_is_one_that_a_killed_process_left(path: Path) -> None:
    (path.parent / "vault.db.key").touch(0o644)
    stored(path)
    assert stat.S_IMODE((path.parent / "vault.db.key").stat().st_mode) == 0o600
    with FileVault(path) as vault:
        assert vault.get("Key") == A
