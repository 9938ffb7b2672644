"""A planned package, read back as it will be and held to the rules of a whole package, before anything is written."""

from remediate.errors import PackageError
from remediate.package.edited import edited
from remediate.plan.model import PackagePlan
from remediate.remedies import Held
from remediate.verify.writing import package_problems


def why_not_written(plan: PackagePlan) -> Held | None:
    """Why the package must stay as it is; None where its result keeps every rule, or nothing changes.

    A flow that stands alone was proven by itself: there is no package around it.
    """
    if not plan.changes or (plan.package.facts is None and plan.package.legacy is None):
        return None
    try:
        after = edited(plan.package, plan.edits, plan.removed)
        problems = package_problems(plan.package, after, (*plan.edits, *plan.removed))
    except PackageError as error:
        return Held(f"the package could not be read as it would be: {error}", "report this package to us")
    if not problems:
        return None
    first = problems[0]
    return Held(f"the package would break a rule: {first.what} in {first.member}", "report this package to us")
