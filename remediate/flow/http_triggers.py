"""HTTP triggers: whether they ask their callers who they are (platform-facts 6.1, 6.2)."""

from remediate.flow.actions import Trigger

_KINDS = frozenset({"http", "teamswebhook"})


def is_http_trigger(trigger: Trigger) -> bool:
    """Whether it is one of the triggers whose callers can be asked for a token."""
    return trigger.is_a("Request") and trigger.kind.casefold() in _KINDS


def asks_for_token(trigger: Trigger) -> bool:
    """Whether callers need an Entra ID token; without the setting anyone who has the URL may call."""
    return is_http_trigger(trigger) and setting(trigger, "triggerAuthenticationType").casefold() in ("tenant", "user")


def setting(trigger: Trigger, member: str) -> str:
    """A text among the trigger's inputs; empty where there is none."""
    found = trigger.inputs.get(member) if isinstance(trigger.inputs, dict) else None
    return found.strip() if isinstance(found, str) else ""
