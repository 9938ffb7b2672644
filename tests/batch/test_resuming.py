"""A run that is stopped or killed at any moment and gone on with gives the bytes of one that nobody disturbed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import nullcontext
from pathlib import Path

import pytest
from many import a_solution, flow, many
from package_builders import FLOW_MEMBER, unpacked, write_folder
from test_executors import everything

from remediate.batch import Crew, Destination, Journal, Means, Status, Stop, fix_all, plan_all
from remediate.batch.stopping import stops_wait
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.telling import Telling, Told
from remediate.vault import MemoryVault, open_vault

KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
COUNT = 60
OPTIONS = Options(load("baseline"))
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


class Program:
    """`remediate fix` as a process over the same solutions, each time with an output and a vault of its own."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder, self.source = folder, source
        folder.mkdir(parents=True)

    def start(self, *more: str, stdout=subprocess.PIPE) -> subprocess.Popen:
        words = ["fix", self.source, "--out", "out", "--vault", "file:vault.db", *more]
        environment = {**os.environ, "REMEDIATE_VAULT_KEY": KEY, "XDG_STATE_HOME": str(self.folder / "state")}
        command = [sys.executable, "-m", "remediate", *map(str, words)]
        pipes = {"stdout": stdout, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=self.folder, env=environment, **pipes)

    def run(self, *more: str) -> subprocess.CompletedProcess:
        with self.start(*more) as child:
            stdout, stderr = child.communicate(timeout=120)
        assert "CANARY" not in stdout + stderr
        assert "Traceback" not in stderr
        return subprocess.CompletedProcess([], child.returncode, stdout, stderr)

    def stopped_by(self, number: int, done: int, *more: str, after: float = 0) -> tuple[int, str]:
        """Run, and be sent a signal some seconds after so many packages are done; how it ended."""
        with self.start(*more, stdout=subprocess.DEVNULL) as child:
            for line in child.stderr:
                if line.startswith((f"{done} of", f"{done}:")):
                    break
            time.sleep(after)
            child.send_signal(number)
            _, stderr = child.communicate(timeout=120)
        return child.returncode, stderr

    def made(self, monkeypatch):
        """All files of the output, and the vault."""
        monkeypatch.setenv("REMEDIATE_VAULT_KEY", KEY)
        with open_vault(f"file:{self.folder / 'vault.db'}") as vault:
            values = {name: vault.get(name).reveal() for name in vault.names()}
        files = everything(self.folder / "out")
        assert not any(b"CANARY" in data for data in files.values())
        return files, values

    def journal(self) -> bytes:
        return b"".join(everything(self.folder / "state").values()) if (self.folder / "state").exists() else b""


@pytest.fixture
def source(tmp_path) -> Path:
    list(many(tmp_path / "in", COUNT, every=20))
    return tmp_path / "in"


@POSIX
def test_killed_at_any_moment_and_gone_on_with_it_is_as_if_undisturbed(source, tmp_path, monkeypatch):
    undisturbed = Program(tmp_path / "undisturbed", source)
    assert undisturbed.run().returncode == 3
    expected = undisturbed.made(monkeypatch)
    rng = random.Random(7)
    for attempt in range(3):
        program = Program(tmp_path / str(attempt), source)
        for more, last in (((), COUNT // 2), (("--resume",), COUNT - 5)):
            code, _ = program.stopped_by(signal.SIGKILL, rng.randrange(2, last), *more, after=rng.uniform(0, 0.1))
            assert code == -signal.SIGKILL
            assert b"CANARY" not in program.journal()
        done = program.run("--resume")
        assert done.returncode == 3
        assert f"of {COUNT} packages" in done.stdout
        assert "3 packages failed." in done.stdout
        assert program.made(monkeypatch) == expected


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_says_what_was_done_and_how_to_go_on(source, tmp_path, monkeypatch, number):
    program = Program(tmp_path / "run", source)
    code, stderr = program.stopped_by(number, 12)
    assert code == 130
    assert stderr.endswith("Go on with the same command and --resume.\nStopped; nothing was half written.\n")
    done = json.loads(program.run("--resume", "--format", "json").stdout)
    earlier = [package for package in done["packages"] if package["earlier"]]
    assert 11 <= len(earlier) < COUNT
    assert done["summary"]["fixed"] == 2 * (COUNT - 3), "the findings of the run before are counted"
    undisturbed = Program(tmp_path / "undisturbed", source)
    undisturbed.run()
    assert program.made(monkeypatch) == undisturbed.made(monkeypatch)


def runs(source: Path, out: Path, vault, journal: Journal | None, stop_after: int | None = None):
    results = []
    means = Means(crew=Crew(), tell=Telling(), journal=journal)
    for result in fix_all([source], OPTIONS, vault, Destination(out), means):
        results.append(result)
        if len(results) == stop_after:
            break
    return results


def journal(folder: Path, *, resume: bool, **request) -> Journal:
    return Journal(folder / "runs", request, resume=resume, told=Told)


@pytest.fixture
def half_done(source, tmp_path):
    """A vault and an output after half of the packages."""
    vault = MemoryVault()
    runs(source, tmp_path / "out", vault, journal(tmp_path, resume=False), stop_after=COUNT // 2)
    return source, tmp_path / "out", vault


def earlier(results) -> int:
    return sum(result.earlier for result in results)


def test_what_is_done_is_not_done_again(half_done, tmp_path):
    source, out, vault = half_done
    results = runs(source, out, vault, journal(tmp_path, resume=True))
    assert earlier(results) == COUNT // 2 - 1, "one of them is broken, and tried again"
    assert [r.status for r in results].count(Status.FIXED) == COUNT - 3


def test_without_the_word_everything_is_done(half_done, tmp_path):
    source, out, vault = half_done
    assert earlier(runs(source, out, vault, journal(tmp_path, resume=False))) == 0


def test_another_request_is_not_gone_on_with(half_done, tmp_path):
    source, out, vault = half_done
    assert earlier(runs(source, out, vault, journal(tmp_path, resume=True, unsafe=True))) == 0


def test_an_input_that_changed_or_an_output_that_is_gone_is_done_again(half_done, tmp_path):
    source, out, vault = half_done
    a_solution(source / "000" / "Solution00003.zip", 3)
    os.utime(source / "000" / "Solution00003.zip", ns=(1, 1))
    (out / "000" / "Solution00004.remediated.zip").unlink()
    (out / "000" / "Solution00005.deployment-settings.json").unlink()
    assert earlier(runs(source, out, vault, journal(tmp_path, resume=True))) == COUNT // 2 - 1 - 3


@pytest.mark.parametrize("spoil", [lambda data: data[:100], lambda _: b"", lambda data: data + b"x"])
def test_a_result_that_is_not_whole_any_more_is_made_again(half_done, tmp_path, spoil):
    source, out, vault = half_done
    result = out / "000" / "Solution00004.remediated.zip"
    whole = result.read_bytes()
    result.write_bytes(spoil(whole))
    assert earlier(runs(source, out, vault, journal(tmp_path, resume=True))) == COUNT // 2 - 1 - 1
    assert result.read_bytes() == whole


def test_a_result_that_was_taken_for_another_is_made_again(half_done, tmp_path):
    source, out, vault = half_done
    result, other = out / "000" / "Solution00004.remediated.zip", out / "000" / "Solution00005.remediated.zip"
    whole = result.read_bytes()
    result.write_bytes(other.read_bytes())
    assert earlier(runs(source, out, vault, journal(tmp_path, resume=True))) == COUNT // 2 - 1 - 1
    assert result.read_bytes() == whole


@pytest.mark.parametrize(
    "torn", [b'{"package": "x", "ki', b"\n\n{}\nnull\n[1]\n", b'{"package": 3, "look": 7, "names": 1}\n']
)
def test_a_torn_line_is_no_line(half_done, tmp_path, torn):
    source, out, vault = half_done
    path = journal(tmp_path, resume=False).path
    path.write_bytes(path.read_bytes() + torn)
    assert earlier(runs(source, out, vault, journal(tmp_path, resume=True))) == COUNT // 2 - 1


def test_a_value_that_is_gone_from_the_vault_is_stored_again(half_done, tmp_path):
    source, out, _ = half_done
    vault = MemoryVault()
    results = runs(source, out, vault, journal(tmp_path, resume=True))
    assert earlier(results) == 0
    assert len(list(vault.names())) == COUNT - 3 + 1


def test_a_finished_run_leaves_no_journal_and_one_with_failures_does(source, tmp_path):
    (made,) = [journal(tmp_path, resume=False)]
    runs(source, tmp_path / "out", MemoryVault(), made)
    assert made.path.exists()
    for broken in ("019", "039", "059"):
        (source / "000" / f"Solution00{broken}.zip").unlink()
    runs(source, tmp_path / "out2", MemoryVault(), made := journal(tmp_path, resume=False))
    assert not made.path.exists()


def test_a_folder_that_was_changed_in_place_is_done(tmp_path):
    for number in range(3):
        write_folder(tmp_path / "in" / str(number), {**unpacked(), FLOW_MEMBER: flow(number)})
    vault, made = MemoryVault(), journal(tmp_path, resume=False)
    means = Means(journal=made, tell=Telling())
    results = fix_all([tmp_path / "in"], OPTIONS, vault, Destination(), means)
    assert [next(results).status, next(results).status] == [Status.FIXED] * 2
    results.close()
    means = Means(journal=journal(tmp_path, resume=True), tell=Telling())
    again = list(fix_all([tmp_path / "in"], OPTIONS, vault, Destination(), means))
    assert [result.earlier for result in again] == [True, True, False]


def test_a_journal_that_cannot_be_written_stops_nothing(source, tmp_path):
    (tmp_path / "runs").write_text("a file in the way")
    made = journal(tmp_path, resume=False)
    results = runs(source, tmp_path / "out", MemoryVault(), made)
    assert len(results) == COUNT
    assert made.trouble


@POSIX
def test_what_is_held_is_finished_before_the_run_ends():
    with Stop() as stop:
        with stop.held():
            os.kill(os.getpid(), signal.SIGINT)
            finished = True
        assert finished
        with pytest.raises(KeyboardInterrupt):
            stop.check()
    with Stop() as stop, stop.held():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@POSIX
@pytest.mark.parametrize("stop", [Stop(), nullcontext()], ids=["listening", "python's own"])
def test_what_must_not_be_broken_off_is_done_before_the_stop_is_heard(stop):
    done = []

    def starts():
        with stops_wait():
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
            done.append("started")
        done.append("more")

    with stop, pytest.raises(KeyboardInterrupt):
        starts()
    assert done == ["started"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@POSIX
def test_a_stop_that_nobody_let_out_ends_the_run_at_the_next_package(source):
    class Swallowing:
        def __del__(self):
            os.kill(os.getpid(), signal.SIGINT)

    told = []

    def tell(result):
        told.append(result)
        Swallowing()

    with Stop() as stop, pytest.raises(KeyboardInterrupt):
        deque(map(tell, plan_all([source], OPTIONS, Means(stop=stop))))
    assert len(told) == 1


@POSIX
@pytest.mark.parametrize("is_there", [False, True], ids=["new", "left by an older version"])
def test_a_journal_is_for_its_user_alone(source, tmp_path, is_there):
    made = journal(tmp_path, resume=False)
    if is_there:
        made.path.parent.mkdir(mode=0o755)
        made.path.write_bytes(b"")
        made.path.chmod(0o644)
    results = iter(fix_all([source], OPTIONS, MemoryVault(), Destination(tmp_path / "out"), Means(journal=made)))
    next(results), next(results), next(results)
    modes = [path.stat().st_mode & 0o777 for path in (made.path.parent, made.path)]
    results.close()
    assert modes == [0o700, 0o600]
