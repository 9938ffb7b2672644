"""The program as a process: streams, signals, terminals, start-up. No value in anything that it prints."""

import importlib.resources
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from package_builders import FLOW_MEMBER, legacy, legacy_flow, solution, write_zip

from remediate.detectors import examples as ex

KEY = "CANARY-9f27c4a1b3d85e60"
PROGRAM = (sys.executable, "-m", "remediate")
SCHEMA = json.loads(importlib.resources.files("remediate.report").joinpath("output.schema.json").read_text())
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals, closed pipes and terminals of POSIX")


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def orders(tmp_path) -> Path:
    names = ["Größe 😀", "half \ud800 character", "[red]\x1b[31m'\"\u202e\u2028"]
    definition = ex.definition({name: ex.http(headers={"x-api-key": KEY}) for name in names})
    flow = json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})
    return write_zip(tmp_path / "My Orders.zip", solution({FLOW_MEMBER: flow}))


def run(*words, **more):
    done = subprocess.run([*PROGRAM, *map(str, words)], capture_output=True, timeout=120, check=False, **more)
    assert b"CANARY" not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr
    return done


def python(code: str):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
def test_a_name_that_the_stream_cannot_spell_stops_nothing(orders, encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for words in (["scan"], ["fix", "--dry-run"], ["fix"]):
        done = run(*words, orders, env=environment)
        assert done.returncode == (0 if words == ["fix"] else 1)
        assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_is_json_in_every_encoding(orders, encoding):
    done = run("scan", orders, "--format", "json", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert len(json.loads(done.stdout)["findings"]) == 3


@POSIX
@pytest.mark.parametrize("words", [["scan"], ["scan", "--format", "json"], ["fix", "--dry-run"]])
def test_a_reader_that_goes_away_is_no_error(orders, words):
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*PROGRAM, *words, str(orders)], stdout=write_end, stderr=subprocess.PIPE, timeout=120, check=False
    )
    os.close(write_end)
    assert done.stderr == b""
    assert done.returncode == 1


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("more", [[], ["--format", "json"]])
def test_a_full_disk_is_one_sentence(orders, more):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "scan", str(orders), *more], stdout=full, stderr=subprocess.PIPE, timeout=120, check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"The system refused: No space left on device.\n"


@pytest.fixture
def many_orders(tmp_path, orders) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(4):
        shutil.copy(orders, tmp_path / "in" / f"Orders{number}.zip")
    return tmp_path / "in"


@POSIX
def test_a_run_whose_reader_goes_away_says_that_it_is_not_done(many_orders, tmp_path):
    read_end, write_end = os.pipe()
    os.close(read_end)
    words = ["fix", str(many_orders), "--out", "out", "--on", "serial"]
    done = subprocess.run([*PROGRAM, *words], stdout=write_end, stderr=subprocess.PIPE, timeout=120, check=False)
    os.close(write_end)
    assert done.returncode == 3
    assert b"The run was stopped: nobody reads what it prints. What was fixed until then is whole." in done.stderr
    run(*words, "--resume")
    assert len(list((tmp_path / "out").glob("*.zip"))) == 4


def unread(*words):
    """Run with a stdout that nobody reads."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*PROGRAM, *map(str, words)], stdout=write_end, stderr=subprocess.PIPE, timeout=120, check=False
    )
    os.close(write_end)
    assert b"CANARY" not in done.stderr
    return done.returncode, done.stderr.decode()


def without_streams(closed: str, *words):
    """Run with streams that are closed from the start: `>&-` in a shell."""
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *PROGRAM, *map(str, words)]
    done = subprocess.run(shell, capture_output=True, timeout=120, check=False)
    assert b"CANARY" not in done.stdout + done.stderr
    return done.returncode, done.stderr.decode()


@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ["scan", "My Orders.zip"],
        ["scan", "My Orders.zip", "--format", "json"],
        ["fix", "--dry-run", "My Orders.zip"],
        ["verify", "My Orders.zip", "Copy.zip"],
        ["explain", "literal-header"],
        ["--help"],
    ],
)
def test_a_closed_stdout_is_one_that_nobody_reads(orders, words):
    shutil.copy(orders, orders.with_name("Copy.zip"))
    assert without_streams(">&-", *words) == (1, "")


@POSIX
def test_a_run_without_a_stdout_says_that_it_is_not_done(many_orders, tmp_path):
    words = ["fix", many_orders, "--out", "out", "--on", "serial"]
    code, said = without_streams(">&-", *words)
    assert code == 3
    assert "The run was stopped: nobody reads what it prints. What was fixed until then is whole." in said
    run(*words, "--resume")
    assert len(list((tmp_path / "out").glob("*.zip"))) == 4


@POSIX
def test_a_run_without_a_stderr_is_done(many_orders, tmp_path):
    assert without_streams("2>&- <&-", "fix", many_orders, "--out", "out") == (0, "")
    assert len(list((tmp_path / "out").glob("*.zip"))) == 4


@POSIX
@pytest.mark.parametrize(("more", "is_written"), [([], False), (["--format", "json"], True)])
def test_a_migration_whose_reader_goes_away_says_what_is_done(tmp_path, more, is_written):
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY})})
    write_zip(tmp_path / "Daily.zip", legacy(legacy_flow(definition)))
    words = ["migrate", "Daily.zip", "-o", "All.zip", "--publisher", "Contoso", "--prefix", "contoso"]
    code, said = unread(*words, *more)
    assert code == 3
    assert "The run was stopped: nobody reads what it prints." in said
    assert ("The solution is written" in said, "Nothing was written" in said) == (is_written, not is_written)
    assert (tmp_path / "All.zip").exists() == is_written
    assert unread(*words, "--dry-run") == (1, ""), "nobody waits for more than what is printed"


@POSIX
def test_a_plan_whose_reader_goes_away_says_that_it_is_not_written(orders, tmp_path):
    code, said = unread("plan", orders, "-o", "orders.plan.json")
    assert (code, "No plan was written." in said) == (3, True)
    assert not (tmp_path / "orders.plan.json").exists()


@POSIX
def test_copying_whose_reader_goes_away_says_that_it_is_not_done(orders):
    run("fix", orders, "--vault", "file:one.db")
    code, said = unread("vault", "copy", "file:one.db", "file:two.db")
    assert (code, "it copies the rest" in said) == (3, True)


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("full", ["stdout", "stderr", "both"])
def test_a_run_goes_on_without_progress_and_ends_without_a_report(many_orders, tmp_path, full):
    words = ["fix", str(many_orders), "--out", "out", "--on", "serial"]
    with Path("/dev/full").open("wb") as nothing:
        streams = {name: nothing if full in (name, "both") else subprocess.PIPE for name in ("stdout", "stderr")}
        done = subprocess.run([*PROGRAM, *words], **streams, timeout=120, check=False)
    if full == "stderr":
        assert done.returncode == 0
        assert len(list((tmp_path / "out").glob("*.zip"))) == 4
    else:
        assert done.returncode == 3
        assert full == "both" or b"The run was stopped: No space left on device." in done.stderr


@POSIX
def test_an_interrupt_is_one_sentence(orders):
    code = f"""
import os, signal, sys, time
import remediate.batch.finding
def stop(path):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
remediate.batch.finding.discover = stop
sys.argv = ["remediate", "fix", {str(orders)!r}]
from remediate.cli import main
main()
"""
    done = python(code)
    assert done.returncode == 130
    assert done.stderr == "Stopped; nothing was half written.\n"
    assert done.stdout == ""


_WHILE_A_CLASS_IS_MADE = """
import dataclasses, os, signal, sys, time
from remediate.__main__ import main
{before}
plain = dataclasses.Field.__set_name__
def stopped(self, owner, name):
    dataclasses.Field.__set_name__ = plain
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
dataclasses.Field.__set_name__ = stopped
sys.argv = ["remediate", "fix", {path!r}]
main()
"""


@POSIX
@pytest.mark.parametrize("before", ["", "import remediate.cli", "import remediate.batch"])
def test_an_interrupt_while_a_class_is_made_is_no_fault(orders, before):
    done = python(_WHILE_A_CLASS_IS_MADE.format(before=before, path=str(orders)))
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.startswith("Stopped; nothing was ")


def test_a_fault_outside_every_command_shows_nothing_of_itself():
    code = f"""
import sys
import remediate.cli
def broken():
    held = {KEY!r}
    raise ValueError(held)
remediate.cli.app = broken
remediate.cli.main()
"""
    done = python(code)
    assert done.returncode == 3
    assert done.stderr.startswith("remediate itself failed: ValueError in ")
    assert "CANARY" not in done.stdout + done.stderr


def in_a_terminal(*words, own_stdout: bool):
    """Run with stderr, and if wanted stdout, on a terminal; what the terminal and what stdout got."""
    import pty  # noqa: PLC0415 - only POSIX has it

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        stdout=subprocess.PIPE if own_stdout else theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
        timeout=120,
        check=False,
    )
    os.close(theirs)
    seen = b""
    try:
        while data := os.read(ours, 65536):
            seen += data
    except OSError:  # Linux ends a terminal so
        pass
    os.close(ours)
    assert b"CANARY" not in seen + (done.stdout or b"")
    return seen.decode(), done.stdout


@POSIX
def test_progress_is_shown_on_a_terminal_and_stdout_holds_the_report_alone(orders):
    seen, stdout = in_a_terminal("scan", orders, "--format", "json", own_stdout=True)
    assert len(json.loads(stdout)["findings"]) == 3
    assert seen.startswith("1: ")
    assert seen.endswith(" \r")


@POSIX
def test_progress_is_gone_before_the_report_begins(orders):
    seen, _ = in_a_terminal("scan", orders, "--no-color", own_stdout=False)
    progress = re.match(r"1: [^\r]+\r +\r", seen)
    assert progress
    assert "My Orders.zip" in seen[progress.end() :].partition("\n")[0]
    assert "\x1b" not in seen


@POSIX
@pytest.mark.parametrize(("name", "coloured"), [("X", True), ("NO_COLOR", False)])
def test_colours_are_for_terminals_without_no_color(orders, monkeypatch, name, coloured):
    monkeypatch.setenv(name, "1")
    seen, _ = in_a_terminal("fix", "--dry-run", orders, own_stdout=False)
    assert ("\x1b[3" in seen) is coloured
    assert ("\x1b" in seen) is coloured
    assert "\x1b[31m'" not in seen, "an escape of the input"


def test_a_pipe_gets_neither_colours_nor_progress(orders):
    done = run("fix", "--dry-run", orders)
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["--help"], ("azure", "cryptography", "keyring", "jsonpatch", "rich", "sqlite3", "remediate.detectors")),
        (
            ["fix", "--help"],
            ("azure", "cryptography", "keyring", "jsonpatch", "rich", "sqlite3", "remediate.detectors"),
        ),
        (["scan", "Orders.zip"], ("azure", "cryptography", "keyring", "sqlite3")),
        (
            ["fix", "--dry-run", "Orders.zip", "--vault", "https://nobody.vault.azure.net"],
            ("azure", "cryptography", "keyring", "sqlite3"),
        ),
        (["fix", "Orders.zip", "--vault", "file:x.db"], ("azure",)),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(orders, words, heavy):
    orders.rename("Orders.zip")
    code = f"""
import sys
sys.argv = ["remediate", *{words!r}]
from remediate.cli import main
try:
    main()
except SystemExit:
    pass
print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
    assert python(code).stderr == "[]\n"


@pytest.mark.parametrize("vault", ["https://nobody.vault.azure.net", "file:/dev/null/nowhere/x.db", None])
@pytest.mark.parametrize("command", [["fix", "--dry-run"], ["plan", "-o", "the.plan"]])
def test_a_dry_run_and_a_plan_write_and_contact_nothing(orders, tmp_path, vault, command):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code = f"""
import socket, sys
def contacted(*args):
    print("contacted", args, file=sys.stderr)
socket.socket.connect = socket.getaddrinfo = contacted
sys.argv = ["remediate", *{[*command, orders.name]!r}, *{["--vault", vault] if vault else []!r}]
from remediate.cli import main
main()
"""
    done = python(code)
    assert done.returncode == 1
    assert "contacted" not in done.stderr
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    plan = after.pop(tmp_path / "the.plan", b"")
    assert (after, bool(plan)) == (before, command[0] == "plan")
    assert b"CANARY" not in plan
    assert not (tmp_path / "data").exists()


@POSIX
def test_ctrl_c_while_the_program_is_loaded_is_one_sentence(tmp_path):
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    done = run("--help", env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *filter(None, sys.path)))})
    assert done.returncode == 130
    assert done.stderr == b"Stopped; nothing was begun.\n"


_SWALLOWED = """
import time
class Gone:
    def __del__(self):
        raise KeyboardInterrupt
Gone()
time.sleep(20)
"""


@POSIX
def test_a_ctrl_c_that_comes_where_no_exception_gets_out_is_not_lost(tmp_path):
    (tmp_path / "typer.py").write_text(_SWALLOWED)
    done = run("--help", env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *filter(None, sys.path)))})
    assert (done.returncode, done.stderr) == (130, b"Stopped; nothing was begun.\n")


_STARTING = """
import os, signal, threading, time
from remediate.batch.executors import processes

def interrupt():
    while not done.wait(0.01):
        os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    done = threading.Event()
    threading.Thread(target=interrupt).start()
    executor = processes.pool(2)
    print(sum(executor.map(abs, (-1, -1))))
    done.set()
"""


@POSIX
def test_workers_that_are_just_starting_leave_ctrl_c_to_the_run(tmp_path):
    (tmp_path / "run.py").write_text(_STARTING)
    done = subprocess.run(
        [sys.executable, "run.py"], capture_output=True, text=True, timeout=120, check=False, start_new_session=True
    )
    assert (done.stdout, done.stderr) == ("2\n", "")


_STOPPED = """
import os, signal, sys
import remediate.cli.progress as progress
left = {left}
def working_on(self, path):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGINT)
progress.Progress.working_on = working_on
sys.argv = ["remediate", *{words!r}, "--on", "serial"]
from remediate.cli import main
main()
"""


@POSIX
@pytest.mark.parametrize("command", [["scan"], ["fix", "--dry-run"], ["fix", "--out", "out"]])
def test_what_was_done_until_ctrl_c_is_told(many_orders, tmp_path, command):
    words = [*command, str(many_orders)]
    done = python(_STOPPED.format(words=[*words, "--format", "json"], left=2))
    assert done.returncode == 130
    assert done.stderr.endswith("Stopped; nothing was half written.\n")
    assert "CANARY" not in done.stdout + done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, SCHEMA)
    assert document["stopped"] == "It was asked to stop."
    assert 1 <= document["summary"]["packages"] < 4
    assert len({one["package"] for one in document["findings"]}) == document["summary"]["packages"]
    assert document["summary"]["written"] == len(list((tmp_path / "out").glob("*.zip")))
    done = python(_STOPPED.format(words=words, left=2))
    assert done.returncode == 130
    assert "Stopped. " in done.stdout
    assert "has a literal credential" in done.stdout


@POSIX
def test_a_run_that_is_stopped_at_once_is_a_document_too(many_orders):
    done = python(_STOPPED.format(words=["scan", str(many_orders), "--format", "json"], left=0))
    assert done.returncode == 130
    document = json.loads(done.stdout)
    jsonschema.validate(document, SCHEMA)
    assert document["summary"]["packages"] == 0
