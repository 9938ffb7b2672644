"""Detectors and remedies in turn until nothing fixable is left: the patch of one flow, the fate of its findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from remediate.detection import Fate, Outcome, detect, detect_again
from remediate.flow import Flow
from remediate.playbook import Apply, Playbook
from remediate.remedies import (
    Held,
    Literal,
    LockTrigger,
    MoveToVariable,
    MoveToVault,
    ReadSecretVariable,
    Remedy,
    Safety,
    SecureData,
    SendToken,
    UnsecureData,
)
from remediate.remedies.locked_trigger import lock
from remediate.remedies.move import Surroundings, move
from remediate.remedies.patching import Operation, Patching
from remediate.remedies.reading import Read
from remediate.remedies.secret_parameter import read_secret_variable
from remediate.remedies.secured_data import secure, unsecure
from remediate.remedies.text_variable import TextVariable, port
from remediate.remedies.token import is_signature, send_token

#: More rounds than any flow needs: literals, then reads, then what they taint. Going on would be a bug of ours.
_MAX_ROUNDS = 20


@dataclass(frozen=True)
class Mended:
    """One flow before and after.

    `found` are the findings on the flow as it was and `remaining` those on the result, each with its places there;
    `outcomes` are what became of them.
    `reads` are the secret reads that were placed; `unread` are values that nothing used any more. `texts` are the new
    Text environment variables that the flow reads.
    """

    before: Flow
    after: Flow
    patch: tuple[Operation, ...] = field(repr=False)
    outcomes: tuple[Outcome, ...]
    found: tuple[Outcome, ...]
    remaining: tuple[Outcome, ...]
    reads: tuple[Read, ...] = ()
    unread: tuple[Read, ...] = ()
    needs_connection: bool = False
    texts: tuple[TextVariable, ...] = ()


def mend(flow: Flow, playbook: Playbook, surroundings: Surroundings, *, unsafe: bool = False) -> Mended:
    """Fix what the playbook says: safe fixes, and with `unsafe` also those that need somebody outside."""
    work = _Work(flow, playbook, surroundings, unsafe=unsafe)
    for _ in range(_MAX_ROUNDS):
        if not work.round():
            return work.result()
    raise AssertionError(f"the remedies for {flow.name} do not converge")


class _Work:
    """A flow in the making."""

    def __init__(self, flow: Flow, playbook: Playbook, surroundings: Surroundings, *, unsafe: bool) -> None:
        self._before = flow
        self._flow = flow
        self._playbook = playbook
        self._surroundings = surroundings
        self._unsafe = unsafe
        self._applied = {s.detector.id for s in playbook.steps if s.apply is Apply.UNSAFE}
        self._patch: list[Operation] = []
        self._reads: list[Read] = []
        self._unread: list[Read] = []
        self._needs_connection = False
        self._texts: list[TextVariable] = []
        self._held: dict[tuple[str, str], Held] = {}
        self._found = self._originals = detect(flow, playbook)
        self._moved: dict[int, Outcome] = {}
        self._followed: dict[tuple[str, str], Outcome] = {}

    def round(self) -> bool:
        """Apply what can be applied now; whether something was, and the flow has to be looked at again."""
        todo = [o for o in self._found if self._is_wanted(o)]
        patching = self._sign_in(todo) or self._move(todo) or self._set(todo) or self._port(todo)
        if patching is None:
            return False
        self._patch += patching.operations
        before, self._flow = self._flow, self._flow.with_document(patching.document)
        self._found = detect_again(before, self._flow, self._playbook)
        return True

    def _is_wanted(self, outcome: Outcome) -> bool:
        if outcome.fate is not Fate.FIXABLE:
            return False
        return outcome.safety is Safety.SAFE or self._unsafe or outcome.detector in self._applied

    def _sign_in(self, todo: Sequence[Outcome]) -> Patching | None:
        """Let callers send a token; the signature that their URLs lose needs no read then."""
        calls = [o for o in todo if isinstance(o.finding.remedy, SendToken) and o.place not in self._held]
        patching = Patching(self._flow.document)
        literals = [_literal(o) for o in self._found if o.fate is Fate.FIXABLE and _moves(o)]
        for outcome in calls:
            flow = self._flow.with_document(patching.document)
            done = send_token(flow, patching, _token(outcome), self._surroundings, literals)
            if isinstance(done, Held):
                self._held[outcome.place] = done
                continue
            new, kept, needs_connection = done
            self._keep(new, kept, needs_connection=needs_connection)
            self._followed.setdefault(outcome.place, replace(outcome, fate=Fate.FIXED))
            for other in todo:
                if other.finding.pointer == outcome.finding.pointer and is_signature(other.finding.remedy):
                    self._note(other, None)
        return patching if patching.operations else None

    def _move(self, todo: Sequence[Outcome]) -> Patching | None:
        moves = list(filter(_moves, todo))
        if not moves:
            return None
        moved = move(self._flow, [_literal(o) for o in moves], self._surroundings)
        for number, outcome in enumerate(moves):
            held = moved.held.get(number)
            self._note(outcome, held)
        self._keep(moved.reads, moved.unread, needs_connection=moved.needs_connection)
        return moved.patching if moved.patching.operations else None

    def _note(self, outcome: Outcome, held: Held | None) -> None:
        """Remember what became of a literal: its place moves when the text around it changes, so once, at first."""
        number = next((i for i, o in enumerate(self._originals) if o is outcome), None)
        if number is not None and number not in self._moved:
            fate = Fate.FIXED if held is None else Fate.HELD
            self._moved[number] = replace(outcome, fate=fate, held=held)

    def _set(self, todo: Sequence[Outcome]) -> Patching | None:
        others = (MoveToVault, MoveToVariable, SendToken)
        settings = [o for o in todo if not isinstance(o.finding.remedy, others) and o.place not in self._held]
        if not settings:
            return None
        patching = Patching(self._flow.document)
        for outcome in settings:
            held = self._apply(outcome.finding.remedy, patching)
            if held is not None:
                self._held[outcome.place] = held
            elif outcome.safety is Safety.UNSAFE:
                # told without the flag, so told with it: it needs somebody's attention whoever made it necessary
                self._followed.setdefault(outcome.place, replace(outcome, fate=Fate.FIXED))
        return patching if patching.operations else None

    def _port(self, todo: Sequence[Outcome]) -> Patching | None:
        """Values that differ between environments, once the secrets beside them are out of the texts."""
        wanted = [(o, o.finding.remedy) for o in todo if o.place not in self._held]
        moves = [(o, remedy) for o, remedy in wanted if isinstance(remedy, MoveToVariable)]
        if not moves:
            return None
        ported = port(self._flow, [remedy for _, remedy in moves], self._surroundings.texts)
        self._held.update({moves[number][0].place: held for number, held in ported.held.items()})
        self._texts += ported.variables
        return ported.patching if ported.patching.operations else None

    def _apply(self, remedy: Remedy | Held | None, patching: Patching) -> Held | None:
        match remedy:
            case SecureData():
                secure(patching, remedy.pointer, remedy.properties)
            case UnsecureData():
                unsecure(patching, remedy.pointer, remedy.properties)
            case LockTrigger():
                lock(patching, remedy.pointer, remedy.allowed_users)
            case ReadSecretVariable():
                return self._read(remedy, patching)
            case MoveToVault() | MoveToVariable() | SendToken() | Held() | None:
                raise AssertionError("carried out before, or never tried")
            case _:
                assert_never(remedy)
        return None

    def _read(self, remedy: ReadSecretVariable, patching: Patching) -> Held | None:
        flow = self._flow.with_document(patching.document)
        done = read_secret_variable(flow, patching, remedy, self._surroundings)
        if isinstance(done, Held):
            return done
        read, needs_connection = done
        self._keep((read,) if read else (), (), needs_connection=needs_connection)
        return None

    def _keep(self, reads: Sequence[Read], unread: Sequence[Read], *, needs_connection: bool) -> None:
        self._reads += reads
        self._unread += unread
        self._needs_connection |= needs_connection

    def result(self) -> Mended:
        """Every original finding with its fate, and what came up on the way and is still there."""
        left = {o.place: o for o in self._found}
        outcomes = [self._moved.get(i) or self._settled(o, left.get(o.place)) for i, o in enumerate(self._originals)]
        places = {o.place for o in self._originals}
        outcomes += [o for place, o in self._followed.items() if place not in places and place not in left]
        outcomes += [self._settled(o, o) for o in self._found if o.place not in places]
        return Mended(
            self._before,
            self._flow,
            tuple(self._patch),
            tuple(outcomes),
            tuple(self._originals),
            tuple(self._found),
            tuple(self._reads),
            tuple(self._unread),
            self._needs_connection,
            tuple(self._texts),
        )

    def _settled(self, outcome: Outcome, left: Outcome | None) -> Outcome:
        if left is None:
            return replace(outcome, fate=Fate.FIXED) if outcome.fate is Fate.FIXABLE else outcome
        held = self._held.get(outcome.place)
        return replace(outcome, fate=Fate.HELD, held=held) if held else outcome


def _moves(outcome: Outcome) -> bool:
    return isinstance(outcome.finding.remedy, MoveToVault)


def _token(outcome: Outcome) -> SendToken:
    remedy: Any = outcome.finding.remedy
    found: SendToken = remedy
    return found


def _literal(outcome: Outcome) -> Literal:
    remedy: Any = outcome.finding.remedy
    literal: Literal = remedy.literal
    return literal
