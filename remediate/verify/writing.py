"""The check of a whole package before it is written: the members that change, and the rules of a package."""

from collections.abc import Iterable

from remediate.package import Package
from remediate.verify import rules
from remediate.verify.members import member_differences, side
from remediate.verify.package_rules import broken_package_rules, keeps_what_is_asked, place
from remediate.verify.problem import Problem
from remediate.verify.verdict import Located


def package_problems(before: Package, after: Package, changed: Iterable[str]) -> list[Located]:
    """What speaks against writing `after`, whose flows are proven and whose `changed` members alone are others."""
    members = frozenset(changed)
    found = [Located(m, "", what) for m, what in member_differences(side(before, members), side(after, members))]
    only = members if keeps_what_is_asked(before, after) else None
    broken = list(broken_package_rules(after, only))
    known = {place(member, problem) for member, problem in broken_package_rules(before, only)} if broken else set()
    old = {problem.message for problem in before.problems}
    unread = [p for p in after.problems if p.message not in old]
    return [
        *(one for one in found if isinstance(one.what, Problem)),
        *(Located(member, "", problem) for member, problem in broken if place(member, problem) not in known),
        *(Located(p.file, "", rules.OTHER_MEMBERS.broken(p.pointer, p.message)) for p in unread),
    ]
