"""Whoever does the work, the result is the same, byte for byte; a package that kills its workers is named."""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from many import BROKEN, flow, many
from package_builders import FLOW_MEMBER, legacy, manifest, solution, variable, write_zip

from remediate.batch import Crew, Destination, Means, Status, apply_plan, fix_all, plan_all
from remediate.batch.crew import Workers
from remediate.batch.executors import crew_for, processes
from remediate.batch.executors.processes import pool
from remediate.batch.means import Silent
from remediate.batch.working import Prepared, work
from remediate.detectors import examples as ex
from remediate.errors import UsageError
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, read_plan
from remediate.playbook import load
from remediate.report.telling import Telling, told
from remediate.secret import Secret
from remediate.vault import MemoryVault

OPTIONS = Options(load("baseline"))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def fixed(source: Path, out: Path, crew: Crew):
    vault = MemoryVault()
    means = Means(crew=crew, tell=Telling())
    results = list(fix_all([source], OPTIONS, vault, Destination(out), means))
    shown = [(r.path, r.status, str(r.error or ""), r.warnings, told(r).records, told(r).changes) for r in results]
    return shown, everything(out), {name: vault.get(name).reveal() for name in vault.names()}


@pytest.fixture(scope="module")
def two_hundred(tmp_path_factory):
    """200 solutions, 20 of them broken in ten ways, and what one worker makes of them."""
    folder = tmp_path_factory.mktemp("many")
    ways = [way for _, way in many(folder / "in", 200, every=10)]
    return folder / "in", ways, fixed(folder / "in", folder / "serial", Crew())


def test_one_bad_package_never_stops_the_rest_and_each_is_named(two_hundred):
    _, ways, (results, files, vault) = two_hundred
    assert Counter(status for _, status, *_ in results) == {Status.FIXED: 180, Status.FAILED: 20}
    assert len(results) == 200, "nothing is lost"
    assert not any(b"CANARY" in data for data in files.values())
    assert len(vault) == 181, "a secret of its own for each, and the one that all share, once"
    for (path, status, *_), way in zip(results, ways, strict=True):
        assert (status is Status.FAILED) is bool(way), path


def test_each_way_to_be_broken_has_its_reason(two_hundred):
    source, ways, _ = two_hundred
    reasons = {}
    for result, way in zip(plan_all([source], OPTIONS), ways, strict=True):
        if way:
            reasons[way] = " ".join(map(str, result.problems))
    assert set(reasons) == set(BROKEN)
    assert [way for way, said in reasons.items() if BROKEN[way][1] not in said] == []
    assert "CANARY" not in "".join(reasons.values())


@pytest.mark.parametrize("on", ["threads:3", "processes:2"])
def test_threads_and_processes_give_the_same_bytes(two_hundred, tmp_path, on):
    source, _, serial = two_hundred
    assert fixed(source, tmp_path / "out", crew_for(on)) == serial


def test_work_that_begins_at_once_and_goes_on_in_processes_gives_the_same(two_hundred, tmp_path):
    source, _, serial = two_hundred
    crew = Crew(Workers(partial(pool, 2), 2, apart=True), patience=0.05)
    assert fixed(source, tmp_path / "out", crew) == serial


def dies(job, *, only: str, marks: Path):
    """Work as a worker does, but be killed by the one package; leave a mark each time."""
    if only in str(job.candidate):
        (marks / str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work(job)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills with a signal of POSIX")
def test_a_package_that_kills_its_worker_is_tried_once_more_and_named(tmp_path, monkeypatch):
    list(many(tmp_path / "in", 30, every=100))
    (tmp_path / "marks").mkdir()
    monkeypatch.setattr("remediate.batch.crew.work", partial(dies, only="Solution00011", marks=tmp_path / "marks"))
    results = list(plan_all([tmp_path / "in"], OPTIONS, Means(crew=crew_for("processes:2"), tell=Telling())))
    (bad,) = [result for result in results if result.status is Status.FAILED]
    assert bad.path.endswith("Solution00011.zip")
    assert "worker died" in str(bad.error)
    assert Counter(result.status for result in results) == {Status.FOUND: 29, Status.FAILED: 1}
    assert len(list((tmp_path / "marks").iterdir())) == 2


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "serial:2",
        "threads:0",
        "threads:x",
        "threads:-1",
        "processes:1000",
        "processes:2.5",
        "dask",
        "dask:",
        "cloud:x",
    ],
)
def test_a_wrong_word_is_wrong_use(spec):
    with pytest.raises(UsageError, match="Name one of: serial, threads:N"):
        crew_for(spec)


@pytest.mark.parametrize("kind", ["dask:tcp://", "ray:ray://", "spark:spark://", "cloud:"])
def test_an_address_with_a_credential_is_refused_and_not_shown(kind):
    with pytest.raises(UsageError, match="holds a sign-in") as raised:
        crew_for(f"{kind}ada:CANARY@127.0.0.1:9")
    assert "CANARY" not in str(raised.value)


@pytest.mark.parametrize(("kind", "module"), [("dask", "distributed"), ("ray", "ray"), ("spark", "pyspark")])
def test_an_extra_that_is_not_installed_is_one_sentence(monkeypatch, kind, module):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, f"remediate.batch.executors.{kind}", raising=False)
    with pytest.raises(UsageError, match=rf"pip install 'remediate\[{kind}\]'"):
        crew_for(f"{kind}:somewhere")


def test_the_name_of_a_variable_with_two_values_is_told(tmp_path):
    for name, value in (("A", "CANARY-one"), ("B", "CANARY-two"), ("C", "CANARY-one")):
        member = "environmentvariabledefinitions/contoso_ApiKey/environmentvariabledefinition.xml"
        write_zip(tmp_path / f"{name}.zip", solution({member: variable(default=value)}))
    results = list(plan_all([tmp_path], OPTIONS))
    told_of = {Path(result.path).stem: result.warnings for result in results}
    assert (told_of["A"], told_of["C"]) == ((), ())
    (warning,) = told_of["B"]
    assert "contoso_ApiKey has another value in" in warning
    assert "CANARY" not in warning


def test_two_versions_of_a_solution_with_two_secrets_are_told_of(tmp_path):
    for number, name in ((1, "Dev"), (2, "Prod")):
        members = solution({"solution.xml": manifest()})
        changed = {FLOW_MEMBER: flow(number)}
        write_zip(tmp_path / f"{name}.zip", {**members, **changed})
    vault = MemoryVault()
    first, second = fix_all([tmp_path], OPTIONS, vault, Destination(tmp_path / "out"))
    assert not first.warnings
    assert len(second.warnings) == 1
    assert len(list(vault.names())) == 3, "the shared value once, the others under two names"


RUN = """
import sys, time
from pathlib import Path
from remediate.batch.executors.processes import pool
workers = pool(2)
list(workers.map(abs, range(8)))
print(*workers._processes, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("let_go", [processes.end, lambda pool: pool.shutdown(wait=False)], ids=["ended", "let go"])
def test_a_pool_that_is_let_go_has_nothing_left_to_do_when_python_ends(let_go):
    before = set(threading.enumerate())
    executor = processes.pool(2)
    executor.submit(abs, -1).result()
    let_go(executor)
    assert not [thread for thread in set(threading.enumerate()) - before if not thread.daemon]


_HALF_SENT = """
import struct
from remediate.batch.executors import processes
if __name__ == "__main__":
    executor = processes.pool(1)
    executor.submit(abs, -1).result()
    executor._result_queue._writer._send(struct.pack("!i", 1_000_000))
    processes.end(executor)
"""


def test_a_worker_that_is_killed_while_it_sends_a_result_does_not_keep_the_program():
    done = subprocess.run([sys.executable, "-c", _HALF_SENT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def _lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks for processes as Linux shows them")
def test_a_killed_run_leaves_no_workers_behind():
    with subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True) as run:
        workers = [int(word) for word in run.stdout.readline().split()]
        assert all(map(_lives, workers))
        run.kill()
    for _ in range(100):
        if not any(map(_lives, workers)):
            break
        time.sleep(0.1)
    assert not any(map(_lives, workers))


def test_a_plan_is_made_and_applied_by_processes(tmp_path):
    list(many(tmp_path / "in", 12, every=100))
    request = Request((str(tmp_path / "in"),), OPTIONS, None, str(tmp_path / "out"))
    writer = PlanWriter(request)
    means = Means(crew=crew_for("processes:2"), tell=Telling(saved=True))
    for result in plan_all([tmp_path / "in"], OPTIONS, means, Destination(tmp_path / "out")):
        writer.note(result.path, result.plan, result.told.saved)
    whole = PlanWriter(request)
    for result in plan_all([tmp_path / "in"], OPTIONS, Means(), Destination(tmp_path / "out")):
        whole.note(result.path, result.plan)
    assert writer.document() == whole.document()
    assert b"CANARY" not in writer.document()
    saved = read_plan(writer.document())
    vault, other = MemoryVault(), MemoryVault()
    results = list(apply_plan(saved, vault, Means(crew=crew_for("processes:2"), tell=Telling())))
    assert [result.status for result in results] == [Status.FIXED] * 12
    list(fix_all([tmp_path / "in"], OPTIONS, other, Destination(tmp_path / "fixed"), Means(tell=Telling())))
    assert everything(tmp_path / "out") == everything(tmp_path / "fixed")
    assert sorted(vault.names()) == sorted(other.names())


@pytest.mark.parametrize("on", ["serial", "processes:2"])
def test_a_flow_that_names_its_secret_names_the_one_that_the_vault_has(tmp_path, on):
    """Packages outside solutions carry the vault's names inside: theirs are those of the run, and of the vault."""
    vault = MemoryVault()
    for number in (1, 2):
        members = legacy()
        definition = next(name for name in members if name.endswith("definition.json"))
        document = json.loads(members[definition])
        actions = {"Get": ex.http(headers={"x-api-key": f"CANARY-{number}-5b1e77c09a4d2f63"})}
        document["properties"]["definition"] = ex.definition(actions)
        write_zip(tmp_path / f"{number}.zip", {**members, definition: json.dumps(document).encode()})
    options = Options(load("baseline"), unsafe=True)
    (first, *_) = plan_all([tmp_path / "1.zip"], options)
    (wanted,) = [deposit.secret_name for deposit in first.plan.deposits]
    vault.add(wanted, Secret("CANARY-of-somebody-else"), tags={})
    crew = crew_for(on)
    results = list(fix_all([tmp_path], options, vault, Destination(tmp_path / "out"), Means(crew=crew, tell=Telling())))
    assert [result.status for result in results] == [Status.FIXED] * 2
    for number, result in enumerate(results, 1):
        (stored,) = result.carried.deposited
        assert vault.get(stored.name).reveal().startswith(f"CANARY-{number}-")
        with zipfile.ZipFile(result.carried.output) as written:
            text = written.read(definition).decode()
        assert f'"{stored.name}"' in text
        assert f'"{wanted}"' not in text


def prepared() -> int:
    """How many planned packages somebody holds, and not what only waits to be collected."""
    gc.collect()
    return sum(isinstance(one, Prepared) for one in gc.get_objects())


@pytest.mark.parametrize("on", ["threads:2", "processes:2"])
def test_what_was_taken_is_not_kept(tmp_path, on):
    list(many(tmp_path / "in", 60, every=100))
    crew = crew_for(on, 60)
    before, most = prepared(), 0
    for number, _ in enumerate(plan_all([tmp_path / "in"], OPTIONS, Means(crew=crew, tell=Telling()))):
        time.sleep(0.01)  # slower than the workers, as a run is that writes
        most = max(most, prepared() - before if number % 5 == 0 else 0)
    assert most <= 2 * crew.window


def test_settings_that_have_nothing_to_tell_are_not_counted_on(tmp_path):
    list(many(tmp_path / "in", 3, every=1))
    (tmp_path / "in" / "z.deployment-settings.json").write_text(
        '{"EnvironmentVariables": [{"SchemaName": "contoso_A", "Value": "1"}], "ConnectionReferences": []}'
    )
    numbers = []

    class Counting(Silent):
        def found(self, number, *, complete):
            numbers.append((number, complete))

    results = list(plan_all([tmp_path / "in"], OPTIONS, Means(Counting(), crew_for("threads:2"))))
    assert numbers[-1] == (len(results), True)
