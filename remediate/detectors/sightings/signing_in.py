"""Credentials in the authentication of a step: in the member that is meant for them, or in another."""

from collections.abc import Iterator
from typing import Any

from remediate.detectors.sightings.reading import Reading
from remediate.shapes import headers
from remediate.shapes.found import Found
from remediate.shapes.looks import GUID, is_random
from remediate.shapes.names import Kind, Naming
from remediate.shapes.values import Verdict, judge
from remediate.wdl.view import OPAQUE, View

_DEMANDED = {
    "password": Naming(Kind.PASSWORD, strong=True),
    "secret": Naming(Kind.SECRET, strong=True),
    "clientsecret": Naming(Kind.SECRET, strong=True),
    "pfx": Naming(Kind.CREDENTIAL, strong=True),
    "value": Naming(Kind.TOKEN, strong=True),
}


def in_authentication(reading: Reading, view: View) -> Iterator[Found]:
    """The credential in a member of the authentication of a step."""
    field = str(reading.path[-1])
    named = _DEMANDED.get(field.lower())
    text = view.text
    if not view.flows:
        return
    if field.lower() == "username":
        yield from _key_as_user(reading, text)
    elif named is None:
        yield from _misplaced(field, text)
    elif field.lower() == "value" and (schemed := list(headers.in_authorization(field, text))):
        yield from schemed
    elif OPAQUE not in text and not _stands_for_nothing(reading, text):
        verdict = judge(text, named, demanded=True)
        if verdict is not Verdict.NO:
            yield Found.whole(text, field, verdict, f"the {field} of the authentication")


#: What stands as the password where a service takes its key as the user. Source: Freshdesk, BambooHR, Stripe.
_DUMMIES = frozenset({"", "x", "xxx", "none", "null", "unused", "dummy", "password", "-", "api_token", "token", ":"})


def _beside(reading: Reading, member: str) -> Any:
    """What the authentication of a step has under another name; empty if nothing, and outside steps."""
    if reading.step is None:
        return ""
    fields: Any = reading.step.node
    for name in reading.path[:-1]:
        fields = fields[name]
    return next((value for name, value in fields.items() if name.lower() == member), "")


def _stands_for_nothing(reading: Reading, text: str) -> bool:
    """Whether a password is a dummy beside a key as the user."""
    user = _beside(reading, "username") if text.strip().lower() in _DUMMIES else ""
    return _is_key(user, text)


def _key_as_user(reading: Reading, text: str) -> Iterator[Found]:
    """A key as the user of Basic credentials whose password is a dummy."""
    password = _beside(reading, "password")
    if isinstance(password, str) and password.strip().lower() in _DUMMIES and _is_key(text, password):
        yield Found.whole(text, "username", Verdict.SURE, "the username of the authentication")


def _is_key(user: Any, dummy: str) -> bool:
    """Whether a user is a key: drawn, or a GUID beside a dummy that somebody typed."""
    return isinstance(user, str) and (is_random(user) or (dummy.strip() != "" and GUID.fullmatch(user) is not None))


def _misplaced(field: str, text: str) -> Iterator[Found]:
    """A credential typed into a field that is meant for something else, such as `audience`."""
    if field.lower() not in {"type", "username"} and is_random(text) and "://" not in text:
        yield Found.whole(text, field, Verdict.LIKELY, f"the {field} of the authentication")
