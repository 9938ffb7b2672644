"""HTTP triggers and their callers: who asks for a token, and who sends one (platform-facts 6.1, 6.2)."""

from typing import Any

from remediate.flow.actions import Action, Trigger

_KINDS = frozenset({"http", "teamswebhook"})
#: Ways to sign in that send no token.
_NO_TOKEN = frozenset({"basic", "clientcertificate"})


def is_http_trigger(trigger: Trigger) -> bool:
    """Whether it is one of the triggers whose callers can be asked for a token."""
    return trigger.is_a("Request") and trigger.kind.casefold() in _KINDS


def asks_for_token(trigger: Trigger) -> bool:
    """Whether callers need an Entra ID token; without the setting anyone who has the URL may call."""
    return is_http_trigger(trigger) and setting(trigger, "triggerAuthenticationType").casefold() in ("tenant", "user")


def signs_in(action: Action) -> bool:
    """Whether an HTTP action may send a token: by its authentication, or with a header of its own.

    A user and password, or a certificate, is none (platform-facts 10); what the header gets at run time may be.
    """
    given = authentication(action)
    if isinstance(given, dict):
        return str(given.get("type")).casefold() not in _NO_TOKEN and not _is_basic(given.get("value"))
    return given is not None and not _is_basic(given)


def authentication(action: Action) -> Any:
    """How an HTTP action says who it is: its authentication, else the text of its header; None where it does not."""
    inputs = action.inputs if isinstance(action.inputs, dict) else {}
    if "authentication" in inputs:
        return inputs["authentication"]
    headers = inputs.get("headers")
    given = headers.items() if isinstance(headers, dict) else ()
    return next((value for name, value in given if name.casefold() == "authorization"), None)


def _is_basic(header: Any) -> bool:
    return isinstance(header, str) and header.lstrip().casefold().startswith("basic ")


def setting(trigger: Trigger, member: str) -> str:
    """A text among the trigger's inputs; empty where there is none."""
    found = trigger.inputs.get(member) if isinstance(trigger.inputs, dict) else None
    return found.strip() if isinstance(found, str) else ""
