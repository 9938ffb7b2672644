"""An HTTP action that signs in to the trigger it calls (platform-facts 6.2 and 10)."""

from collections.abc import Collection, Iterator
from urllib.parse import unquote

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.callback_urls import called_url, signature, signatures, unsigned, without_signature
from remediate.flow.order import runs_only_after
from remediate.flow.secret_reads import retrieved_secret, retrieved_variable
from remediate.flow.typed_texts import TypedText
from remediate.flow.variable_urls import given_url
from remediate.remedies.connector import action_name
from remediate.remedies.constants import Constant, constant_at, parameter_at, remove
from remediate.remedies.interface import Held, Literal, MoveToVault, Registration, SendToken
from remediate.remedies.move import Surroundings, can_be_kept
from remediate.remedies.naming import Entry
from remediate.remedies.patching import Patching
from remediate.remedies.placement import find_spot
from remediate.remedies.reading import Read, place_reads
from remediate.secret import Secret

_LABEL = "caller secret"
_ANOTHER_SECRET = Held("its URL is put together with another secret", "type the URL into the action without that")


def send_token(
    flow: Flow, patching: Patching, remedy: SendToken, surroundings: Surroundings, literals: Collection[Literal]
) -> tuple[tuple[Read, ...], tuple[Read, ...], bool] | Held:
    """Let the action sign in, and take the signature out of its URL.

    `literals` are the secrets of the flow: typed into a URL, another one than its signature might be told no more.
    Gives back the new read, if any, the signature on its way to the vault, and whether a connection is needed.
    """
    action = next((a for a in flow.actions("Http") if a.pointer == remedy.pointer), None)
    registration, connection = remedy.registration, surroundings.connection
    url = called_url(flow, action) if action is not None else None
    if action is None or registration is None:
        return Held("the action that calls is not there any more")
    if url is None:
        return Held("the URL is computed", "type it into the action, with interpolations where it changes")
    if any(_is_put_in(literal, url) for literal in literals):
        return _ANOTHER_SECRET
    kept = tuple(_signatures(action, url.text, surroundings))  # before the document that the action is seen in changes
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
    _sign_in(patching, action, url.text, _authentication(remedy, registration, connection.expression(read.action)))
    for source in url.sources:
        _let_go(flow.with_document(patching.document), patching, source)
    return new, kept, needs


def is_signature(remedy: object) -> bool:
    """Whether a remedy moves the signature of a callback URL."""
    return isinstance(remedy, MoveToVault) and remedy.literal.field.casefold() == "sig"


def _is_put_in(literal: Literal, url: TypedText) -> bool:
    """Whether the URL takes the secret from somewhere else, and will not lose it as it loses its signature."""
    lost = {spelled for one in signatures(url.text) for spelled in (one, unquote(one))}
    return literal.pointer in url.sources and literal.secret.reveal() not in lost


def _authentication(remedy: SendToken, registration: Registration, expression: str) -> dict[str, str]:
    return {
        "type": "ActiveDirectoryOAuth",
        "tenant": registration.tenant,
        "audience": remedy.audience,
        "clientId": registration.client_id,
        "secret": f"@{expression}",
    }


def _sign_in(patching: Patching, action: Action, url: str, authentication: dict[str, str]) -> None:
    """The URL stands in the action from now on: that of a locked trigger is another one, and must be compared."""
    inputs = ptr.join(action.pointer, "inputs")
    queries = action.inputs.get("queries")
    patching.replace(ptr.join(inputs, "uri"), without_signature(url))
    if (rest := unsigned(queries)) != queries:
        patching.replace(ptr.join(inputs, "queries"), rest)
    patching.add(ptr.join(inputs, "authentication"), authentication)


def _let_go(flow: Flow, patching: Patching, source: str) -> None:
    """Take out the parameter that gave the signature out of a variable, once nothing reads it: then that can go too."""
    name = parameter_at(flow, source)
    given = given_url(flow, name) if name else None
    found = constant_at(flow, source) if given and signature(given) else None
    if isinstance(found, Constant) and not found.readers:
        remove(found, patching)


def _known_read(flow: Flow, action: Action, entry: Entry) -> Read | None:
    """A read of the same secret that an earlier call of this flow got, if it is sure to come first here too."""
    found = next((other for other in flow.all_actions if _reads(other, entry) and runs_only_after(action, other)), None)
    return Read(found.name, entry, None) if found else None


def _reads(action: Action, entry: Entry) -> bool:
    if not entry.schema_name:
        return retrieved_secret(action) == entry.secret_name
    return (retrieved_variable(action) or "").casefold() == entry.schema_name.casefold()


def _signatures(action: Action, url: str, surroundings: Surroundings) -> Iterator[Read]:
    """The signatures that the call loses, in its URL and beside it: kept in the vault, as nothing is thrown away."""
    for secret in map(Secret, signatures(url, action.inputs.get("queries"))):
        if can_be_kept(secret):
            literal = Literal(ptr.join(action.pointer, "inputs", "uri"), None, secret, action.name, "sig")
            yield Read("", surroundings.names.entry(literal), secret)
