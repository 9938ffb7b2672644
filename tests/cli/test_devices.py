"""Devices and pipes where a file is meant: never replaced, and never read without an end.

None of the machine's own devices is written to: those here are made in the folder of the test.
"""

import os
import stat
import subprocess
import sys
import threading

import pytest
from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.errors import WriteError
from remediate.writer import replace_file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="devices and pipes of POSIX")

_MEMORY = 4 << 30
_SECONDS = 60


@pytest.fixture
def orders(tmp_path):
    flow = b'{"properties": {"connectionReferences": {}, "definition": {"triggers": {}, "actions": {}}}}'
    return write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow}))


@pytest.fixture
def device(tmp_path):
    def made(minor):
        path = tmp_path / f"device{minor}"
        try:
            os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, minor))
            path.open("r+b").close()
        except OSError:
            pytest.skip("no device can be made here")
        return path

    return made


NULL, ZERO, FULL = 3, 5, 7


def run(*words, **more):
    def limited():
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    words = [sys.executable, "-m", "remediate", *map(str, words)]
    done = subprocess.run(words, capture_output=True, timeout=_SECONDS, check=False, preexec_fn=limited, **more)
    assert b"itself failed" not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(("minor", "code"), [(NULL, 0), (ZERO, 0), (FULL, 3)])
def test_a_device_takes_a_plan_and_stays_one(orders, device, minor, code):
    path = device(minor)
    done = run("plan", orders, "-o", path)
    assert done.returncode == code
    assert b"The plan is in" not in done.stderr
    assert stat.S_ISCHR(path.stat().st_mode)
    assert (b"no space left" in done.stderr) == (minor == FULL)


def test_a_pipe_takes_a_plan_and_stays_one(orders, tmp_path):
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("plan", orders, "-o", pipe).returncode == 0
    reader.join(_SECONDS)
    assert b'"packages"' in read[0]
    assert pipe.is_fifo()


def test_standard_output_takes_a_plan(orders):
    assert b'"packages"' in run("plan", orders, "-o", "/dev/stdout").stdout


def test_a_pipe_is_read_as_a_list_and_as_a_plan(orders, tmp_path):
    plan, pipe = tmp_path / "a.plan.json", tmp_path / "pipe"
    run("plan", orders, "-o", plan)
    for data, words in ((str(orders).encode(), ("scan", f"@{pipe}")), (plan.read_bytes(), ("apply", pipe))):
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
        writer = threading.Thread(target=lambda data=data: pipe.write_bytes(data), daemon=True)
        writer.start()
        assert run(*words).returncode == 0
        writer.join(_SECONDS)


def test_a_device_is_no_input(orders, device):
    zero = device(ZERO)
    other = orders.with_name("Other.zip")
    other.write_bytes(orders.read_bytes())
    for words in (("scan", f"@{zero}"), ("apply", zero), ("verify", orders, other, "--settings", zero)):
        done = run(*words)
        assert done.returncode in (2, 3)
        assert b"device" in done.stdout + done.stderr


def test_an_endless_list_on_standard_input_is_refused(device):
    with device(ZERO).open("rb") as endless:
        done = run("scan", "-", stdin=endless)
    assert done.returncode == 2
    assert b"larger than" in done.stderr


def test_a_result_never_takes_the_place_of_a_device(device):
    path = device(NULL)
    with pytest.raises(WriteError, match="device or a pipe"):
        replace_file(path, b"")
    assert stat.S_ISCHR(path.stat().st_mode)
