"""Many packages: found, planned by many hands, deposited and written by one. A bad one never stops the others."""

from remediate.batch.carrying_out import Carried
from remediate.batch.crew import Crew
from remediate.batch.destinations import Destination
from remediate.batch.journal import Journal
from remediate.batch.means import Means, Progress, Silent
from remediate.batch.results import Result, Status
from remediate.batch.running import apply_plan, fix_all, plan_all
from remediate.batch.stopping import Stop

__all__ = [
    "Carried",
    "Crew",
    "Destination",
    "Journal",
    "Means",
    "Progress",
    "Result",
    "Silent",
    "Status",
    "Stop",
    "apply_plan",
    "fix_all",
    "plan_all",
]
