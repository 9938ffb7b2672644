"""Actions that take in a secret and show it in the run history.

What it finds: an action whose inputs read a secret, directly or through others, without secured inputs. A secret is
what a vault or a token endpoint gives, and what the author of the flow hides already: secured outputs.
Why it matters: the read is hidden, but each run writes the value in clear where it is used.
Fix: secured inputs on the action, and secured outputs where its outputs repeat its inputs.
Fix safety: safe for connector actions, HTTP, child flows, Compose and Parse JSON. Unsafe for types that Microsoft
documents as supporting it but that were never seen so in an export: activation may answer
InvalidSecureDataConfiguration. Where nothing but a hidden output says that the value is a secret, that is not proposed:
the platform itself hides the inputs of an action that uses a hidden output.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Action, Flow
from remediate.flow.secured_data import Support, support
from remediate.flow.taint import taints_of
from remediate.flow.tainted import Origin
from remediate.remedies import Safety, SecureData


def find(flow: Flow) -> Iterator[Finding]:
    """Every action that takes in a secret, could hide it and does not."""
    taints = taints_of(flow)
    for action in flow.all_actions if taints.has_source else ():
        taken = taints.takes_in(action)
        missing = _missing(action, repeats=bool(taints.gives_out(action))) if taken else {}
        safe = all(supported is Support.CONFIRMED for supported in missing.values())
        if missing and (safe or taken.way.origin is not Origin.HIDDEN):
            yield Finding(
                action.pointer,
                f"{action.name} shows {taken.way.what} in the run history",
                f"inputs: reads {taken.way}",
                SecureData(action.pointer, frozenset(missing), Safety.SAFE if safe else Safety.UNSAFE),
                action.name,
            )


def _missing(action: Action, *, repeats: bool) -> dict[str, Support]:
    # what a child flow answers with is a secret of its own, and told of as one
    wanted = ("inputs", "outputs") if repeats and not action.is_a("Workflow") else ("inputs",)
    supported = {name: support(action, name) for name in wanted if name not in action.secured}
    return {name: how for name, how in supported.items() if how is not Support.NONE}


_CALL = examples.http(headers={"x-api-key": "@body('Get_key')?['EnvironmentVariableSecretValue']"})
_READ = examples.secret_read("contoso_ApiKey")

unsecured_secret_use = Detector(
    "unsecured-secret-use",
    find,
    examples=(
        Flagged(
            examples.definition({"Get_key": _READ, "Call": examples.after(_CALL, "Get_key")}),
            becomes={"actions": {"Call": {"runtimeConfiguration": {"secureData": {"properties": ["inputs"]}}}}},
        ),
        Clean(
            examples.definition({"Get_key": _READ, "Call": examples.http()}),
            because="the action does not read the secret",
        ),
    ),
)
