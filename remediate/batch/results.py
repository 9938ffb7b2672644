"""What became of a package."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from remediate.batch.carrying_out import Carried
from remediate.errors import RemediateError
from remediate.plan import PackagePlan


class Status(StrEnum):
    """How a package ended. A failed one is as it was before."""

    CLEAN = "clean"  # nothing was found
    FOUND = "found"  # something was found, nothing was to be written (scan, dry run) or could be
    FIXED = "fixed"  # something was written
    SKIPPED = "skipped"  # scanned, and never changed: managed solutions, Logic Apps, what the playbook leaves
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    """One package with its plan, or the error that kept it from having one.

    `path` is the package as it was found, `kind` what it is, empty where that could not be told. `carried` is what was
    written, None for a dry run. `told` is what the report of the run made of the plan while its documents were there;
    the plan is a lean one then. `warnings` are what the run saw of it beside the others. `earlier` says that a run
    before this one has done it, and noted down what is told here.
    """

    path: str
    kind: str
    status: Status
    plan: PackagePlan | None = None
    error: RemediateError | None = None
    carried: Carried | None = None
    told: Any = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()
    earlier: bool = False

    @property
    def problems(self) -> tuple[RemediateError, ...]:
        """What of the package could not be read, and what stopped it."""
        inside = self.plan.package.problems if self.plan else ()
        return (*inside, self.error) if self.error else tuple(inside)

    @property
    def failed(self) -> bool:
        """Whether a person has to look at the package."""
        return bool(self.problems)
