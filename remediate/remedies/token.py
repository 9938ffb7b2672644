"""An HTTP action that signs in to the trigger it calls (platform-facts 6.2 and 10)."""

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.callback_urls import is_signed_elsewhere, signature, without_signature
from remediate.flow.order import runs_only_after
from remediate.flow.secret_reads import retrieved_variable
from remediate.remedies.connector import action_name
from remediate.remedies.interface import Held, Literal, MoveToVault, Registration, SendToken
from remediate.remedies.move import Surroundings, can_be_kept
from remediate.remedies.naming import Entry
from remediate.remedies.patching import Patching
from remediate.remedies.placement import find_spot
from remediate.remedies.reading import Read, place_reads
from remediate.remedies.variable_read import Connection
from remediate.secret import Secret

_LABEL = "caller secret"


def send_token(
    flow: Flow, patching: Patching, remedy: SendToken, surroundings: Surroundings
) -> tuple[tuple[Read, ...], tuple[Read, ...], bool] | Held:
    """Let the action sign in, and take the signature out of its URL.

    Gives back the new read, if any, the signature on its way to the vault, and whether a connection is needed.
    """
    action = next((a for a in flow.actions("Http") if a.pointer == remedy.pointer), None)
    registration = remedy.registration
    if action is None or registration is None or not isinstance(action.inputs.get("uri"), str):
        return Held("the action that calls is not there any more")
    if action.inputs["uri"].startswith("@"):
        return Held("the URL is computed", "type it into the action, with interpolations where it changes")
    connection = surroundings.connection
    if not isinstance(connection, Connection):
        return Held("a flow outside solutions cannot use environment variables", "add the flow to a solution")
    if is_signed_elsewhere(action.inputs.get("queries")):
        return Held("the signature stands among the queries of the action", "type the URL in one piece")
    kept = tuple(_signature(action, surroundings))  # before the document that the action is seen in changes
    entry = surroundings.names.existing(registration.secret, _LABEL)
    read, needs = _known_read(flow, action, entry), False
    new: tuple[Read, ...] = ()
    if read is None:
        spot = find_spot(flow, [action])
        if isinstance(spot, Held):
            return spot
        read = Read(action_name(flow, entry.label), entry, None)
        key, needs = connection.provide(flow, patching)
        place_reads(flow, patching, [(read, spot)], connection, key)
        new = (read,)
    _sign_in(patching, action, remedy.audience, registration, connection.expression(read.action))
    return new, kept, needs


def is_signature(remedy: object) -> bool:
    """Whether a remedy moves the signature of a callback URL."""
    return isinstance(remedy, MoveToVault) and remedy.literal.field.casefold() == "sig"


def _sign_in(patching: Patching, action: Action, audience: str, registration: Registration, expression: str) -> None:
    inputs = ptr.join(action.pointer, "inputs")
    patching.replace(ptr.join(inputs, "uri"), without_signature(action.inputs["uri"]))
    patching.add(
        ptr.join(inputs, "authentication"),
        {
            "type": "ActiveDirectoryOAuth",
            "tenant": registration.tenant,
            "audience": audience,
            "clientId": registration.client_id,
            "secret": f"@{expression}",
        },
    )


def _known_read(flow: Flow, action: Action, entry: Entry) -> Read | None:
    """A read of the same secret that an earlier call of this flow got, if it is sure to come first here too."""
    wanted = entry.schema_name.casefold()
    reads = (other for other in flow.all_actions if (retrieved_variable(other) or "").casefold() == wanted)
    found = next((other for other in reads if runs_only_after(action, other)), None)
    return Read(found.name, entry, None) if found else None


def _signature(action: Action, surroundings: Surroundings) -> list[Read]:
    """The signature that the URL loses: kept in the vault, as nothing is thrown away."""
    secret = Secret(signature(action.inputs["uri"]))
    if not can_be_kept(secret):
        return []
    literal = Literal(ptr.join(action.pointer, "inputs", "uri"), None, secret, action.name, "sig")
    return [Read("", surroundings.names.entry(literal), secret)]
