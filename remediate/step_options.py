"""What a step of a playbook can ask of its remedy, in its table `with`.

`allowed_users`: whom a locked trigger lets in, as one text, copied as it is (platform-facts 11a).
`cannot_authenticate`: names of flows whose HTTP triggers are called by what cannot send a token, such as a webhook of
SharePoint or a script in a page: they are held.
`compose`: `remove`, so that a Compose which only holds a secret goes, or `keep`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from remediate.detectors import Finding
from remediate.flow import Flow
from remediate.remedies import Held, LockTrigger, MoveToVault

_LOCKS = frozenset({"allowed_users", "cannot_authenticate"})
_OPTIONS = {"open-http-trigger": _LOCKS, "empty-allowed-users": _LOCKS}
_OF_LITERALS = frozenset({"compose"})
_COMPOSE = ("keep", "remove")


@dataclass(frozen=True, slots=True)
class StepOptions:
    """The options of one step; names of flows in casefold."""

    allowed_users: str = ""
    cannot_authenticate: tuple[str, ...] = ()
    compose: str = "keep"

    def given(self) -> dict[str, Any]:
        """Those that differ from what holds without them."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) != f.default}

    def applied(self, finding: Finding, flow: Flow) -> Finding | Held:
        """The finding with the remedy that the step asks for, or why it has none."""
        match finding.remedy:
            case MoveToVault(literal=literal) if self.compose == "remove":
                return replace(finding, remedy=replace(finding.remedy, literal=replace(literal, with_compose=True)))
            case LockTrigger() if flow.name.casefold() in self.cannot_authenticate:
                return Held(
                    "the playbook says that its callers cannot send a token",
                    "put something between that can, such as an API gateway, and take the flow out of the list",
                )
            case LockTrigger(names_users=True) if not self.allowed_users:
                return Held("the playbook names no allowed users", "give allowed_users to the step")
            case LockTrigger():
                return replace(finding, remedy=replace(finding.remedy, allowed_users=self.allowed_users))
            case _:
                return finding


def options_of(detector: str) -> frozenset[str]:
    """The options that a step for this detector takes."""
    return _OF_LITERALS if detector.startswith("literal-") else _OPTIONS.get(detector, frozenset())


def read_options(told: Mapping[str, Any]) -> StepOptions:
    """The options as a playbook tells them. Raises ValueError with what is wrong; names are checked before."""
    users, flows, compose = (told.get(name) for name in ("allowed_users", "cannot_authenticate", "compose"))
    if users is not None and not isinstance(users, str):
        raise ValueError("allowed_users is a text")
    if flows is not None and not _are_texts(flows):
        raise ValueError("cannot_authenticate is a list of names of flows")
    if compose is not None and compose not in _COMPOSE:
        raise ValueError(f"compose is {' or '.join(_COMPOSE)}")
    return StepOptions(users or "", tuple(name.casefold() for name in flows or ()), compose or "keep")


def _are_texts(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str) and all(isinstance(one, str) for one in value)
