"""The ways out of a flow, and which secrets take them."""

from collections.abc import Iterator
from dataclasses import dataclass

from remediate.flow import Action, Flow
from remediate.flow.custom_connectors import CustomConnector, custom_connector, is_in_body
from remediate.flow.destinations import CHAT, Destination, destination_of
from remediate.flow.neighbours import Child
from remediate.flow.passing import Taken
from remediate.flow.secret_reads import gives_secret
from remediate.flow.taint import Taints, taints_of
from remediate.flow.taint_sources import called_flow
from remediate.flow.tainted import Origin
from remediate.shapes.addresses import urls

_RESPONSE = Destination("its response", "whoever calls the flow gets it")
_TRACKED = Destination("tracked properties", "they are written in clear to the log, whatever the history hides")
_READ_THERE = "let the receiver read the secret from the vault itself"
_LEAVE_OUT = "leave the value out"
#: The members of an HTTP action in which a credential is one for the host that is called.
_CREDENTIALS = (("headers",), ("authentication",), ("queries",), ("uri",), ("cookie",))
_CHATS = (
    *("webhook.office.com", "hooks.slack.com", "discord.com", "discordapp.com", "chat.googleapis.com"),
    *("api.telegram.org", "api.pushover.net"),
)
#: Domains under which everyone can have a host: their hosts belong together only if one name more is the same.
_SHARED = frozenset(
    {
        "azurewebsites.net",
        "azure-api.net",
        "windows.net",
        "azure.com",
        "amazonaws.com",
        "herokuapp.com",
        "cloudfront.net",
    }
    | {"co.uk", "com.au", "co.jp", "com.br", "co.nz", "co.za", "com.mx", "co.in", "com.tr"}
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A secret that an action sends out. `instead` is what to do about it."""

    action: Action
    taken: Taken
    where: Destination
    instead: str
    unsure: bool = False


def leaving(flow: Flow) -> Iterator[Leaving]:
    """The ways out that secrets take, in the order of the file; the first text of an action for each destination."""
    taints = taints_of(flow)
    for action in flow.all_actions if taints.has_source else ():
        told: set[Destination] = set()
        for taken in taints.taken(action):
            # what its author hides may be anything: only what is known to be a credential is told of
            found = _out(flow, taints, action, taken) if taken.taint.way.origin is not Origin.HIDDEN else None
            if found is not None and found.where not in told:
                told.add(found.where)
                yield found


def _out(flow: Flow, taints: Taints, action: Action, taken: Taken) -> Leaving | None:
    if taken.tracked:
        return Leaving(action, taken, _TRACKED, "take the value out of the tracked properties")
    if action.is_a("Response") and taken.path[1:2] in (("body",), ("headers",)):
        return Leaving(action, taken, _RESPONSE, "let the caller read the secret from the vault itself")
    if action.is_a("Workflow"):
        return _to_child(flow, action, taken)
    if action.is_a("Http", "HttpWebhook"):
        return _to_host(flow, taints, action, taken)
    if connector := custom_connector(flow, action):
        return _to_connector(flow, taints, action, taken, connector)
    where = destination_of(action)
    return Leaving(action, taken, where, _LEAVE_OUT) if where else None


def _to_child(flow: Flow, action: Action, taken: Taken) -> Leaving | None:
    child = flow.neighbours.children.get(called_flow(action))
    if child is not None and child.hides:
        return None
    return Leaving(action, taken, _child(child), "secure the outputs of its trigger", unsure=child is None)


def _child(child: Child | None) -> Destination:
    if child is None:
        return Destination("a call of a child flow", "the child is not in this package, so its trigger may show it")
    return Destination("a call of a child flow", f"the trigger of {child.name} shows it in its run history")


def _to_host(flow: Flow, taints: Taints, action: Action, taken: Taken) -> Leaving | None:
    """A secret in the body of a request, where another host is the one that takes it as its credential."""
    host = _host(action)
    if not host or taken.path[1:2] != ("body",) or gives_secret(action):
        return None
    if any(host == chat or host.endswith(f".{chat}") for chat in _CHATS):
        return Leaving(action, taken, CHAT, _LEAVE_OUT)
    named = _others(flow, taints, taken, host)
    if not named:
        return None
    where = Destination(f"a request to {host}", f"it is the credential of {named}, and {host} gets it too")
    return Leaving(action, taken, where, _READ_THERE)


def _to_connector(
    flow: Flow, taints: Taints, action: Action, taken: Taken, connector: CustomConnector
) -> Leaving | None:
    """The same by a custom connector: whatever it is called by, it is a request to a host."""
    named = _others(flow, taints, taken, connector.host or connector.name) if is_in_body(taken.path) else ""
    if not named:
        return None
    host = connector.host or "a host that the package does not tell"
    seen = f"it is the credential of {named}, and the custom connector {connector.name} sends it to {host}"
    return Leaving(action, taken, Destination("a request to another host", seen), _READ_THERE, not connector.host)


def _others(flow: Flow, taints: Taints, taken: Taken, receiver: str) -> str:
    """Who takes the secret as a credential, for people; empty where that is not known, or is the receiver itself."""
    owners = {owner for owner in _owners(flow, taints, taken.taint.way.source) if owner}
    return "" if any(_site(owner) == _site(receiver) for owner in owners) else " and ".join(sorted(owners))


def _owners(flow: Flow, taints: Taints, source: str) -> Iterator[str]:
    """The hosts of the requests that use the secret of that source as their credential, or what makes the request."""
    for action in flow.all_actions:
        used = [taken for taken in taints.taken(action) if taken.taint.way.source == source]
        if not used:
            continue
        if action.is_a("Http", "HttpWebhook"):
            is_login = gives_secret(action) and any(taken.path[1:2] == ("body",) for taken in used)
            if is_login or any(taken.path[1:2] in _CREDENTIALS for taken in used):
                yield _host(action)
        elif (connector := custom_connector(flow, action)) and not all(is_in_body(taken.path) for taken in used):
            yield connector.host or connector.name


def _host(action: Action) -> str:
    """The host of a request, where it is typed; empty where it is computed."""
    uri = action.inputs.get("uri") if isinstance(action.inputs, dict) else None
    found = next(urls(uri), None) if isinstance(uri, str) else None
    return "" if found is None or "@" in found.text[found.start : found.host_end] else found.host


def _site(host: str) -> str:
    """The part of a host that is one owner's: its last two names, or three below a domain that many share."""
    names = host.split(".")
    if names[-1].isdecimal():
        return host  # an address
    shared = ".".join(names[-2:]) in _SHARED
    return ".".join(names[-3:] if shared else names[-2:])
