"""Many packages, one after the other: found, planned, deposited, written. One bad package never stops the others."""

from remediate.batch.carrying_out import Carried
from remediate.batch.destinations import Destination
from remediate.batch.results import Result, Status
from remediate.batch.running import Progress, Silent, apply_plan, fix_all, plan_all

__all__ = ["Carried", "Destination", "Progress", "Result", "Silent", "Status", "apply_plan", "fix_all", "plan_all"]
