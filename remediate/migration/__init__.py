"""Flows exported outside solutions become one solution (platform-facts 1 and 2).

The platform converts flows only by hand, one by one; here the files are made, in the form of the platform's own
exports. That an import takes them is not proven by Microsoft: what an export shows is done, what none shows is refused.
"""

from remediate.migration.making import Migration, migrate
from remediate.migration.model import LeftOut, Migrated, Passed, Target
from remediate.migration.running import Outcome, Wanted, carry_out_migration, plan_migration
from remediate.migration.target import target

__all__ = [
    "LeftOut",
    "Migrated",
    "Migration",
    "Outcome",
    "Passed",
    "Target",
    "Wanted",
    "carry_out_migration",
    "migrate",
    "plan_migration",
    "target",
]
