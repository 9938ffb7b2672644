"""A child process is killed while it writes: each file is old or new, whole, and the next run clears up."""

import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from remediate.writer import is_leftover, remove_leftovers, rewrite_zip, write_folder

ROUNDS = 12
COUNT = 25
SIZE = 20_000

FOLDER = f"""
import itertools, sys
from pathlib import Path
from remediate.writer import write_folder
print("ready", flush=True)
for turn in itertools.count(1):
    write_folder(Path(sys.argv[1]), {{f"{{n % 3}}/{{n:02}}": b"%09d" % turn * {SIZE // 9} for n in range({COUNT})}})
"""
ZIP = f"""
import itertools, sys
from pathlib import Path
from remediate.writer import rewrite_zip
path = Path(sys.argv[1])
print("ready", flush=True)
for turn in itertools.count(1):
    rewrite_zip(path, path, {{"changing": b"%09d" % turn * {SIZE // 9}}})
"""


def kill_while_running(program: str, argument: Path, delay: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", program, str(argument)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child:
        child.stdout.readline()
        time.sleep(delay)
        child.kill()


def test_a_folder_holds_whole_files_in_the_order_of_writing(tmp_path):
    chance = random.Random(4)
    started = time.monotonic()
    write_folder(tmp_path, {f"{n % 3}/{n:02}": b"%09d" % 0 * (SIZE // 9) for n in range(COUNT)})
    longest = max(0.15, 3 * (time.monotonic() - started))  # a busy disk takes its time
    turns_seen, leftovers = set(), 0
    for _ in range(ROUNDS):
        kill_while_running(FOLDER, tmp_path, chance.uniform(0.005, longest))
        turns = []
        for number in range(COUNT):
            data = (tmp_path / f"{number % 3}/{number:02}").read_bytes()
            assert len(data) == SIZE // 9 * 9
            assert data == data[:9] * (SIZE // 9)
            turns.append(int(data[:9]))
        turns_seen.update(turns)
        split = turns.index(turns[-1])  # those after the kill are of the turn before
        assert set(turns[:split]) <= {turns[-1] + 1}
        assert set(turns[split:]) == {turns[-1]}
        leftovers += sum(is_leftover(path.name) for path in tmp_path.rglob("*"))
        write_folder(tmp_path, {f"{n % 3}/{n:02}": b"%09d" % 0 * (SIZE // 9) for n in range(COUNT)})
        assert not [path for path in tmp_path.rglob("*") if is_leftover(path.name)]
    assert len(turns_seen) > 1
    assert leftovers > 0  # the kills did come while it wrote


def test_a_zip_is_always_whole(tmp_path):
    chance = random.Random(5)
    path = tmp_path / "solution.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("changing", b"%09d" % 0 * (SIZE // 9))
        archive.writestr("staying", chance.randbytes(100_000))
    with zipfile.ZipFile(path) as archive:
        staying = archive.read("staying")
    turns = set()
    for _ in range(ROUNDS):
        kill_while_running(ZIP, path, chance.uniform(0.005, 0.1))
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == ["changing", "staying"]
            data = archive.read("changing")
            assert data == data[:9] * (SIZE // 9)
            assert archive.read("staying") == staying
        turns.add(data[:9])
        remove_leftovers(tmp_path)
        assert list(tmp_path.iterdir()) == [path]
        rewrite_zip(path, path, {"changing": b"%09d" % 0 * (SIZE // 9)})
    assert len(turns) > 1
