"""The stress solution with the playbook lockdown: its known faults gone, verified clean, a second run empty."""

from conftest import CORPUS, needs_corpus

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.batch.verifying import verify_all
from remediate.cli.progress import Progress
from remediate.detection import Fate
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault import MemoryVault
from remediate.verify import Intent

STRESS = CORPUS / "microsoft+power-cat-skills/Common/PowerCAT OverFlow/StressTest100Flows_1_0_0_0.zip"
KNOWN = {"open-http-trigger": 88, "unsecured-http-action": 72}

pytestmark = needs_corpus


def test_lockdown_of_the_stress_solution(tmp_path):
    options = Options(load("lockdown"))
    (result,) = fix_all([STRESS], options, MemoryVault(), Destination(tmp_path))
    assert result.status is Status.FIXED
    fixed = [o.detector for _, _, o in result.plan.outcomes if o.fate is Fate.FIXED]
    assert {name: fixed.count(name) for name in KNOWN} == KNOWN
    output = result.carried.output
    (verified,) = verify_all(STRESS, output, Progress())
    assert verified.verdict.proven, verified.verdict.problems[:3]
    assert sum(change.intent is Intent.LOCKED for _, change in verified.verdict.changes) == 88
    (again,) = plan_all([output], options)
    assert not again.plan.changes
    assert not [o for _, _, o in again.plan.outcomes if o.detector in KNOWN]
