"""Which flows of a run call which of its HTTP triggers, and what each has to send once the trigger asks for a token."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from remediate.batch import Result
from remediate.flow.clouds import OTHERS, PUBLIC, audience
from remediate.plan.model import Call, Door
from remediate.report.words import counted, plain

Placed = tuple[str, Door]
Calling = tuple[str, Call]


@dataclass
class Callers:
    """The open triggers and the callback URLs of all packages, each with the package's path."""

    doors: list[Placed] = field(default_factory=list)
    calls: list[Calling] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Take in one package."""
        if result.plan is not None:
            self.doors += [(result.path, door) for door in result.plan.doors]
            self.calls += [(result.path, call) for call in result.plan.calls]

    def of(self, door: Door) -> list[Calling]:
        """The calls whose URL names this trigger's flow; a flow that calls itself does it by another way."""
        return [(path, call) for path, call in self.calls if call.workflow and call.workflow == door.workflow]

    @property
    def unmatched(self) -> list[Calling]:
        """The calls that may mean any trigger: their URL names no flow of the run, or is computed."""
        known = {door.workflow for _, door in self.doors}
        return [(path, call) for path, call in self.calls if call.workflow not in known or not call.workflow]

    def lines(self) -> Iterator[str]:
        """For people: each trigger that is called or locked, its callers, and what they must send."""
        told = [(path, door, self.of(door)) for path, door in self.doors]
        for path, door, calling in told:
            if calling:
                yield f"{_state(door)}: {plain(door.flow)} ({plain(path)}), called by"
                yield from (f"  {_who(place, call, path)}: {_todo(call, door)}" for place, call in calling)
        alone = [door for _, door, calling in told if door.locks and not calling]
        if alone:
            yield f"{counted(len(alone), 'trigger')} will ask for a token, and no caller was found in this run."
            yield f"  Whoever calls from elsewhere: {needed('', alone[0])}"
        if any(door.locks for _, door in self.doors):
            yield from self._possible()

    def _possible(self) -> Iterator[str]:
        """URLs that may mean one of the triggers: their id need not be the one that a package knows."""
        if self.unmatched:
            many = counted(len(self.unmatched), "callback URL")
            yield f"{many} may mean one of these triggers too; the id in it is none of this run:"
            yield from (f"  {_who(path, call, '')}" for path, call in self.unmatched)

    def document(self) -> dict[str, Any]:
        """For pipelines: as `callers` in `output.schema.json`."""
        return {
            "triggers": [_trigger(path, door, self.of(door)) for path, door in self.doors],
            "unmatched": [_call(path, call) for path, call in self.unmatched],
        }


def needed(host: str, door: Door) -> str:
    """What a caller must send."""
    others = ", ".join(f"{name} {value}" for name, value in OTHERS.items())
    wanted = audience(host) or f"of its cloud ({PUBLIC}; {others})"
    who = f", with the oid of one of {plain(door.users)}" if door.users else ""
    return f"needs an Entra ID token of the flow's tenant for the audience {wanted}{who}, and the URL after the import"


def _todo(call: Call, door: Door) -> str:
    if not door.locks:
        return "works as before" + (
            "" if call.signs_in else f"; once the trigger is locked, it {needed(call.host, door)}"
        )
    if call.signs_in:
        return "signs in; compare its URL with that of the trigger after the import"
    return needed(call.host, door)


def _state(door: Door) -> str:
    return "Will ask for a token" if door.locks else "Anyone can call"


def _who(path: str, call: Call, near: str) -> str:
    package = "" if path == near else f" ({plain(path)})"
    return f"{plain(call.flow)}, {plain(call.step)}{package}" if call.flow else f"{plain(call.step)}{package}"


def _trigger(path: str, door: Door, calling: Iterable[Calling]) -> dict[str, Any]:
    return {
        "package": path,
        "file": door.member,
        "flow": door.flow,
        "locked": door.locks,
        "allowed_users": door.users,
        "calls": [{**_call(place, call), "audience": audience(call.host)} for place, call in calling],
    }


def _call(path: str, call: Call) -> dict[str, Any]:
    return {
        "package": path,
        "file": call.member,
        "flow": call.flow,
        "step": call.step,
        "pointer": call.pointer,
        "host": call.host,
        "signs_in": call.signs_in,
    }
