"""A run as JSON for pipelines; `output.schema.json` beside this module documents every member."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from remediate.batch import Result
from remediate.detection import Fate
from remediate.playbook import Playbook
from remediate.report.callers import Callers
from remediate.report.records import Record
from remediate.report.summary import Summary
from remediate.report.waived import idle
from remediate.waivers import Waiver

VERSION = 1


def document(
    results: Iterable[tuple[Result, list[Record]]],
    command: str,
    playbook: Playbook,
    more: Mapping[str, Any] | None = None,
) -> tuple[str, Summary]:
    """The whole document as ASCII text, which every terminal, pipe and code page takes, and the counts in it.

    `more` are members that only this command has.
    """
    summary, callers = Summary(), Callers()
    packages: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    for result, found in results:
        summary.add(result, found)
        callers.add(result)
        packages.append(_package(result))
        findings.extend(_finding(record) for record in found)
    whole = {
        "version": VERSION,
        "command": command,
        "summary": _summary(summary),
        "packages": packages,
        "findings": findings,
        "idle_waivers": [_idle(waiver, why) for waiver, why in idle(playbook, summary.used)],
        "callers": callers.document(),
        **(more or {}),
    }
    return json.dumps(whole, indent=2), summary


def _summary(summary: Summary) -> dict[str, int]:
    return {
        "packages": summary.packages,
        "flows": summary.flows,
        "failed": summary.failed,
        "written": summary.written,
        "findings": summary.found,
        **{fate.value: summary.fates[fate] for fate in Fate},
        "unsafe": summary.unsafe,
    }


def _package(result: Result) -> dict[str, Any]:
    carried = result.carried
    return {
        "path": result.path,
        "kind": result.kind or None,
        "status": result.status.value,
        "error": " ".join(map(str, result.problems)) or None,
        "reason": result.plan.skipped or None if result.plan else None,
        "output": str(carried.output) if carried else None,
        "settings": str(carried.settings) if carried and carried.settings else None,
        "missing": list(carried.missing) if carried else [],
        "secrets": [stored.name for stored in carried.deposited] if carried else [],
        "warnings": list(result.warnings),
        "earlier": result.earlier,
    }


def _finding(record: Record) -> dict[str, Any]:
    told = asdict(record)
    del told["wanted"]
    told["waiver"] = _waiver(record.waiver) if record.waiver else None
    return {**told, "span": list(record.span) if record.span else None, "fate": record.fate.value}


def _waiver(waiver: Waiver) -> dict[str, str]:
    return {"owner": waiver.owner, "until": waiver.until.isoformat(), "reason": waiver.reason}


def _idle(waiver: Waiver, why: str) -> dict[str, str]:
    place = {"detector": waiver.detector, "flow": waiver.flow, "file": waiver.file, "pointer": waiver.pointer}
    return {**place, **_waiver(waiver), "why": why}
