"""The local vault's file: private, whole after any death, shared by many, and telling when it was altered."""

import contextlib
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from remediate.errors import VaultLost, VaultRefused, VaultUnreachable
from remediate.secret import Secret
from remediate.vault import Written, deposit, deposit_all
from remediate.vault import database as database_module
from remediate.vault import file as file_module
from remediate.vault.database import Opened
from remediate.vault.file import FileVault

KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
LOOK = """
import sys
from pathlib import Path
from remediate.vault.file import FileVault
with FileVault(Path(sys.argv[1])) as vault:
    assert vault.get("Key") is not None
"""
A, B = Secret("CANARY-a"), Secret("CANARY-b")


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", KEY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@contextlib.contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The database without the vault."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    with FileVault(tmp_path / "new" / "vault.db") as vault:
        assert vault.get("Key") is None
        assert vault.get("Key", "1") is None
        assert list(vault.names()) == []
        with pytest.raises(VaultRefused):
            deposit(vault, "Key", Secret(""), {})
    assert not list(tmp_path.iterdir())


def test_only_its_user_can_read_it_whatever_the_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMEDIATE_VAULT_KEY")
    before = os.umask(0)
    try:
        with FileVault(tmp_path / "new" / "deep" / "vault.db") as vault:
            deposit(vault, "Key", A, {})
            files = {file.name: mode(file) for file in vault.path.parent.iterdir()}
    finally:
        os.umask(before)
    assert files == dict.fromkeys(("vault.db", "vault.db-wal", "vault.db-shm", "vault.db.key"), 0o600)
    assert [mode(tmp_path / "new"), mode(tmp_path / "new" / "deep")] == [0o700, 0o700]


def test_what_was_stored_is_there_for_the_next_process(path: Path) -> None:
    with FileVault(path) as vault:
        version = vault.add("Key", A, tags={})
        vault.set("Key", B, tags={})
    code = """
import sys
from pathlib import Path
from remediate.secret import Secret
from remediate.vault.file import FileVault
with FileVault(Path(sys.argv[1])) as vault:
    print(vault.get("KEY", sys.argv[2]) == Secret("CANARY-a"))
"""
    done = subprocess.run([sys.executable, "-c", code, str(path), version], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_a_closed_vault_opens_again(path: Path) -> None:
    vault = FileVault(path)
    deposit(vault, "Key", A, {})
    vault.close()
    vault.close()
    assert vault.get("Key") == A
    vault.close()


def test_many_names_come_page_by_page_in_order_without_case(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("remediate.vault.file._PAGE", 3)
    with FileVault(path) as vault:
        for name in ("b", "C", "a", "D", "a-2", "B-2", "e"):
            vault.add(name, A, tags={})
        assert list(vault.names()) == ["a", "a-2", "b", "B-2", "C", "D", "e"]


def test_nothing_of_a_value_is_in_the_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMEDIATE_VAULT_KEY")
    with FileVault(path) as vault:
        for number in range(50):
            deposit(vault, f"Key{number}", Secret(f"CANARY-{number}" * 20), {"solution": "Contoso"})
        vault.set("Key1", B, tags={})
        everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"CANARY" not in everything
    assert b"Key49" in everything


def test_a_stored_value_shows_hardly_more_of_its_length_than_a_mask(path: Path) -> None:
    with FileVault(path) as vault:
        for length in (1, 30, 63):
            vault.add(f"Key{length}", Secret("x" * length), tags={})
    with raw(path) as connection:
        assert connection.execute("SELECT DISTINCT length(ciphertext) FROM versions").fetchall() == [(64 + 16,)]


def test_the_same_value_never_looks_the_same(path: Path) -> None:
    with FileVault(path) as vault:
        for number in range(20):
            vault.set("Key", A, tags={})
            vault.add(f"Key{number}", A, tags={})
    with raw(path) as connection:
        rows = connection.execute("SELECT nonce, ciphertext FROM versions").fetchall()
    assert len({nonce for nonce, _ in rows}) == len({text for _, text in rows}) == 40
    assert {len(nonce) for nonce, _ in rows} == {12}


def test_the_database_is_set_to_keep_its_word(path: Path) -> None:
    with FileVault(path) as vault:
        vault.add("Key", A, tags={})
        assert vault._opened is not None
        settings = [
            vault._opened.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    assert settings == ["wal", 2, 1]


_TAKE = """UPDATE versions SET (ciphertext, nonce) =
    (SELECT ciphertext, nonce FROM versions WHERE secret = {} AND version = 1) WHERE secret = 1 AND version = 2"""


@pytest.mark.parametrize(
    "alteration",
    [
        _TAKE.format(2),
        _TAKE.format(1),
        "UPDATE versions SET version = 3 WHERE secret = 1 AND version = 1",
        "UPDATE secrets SET name = 'Else' WHERE id = 1; UPDATE secrets SET name = 'One' WHERE id = 2",
        "UPDATE versions SET ciphertext = zeroblob(length(ciphertext))",
        "UPDATE versions SET ciphertext = substr(ciphertext, 2)",
        "UPDATE versions SET ciphertext = ''",
        "UPDATE versions SET nonce = ''",
        "UPDATE versions SET nonce = 5",
    ],
)
def test_values_that_were_moved_or_changed_are_refused(alteration: str, path: Path) -> None:
    with FileVault(path) as vault:
        vault.add("One", A, tags={})
        vault.set("One", Secret("CANARY-a2"), tags={})
        vault.add("Other", B, tags={})
    with raw(path) as connection:
        connection.executescript(alteration)
    with FileVault(path) as vault, pytest.raises(VaultRefused, match="One was altered") as raised:
        vault.get("One")
    assert raised.value.__cause__ is None
    assert "CANARY" not in str(raised.value)


def test_a_row_of_another_vault_with_the_same_key_is_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "1.db", tmp_path / "2.db"
    for path in (first, second):
        with FileVault(path) as vault:
            vault.add("Key", A, tags={})
    with raw(first) as connection:
        connection.execute("ATTACH ? AS other", (str(second),))
        connection.execute("DELETE FROM versions")
        connection.execute("INSERT INTO versions SELECT * FROM other.versions")
    with FileVault(first) as vault, pytest.raises(VaultRefused, match="was altered"):
        vault.get("Key")


def _text_file(path: Path) -> None:
    path.write_text("CANARY, my diary, and quite a long one at that")


def _foreign_database(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("CREATE TABLE diary (day)")


def _foreign_application(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("PRAGMA application_id = 7")


def _our_number_on_nothing(path: Path) -> None:
    with raw(path) as connection:
        connection.execute(f"PRAGMA application_id = {database_module.APPLICATION_ID}")


@pytest.mark.parametrize("make", [_text_file, _foreign_database, _foreign_application, _our_number_on_nothing])
def test_a_file_that_is_no_vault_is_refused_and_left_as_it_was(make, path: Path) -> None:  # type: ignore[no-untyped-def]
    make(path)
    before = path.read_bytes()
    with FileVault(path) as vault:
        for use in (lambda: vault.get("Key"), lambda: list(vault.names()), lambda: deposit(vault, "Key", A, {})):
            with pytest.raises(VaultRefused, match="not a vault of remediate"):
                use()
        with pytest.raises(VaultRefused, match="not a vault of remediate"):
            vault.add("Key", A, tags={})
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_folders_and_impossible_places_are_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "vault.db"):
        with FileVault(path) as vault, pytest.raises(VaultRefused, match="cannot be used") as raised:
            vault.add("Key", A, tags={})
        assert raised.value.file == str(path)
        assert raised.value.hint


def test_a_damaged_database_is_refused_in_one_sentence(path: Path) -> None:
    with FileVault(path) as vault:
        for number in range(20):
            vault.add(f"Key{number}", A, tags={})
    data = bytearray(path.read_bytes())
    data[1024:] = b"\xff" * (len(data) - 1024)
    path.write_bytes(data)
    with FileVault(path) as vault, pytest.raises(VaultRefused):
        vault.get("Key1")


@pytest.mark.parametrize(
    "alteration", ["DELETE FROM vault", "UPDATE vault SET key_source = 'CANARY'", "DROP TABLE vault"]
)
def test_a_vault_that_lost_its_record_is_refused_in_one_sentence(alteration: str, path: Path) -> None:
    with FileVault(path) as vault:
        vault.add("Key", A, tags={})
    with raw(path) as connection:
        connection.execute(alteration)
    with FileVault(path) as vault, pytest.raises(VaultRefused, match="local vault") as raised:
        vault.get("Key")
    assert raised.value.hint


def test_a_vault_of_a_newer_version_is_left_alone(path: Path) -> None:
    with FileVault(path) as vault:
        vault.add("Key", A, tags={})
    with raw(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    with FileVault(path) as vault, pytest.raises(VaultRefused, match="newer remediate"):
        vault.get("Key")


def test_a_vault_that_another_process_holds_is_said_to_be_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "SECONDS_TO_WAIT", 0)
    with FileVault(path) as vault, raw(path) as other:
        vault.add("Key", A, tags={})
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultUnreachable, match="another process"):
            vault.set("Key", B, tags={})
        assert vault.get("Key") == A
        other.execute("ROLLBACK")
        assert vault.set("Key", B, tags={}) == "2"


def test_threads_share_one_vault(path: Path) -> None:
    with FileVault(path) as vault, ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: deposit(vault, "Key", Secret(f"CANARY-{n % 10}"), {}), range(40)))
        assert len({m.name for m in made}) == 10
        assert sum(m.written is Written.NEW for m in made) == 10
        assert all(vault.get(m.name) == Secret(f"CANARY-{n % 10}") for n, m in enumerate(made))


def test_nobody_writes_between_the_look_and_the_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "SECONDS_TO_WAIT", 0)
    append = file_module._append

    def rivalled(opened: Opened, name: str, secret: Secret, tags: Mapping[str, str]) -> str:
        with FileVault(path) as rival, pytest.raises(VaultUnreachable, match="another process"):
            rival.add(name, B, tags={})
        return append(opened, name, secret, tags)

    with FileVault(path) as vault:
        vault.add("Other", A, tags={})
        monkeypatch.setattr(file_module, "_append", rivalled)
        assert vault.add("Key", A, tags={}) == "1"


def test_kill_9_within_a_write_leaves_no_half_of_it(path: Path) -> None:
    with FileVault(path) as vault:
        vault.add("Other", A, tags={})
    code = """
import os, signal, sys
from pathlib import Path
from remediate.secret import Secret
from remediate.vault.file import FileVault
from remediate.vault.sealing import Sealer
Sealer.seal = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
FileVault(Path(sys.argv[1])).add("Key", Secret("CANARY"), tags={})
"""
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    with FileVault(path) as vault:
        assert list(vault.names()) == ["Other"]
        assert vault.add("Key", B, tags={}) == "1"


def test_values_are_stored_together_or_not_at_all(path: Path) -> None:
    with FileVault(path) as vault, FileVault(path) as other:
        vault.add("Old", A, tags={})
        said: list[str] = []
        assert vault._opened is not None
        vault._opened.connection.set_trace_callback(said.append)
        made = deposit_all(vault, {"Old": A, "First": A, "Second": B}, {})
        assert [one.written for one in made.values()] == [Written.REUSED, Written.NEW, Written.NEW]
        assert said.count("COMMIT") == 1

        def refused() -> None:
            with vault.together():
                vault.add("Third", A, tags={})
                assert (vault.get("Third"), other.get("Third")) == (A, None)
                vault.add("First", B, tags={})

        with pytest.raises(VaultRefused):
            refused()
        assert sorted(other.names()) == ["First", "Old", "Second"]
        assert vault.add("Third", B, tags={}) == "1"
        assert other.get("Third") == B


def test_nothing_is_read_back_before_it_is_stored_for_good(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FileVault(path) as vault, FileVault(path) as other:
        vault.add("Old", A, tags={})
        seen: list[Secret | None] = []
        get = vault.get

        def looked(name: str, version: str = "") -> Secret | None:
            if version:
                seen.append(other.get(name))
            return get(name, version)

        monkeypatch.setattr(vault, "get", looked)
        deposit_all(vault, {"First": A, "Second": B}, {})
        assert seen == [A, B]


def test_values_that_were_there_need_no_right_to_write(path: Path) -> None:
    with FileVault(path) as vault:
        deposit_all(vault, {"Key": A}, {})
        assert vault._opened is not None
        vault._opened.connection.execute("PRAGMA query_only = ON")
        assert deposit_all(vault, {"Key": A}, {})["Key"].written is Written.REUSED


def test_kill_9_between_values_that_belong_together_leaves_none_of_them(path: Path) -> None:
    with FileVault(path) as vault:
        vault.add("Other", A, tags={})
    code = """
import os, signal, sys
from pathlib import Path
from remediate.secret import Secret
from remediate.vault import deposit_all
from remediate.vault.file import FileVault
from remediate.vault.sealing import Sealer
seal = Sealer.seal
def killed(self, secret, name, version):
    return os.kill(os.getpid(), signal.SIGKILL) if name == "Second" else seal(self, secret, name, version)
Sealer.seal = killed
deposit_all(FileVault(Path(sys.argv[1])), {"First": Secret("CANARY-1"), "Second": Secret("CANARY-2")}, {})
"""
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    with FileVault(path) as vault:
        assert list(vault.names()) == ["Other"]


_WRITER = """
import sys
from pathlib import Path
from remediate.secret import Secret
from remediate.vault import deposit
from remediate.vault.file import FileVault
path, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with FileVault(path) as vault:
    print("ready", flush=True)
    for number in range(count):
        value = f"CANARY-{who}-{number}"
        print(deposit(vault, "Key", Secret(value), {}).name, number, flush=True)
"""


def writer(path: Path, who: str, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), who, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_processes_that_make_the_vault_together_all_find_their_values(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REMEDIATE_VAULT_KEY")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    writers = [writer(path, who, 8) for who in "abcd"]
    said = {who: process.communicate()[0].splitlines()[1:] for who, process in zip("abcd", writers, strict=True)}
    with FileVault(path) as vault:
        held = {
            (who, line.split()[1]): (line.split()[0], vault.get(line.split()[0])) for who in said for line in said[who]
        }
        assert len(list(vault.names())) == 32
    assert len({name.lower() for name, _ in held.values()}) == 32
    assert all(secret == Secret(f"CANARY-{who}-{number}") for (who, number), (_, secret) in held.items())


@pytest.mark.parametrize("after", [0, 1, 2, 5, 13])
def test_what_was_reported_before_kill_9_is_there_after_it(after: int, path: Path) -> None:
    process = writer(path, "x", 10_000)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(after + 1)]
    process.kill()
    said += process.stdout.readlines()
    assert process.wait() == -signal.SIGKILL
    process.stdout.close()
    with FileVault(path) as vault:
        complete = [line.split() for line in said[1:] if line.endswith("\n")]
        assert len(complete) >= after
        assert all(vault.get(name) == Secret(f"CANARY-x-{number}") for name, number in complete)
        assert deposit(vault, "Other", A, {}).name == "Other"


@pytest.mark.parametrize("moment", ["first_key", "sync_folder", "Sealer", "before commit"])
def test_a_vault_whose_making_was_killed_is_made_the_next_time(
    moment: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REMEDIATE_VAULT_KEY")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    code = f"""
import os, signal, sys
from pathlib import Path
from remediate.secret import Secret
from remediate.vault import database, file
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
moment = {moment!r}
if moment == "before commit":
    fill = database._fill
    database._fill = lambda *given: (fill(*given), die())
else:
    setattr(database, moment, die)
file.FileVault(Path(sys.argv[1])).add("Key", Secret("CANARY"), tags={{}})
"""
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    with FileVault(path) as vault:
        assert vault.get("Key") is None
        assert deposit(vault, "Key", A, {}).written is Written.NEW
    with FileVault(path) as vault:
        assert vault.get("Key") == A


def moved_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replaced(path: Path) -> None:
    with FileVault(path.with_name("other.db")) as other:
        deposit(other, "Key", A, {})
    path.with_name("other.db").replace(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of an open file")
@pytest.mark.parametrize("lose", [Path.unlink, moved_away, replaced])
def test_a_file_that_is_no_longer_in_its_place_is_noticed_and_saved(lose, path: Path) -> None:
    with FileVault(path) as vault:
        deposit(vault, "Key", A, {})
        vault.check({"Key": A})
        lose(path)
        assert vault.get("Key") == A, "the open file has it, and nobody finds it there"
        with pytest.raises(VaultLost, match="moved, deleted or replaced") as lost:
            vault.check({"Key": A})
    rescued = path.with_name("vault.db.rescued")
    assert str(rescued) in str(lost.value)
    assert mode(rescued) == 0o600
    rescued.replace(path)
    with FileVault(path) as vault:
        assert vault.get("Key") == A


class Full:
    """A connection that finds no room for a copy."""

    def backup(self, copy: sqlite3.Connection) -> None:
        copy.execute("CREATE TABLE half (a)")
        raise sqlite3.OperationalError("database or disk is full")

    def close(self) -> None:
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of an open file")
def test_a_copy_that_could_not_be_made_is_not_left_behind(path: Path) -> None:
    with FileVault(path) as vault:
        deposit(vault, "Key", A, {})
        path.unlink()
        opened, vault._opened = vault._opened, replace(vault._opened, connection=Full())
        with pytest.raises(VaultLost, match="moved, deleted or replaced, and could not be copied") as lost:
            vault.check({"Key": A})
        assert "rescued" not in str(lost.value)
        assert not list(path.parent.glob("*.rescued*"))
        vault._opened = opened
        with pytest.raises(VaultLost, match="All that it held"):
            vault.check({"Key": A})


@pytest.mark.parametrize("data", [os.urandom(50_000), b"", b"SQLite format 3\0"])
def test_a_file_that_was_written_over_is_noticed(data: bytes, path: Path) -> None:
    with FileVault(path) as vault:
        deposit(vault, "Key", A, {})
    with FileVault(path) as vault:
        assert vault.get("Key") == A
        path.write_bytes(data)
        with pytest.raises(VaultLost):
            vault.check({"Key": A})
        with pytest.raises(VaultLost):
            vault.check({})


def test_a_value_that_somebody_changed_is_noticed(path: Path) -> None:
    with FileVault(path) as vault, FileVault(path) as other:
        deposit(vault, "Key", A, {})
        deposit(vault, "Other", B, {})
        other.set("Key", B, tags={})
        vault.check({"Other": B})
        with pytest.raises(VaultLost, match="as Key"):
            vault.check({"Key": A, "Other": B})


def test_a_vault_without_its_key_is_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMEDIATE_VAULT_KEY")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with FileVault(path) as vault:
        deposit(vault, "Key", A, {})
        vault.check({"Key": A})
        path.with_name("vault.db.key").unlink()
        with pytest.raises(VaultLost, match="key file is missing"):
            vault.check({"Key": A})


def test_looking_again_keeps_the_locks_of_the_first_look(path: Path) -> None:
    """The last process to close a vault removes its log; it must not take itself for the last."""
    with FileVault(path) as vault:
        deposit(vault, "Key", A, {})
        vault.check({"Key": A})
        subprocess.run([sys.executable, "-c", LOOK, str(path)], check=True)
        assert path.with_name("vault.db-wal").exists()
        deposit(vault, "Other", B, {})
        with FileVault(path) as other:
            assert other.get("Other") == B
