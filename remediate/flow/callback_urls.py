"""URLs that start a flow by its HTTP trigger, wherever they stand in a text (platform-facts 6.2).

`https://<host>/.../workflows/<id>/triggers/<name>/paths/invoke?...`: the id is 32 hexadecimal digits. It may be the
workflow's id in Dataverse, and may be another one of the platform's own: only an equal id says which flow is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from remediate import wdl
from remediate.flow import pointer as ptr
from remediate.flow.actions import Action
from remediate.flow.flow import Flow
from remediate.flow.typed_texts import TypedText, typed_text
from remediate.flow.variable_urls import CALLED, given_urls, parameters_in, why_unsure
from remediate.shapes.addresses import Url, urls

_ID = re.compile(r"[0-9a-f]{32}")
#: The parameters by which the URL alone opens the trigger; a value may be an interpolation.
_PARTS = frozenset({"sp", "sv", "sig"})
_SIGNED = re.compile(r"(?<=[?&])(sp|sv|sig)=((?:@\{[^}]*\}|@(?!\{)|[^&@])*)(?:&|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CallbackUrl:
    """The host of such a URL, and the id in it in lower case without hyphens; empty where that is computed."""

    host: str
    workflow: str


@dataclass(frozen=True, slots=True)
class CallSite:
    """Where a flow holds a callback URL: the pointer into the file, and the step or parameter for people.

    `unsure` is why the URL that a step gets from an environment variable may not be typed into it; else empty.
    """

    pointer: str
    step: str
    url: CallbackUrl
    unsure: str = ""


def callback_urls(text: str) -> Iterator[CallbackUrl]:
    """The callback URLs in a text. Their signatures are left behind."""
    if "/workflows/" in text.casefold():
        for url in urls(text):
            match = CALLED.search(url.path)
            if match:
                yield CallbackUrl(_host(url), same_id(match[1]))


def call_sites(flow: Flow) -> Iterator[CallSite]:
    """Every callback URL that the flow holds: at the requests that call it, then where else one stands.

    A URL that only requests read, from a variable, a Compose or a parameter, is a site of theirs.
    """
    read: set[str] = set()
    for action in flow.actions("Http"):
        at = ptr.join(action.pointer, "inputs", "uri")
        typed = called_url(flow, action) or TypedText("")
        for url in callback_urls(typed.text):
            read.update((at, *typed.sources))
            yield CallSite(at, action.name, url)
        yield from _unsure(flow, action, at)
    for leaf in flow.leaves:
        for url in callback_urls(leaf.text):
            if leaf.pointer not in read:
                name = leaf.owner.name if leaf.owner else str(leaf.path[1] if len(leaf.path) > 1 else leaf.path[0])
                yield CallSite(leaf.pointer, name, url)


def _unsure(flow: Flow, action: Action, at: str) -> Iterator[CallSite]:
    """The callback URLs that a request may get from variables of the package, each flow that is called once."""
    for name in parameters_in(flow, _uri(action) or ""):
        if reason := why_unsure(flow, name):
            found = (url for secret in given_urls(flow, name) for url in callback_urls(secret.reveal()))
            yield from ({url: CallSite(at, action.name, url, reason) for url in found}).values()


def hands_out_its_url(flow: Flow) -> bool:
    """Whether an expression of the flow gives the URL of its own trigger (`listCallbackUrl()`) to somebody."""
    return any("listcallbackurl" in leaf.text.casefold() for leaf in flow.leaves if "@" in leaf.text)


def called_url(flow: Flow, action: Action) -> TypedText | None:
    """The URL of a request in one piece; None where it is not known."""
    uri = _uri(action)
    if uri is None:
        return None
    return typed_text(flow, action, uri) if "@" in uri else TypedText(uri)


def _uri(action: Action) -> str | None:
    """The URL of a request as the file has it."""
    uri = action.inputs.get("uri") if isinstance(action.inputs, dict) else None
    return uri if isinstance(uri, str) else None


def without_signature(url: str) -> str:
    """The URL without `sp`, `sv` and `sig`, as a trigger has it that asks for a token (platform-facts 6.2)."""
    return _SIGNED.sub("", url).rstrip("&?")


def unsigned(queries: object) -> object:
    """An action's `queries` without the parts of the signature that stand there, beside the URL."""
    if not isinstance(queries, dict):
        return queries
    return {name: value for name, value in queries.items() if name.casefold() not in _PARTS}


def signatures(url: str, queries: object = None) -> Iterator[str]:
    """The signatures that are written in the URL and among an action's `queries`: none that is computed."""
    for match in _SIGNED.finditer(url):
        if match[1].lower() == "sig" and match[2] and "@{" not in match[2]:
            yield match[2]
    for name, value in queries.items() if isinstance(queries, dict) else ():
        if name.casefold() == "sig" and isinstance(value, str) and (typed := wdl.literal_value(value)):
            yield typed


def signature(url: str) -> str:
    """The signature as it is written in the URL; empty where there is none, or it is computed."""
    return next(signatures(url), "")


def same_id(written: str) -> str:
    """An id in the form in which ids are compared; empty for what is none."""
    plain = written.strip("{}").replace("-", "").lower()
    return plain if _ID.fullmatch(plain) else ""


def _host(url: Url) -> str:
    return "" if "@{" in url.text[url.authority : url.host_end] else url.host
