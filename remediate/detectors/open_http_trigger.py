"""HTTP triggers that anyone may call.

What it finds: a request trigger (also that for Teams webhooks) whose callers need no token: `All`, or no setting at
all, which means the same. Also `User` without allowed users, which lets in everyone of the tenant.
Why it matters: the URL alone starts the flow, and URLs leak.
Fix: callers must bring an Entra ID token of the tenant, or be one of the allowed users.
Fix safety: unsafe. The URL changes and every caller must send a token (Microsoft: "OAuth authentication for
HTTP request triggers").
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow, Trigger
from remediate.remedies import LockTrigger

_KINDS = frozenset({"http", "teamswebhook"})


def find(flow: Flow) -> Iterator[Finding]:
    """Every request trigger whose callers are not asked who they are, or not well enough."""
    for trigger in flow.triggers:
        if trigger.is_a("Request") and trigger.kind.casefold() in _KINDS:
            reason = _reason(trigger)
            if reason:
                yield Finding(
                    trigger.pointer,
                    f"{trigger.name} can be called by {_callers(trigger)}",
                    reason,
                    LockTrigger(trigger.pointer),
                )


def _reason(trigger: Trigger) -> str:
    wanted = _text(trigger, "triggerAuthenticationType")
    if wanted.casefold() in {"", "all"}:
        said = "is All" if wanted else "is absent, which means All"
        return f"triggerAuthenticationType {said}"
    if wanted.casefold() == "user" and not _text(trigger, "triggerAllowedUsers"):
        return "triggerAuthenticationType is User, but triggerAllowedUsers names nobody"
    return ""


def _callers(trigger: Trigger) -> str:
    locked = _text(trigger, "triggerAuthenticationType").casefold() == "user"
    return "everyone in the tenant" if locked else "anyone who has its URL"


def _text(trigger: Trigger, member: str) -> str:
    found = trigger.inputs.get(member) if isinstance(trigger.inputs, dict) else None
    return found.strip() if isinstance(found, str) else ""


def _started_by(**inputs: str) -> examples.Definition:
    return examples.definition({"Note": examples.compose("@triggerBody()")}, {"manual": examples.request(**inputs)})


open_http_trigger = Detector(
    "open-http-trigger",
    find,
    examples=(
        Flagged(
            _started_by(),
            becomes={"triggers": {"manual": {"inputs": {"triggerAuthenticationType": "Tenant"}}}},
        ),
        Flagged(
            _started_by(triggerAuthenticationType="All"),
            becomes={"triggers": {"manual": {"inputs": {"triggerAuthenticationType": "Tenant"}}}},
        ),
        Flagged(_started_by(triggerAuthenticationType="User", triggerAllowedUsers="")),
        Clean(_started_by(triggerAuthenticationType="Tenant"), because="callers need a token of the tenant"),
        Clean(
            examples.definition(triggers={"manual": examples.request("Button")}),
            because="a button is pressed by people who are signed in",
        ),
    ),
)
