"""Secrets that pass through something that the run history cannot hide.

What it finds: a variable, condition, loop, response or other step that takes in a secret and supports no secured data.
Why it matters: every run writes the value in clear, however well its source and its users are secured.
Fix: none that keeps the flow as it is. The finding names the way that the value takes.
Fix safety: held. Let the steps that need the value read it from its source themselves.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.flow.secured_data import Support, support
from remediate.flow.taint import taints_of
from remediate.remedies import Held

_ELSEWHERE = "read the secret where it is used instead of passing it through {name}"
#: A comparison tells nothing of its value, and a Compose hides its inputs (platform-facts.md, section 5).
_COMPARED = "compare it in a Compose with secured inputs, and let {name} look only at what comes out"
_NEXT = {
    "terminate": "leave the secret out of the message of {name}",
    "if": _COMPARED,
    "switch": _COMPARED,
    "until": _COMPARED,
}


def find(flow: Flow) -> Iterator[Finding]:
    """Every step that takes in a secret and cannot hide it."""
    taints = taints_of(flow)
    for action in flow.all_actions if taints.has_source else ():
        taken = taints.takes_in(action)
        if taken and support(action, "inputs") is Support.NONE:
            route = " -> ".join(dict.fromkeys((*taken.way.told, action.name)))
            yield Finding(
                action.pointer,
                f"{action.name} cannot hide the secret that it takes in",
                f"the value goes {route}",
                Held(
                    f"{action.type} supports no secured inputs; the value goes {route}",
                    _NEXT.get(action.type.casefold(), _ELSEWHERE).format(name=action.name),
                ),
                action.name,
            )


_SET = {
    "type": "SetVariable",
    "inputs": {"name": "token", "value": "@body('Get_key')?['EnvironmentVariableSecretValue']"},
}
_READ = examples.secret_read("contoso_ApiKey")

exposed_secret = Detector(
    "exposed-secret",
    find,
    examples=(
        Flagged(examples.definition({"Get_key": _READ, "Set_token": examples.after(_SET, "Get_key")})),
        Clean(
            examples.definition({"Get_key": _READ, "Call": examples.after(examples.http(), "Get_key")}),
            because="the value reaches no step that shows it",
        ),
    ),
)
