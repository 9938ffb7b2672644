"""HTTP triggers that anyone may call.

What it finds: a request trigger (also that for Teams webhooks) whose callers need no token: `All`, or no setting at
all, which means the same.
Why it matters: the URL alone starts the flow, and URLs leak.
Fix: callers must bring an Entra ID token of the tenant, or be one of the allowed users.
Fix safety: unsafe. The URL changes and every caller must send a token (Microsoft: "OAuth authentication for
HTTP request triggers"). Held where the flow gives its own URL away when it runs (`listCallbackUrl()`).
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.flow.callback_urls import hands_out_its_url
from remediate.flow.http_triggers import is_http_trigger, setting
from remediate.remedies import Held, LockTrigger

_HANDED_OUT = Held(
    "the flow gives its URL away with listCallbackUrl(), and what that is for a locked trigger is not documented",
    "lock it by hand, once whoever is given the URL can send a token",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Every request trigger whose callers are not asked who they are."""
    for trigger in flow.triggers:
        wanted = setting(trigger, "triggerAuthenticationType")
        if is_http_trigger(trigger) and wanted.casefold() in ("", "all"):
            said = "is All" if wanted else "is absent, which means All"
            yield Finding(
                trigger.pointer,
                f"{trigger.name} can be called by anyone who has its URL",
                f"triggerAuthenticationType {said}",
                _HANDED_OUT if hands_out_its_url(flow) else LockTrigger(trigger.pointer),
            )


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
        Flagged(
            examples.definition(
                {"Register": examples.http(method="POST", body={"url": "@listCallbackUrl()"})},
                {"manual": examples.request()},
            )
        ),
        Clean(_started_by(triggerAuthenticationType="Tenant"), because="callers need a token of the tenant"),
        Clean(
            examples.definition(triggers={"manual": examples.request("Button")}),
            because="a button is pressed by people who are signed in",
        ),
    ),
)
