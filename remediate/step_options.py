"""What a step of a playbook can ask of its remedy, in its table `with`.

`allowed_users`: whom a locked trigger lets in, as one text, copied as it is (platform-facts 11a).
`cannot_authenticate`: names of flows whose HTTP triggers are called by what cannot send a token, such as a webhook of
SharePoint or a script in a page: they are held.
`tenant`, `client_id`, `secret`: an app registration with which flows call triggers that ask for a token; `secret` is
the name under which the vault has its client secret. All three or none. `cloud`: the cloud of these triggers (`GCC`,
`GCC High`, `DoD`, `China`), where their hosts do not tell it.
`compose`: `remove`, so that a Compose which only holds a secret goes, or `keep`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from remediate.detectors import Finding
from remediate.flow import Flow
from remediate.flow.clouds import OTHERS
from remediate.remedies import Held, LockTrigger, MoveToVault, Registration, Remedy, SendToken

_LOCKS = frozenset({"allowed_users", "cannot_authenticate"})
_REGISTRATION = frozenset({"tenant", "client_id", "secret"})
_OPTIONS = {
    "open-http-trigger": _LOCKS,
    "empty-allowed-users": _LOCKS,
    "caller-without-token": _REGISTRATION | {"cloud"},
}
_OF_LITERALS = frozenset({"compose"})
_COMPOSE = ("keep", "remove")


@dataclass(frozen=True, slots=True)
class StepOptions:
    """The options of one step."""

    allowed_users: str = ""
    cannot_authenticate: tuple[str, ...] = ()
    compose: str = "keep"
    tenant: str = ""
    client_id: str = ""
    secret: str = ""
    cloud: str = ""

    @property
    def registration(self) -> Registration | None:
        """The app registration, if one is given."""
        return Registration(self.tenant, self.client_id, self.secret) if self.secret else None

    def given(self) -> dict[str, Any]:
        """Those that differ from what holds without them."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) != f.default}

    def applied(self, finding: Finding, flow: Flow) -> Finding | Held:
        """The finding with the remedy that the step asks for, or why it has none."""
        wanted = self._remedy(finding.remedy, flow.name)
        return wanted if isinstance(wanted, Held) else replace(finding, remedy=wanted)

    def _remedy(self, remedy: Remedy | Held | None, flow: str) -> Remedy | Held | None:
        match remedy:
            case MoveToVault(literal=literal):
                return replace(remedy, literal=replace(literal, with_compose=self.compose == "remove"))
            case SendToken():
                return self._sign_in(remedy)
            case LockTrigger():
                if flow.casefold() in map(str.casefold, self.cannot_authenticate):
                    return NO_TOKEN
                named = replace(remedy, allowed_users=self.allowed_users)
                return _NO_USERS if remedy.names_users and not self.allowed_users else named
            case _:
                return remedy

    def _sign_in(self, remedy: SendToken) -> SendToken | Held:
        wanted = remedy.audience or OTHERS.get(self.cloud, "")
        if not wanted:
            return _NO_CLOUD
        registration = self.registration
        return replace(remedy, audience=wanted, registration=registration) if registration else _NO_REGISTRATION


_NO_CLOUD = Held(
    "the host does not tell the cloud, and so not the audience of the token",
    f"give the step a cloud ({', '.join(OTHERS)}), or let the action sign in by hand",
)
_NO_REGISTRATION = Held(
    "the playbook gives no app registration to sign in with",
    "give tenant, client_id and secret to the step, or let the action sign in by hand",
)
NO_TOKEN = Held(
    "the playbook says that its callers cannot send a token",
    "put something between that can, such as an API gateway, and take the flow out of the list",
)
_NO_USERS = Held("the playbook names no allowed users", "give allowed_users to the step")


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
    registration = {name: told[name] for name in _REGISTRATION if name in told}
    if registration and (set(registration) != _REGISTRATION or not _are_texts(registration.values())):
        raise ValueError("tenant, client_id and secret are three texts, and go together")
    cloud = told.get("cloud", "")
    if cloud not in ("", *OTHERS):
        raise ValueError(f"cloud is one of {', '.join(OTHERS)}")
    return StepOptions(users or "", tuple(flows or ()), compose or "keep", **registration, cloud=cloud)


def _are_texts(value: Any) -> bool:
    return (
        isinstance(value, Iterable)
        and not isinstance(value, str)
        and all(isinstance(one, str) and one.strip() for one in value)
    )
