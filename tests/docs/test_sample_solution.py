"""The sample solution: every detector shows itself, it is fixed, and the second run has nothing to do."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.detectors import DETECTORS
from remediate.mend import Fate
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault import MemoryVault

SAMPLE = Path(__file__).parents[2] / "fixtures" / "alpenrad-orders"
#: Literal tokens are found by a more specific detector wherever the sample has one.
ELSEWHERE = {"literal-token"}


@pytest.fixture
def sample(tmp_path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "alpenrad-orders"))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def holds_canary(data: bytes) -> bool:
    return b"CANARY" in data or "CANARY".encode("utf-16-le") in data


def test_every_detector_shows_itself():
    (result,) = plan_all([SAMPLE], Options(load("lockdown"), unsafe=True))
    assert {o.detector for _, _, o in result.plan.outcomes} >= {d.id for d in DETECTORS} - ELSEWHERE


@pytest.mark.parametrize(("playbook", "unsafe"), [("baseline", False), ("baseline", True), ("lockdown", True)])
def test_every_secret_goes_to_the_vault_and_the_second_run_has_nothing_to_do(sample, playbook, unsafe):
    before, vault = everything(sample), MemoryVault()
    options = Options(load(playbook), unsafe=unsafe)
    (result,) = fix_all([sample], options, vault, Destination())
    assert result.status is Status.FIXED
    after = everything(sample)
    assert not [name for name, data in after.items() if holds_canary(data)]
    assert all("CANARY" in vault.get(name).reveal() for name in vault.names())
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed == {n for n in before if n in {*result.plan.edits, *result.plan.removed}}
    (again,) = fix_all([sample], options, vault, Destination())
    assert not again.plan.changes
    assert everything(sample) == after


def test_the_clean_flow_is_left_alone():
    (result,) = plan_all([SAMPLE], Options(load("baseline")))
    (flow,) = [flow for flow in result.plan.flows if flow.file.name == "Reset a password"]
    assert Counter(o.fate for o in flow.outcomes) == {Fate.REPORT: 1}
    assert all(o.finding.placeholder for o in flow.outcomes)
