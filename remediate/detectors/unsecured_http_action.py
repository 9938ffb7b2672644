"""HTTP actions that show their requests and responses in the run history.

What it finds: an HTTP action without secured inputs, or without secured outputs.
Why it matters: some organisations ask for it of every HTTP action, whether or not it holds a secret; the playbook
`lockdown` does. Elsewhere it is not used, because secured actions cannot be debugged.
Fix: secured inputs and outputs.
Fix safety: safe. What the flow does stays the same; its run history shows less.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.remedies import SecureData

_WANTED = frozenset({"inputs", "outputs"})


def find(flow: Flow) -> Iterator[Finding]:
    """Every HTTP action that hides less than it can."""
    for action in flow.actions("Http"):
        missing = _WANTED - action.secured
        if missing:
            listed = " and ".join(sorted(missing))
            yield Finding(
                action.pointer,
                f"{action.name} shows its {listed} in the run history",
                f"secured {listed}: not set",
                SecureData(action.pointer, frozenset(missing)),
                action.name,
            )


_BOTH = examples.securing("inputs", "outputs")

unsecured_http_action = Detector(
    "unsecured-http-action",
    find,
    examples=(
        Flagged(examples.definition({"Call": examples.http()}), becomes={"actions": {"Call": _BOTH}}),
        Flagged(
            examples.definition({"Call": {**examples.http(), **examples.securing("inputs")}}),
            becomes={"actions": {"Call": _BOTH}},
        ),
        Clean(examples.definition({"Call": {**examples.http(), **_BOTH}}), because="both are hidden"),
        Clean(examples.definition({"Note": examples.compose("text")}), because="no HTTP action"),
    ),
)
