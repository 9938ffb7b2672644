"""Verdicts as JSON for pipelines; `verify.schema.json` beside this module documents every member."""

import json
from collections.abc import Sequence
from typing import Any

from remediate.batch.verifying import Verified
from remediate.report.verified import exit_code
from remediate.verify import Change, Problem
from remediate.verify.rules import RULES
from remediate.verify.verdict import Located, Verdict

VERSION = 1


def document(all_verified: Sequence[Verified]) -> str:
    """The whole document as ASCII text."""
    verdicts = [one.verdict for one in all_verified if one.verdict is not None]
    whole = {
        "version": VERSION,
        "command": "verify",
        "summary": {
            "proven": exit_code(all_verified) == 0,
            "pairs": len(all_verified),
            "failed": sum(one.error is not None for one in all_verified),
            "left_out": sum(one.left_out for one in all_verified),
            "flows": sum(verdict.flows for verdict in verdicts),
            "members": sum(verdict.members for verdict in verdicts),
            "problems": sum(len(verdict.problems) for verdict in verdicts),
            "changes": sum(len(verdict.changes) for verdict in verdicts),
            "known": sum(len(verdict.known) for verdict in verdicts),
        },
        "pairs": [_pair(one) for one in all_verified],
    }
    return json.dumps(whole, indent=2)


def _pair(verified: Verified) -> dict[str, Any]:
    verdict = verified.verdict
    told = {
        "before": verified.before,
        "after": verified.after,
        "error": str(verified.error) if verified.error else None,
        "left_out": verified.left_out,
    }
    if verdict is None:
        return {**told, "proven": False, "flows": 0, "members": 0, "uncompared": 0, **_NOTHING}
    return {
        **told,
        "proven": verdict.proven,
        "flows": verdict.flows,
        "members": verdict.members,
        "uncompared": verdict.uncompared,
        "rules": _rules(verdict),
        "problems": [_problem(one, problem) for one, problem in verdict.problems],
        "changes": [_change(one, change) for one, change in verdict.changes],
        "known": [_problem(one, what) for one, what in verdict.still_broken],
    }


_NOTHING: dict[str, list[Any]] = {"rules": [], "problems": [], "changes": [], "known": []}


def _rules(verdict: Verdict) -> list[dict[str, Any]]:
    times = dict(verdict.rules)
    return [
        {
            "rule": rule.name,
            "area": rule.area.value,
            "source": rule.source,
            "status": "unchecked" if rule in verdict.unchecked else "broken" if times[rule] else "kept",
            "times": times.get(rule, 0),
            "reason": verdict.unchecked.get(rule),
        }
        for rule in RULES
    ]


def _problem(one: Located, problem: Problem) -> dict[str, Any]:
    return {**_place(one), "rule": problem.rule.name, "why": problem.why}


def _change(one: Located, change: Change) -> dict[str, Any]:
    return {**_place(one), "change": change.intent.value, "what": change.what}


def _place(one: Located) -> dict[str, Any]:
    return {"file": one.member, "flow": one.flow, "pointer": one.what.pointer}
