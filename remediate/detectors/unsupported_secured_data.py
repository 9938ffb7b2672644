"""Steps that hide inputs or outputs which their type cannot hide.

What it finds: `secureData` on a type that does not support it: outputs of Compose, Parse JSON and Response, anything
of variables, conditions, loops, scopes, recurrences and the Power Pages trigger.
Why it matters: the solution imports, and then the flow refuses to turn on with `InvalidSecureDataConfiguration`; the
designer does not even show the setting.
Fix: the setting goes, for what is not supported.
Fix safety: safe. It never hid anything.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.flow.actions import Trigger
from remediate.flow.secured_data import Support, support
from remediate.remedies import UnsecureData


def find(flow: Flow) -> Iterator[Finding]:
    """Every step with a secured property that its type does not support."""
    for step in flow.hiding:
        wrong = [name for name in sorted(step.secured) if support(step, name) is Support.NONE]
        if wrong:
            listed = " and ".join(wrong)
            yield Finding(
                step.pointer,
                f"{step.name} hides its {listed}, which its type does not support, so the flow cannot turn on",
                f"the type {step.type} does not support secured {listed}",
                UnsecureData(step.pointer, frozenset(wrong)),
                "" if isinstance(step, Trigger) else step.name,
            )


_COMPOSE = examples.compose("@body('Get')")

unsupported_secured_data = Detector(
    "unsupported-secured-data",
    find,
    examples=(
        Flagged(
            examples.definition({"Note": {**_COMPOSE, **examples.securing("inputs", "outputs")}}),
            becomes={"actions": {"Note": {"runtimeConfiguration": {"secureData": {"properties": ["inputs"]}}}}},
        ),
        Flagged(
            examples.definition(
                {"Initialize": {**examples.variable("n", 1, "integer"), **examples.securing("inputs")}}
            ),
            becomes={"actions": {"Initialize": {"type": "InitializeVariable"}}},
        ),
        Clean(
            examples.definition({"Note": {**_COMPOSE, **examples.securing("inputs")}}),
            because="Compose can hide its inputs",
        ),
        Clean(
            examples.definition({"Call": {**examples.http(), **examples.securing("inputs", "outputs")}}),
            because="HTTP can hide both",
        ),
    ),
)
