"""A real Dask cluster on this machine: the same bytes, a killed worker, and nothing to read for whoever looks in."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from hanging import deaf_to, spins_on
from many import many
from test_executors import fixed

from remediate.batch import Crew, Means, plan_all
from remediate.batch.executors import crew_for
from remediate.errors import ClusterError
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.telling import Telling

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'remediate[dask]'")
pytestmark = pytest.mark.filterwarnings("ignore")  # what Dask and tornado warn of is not ours

SCHEDULER = "from distributed.cli.dask_scheduler import main; main()"
WORKER = "from distributed.cli.dask_worker import main; main()"


class Cluster:
    """A scheduler and two workers, each a process of its own, with a memory so small that they spill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen] = []
        place = folder / "scheduler.json"
        self._start("scheduler", SCHEDULER, "--host", "127.0.0.1", "--port", "0", "--scheduler-file", place)
        until(place.exists)
        until(lambda: "tcp://" in place.read_text())
        self.address = place.read_text().partition('"address": "')[2].partition('"')[0]
        for name in ("one", "two"):
            words = ["--nthreads", "1", "--no-nanny", "--memory-limit", "1GB", "--local-directory", folder / name]
            self._start(name, WORKER, self.address, *words)

    def _start(self, name: str, code: str, *words: object) -> None:
        log = (self.folder / f"{name}.log").open("wb")
        environment = {
            **os.environ,
            "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "0.0001",
            "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "0.0001",
            "DASK_LOGGING__DISTRIBUTED": "debug",
            "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", ""))),
        }
        command = [sys.executable, "-c", code, *map(str, words), *["--no-dashboard"]]
        self.processes.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env=environment))
        log.close()

    def kill_a_worker(self) -> None:
        self.processes[-1].send_signal(signal.SIGKILL)

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def everything(self) -> dict[str, bytes]:
        """All logs and all files that the cluster has left."""
        return {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


def until(there) -> None:
    for _ in range(600):
        if there():
            return
        time.sleep(0.1)
    raise AssertionError("the cluster did not come up")


@pytest.fixture
def cluster(tmp_path):
    folder = tmp_path / "cluster"
    folder.mkdir()
    started = Cluster(folder)
    yield started
    started.close()


def test_a_cluster_gives_the_bytes_of_a_serial_run_also_when_a_worker_is_killed(cluster, tmp_path):
    list(many(tmp_path / "in", 120, every=30))
    serial = fixed(tmp_path / "in", tmp_path / "serial", Crew())
    crew = crew_for(f"dask:{cluster.address}")
    seen = 0

    class Killing(Crew):
        """The crew, one of whose workers is killed after forty packages."""

        def take(self, ticket):
            nonlocal seen
            seen += 1
            if seen == 40:
                cluster.kill_a_worker()
            return super().take(ticket)

    killing = Killing(crew._workers)
    assert fixed(tmp_path / "in", tmp_path / "dask", killing) == serial
    assert cluster.processes[-1].wait(10) == -signal.SIGKILL
    cluster.close()
    left = cluster.everything()
    assert any(b"to disk" in data for data in left.values()), "the workers have spilled"
    assert [path for path, data in left.items() if b"CANARY" in data] == []


@pytest.mark.parametrize(("hangs", "why"), [(spins_on, "It took longer"), (deaf_to, "No worker gave it back")])
def test_a_package_that_hangs_on_a_cluster_is_named_and_the_others_are_done(cluster, tmp_path, monkeypatch, hangs, why):
    list(many(tmp_path / "in", 20, every=100))
    monkeypatch.setattr("remediate.batch.crew.work", partial(hangs, only="Solution00007"))
    monkeypatch.setattr("remediate.batch.crew._GRACE", 0.5)
    means = Means(crew=crew_for(f"dask:{cluster.address}", 4), tell=Telling())
    results = list(plan_all([tmp_path / "in"], Options(load("baseline")), means))
    (bad,) = [result for result in results if result.failed]
    assert bad.path.endswith("Solution00007.zip")
    assert str(bad.error).startswith(why)
    assert len(results) == 20


def test_no_scheduler_is_one_sentence(monkeypatch):
    monkeypatch.setattr("remediate.batch.executors.dask._SECONDS", 1)
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        crew_for("dask:tcp://127.0.0.1:9")


_WITH_DASK = """
import sys
from remediate.batch.executors import dask
from remediate.errors import ClusterError
dask._SECONDS = 1
try:
    dask.connect(sys.argv[1])
except ClusterError as error:
    print(error)
"""


@pytest.mark.parametrize("greeting", [b"", b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"])
def test_what_answers_and_is_no_scheduler_is_one_sentence_without_a_traceback(greeting):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    connection.sendall(greeting)

        Thread(target=answer, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-c", _WITH_DASK, address], capture_output=True, text=True, timeout=30, check=True
        )
    assert "no Dask scheduler" in done.stdout
    assert "Error" not in done.stdout
    assert done.stderr == ""
