"""Calls of HTTP triggers that ask for a token, by flows that send none.

What it finds: a callback URL of a flow of the same package, or of the same run where the playbook gives an app
registration, whose trigger asks its callers for an Entra ID token or will after this run. The flow is known by the
workflow id in the URL; where the platform gave it another id, nothing is found.
Why it matters: the trigger answers such a call with 401. The signature in the URL does not help, it is not taken.
Fix: where the playbook gives an app registration (`tenant`, `client_id`, and the name of its `secret` in the vault),
the HTTP action signs in with it, and the URL loses its signature, which is kept in the vault. A URL that the action
reads from a variable, Compose or parameter that never changes is typed into the action, also where only an ordinary
environment variable of the package has it. Where that has more than one value (its current one, its default, a
deployment settings file), or its URL holds more than the signature, the call is held; so it is where a URL is put
together with another secret. Once nothing else in the package uses the variable, it is emptied. Where the host does not
tell the cloud, the playbook does (`cloud`). An action that signs in with a password or certificate, which is no token,
is held.
Fix safety: unsafe. The URL of a locked trigger is known only after the import: compare it with the one in the action.
The registration must be let in where only some users are.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.callback_urls import CallSite, call_sites
from remediate.flow.clouds import audience
from remediate.flow.http_triggers import authentication, signs_in
from remediate.remedies import Held, SendToken


def find(flow: Flow) -> Iterator[Finding]:
    """Every callback URL of a trigger that asks for a token, but for those of actions that sign in."""
    doors = flow.neighbours.doors
    for site in call_sites(flow) if doors else ():
        called = doors.get(site.url.workflow, "")
        action = flow.action(site.step)
        if called and not (action is not None and signs_in(action)):
            yield Finding(
                site.pointer,
                f"{site.step} calls {called} without the token that it asks for",
                f"the URL has the workflow id of {called}",
                _remedy(site, action),
                action.name if action else "",
            )


def _remedy(site: CallSite, action: Action | None) -> SendToken | Held:
    if site.unsure:
        return Held(site.unsure, "type it into the action")
    if action is None or not action.is_a("Http") or site.pointer != ptr.join(action.pointer, "inputs", "uri"):
        return Held(
            f"the URL stands in {site.step}, so which action calls with it is not sure", "type it into the action"
        )
    if authentication(action) is not None:
        return Held(f"{site.step} signs in with something else", "let it sign in with an Entra ID token instead")
    return SendToken(action.pointer, audience(site.url.host))


_ID = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
_URL = f"https://prod-01.westeurope.logic.azure.com/workflows/{_ID}/triggers/manual/paths/invoke?api-version=1"
_SIGNED_IN = {"type": "ActiveDirectoryOAuth", "tenant": "t", "audience": "a", "clientId": "c", "secret": "@body('Get')"}
_PASSWORD = {"type": "Basic", "username": "u", "password": "@body('Get')"}

caller_without_token = Detector(
    "caller-without-token",
    find,
    examples=(
        Flagged(examples.definition({"Call": examples.http(_URL, method="POST")}), doors={_ID: "Orders"}),
        Flagged(
            examples.definition({"Call": examples.http(_URL, method="POST", authentication=_PASSWORD)}),
            doors={_ID: "Orders"},
        ),
        Clean(
            examples.definition({"Call": examples.http(_URL, method="POST")}),
            because="no flow of that id is known to ask for a token",
        ),
        Clean(
            examples.definition({"Call": examples.http(_URL, method="POST", authentication=_SIGNED_IN)}),
            because="the action signs in",
            doors={_ID: "Orders"},
        ),
    ),
)
