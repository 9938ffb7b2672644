"""A process killed in the middle of a fix: the input is whole, and every secret is in it or in the vault."""

import base64
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from package_builders import customizations, unpacked, write_folder
from test_executors import everything

from remediate.batch import Destination, Journal, Means, Status, apply_plan, fix_all, plan_all
from remediate.detectors import examples as ex
from remediate.errors import PlanError
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, SavedPlan, read_plan
from remediate.playbook import load
from remediate.vault import MemoryVault, open_vault

SAMPLE = Path(__file__).parents[2] / "fixtures" / "alpenrad-orders"
FLOWS = 12
KEY = base64.b64encode(bytes(range(32))).decode()
FIX = """
import sys
from pathlib import Path
from remediate.batch import Destination, fix_all
from remediate.errors import PlanError
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, SavedPlan, read_plan
from remediate.playbook import load
from remediate.vault import open_vault
print("ready", flush=True)
sys.stdin.readline()
list(fix_all([Path(sys.argv[1])], Options(load("baseline")), open_vault(sys.argv[2]), Destination()))
"""


def secret(number: int) -> str:
    return f"CANARY-{number:04d}-9f27c4a1b3d85e60"


def member(number: int) -> str:
    return f"Workflows/Flow{number}-{number:08d}-0BE1-EC11-BB3C-000D3A233A82.json"


def flow(number: int) -> bytes:
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": secret(number)})})
    properties = {"connectionReferences": {}, "definition": definition}
    return json.dumps({"properties": properties, "schemaVersion": "1.0.0.0"}, indent=2).encode()


def a_solution(folder: Path) -> Path:
    members = {name: data for name, data in unpacked().items() if not name.startswith("Workflows/")}
    members["Other/Customizations.xml"] = customizations().encode()
    return write_folder(folder, {**members, **{member(n): flow(n) for n in range(FLOWS)}})


def killed_after(seconds: float, source: Path, vault: str) -> bool:
    """Whether the process was killed before it was done."""
    environment = {**os.environ, "REMEDIATE_VAULT_KEY": KEY}
    command = [sys.executable, "-c", FIX, str(source), vault]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as child:
        child.stdout.readline()
        child.stdin.write(b"go\n")
        child.stdin.flush()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        return child.wait() == -signal.SIGKILL


def _seconds_of_a_run(folder: Path) -> float:
    """How long one undisturbed run takes here, so that the kills fall into it."""
    source = a_solution(folder / "undisturbed")
    started = time.monotonic()
    list(fix_all([source], Options(load("baseline")), open_vault(f"file:{folder / 'undisturbed.db'}"), Destination()))
    return time.monotonic() - started


def kept(vault: str) -> set[str]:
    opened = open_vault(vault)
    try:
        return {opened.get(name).reveal() for name in opened.names()}
    finally:
        opened.close()


def test_no_secret_is_lost_wherever_the_process_is_killed(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", KEY)
    rng = random.Random(4)
    longest = _seconds_of_a_run(tmp_path)
    deaths = 0
    for attempt in range(12):
        source, vault = a_solution(tmp_path / str(attempt)), f"file:{tmp_path / f'{attempt}.db'}"
        deaths += killed_after(rng.uniform(0, longest), source, vault)
        texts = {n: (source / member(n)).read_text() for n in range(FLOWS)}
        assert all(json.loads(text) for text in texts.values()), "every flow is whole"
        stored = kept(vault) if (tmp_path / f"{attempt}.db").exists() else set()
        for number, text in texts.items():
            assert secret(number) in text or secret(number) in stored
    assert deaths, "the process was never caught in the middle"


def test_a_killed_run_is_finished_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", KEY)
    source, vault = a_solution(tmp_path / "in"), f"file:{tmp_path / 'vault.db'}"
    for pause in (0.02, 0.05, 0.1, 0.2):
        killed_after(pause, source, vault)
    options = Options(load("baseline"))
    results = list(fix_all([source], options, open_vault(vault), Destination()))
    assert all(result.status in (Status.FIXED, Status.CLEAN) for result in results)
    assert [result.status for result in plan_all([source], options)] == [Status.CLEAN]
    assert {secret(n) for n in range(FLOWS)} <= kept(vault)
    assert not [path for path in source.rglob("*") if path.name.startswith(".remediate-")]


class Killed(BaseException):
    """The end of the process, after which nothing is tidied up."""


def fixed(source: Path, vault: MemoryVault, kill_at: int | None = None, out: Path | None = None):
    """The results of a run, or None where it was killed as it put a file in place."""
    return unless_killed(fix_all([source], Options(load("baseline")), vault, Destination(out)), kill_at)


def unless_killed(run, kill_at: int | None = None):
    replace, number = os.replace, 0

    def killing(waiting, target):
        nonlocal number
        number += 1
        if number == kill_at:
            raise Killed
        replace(waiting, target)

    with pytest.MonkeyPatch.context() as patched, suppress(Killed):
        patched.setattr(os, "replace", killing)
        return list(run)
    return None


def sample(folder: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, folder / "orders"))


@pytest.mark.parametrize("kill_at", [3, 4, 15, 30, 38, 45])
def test_a_folder_killed_between_two_files_becomes_what_it_would_have_been(tmp_path, kill_at):
    undisturbed, vault = sample(tmp_path / "undisturbed"), MemoryVault()
    fixed(undisturbed, vault)
    source, again = sample(tmp_path / "killed"), MemoryVault()
    assert fixed(source, again, kill_at) is None
    (result,) = fixed(source, again)
    assert ("The rest of it was written now." in "".join(result.warnings)) == (kill_at > 3), (
        "two come before the folder"
    )
    assert everything(tmp_path / "killed") == everything(tmp_path / "undisturbed")
    assert list(again.names()) == list(vault.names())


def test_a_folder_that_could_be_written_in_part_only_is_finished_with_its_settings(tmp_path, monkeypatch):
    undisturbed, source, vault = sample(tmp_path / "undisturbed"), sample(tmp_path / "failed"), MemoryVault()
    fixed(undisturbed, MemoryVault())
    replace = os.replace

    def refuse(waiting, target):
        if target.name == "Solution.xml":
            raise PermissionError(errno.EACCES, "no")
        replace(waiting, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        (result,) = fix_all([source], Options(load("baseline")), vault, Destination())
    assert "run again to finish" in str(result.error)
    fixed(source, vault)
    assert everything(tmp_path / "failed") == everything(tmp_path / "undisturbed")


def half_done(folder: Path) -> tuple[Path, MemoryVault]:
    source, vault = sample(folder), MemoryVault()
    assert fixed(source, vault, 20) is None
    return source, vault


def test_a_vault_that_lost_a_value_is_not_relied_on(tmp_path):
    source, _ = half_done(tmp_path)
    empty = MemoryVault()
    (result,) = fixed(source, empty)
    assert result.status is Status.FIXED
    assert list(empty.names()), "what is in the folder still went there"


def test_a_folder_is_finished_with_its_own_vault_and_in_its_place_only(tmp_path):
    source, vault = half_done(tmp_path)
    before = everything(source)
    (other,) = fixed(source, MemoryVault("memory:other"))
    assert "Run once with --vault memory:" in str(other.error)
    assert "if that is a vault of yours" in str(other.error), "the folder may come from somebody else"
    (copied,) = fixed(source, vault, out=tmp_path / "out")
    assert "Run once without --out" in str(copied.error)
    assert everything(source) == before
    assert list(plan_all([source], Options(load("baseline"))))
    assert everything(source) == before, "looking changes nothing"


def test_what_somebody_has_changed_since_is_planned_anew(tmp_path):
    source, vault = half_done(tmp_path)
    (source / "Other/Solution.xml").write_bytes((SAMPLE / "Other/Solution.xml").read_bytes() + b"\n")
    (result,) = fixed(source, vault)
    assert result.status is Status.FIXED
    assert (source / "Other/Solution.xml").read_bytes().endswith(b"\n")
    assert not list(source.rglob(".remediate-*"))


def planned(source: Path) -> SavedPlan:
    options = Options(load("baseline"))
    writer = PlanWriter(Request((str(source),), options, None, None))
    for result in plan_all([source], options):
        writer.note(result.path, result.plan)
    return read_plan(writer.document())


def applied(plan: SavedPlan, vault: MemoryVault, journals: Path, *, resume: bool, kill_at: int | None = None):
    journal = Journal(journals, {"plan": 1}, resume=resume)
    return unless_killed(apply_plan(plan, vault, Means(journal=journal)), kill_at)


def two_solutions(folder: Path) -> Path:
    """A folder that is done before the sample, which comes after it."""
    sample(folder)
    return a_solution(folder / "a").parent


@pytest.mark.parametrize("kill_at", [10, 30, 38, 45, 60])
def test_a_plan_that_was_killed_between_two_files_is_gone_on_with(tmp_path, kill_at):
    undisturbed = two_solutions(tmp_path / "undisturbed")
    applied(planned(undisturbed), MemoryVault(), tmp_path / "runs", resume=False)
    source, vault = two_solutions(tmp_path / "killed"), MemoryVault()
    plan = planned(source)
    assert applied(plan, vault, tmp_path / "runs", resume=False, kill_at=kill_at) is None
    half = everything(source)
    with pytest.raises(PlanError, match=r"changed since|a part of this folder"):
        applied(plan, vault, tmp_path / "runs", resume=False)
    assert everything(source) == half, "it is refused before anything is written"
    results = applied(plan, vault, tmp_path / "runs", resume=True)
    assert all(not result.failed for result in results)
    assert everything(source) == everything(undisturbed)


def test_a_folder_that_another_run_began_is_not_what_the_plan_says(tmp_path):
    source = sample(tmp_path)
    plan, vault = planned(source), MemoryVault()
    assert fixed(source, vault, 20) is None
    before = everything(source)
    with pytest.raises(PlanError, match="changed since"):
        applied(plan, vault, tmp_path / "runs", resume=True)
    assert everything(source) == before


def test_a_folder_that_somebody_has_changed_since_is_not_gone_on_with(tmp_path):
    source, vault = sample(tmp_path), MemoryVault()
    plan = planned(source)
    assert applied(plan, vault, tmp_path / "runs", resume=False, kill_at=20) is None
    (source / "Other/Solution.xml").write_bytes((SAMPLE / "Other/Solution.xml").read_bytes() + b"\n")
    before = everything(source)
    with pytest.raises(PlanError, match="changed since"):
        applied(plan, vault, tmp_path / "runs", resume=True)
    assert everything(source) == before
