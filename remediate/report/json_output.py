"""A run as JSON for pipelines; `output.schema.json` beside this module documents every member."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from remediate.batch import Result
from remediate.detection import Fate
from remediate.playbook import Playbook
from remediate.report.callers import Callers
from remediate.report.records import Record
from remediate.report.summary import Summary
from remediate.report.waived import idle, idle_names
from remediate.waivers import Waiver

VERSION = 1


class Document:
    """The document of a run in the making: it is whole after every package, so that a run which ends early has one.

    `more` are members that only this command has.
    """

    def __init__(self, command: str, playbook: Playbook, more: Mapping[str, Any] | None = None) -> None:
        self.summary = Summary()
        self._command = command
        self._playbook = playbook
        self._more = more or {}
        self._callers = Callers()
        self._packages: list[dict[str, Any]] = []
        self._findings: list[dict[str, Any]] = []

    def add(self, result: Result, found: Sequence[Record]) -> None:
        """Take up one package with its findings."""
        self.summary.add(result, found)
        self._callers.add(result)
        self._packages.append(_package(result))
        self._findings.extend(_finding(record) for record in found)

    def text(self, stopped: str | None = None) -> str:
        """The whole document as ASCII, which every terminal, pipe and code page takes.

        `stopped` is why the run ended before its end.
        """
        waivers = () if stopped else idle(self._playbook, self.summary.used)
        names = () if stopped else idle_names(self._playbook, self.summary.spared)
        whole = {
            "version": VERSION,
            "command": self._command,
            "stopped": stopped,
            "summary": _summary(self.summary),
            "packages": self._packages,
            "findings": self._findings,
            "idle_waivers": [_idle(waiver, why) for waiver, why in waivers],
            "idle_names": [_idle_name(*one) for one in names],
            "callers": self._callers.document(),
            **self._more,
        }
        return json.dumps(whole, indent=2)


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


def _idle_name(detector: str, name: str) -> dict[str, str]:
    return {"detector": detector, "option": "cannot_authenticate", "name": name}
