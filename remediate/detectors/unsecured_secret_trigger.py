"""Triggers that are given a secret and show it in the run history.

What it finds: a button, app or HTTP trigger with a field, header or query parameter named like a credential, and the
trigger of a child flow to which another flow of the package passes a secret, without secured outputs.
Why it matters: whoever may see the flow's runs can read what was typed or passed, each time.
Fix: secured outputs on the trigger.
Fix safety: unsafe. What was passed is hidden from those who look into a run to find out why it failed; for other
triggers than buttons Microsoft documents the setting, but no export with it is known. A trigger called by Power Pages
supports none: there it is held.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow, Trigger
from remediate.flow.secured_data import Support, support
from remediate.flow.taint import taints_of
from remediate.flow.tainted import Origin
from remediate.remedies import Held, Safety, SecureData


def find(flow: Flow) -> Iterator[Finding]:
    """The trigger, if it is given a secret and does not hide it."""
    told = [way.source for way in taints_of(flow).arrives.ways.values() if way.origin is not Origin.HIDDEN]
    for trigger in flow.triggers if told else ():
        if "outputs" not in trigger.secured:
            listed = "; ".join(dict.fromkeys(told))
            yield Finding(
                trigger.pointer,
                f"{trigger.name} shows the credential that it is given in the run history",
                f"outputs: {listed}",
                _remedy(trigger),
            )


def _remedy(trigger: Trigger) -> SecureData | Held:
    if support(trigger, "outputs") is Support.NONE:
        return Held(
            f"a trigger of kind {trigger.kind or trigger.type} supports no secured outputs",
            "pass the name of a secret and let the flow read it",
        )
    return SecureData(trigger.pointer, frozenset({"outputs"}), Safety.UNSAFE)


def _asking(title: str, kind: str = "Button") -> examples.Definition:
    field = {"title": title, "type": "string", "x-ms-content-hint": "TEXT"}
    trigger = examples.request(kind, schema={"type": "object", "properties": {"text": field}})
    return examples.definition({"Note": examples.compose("started")}, {"manual": trigger})


_SECURED = _asking("Password")
_SECURED["triggers"]["manual"] |= examples.securing("outputs")

unsecured_secret_trigger = Detector(
    "unsecured-secret-trigger",
    find,
    examples=(
        Flagged(
            _asking("Password"),
            becomes={"triggers": {"manual": {"runtimeConfiguration": {"secureData": {"properties": ["outputs"]}}}}},
        ),
        Flagged(_asking("API key", "PowerPages")),
        Clean(_SECURED, because="what the trigger is given is hidden"),
        Clean(_asking("Order number"), because="no field is named like a credential"),
    ),
)
