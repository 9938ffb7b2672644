"""The equations of a proof, solved: what every read must stand for so that each rewritten value is the old one.

Values that are known, as those on their way to the vault are, are put in and compared. Where none is known, a read
stands for the value that stood there before: the same one wherever that read is used, or the rewrite is broken.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from remediate import wdl
from remediate.verify import rules
from remediate.verify.equivalence import Equation
from remediate.verify.problem import Change, Intent, Problem
from remediate.verify.reads import Reads

#: Ways to cut one text between several reads that are tried before it is called unproven.
_MOST_TRIED = 500


@dataclass(frozen=True)
class Claim:
    """An equation of one flow, `where`, with the flow's reads."""

    where: str
    equation: Equation
    reads: Reads = field(repr=False)

    def unproven(self, values: Mapping[str, str]) -> str | None:
        """Why both sides are not sure to be the same; None where they are."""
        return wdl.difference(self.equation.old, self.equation.new, self.reads.stored(values))

    def open(self, values: Mapping[str, str]) -> frozenset[str]:
        """The sources that the new side reads and whose value is not known yet."""
        new = self._side(self.equation.new, values, wdl.evaluated)
        return wdl.unknowns(new) if new is not None else frozenset()

    def fillings(self, values: Mapping[str, str]) -> Iterator[wdl.Filling]:
        """Ways to fill the open sources that make both sides the same, each once.

        As both are written comes first: what a function has made of a value that stood there need not tell it.
        """
        found: list[wdl.Filling] = []
        for filling in islice(self._tried(values), _MOST_TRIED):
            if filling not in found and self.unproven({**values, **filling}) is None:
                found.append(filling)
                yield filling

    def _tried(self, values: Mapping[str, str]) -> Iterator[wdl.Filling]:
        for seen in (wdl.written, wdl.evaluated):
            old, new = (self._side(side, values, seen) for side in (self.equation.old, self.equation.new))
            if old is not None and new is not None:
                yield from wdl.fillings(old, new)

    def _side(
        self, value: object, values: Mapping[str, str], seen: Callable[[object, wdl.Stored], wdl.Expression | None]
    ) -> wdl.Expression | None:
        try:
            return seen(value, self.reads.stored(values))
        except wdl.WdlError:
            return None


@dataclass
class Proof:
    """What became of a list of claims.

    `values` are the values of the sources by identity; they are never shown. `given` are those out of a vault.
    `untold` says of sources, by identity, why the text that stood there does not tell what they hold.
    """

    values: dict[str, str] = field(repr=False)
    found: list[tuple[Claim, Problem | Change]] = field(default_factory=list)
    given: frozenset[str] = frozenset()
    untold: Mapping[str, str] = field(default_factory=dict)
    _decided: dict[str, str] = field(default_factory=dict, repr=False)

    def work_out(self, claims: Sequence[Claim]) -> None:
        """Prove every claim, finding values for sources that have none."""
        pending = list(claims)
        while pending:
            left = [claim for claim in pending if not self._settled(claim)]
            if len(left) == len(pending) and not self._choose(left):
                break
            pending = left
        for claim in pending:
            self._no_way(claim)

    def compare(self, claims: Sequence[Claim]) -> None:
        """Prove every claim with the values that are known, and no others."""
        for claim in claims:
            self._compared(claim)

    def _settled(self, claim: Claim) -> bool:
        """Whether the claim is proven, broken, or has decided a value."""
        opened = claim.open(self.values)
        if not opened or claim.unproven(self.values) is None:
            self._compared(claim)
            return True
        possible = list(islice(self._ways(claim), 2))
        if len(possible) > 1:
            return False
        if not possible:
            self._no_way(claim)
            return True
        self._decide(claim, possible[0])
        self._compared(claim)
        return True

    def _choose(self, pending: Sequence[Claim]) -> bool:
        """Decide the first claim that can be read in several ways, as the others allow; whether one was."""
        for claim in pending:
            opened = claim.open(self.values)
            others = [other for other in pending if other is not claim and other.open(self.values) & opened]
            for filling in self._ways(claim):
                values = {**self.values, **filling}
                if all(_possible(other, values) for other in others):
                    self._decide(claim, filling)
                    return True
        return False

    def _ways(self, claim: Claim) -> Iterator[wdl.Filling]:
        """The ways to make the new value the old one, without saying what a source holds of which nothing tells."""
        return (filling for filling in claim.fillings(self.values) if self.untold.keys().isdisjoint(filling))

    def _no_way(self, claim: Claim) -> None:
        untold = next((self.untold[identity] for identity in _used(claim) if identity in self.untold), None)
        could = untold is not None and any(True for _ in claim.fillings(self.values))
        why = untold if untold is not None and could else "no value of the read makes it the old one"
        self._note(claim, rules.VALUES.broken(claim.equation.pointer, why))

    def _decide(self, claim: Claim, filling: wdl.Filling) -> None:
        self.values.update(filling)
        for identity in filling:
            self._decided.setdefault(identity, f"{claim.where}{claim.equation.pointer}")

    def _compared(self, claim: Claim) -> None:
        at = claim.equation.pointer
        unproven = claim.unproven(self.values)
        used = _used(claim)
        if unproven is None:
            if used:
                self._note(
                    claim, Change(Intent.VALUE, at, f"{claim.equation.step} reads {', '.join(sorted(used.values()))}")
                )
            return
        stored = next((name for identity, name in used.items() if identity in self.given), None)
        decided = [(name, self._decided[identity]) for identity, name in used.items() if identity in self._decided]
        possible = (stored or decided) and any(True for _ in claim.fillings({}))
        if possible and stored:
            self._note(claim, rules.IN_VAULT.broken(at, f"the vault has another value for {stored}"))
        elif possible:
            name, where = decided[0]
            why = f"{name} stands for another value than at {where}"
            self._note(claim, rules.ONE_VALUE.broken(at, why))
        else:
            why = f"the new value is not proven to be the old one: {unproven}"
            self._note(claim, rules.VALUES.broken(at, why))

    def _note(self, claim: Claim, what: Problem | Change) -> None:
        self.found.append((claim, what))


def _possible(claim: Claim, values: Mapping[str, str]) -> bool:
    return claim.unproven(values) is None or any(True for _ in claim.fillings(values))


def _used(claim: Claim) -> dict[str, str]:
    """The sources that the new side reads, by identity, with their names for people."""
    opened = claim.open({})
    return {source.identity: str(source) for source in claim.reads.sources.values() if source.identity in opened}
