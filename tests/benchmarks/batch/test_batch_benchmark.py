"""The benchmark of a batch works: its solutions are ones, no two flows are alike, and it measures what it says."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from batch_floor import copy_all
from batch_measure import measure
from batch_solutions import Wanted, make, varied

from remediate.batch import plan_all
from remediate.detection import Fate
from remediate.plan import Options
from remediate.playbook import load

TINY = Wanted(solutions=4, flows=12, planted_every=2, secrets=2, corpus=Path("/nowhere"))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    make(folder, TINY)
    return folder


def test_the_solutions_are_read_whole_and_hold_work(packages: Path) -> None:
    results = list(plan_all([packages], Options(load("baseline"))))
    assert [result.problems for result in results] == [()] * 4
    assert sum(len(result.plan.flows) for result in results if result.plan) == 12
    assert sum(result.plan.count(Fate.FIXED) for result in results) > 6


def test_no_two_flows_are_alike(packages: Path) -> None:
    flows = set()
    for path in packages.rglob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            flows |= {archive.read(name) for name in archive.namelist() if name.startswith("Workflows/")}
    assert len(flows) == 12


def test_the_same_wish_gives_the_same_bytes(packages: Path, tmp_path: Path) -> None:
    make(tmp_path, TINY)
    made, again = (sorted(folder.rglob("*.zip")) for folder in (packages, tmp_path))
    assert [path.read_bytes() for path in made] == [path.read_bytes() for path in again]


def test_a_copy_keeps_what_belongs_together() -> None:
    document = {"definition": {"triggers": {}, "actions": {"Get": {"type": "Http"}, "inputs": {}}}}
    guid = "0A1B2C3D-0000-4000-8000-00000000000A"
    text = f"""{{"actions": {{"Get": {{"type": "Get"}}}}, "x": "@body('Get')", "y": "{guid} {guid.lower()}"}}"""
    copy = varied(text, document, 3)
    assert """"Get_3": {"type": "Get"}}, "x": "@body('Get_3')""" in copy
    first, second = copy.partition('"y": "')[2].rstrip('"}').split()
    assert first == second != guid.lower()


def test_the_floor_copies_every_member(packages: Path, tmp_path: Path) -> None:
    assert copy_all(packages, tmp_path) == 12
    for path in packages.rglob("*.zip"):
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / path.name) as new:
            assert {name: old.read(name) for name in old.namelist()} == {n: new.read(n) for n in new.namelist()}


def test_a_child_is_measured_by_itself(tmp_path: Path) -> None:
    busy = measure((sys.executable, "-c", "print(sum(range(3_000_000))); x = bytearray(50_000_000)"), tmp_path / "out")
    idle = measure((sys.executable, "-c", "import time; time.sleep(0.3); raise SystemExit(3)"), tmp_path / "out")
    assert idle.code == 3
    assert busy.cpu > idle.cpu < 0.3 <= idle.wall
    assert busy.memory > 45


def test_the_whole_command_prints_its_table(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(Path(__file__).with_name("run.py")),
        "--solutions",
        "3",
        "--flows",
        "6",
        "--markdown",
    ]
    done = subprocess.run([*command, "--corpus", str(tmp_path)], capture_output=True, text=True, check=True)
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows[-4:-1]] == ["| floor", "| remediate scan", "| remediate fix"]
    assert all(float(row.rstrip(" |").rpartition("| ")[2]) > 0 for row in rows[-4:-1])
    assert "--on processes:" in rows[-1]
    assert "Start-up: --help" in done.stdout
