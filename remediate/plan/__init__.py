"""Findings and a playbook become a plan: what will be written, what goes to the vault, and what stays."""

from remediate.plan.making import Options, plan_package, planned
from remediate.plan.model import Deposit, FlowPlan, NewReference, NewText, NewVariable, PackagePlan

__all__ = [
    "Deposit",
    "FlowPlan",
    "NewReference",
    "NewText",
    "NewVariable",
    "Options",
    "PackagePlan",
    "plan_package",
    "planned",
]
