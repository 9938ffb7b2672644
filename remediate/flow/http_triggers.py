"""HTTP triggers and their callers: who asks for a token, and who sends one (platform-facts 6.1, 6.2)."""

from remediate.flow.actions import Action, Trigger

_KINDS = frozenset({"http", "teamswebhook"})


def is_http_trigger(trigger: Trigger) -> bool:
    """Whether it is one of the triggers whose callers can be asked for a token."""
    return trigger.is_a("Request") and trigger.kind.casefold() in _KINDS


def asks_for_token(trigger: Trigger) -> bool:
    """Whether callers need an Entra ID token; without the setting anyone who has the URL may call."""
    return is_http_trigger(trigger) and setting(trigger, "triggerAuthenticationType").casefold() in ("tenant", "user")


def signs_in(action: Action) -> bool:
    """Whether an HTTP action says who it is: by its authentication, or with a header of its own."""
    if not isinstance(action.inputs, dict):
        return False
    headers = action.inputs.get("headers")
    names = {name.casefold() for name in headers} if isinstance(headers, dict) else set()
    return "authentication" in action.inputs or "authorization" in names


def setting(trigger: Trigger, member: str) -> str:
    """A text among the trigger's inputs; empty where there is none."""
    found = trigger.inputs.get(member) if isinstance(trigger.inputs, dict) else None
    return found.strip() if isinstance(found, str) else ""
