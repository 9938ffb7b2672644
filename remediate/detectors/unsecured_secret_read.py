"""Actions that get a secret from a vault or a token endpoint and leave it in the run history.

What it finds: a read of a Secret environment variable or of a Key Vault secret, a request for an OAuth token, or a call
of a child flow of the package that answers with a secret, whose outputs are not secured.
Why it matters: every run writes the value in clear into a history that co-owners can read.
Fix: secured outputs on the action.
Fix safety: safe. Other actions read the value as before; only the history hides it. Unsafe for calls of child flows:
Microsoft documents the setting for their outputs, but no export with it is known.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Action, Flow
from remediate.flow.secured_data import Support, support
from remediate.flow.taint_sources import called_flow
from remediate.remedies import Safety, SecureData


def find(flow: Flow) -> Iterator[Finding]:
    """Every action that gets a secret and shows it."""
    given = flow.secret_givers
    if flow.neighbours.children:
        given = tuple(action for action in flow.all_actions if action in flow.secret_givers or _answered(flow, action))
    for action in given:
        if "outputs" not in action.secured:
            sure = support(action, "outputs") is Support.CONFIRMED
            yield Finding(
                action.pointer,
                f"{action.name} writes the secret that it gets into the run history",
                "an action that gets a secret has no secured outputs",
                SecureData(action.pointer, frozenset({"outputs"}), Safety.SAFE if sure else Safety.UNSAFE),
                action.name,
            )


def _answered(flow: Flow, action: Action) -> bool:
    child = flow.neighbours.children.get(called_flow(action))
    return child is not None and bool(child.returns)


_READ = examples.secret_read("contoso_ErpPassword", secured=False)

unsecured_secret_read = Detector(
    "unsecured-secret-read",
    find,
    examples=(
        Flagged(
            examples.definition({"Get_password": _READ}),
            becomes={"actions": {"Get_password": examples.secret_read("contoso_ErpPassword")}},
        ),
        Clean(
            examples.definition({"Get_password": examples.secret_read("contoso_ErpPassword")}),
            because="its outputs are secured",
        ),
    ),
)
