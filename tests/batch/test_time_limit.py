"""A package that takes for ever fails with a plain sentence, and the run goes on, whoever does the work."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from hanging import deaf_to, spins_on
from many import many
from typer.testing import CliRunner

from remediate.batch import Crew, Means, Status, plan_all
from remediate.batch.executors import crew_for
from remediate.batch.executors.threads import Threads
from remediate.batch.time_limit import TookTooLong, too_long, within
from remediate.batch.working import Job, work
from remediate.cli import app
from remediate.package import Candidate, Kind
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.telling import Telling

OPTIONS = Options(load("baseline"))
COUNT = 30
POSIX = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a signal of POSIX")


@pytest.fixture
def source(tmp_path):
    list(many(tmp_path / "in", COUNT, every=100))
    return tmp_path / "in"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, TookTooLong])
def test_what_stops_the_work_is_no_fault_where_python_makes_an_error_of_it(source, monkeypatch, stop):
    def making_a_class(*_: object) -> None:
        raise RuntimeError("Error calling __set_name__") from stop()

    monkeypatch.setattr("remediate.batch.working.opened_package", making_a_class)
    job = Job(Candidate(source / "Solution00001.zip", Kind.SOLUTION_ZIP), OPTIONS, seconds=60)
    if stop is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):
            work(job)
    else:
        assert str(work(job).result.error).startswith("It took longer than 1 minute.")


def planned(source, crew: Crew):
    results = list(plan_all([source], OPTIONS, Means(crew=crew, tell=Telling())))
    assert Counter(result.status for result in results) == {Status.FOUND: COUNT - 1, Status.FAILED: 1}
    (bad,) = [result for result in results if result.status is Status.FAILED]
    assert bad.path.endswith("Solution00011.zip")
    return str(bad.error)


@pytest.mark.parametrize(
    "on", [pytest.param("serial", marks=POSIX), "threads:1", pytest.param("processes:2", marks=POSIX)]
)
def test_a_package_that_takes_too_long_fails_and_the_others_do_not(source, monkeypatch, on):
    monkeypatch.setattr("remediate.batch.crew.work", partial(spins_on, only="Solution00011"))
    said = planned(source, crew_for(on, 1.5))
    assert said == "It took longer than 1.5 seconds. Look at it alone, or give it more time with --time-limit."


@pytest.mark.parametrize("on", ["threads:2", "threads:1", "processes:2", "processes:1"])
def test_a_worker_that_cannot_be_ended_is_given_up(source, monkeypatch, on):
    monkeypatch.setattr("remediate.batch.crew.work", partial(deaf_to, only="Solution00011"))
    monkeypatch.setattr("remediate.batch.crew._GRACE", 0.5)
    started = time.monotonic()
    said = planned(source, crew_for(on, 4))
    assert said.startswith("No worker gave it back within 4 seconds.")
    assert time.monotonic() - started < 60


def test_minutes_are_said_as_minutes():
    assert [str(too_long(seconds)).partition(" Look")[0] for seconds in (60, 600, 90)] == [
        "It took longer than 1 minute.",
        "It took longer than 10 minutes.",
        "It took longer than 1.5 minutes.",
    ]


def test_without_a_limit_everyone_may_take_as_long_as_they_like():
    with within(0):
        time.sleep(0.01)


@POSIX
def test_a_wait_is_ended_by_the_signal_and_an_alarm_of_others_still_goes_off():
    heard = []
    before = signal.signal(signal.SIGALRM, lambda *_: heard.append(True))
    left, _ = signal.setitimer(signal.ITIMER_REAL, 0.4)
    try:
        with pytest.raises(TookTooLong), within(0.1):
            threading.Event().wait(30)
        time.sleep(0.6)
        assert heard == [True]
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)


@POSIX
def test_a_pattern_that_never_ends_is_ended():
    code = (
        "import re\n"
        "from remediate.batch.time_limit import TookTooLong, within\n"
        "try:\n"
        "    with within(0.3): re.match('(a+)+b', 'a' * 60)\n"
        "except TookTooLong: print('ended')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout == "ended\n"


@pytest.fixture
def quick_turns():
    """Threads take turns every half millisecond, and not every five, which is longer than the work of a test."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("quick_turns")
def test_in_a_thread_the_limit_never_arrives_after_the_work():
    late = []

    def one(seconds: float) -> None:
        try:
            with within(seconds):
                until = time.monotonic() + 0.004
                while time.monotonic() < until:
                    pass
        except TookTooLong:
            late.append("inside")

    def many_times() -> None:
        for number in range(1000):
            one(0.002 + number * 0.000004)
        late.append("done")

    thread = threading.Thread(target=many_times)
    thread.start()
    thread.join(60)
    assert late[-1] == "done", "nothing was raised outside of the work"
    assert 1 < len(late) < 1002


def test_threads_that_hang_do_not_keep_the_program():
    code = (
        "import time\n"
        "from remediate.batch.executors.threads import Threads\n"
        "threads = Threads(2)\n"
        "threads.submit(time.sleep, 3600)\n"
        "print(threads.submit(max, 1, 2).result())\n"
        "threads.shutdown(wait=False)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (0, "2\n")


def test_threads_pass_on_what_is_raised_and_cancel_what_waits():
    threads, go = Threads(1), threading.Event()
    bad = threads.submit(int, "x")
    assert isinstance(bad.exception(10), ValueError)
    threads.submit(go.wait, 10)
    waiting = threads.submit(os.getpid)
    threads.shutdown(wait=False, cancel_futures=True)
    go.set()
    assert waiting.cancelled()
    with pytest.raises(RuntimeError):
        threads.submit(os.getpid)


@pytest.mark.parametrize(("words", "code"), [(["0"], 1), (["0.5"], 1), (["-1"], 2), (["soon"], 2)])
def test_the_option_takes_minutes(source, words, code):
    done = CliRunner().invoke(app, ["scan", str(source), "--on", "serial", "--time-limit", *words])
    assert done.exit_code == code


@POSIX
@pytest.mark.parametrize("on", ["processes:2", "threads:2"])
def test_a_run_that_is_stopped_waits_for_no_worker_that_hangs(source, on):
    code = (
        "import sys; from functools import partial; from pathlib import Path\n"
        "import remediate.batch.crew; from hanging import deaf_to\n"
        "from remediate.batch import Means, plan_all\n"
        "from remediate.batch.executors import crew_for\n"
        "from remediate.plan import Options; from remediate.playbook import load\n"
        "from remediate.report.telling import Telling\n"
        "if __name__ == '__main__':\n"
        "    remediate.batch.crew.work = partial(deaf_to, only='Solution00003')\n"
        "    means = Means(crew=crew_for(sys.argv[2], 600), tell=Telling())\n"
        "    for _ in plan_all([Path(sys.argv[1])], Options(load('baseline')), means): print('one', flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), *sys.path))}
    command = [sys.executable, "-c", code, str(source), on]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        for _ in range(3):
            assert child.stdout.readline() == b"one\n"
        time.sleep(0.5)
        child.send_signal(signal.SIGINT)
        assert child.wait(30) != 0
