"""Packages that are written while others are planned: in their order, vault first, whatever happens."""

import collections
import itertools
import os
import re
import signal
import threading
import time
import zipfile
from pathlib import Path

import pytest
from many import a_solution
from package_builders import unpacked, write_folder
from test_executors import everything
from test_resuming import POSIX, Program

from remediate.batch import Destination, Journal, Means, Status, Stop, fix_all, writing
from remediate.batch.carrying_out import Deposits
from remediate.batch.companions import in_folder
from remediate.batch.executors import crew_for
from remediate.batch.run import Run
from remediate.errors import VaultLost, WriteError
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.telling import Telling, Told
from remediate.vault import MemoryVault, open_vault

OPTIONS = Options(load("baseline"))
CANARY = re.compile(rb"CANARY-[0-9a-z-]+")


def run(source: Path, out: Path | None, vault=None, stop=None, journal=None):
    means = Means(crew=crew_for("threads:2"), tell=Telling(), stop=stop or Stop(), journal=journal)
    return fix_all([source], OPTIONS, vault or MemoryVault(), Destination(out), means)


def solutions(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        a_solution(folder / f"Solution{number:05d}.zip", number)


def slow(monkeypatch) -> None:
    """Let every package take a while to be written."""
    carry_out = writing.carry_out
    monkeypatch.setattr(writing, "carry_out", lambda *words: (time.sleep(0.05), carry_out(*words))[1])


def written(out: Path) -> list[str]:
    return [name for name in everything(out) if name.endswith(".zip")]


class Watched:
    """`carry_out` with a look at how many packages are written at a time, and at what is in the vault by then."""

    def __init__(self, monkeypatch, together: int) -> None:
        self.at_once: list[str] = []
        self.most = 0
        self.unkept: list[str] = []
        self._together = threading.Barrier(together, timeout=20) if together else None
        self._lock = threading.Lock()
        self._carry_out = writing.carry_out
        monkeypatch.setattr(writing, "carry_out", self)
        self.vault = MemoryVault()

    def __call__(self, plan, edits, deposited, vault, goal):
        with self._lock:
            self.at_once.append(str(goal.output))
            self.most = max(self.most, len(self.at_once))
        if self._together:
            self._together.wait()
        self.unkept += [one.name for one in deposited.values() if self.vault.get(one.name) is None]
        try:
            return self._carry_out(plan, edits, deposited, vault, goal)
        finally:
            with self._lock:
                self.at_once.remove(str(goal.output))


def test_several_are_written_at_once_and_told_in_their_order(tmp_path, monkeypatch):
    solutions(tmp_path / "in", 8)
    watched = Watched(monkeypatch, together=4)
    results = list(run(tmp_path / "in", tmp_path / "out", watched.vault))
    assert watched.most == 4
    assert not watched.unkept, "values come first"
    assert [Path(result.path).name for result in results] == sorted(path.name for path in (tmp_path / "in").iterdir())
    assert {result.status for result in results} == {Status.FIXED}


def test_what_shares_its_settings_is_written_one_after_the_other(tmp_path, monkeypatch):
    for number, folder in enumerate(("Orders.zip", "ORDERS.zip")):
        (tmp_path / "in").mkdir(exist_ok=True)
        a_solution(tmp_path / "in" / folder, number)
    watched = Watched(monkeypatch, together=0)
    assert {result.status for result in run(tmp_path / "in", tmp_path / "out", watched.vault)} == {Status.FIXED}
    assert watched.most == 1


def test_a_folder_in_its_place_is_written_alone(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for number in range(3):
        a_solution(tmp_path / "in" / f"A{number}.zip", number)
        write_folder(tmp_path / "in" / f"B{number}", unpacked())
    alone = []
    watched = Watched(monkeypatch, together=0)
    carry_out = watched._carry_out

    def looked(plan, edits, deposited, vault, goal):
        if goal.output == plan.package.path:
            alone.append(len(watched.at_once))
        return carry_out(plan, edits, deposited, vault, goal)

    watched._carry_out = looked
    assert all(not result.failed for result in run(tmp_path / "in", None, watched.vault))
    assert set(alone) <= {1}


class Lost(MemoryVault):
    """A vault that loses everything after so many looks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks, self.asked = looks, 0

    def check(self, given):
        self.asked += 1
        if self.asked > self.looks:
            raise VaultLost("gone.", hint="Put it back.")
        super().check(given)


def test_a_vault_that_goes_away_ends_the_run_and_is_asked_once(tmp_path):
    solutions(tmp_path / "in", 12)
    vault, told = Lost(3), []
    with pytest.raises(VaultLost):
        told.extend(run(tmp_path / "in", tmp_path / "out", vault))
    assert vault.asked == 4
    assert len(written(tmp_path / "out")) == 3


def test_a_reader_that_goes_leaves_nothing_half_done_and_all_of_it_noted(tmp_path, monkeypatch):
    solutions(tmp_path / "in", 12)
    slow(monkeypatch)
    journal, noted = Journal(tmp_path / "runs", {}, resume=False, told=Told), []
    monkeypatch.setattr(journal, "note", lambda entry, _: noted.append(Path(entry.output).name))
    results = run(tmp_path / "in", tmp_path / "out", journal=journal)
    next(results)
    results.close()
    assert noted == written(tmp_path / "out")
    assert 1 <= len(noted) < 12


def test_a_package_that_fails_takes_no_folder_from_another(tmp_path):
    made = []
    folder = tmp_path / "out"

    def write() -> None:
        made.append(folder.exists())
        if len(made) == 1:
            folder.rmdir()
            raise WriteError("It could not be written.")

    in_folder(folder, write)
    assert made == [True, True]


def told_until_stopped(tmp_path, monkeypatch, owner, method: str, number: int) -> list:
    """What a run over twelve solutions tells that is asked to stop at the `number`th call of a method."""
    solutions(tmp_path / "in", 12)
    slow(monkeypatch)
    as_it_is, calls = getattr(owner, method), itertools.count(1)

    def stopping(*words):
        if next(calls) == number:
            os.kill(os.getpid(), signal.SIGINT)
        return as_it_is(*words)

    monkeypatch.setattr(owner, method, stopping)
    told = []
    with pytest.raises(KeyboardInterrupt), Stop() as stop:
        told.extend(run(tmp_path / "in", tmp_path / "out", stop=stop))
    return told


@POSIX
def test_a_stop_tells_of_all_that_was_begun(tmp_path, monkeypatch):
    told = told_until_stopped(tmp_path, monkeypatch, Deposits, "all_of", 5)
    assert written(tmp_path / "out") == [result.carried.output.name for result in told]
    assert len(told) == 5


@POSIX
@pytest.mark.parametrize("number", [2, 5, 8])
def test_a_stop_while_the_next_is_waited_for_tells_of_all_that_was_begun(tmp_path, monkeypatch, number):
    told = told_until_stopped(tmp_path, monkeypatch, Run, "_named", number)
    assert len(written(tmp_path / "out")) == len(told) == number - 1


@POSIX
def test_a_stop_while_a_result_is_told_tells_of_all_that_was_begun(tmp_path, monkeypatch):
    solutions(tmp_path / "in", 12)
    slow(monkeypatch)
    told = []

    def tell(result):
        told.append(result)
        if len(told) == 1:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), Stop() as stop:
        collections.deque(map(tell, run(tmp_path / "in", tmp_path / "out", stop=stop)))
    assert len(written(tmp_path / "out")) == len(told) < 12


@POSIX
def test_what_a_killed_run_has_written_has_its_values_in_the_vault(tmp_path, monkeypatch):
    solutions(tmp_path / "in", 60)
    values = {path.stem: set(CANARY.findall(_unzipped(path))) for path in (tmp_path / "in").iterdir()}
    deaths = 0
    for attempt in range(4):
        program = Program(tmp_path / str(attempt), tmp_path / "in")
        code, _ = program.stopped_by(signal.SIGKILL, 3 + 9 * attempt, "--on", "threads:2", after=0.01 * attempt)
        deaths += code == -signal.SIGKILL
        monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
        with open_vault(f"file:{program.folder / 'vault.db'}") as vault:
            kept = {vault.get(name).reveal().encode() for name in vault.names()}
        for path in (program.folder / "out").glob("*.zip"):
            assert values[path.stem.removesuffix(".remediated")] <= kept
    assert deaths


def _unzipped(path: Path) -> bytes:
    with zipfile.ZipFile(path) as opened:
        return b"".join(opened.read(name) for name in opened.namelist())
