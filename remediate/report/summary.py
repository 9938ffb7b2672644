"""The counts of a run, and the line that sums it up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from remediate.batch import Result, Status
from remediate.detection import Fate
from remediate.report.failures import failure
from remediate.report.records import Record
from remediate.report.words import counted
from remediate.step_options import NO_TOKEN
from remediate.waivers import Waiver

_DONE = ("fixed", "to fix")
"""What the line begins with."""

_ABOVE = " What is left stands above: why, and where it is held, what would help."

_NAMED = 50
"""Failed packages that are named once more at the end."""


@dataclass
class Summary:
    """Counts over all packages; every finding is in exactly one fate."""

    packages: int = 0
    flows: int = 0
    failed: int = 0
    written: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    used: set[Waiver] = field(default_factory=set)
    spared: set[str] = field(default_factory=set)  # flows that the playbook says cannot be locked, in casefold
    unsafe: int = 0  # fixable only with --unsafe, counted among the fixable too
    unwritten: int = 0  # to be fixed, in a package that failed; counted among the fixable too
    with_findings: int = 0  # flows in which something was found
    elsewhere: int = 0  # other files in which something was found
    earlier: int = 0  # packages that the run before has done, counted in all the others too
    unchanged: int = 0  # packages that did not fail, and of which nothing was written
    broken: list[str] = field(default_factory=list)  # packages that failed, and why, as far as they are named again

    def add(self, result: Result, found: Iterable[Record]) -> None:
        """Count one package."""
        self.packages += 1
        self.flows += len(result.plan.flows) if result.plan else 0
        self.earlier += result.earlier
        self.failed += result.failed
        if result.failed and len(self.broken) < _NAMED:
            self.broken.append(failure(result))
        self.written += result.status is Status.FIXED
        self.unchanged += not result.failed and result.status is not Status.FIXED
        flows: set[str] = set()
        files: set[str] = set()
        for record in found:
            (flows if record.flow else files).add(record.file)
            self.fates[record.fate] += 1
            self.used.update([record.waiver] if record.waiver else [])
            if record.reason == NO_TOKEN.reason:
                self.spared.add(record.flow.casefold())
            if record.fate is Fate.FIXABLE:
                self.unsafe += not record.wanted
                self.unwritten += record.wanted and result.status is Status.FAILED
        self.with_findings += len(flows)
        self.elsewhere += len(files - flows)

    @property
    def found(self) -> int:
        """All findings."""
        return sum(self.fates.values())

    @property
    def left(self) -> int:
        """Findings that are neither fixed nor waived."""
        return self.found - self.fates[Fate.FIXED] - self.fates[Fate.WAIVED]

    def exit_code(self) -> int:
        """0 nothing left, 1 something left, 3 a package failed."""
        return 3 if self.failed else 1 if self.left else 0

    def after(self, out: str | None, *, dry: bool) -> Iterator[str]:
        """What is to be known then: packages that failed, that nothing is left to do, of which nothing is in `out`."""
        if self.failed and (self.packages > 1 or self.found):
            yield "Failed:"
            yield from (f"  {path}" for path in self.broken)
            if self.failed > len(self.broken):
                yield f"  and {self.failed - len(self.broken)} more"
        if not dry and self.found and not self.written and not self.failed:
            yield f"Nothing was written.{_ABOVE if self.left else ''}"
        if out is not None and self.unchanged:
            them = "it" if self.unchanged == 1 else "them"
            yield f"{counted(self.unchanged, 'package')} did not change: nothing of {them} is in {out}."

    def counts(self, *, dry: bool = True) -> list[tuple[int, str]]:
        """How many findings became what, without those that are none; together they are all findings.

        A run that is not `dry` writes what it can: what it has not fixed then is not written.
        """
        fixable = self.fates[Fate.FIXABLE] - self.unsafe
        unwritten = self.unwritten if dry else fixable
        told = [
            (self.fates[Fate.FIXED], "fixed"),
            (fixable - unwritten, "to fix"),
            (unwritten, "not written"),
            (self.unsafe, "more with --unsafe" if fixable or self.fates[Fate.FIXED] else "with --unsafe"),
            (self.fates[Fate.HELD], "held"),
            (self.fates[Fate.REPORT], "reported"),
            (self.fates[Fate.WAIVED], "waived"),
        ]
        return [(number, what) for number, what in told if number]

    def line(self, *, dry: bool) -> str:
        """Like `Would fix 41 (3 more with --unsafe, 2 held) in 5 of 9 flows of 1 package.`."""
        counts = self.counts(dry=dry)
        done = next((number for number, what in counts if what in _DONE), 0)
        more = ", ".join(f"{number} {what}" for number, what in counts if what not in _DONE)
        failed = f"; {counted(self.failed, 'package')} failed" if self.failed else ""
        earlier = f", {self.earlier} of them by the run before" if self.earlier else ""
        packages = f"{counted(self.packages, 'package')}{earlier}{failed}"
        said = self._said(done, dry=dry)
        places = f"{self._places()} of " if self.flows or self.elsewhere else ""
        return f"{said}{f' ({more})' if more else ''} in {places}{packages}."

    def _said(self, done: int, *, dry: bool) -> str:
        """What is done; that there is nothing to do, where that is so, in words."""
        if not self.found:
            return "Found nothing" if self.flows else "Found no cloud flow"
        if not done and self.fates[Fate.FIXABLE] == self.unsafe:
            return "Nothing to fix"
        return f"Would fix {done}" if dry else f"Fixed {done}"

    def _places(self) -> str:
        """Where something was found; all flows where nothing was."""
        flows = counted(self.flows, "flow")
        if self.with_findings or (self.elsewhere and self.flows):
            flows = f"{self.with_findings} of {flows}"
        if not self.elsewhere:
            return flows
        other = "other " if self.flows else ""
        files = counted(self.elsewhere, f"{other}file")
        return f"{flows} and {files}" if self.flows else files
