"""HTTP triggers for specific users that name none.

What it finds: a request trigger whose `triggerAuthenticationType` is `User` and whose `triggerAllowedUsers` is empty.
Why it matters: it looks as if only some could call the flow; Microsoft: an empty list means every user of the tenant.
Fix: the users that the playbook names in this step's `allowed_users`. Without them it is reported: whom to let in is
for a person to say.
Fix safety: unsafe. Callers that are not among the users are refused.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.flow.http_triggers import is_http_trigger, setting
from remediate.remedies import LockTrigger


def find(flow: Flow) -> Iterator[Finding]:
    """Every request trigger that lets in specific users and names none."""
    for trigger in flow.triggers:
        specific = is_http_trigger(trigger) and setting(trigger, "triggerAuthenticationType").casefold() == "user"
        if specific and not setting(trigger, "triggerAllowedUsers"):
            yield Finding(
                trigger.pointer,
                f"{trigger.name} can be called by everyone in the tenant",
                "triggerAuthenticationType is User, but triggerAllowedUsers names nobody",
                LockTrigger(trigger.pointer, names_users=True),
            )


def _allowing(users: str) -> examples.Definition:
    trigger = examples.request(triggerAuthenticationType="User", triggerAllowedUsers=users)
    return examples.definition({"Note": examples.compose("@triggerBody()")}, {"manual": trigger})


empty_allowed_users = Detector(
    "empty-allowed-users",
    find,
    examples=(
        Flagged(_allowing("")),
        Clean(_allowing("orders@contoso.example"), because="it names whom it lets in"),
        Clean(
            examples.definition(triggers={"manual": examples.request(triggerAuthenticationType="Tenant")}),
            because="it says itself that everyone in the tenant may call",
        ),
    ),
)
