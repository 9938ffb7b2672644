"""What is proven before anything is written: the text of a flow, and the package, read back as it will be."""

from remediate.errors import PackageError, RemediateError
from remediate.mend import Mended
from remediate.package.edited import edited
from remediate.plan.model import PackagePlan
from remediate.remedies import Held
from remediate.verify import Problem, broken_rules, prove
from remediate.verify.writing import package_problems
from remediate.writer import splice_proven

_NO_CUSTOMIZATIONS = Held(
    "the solution has no customizations.xml, which declares the connection that secrets are read with",
    "export or unpack the whole solution",
)


def proven_text(data: bytes, mended: Mended) -> bytes | Held:
    """The bytes of a flow as it will be, or why it stays as it is; `data` are its bytes now."""
    values = {read.action: read.secret.reveal() for read in mended.reads if read.secret is not None}
    problems = prove(mended.before, mended.after, values)
    if problems:
        return Held(f"the result was not proven: {problems[0]}", _next_step(mended, problems[0]))
    try:
        return splice_proven(data, mended.patch)
    except RemediateError as error:
        return Held(f"the text of the flow cannot be changed: {error.message}", error.hint)


def _next_step(mended: Mended, problem: Problem) -> str:
    """What to do where the result is not proven: a read may take over what the flow breaks of a rule itself."""
    if any(known.rule is problem.rule for known in broken_rules(mended.before)):
        return "mend what the flow itself breaks of this rule, then run again"
    return "report this flow to us"


def why_not_written(plan: PackagePlan) -> Held | None:
    """Why the package must stay as it is; None where its result keeps every rule, or nothing changes.

    A flow that stands alone was proven by itself: there is no package around it.
    """
    if not plan.changes or (plan.package.facts is None and plan.package.legacy is None):
        return None
    facts = plan.package.facts
    if plan.references and facts is not None and facts.customizations is None:
        return _NO_CUSTOMIZATIONS
    try:
        after = edited(plan.package, plan.edits, plan.removed)
        problems = package_problems(plan.package, after, (*plan.edits, *plan.removed))
    except PackageError as error:
        return Held(f"the package could not be read as it would be: {error}", "report this package to us")
    if not problems:
        return None
    first = problems[0]
    return Held(f"the package would break a rule: {first.what} in {first.member}", "report this package to us")
