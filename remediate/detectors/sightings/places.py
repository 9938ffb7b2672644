"""What the members of a definition say about what they hold: their sort of place, and whose name counts."""

from enum import Enum
from functools import lru_cache
from string import digits
from typing import Any

from remediate.detectors.sightings.labels import GENERIC
from remediate.shapes.company import OTHER_THINGS, STAGES, SYSTEMS
from remediate.shapes.headers import header_naming
from remediate.shapes.looks import GUID, is_password_like, is_random
from remediate.shapes.names import Kind, naming, split
from remediate.shapes.roots import holds_root
from remediate.shapes.urls import parameter_naming
from remediate.shapes.vocabulary import SEVERAL, SINGLE
from remediate.shapes.words import plainly
from remediate.wdl import WdlError, parse
from remediate.wdl.tree import Interpolation, Whole
from remediate.wdl.view import last_key


class Place(Enum):
    """What a scalar is to the platform, as far as it matters here."""

    AUTHENTICATION = "authentication"
    HEADER = "header"
    QUERY = "query"
    PARAMETER = "parameter"
    OTHER = "other"

    __hash__ = object.__hash__  # that of enums is a Python function, and these are looked up for every text


#: Members of a step that are the platform's own, or other steps.
NOT_VALUES = frozenset(
    {"runAfter", "type", "kind", "actions", "else", "default", "metadata", "runtimeConfiguration", "limit", "cases"}
)
#: Members that are boilerplate wherever they stand.
BOILERPLATE = frozenset({"operationMetadataId", "$schema", "contentVersion", "schemaVersion", "host", "schema"})
_HEADERS = frozenset({"headers", "header", "httpheaders", "requestheaders", "customheaders", "defaultheaders"})
_QUERIES = frozenset({"queries", "query", "queryparameters", "params"})
COMPARISONS = frozenset(
    {"equals", "contains", "startsWith", "endsWith", "greater", "less", "greaterOrEquals", "lessOrEquals"}
)


def called(member: str) -> str:
    """The name in a member's name: `password` in the flattened `item/login/password` and `item/password/Value`."""
    return _last_segment(member) if "/" in member else member


@lru_cache(maxsize=16384)
def _last_segment(member: str) -> str:
    segments = member.split("/")
    while len(segments) > 1 and segments[-1] in GENERIC:
        del segments[-1]
    return segments[-1]


def _unnumbered(name: str) -> str:
    """A name without the number that the designer gives to a copy, `Compose_12`, which tells nothing."""
    stem = name.rstrip(digits)
    return stem[:-1] if stem[-1:] == "_" and len(stem) < len(name) else name


@lru_cache(maxsize=16384)
def tells(member: str) -> bool:
    """Whether a member of this name may hold a credential by its name alone."""
    return header_naming(_unnumbered(called(member))) is not None


@lru_cache(maxsize=16384)
def tells_in(place: Place, member: str) -> bool:
    """Whether a member of that place may hold a credential whatever it is called: all of an authentication may."""
    return place is Place.AUTHENTICATION or (place is Place.QUERY and parameter_naming(member) is not None)


@lru_cache(maxsize=16384)
def place_of(member: str) -> Place | None:
    """The sort of place that a member of this name opens, for what it holds; None for most."""
    lower = member.lower()
    last = lower.rpartition("/")[2]
    if last == "authentication":
        return Place.AUTHENTICATION
    if last in _HEADERS or "headers/" in lower:
        return Place.HEADER
    return Place.QUERY if last in _QUERIES else None


@lru_cache(maxsize=16384)
def is_strong(name: str) -> bool:
    """Whether an object of this name holds credentials by its name alone: `apiKeys`, `tokens`."""
    named = naming(_unnumbered(called(name)))
    return named is not None and (named.strong or (_is_several(name) and named.kind in _SEVERAL))


@lru_cache(maxsize=16384)
def _is_several(name: str) -> bool:
    """Whether a name is that of several: `apiKeys`, `Kennwörter`, `tokens_prod`."""
    words = split(plainly(_unnumbered(called(name))))
    return any(word in SEVERAL or (word[-1:] == "s" and word[:-1] in SINGLE) for word in words)


#: What stands in an object of several: `tokens`, `keys`.
_SEVERAL = frozenset({Kind.KEY, Kind.TOKEN})


@lru_cache(maxsize=16384)
def speaks(name: str) -> bool:
    """Whether a name holds a telling word at all, if only to say something about it: `PasswordLength`."""
    return holds_root(name.lower())


def hands_down(outer: str, member: str, value: str) -> bool:
    """Whether an object named like a credential names its members too: `{"apiKeys": {"prod": "..."}}`.

    What it says of one system or stage is its credential, however little its own name tells: `{"key": {"jira": ...}}`.
    """
    words = split(member)
    if not _ABOUT.isdisjoint(words):
        return False
    opened = bool(words) and all(word in _OPENED for word in words)
    if is_random(value) or GUID.fullmatch(value):
        return opened or (is_strong(outer) and is_random(value))
    named = naming(_unnumbered(called(outer)))
    password = opened and named is not None and named.strong and named.kind is Kind.PASSWORD
    return (password or _is_several(outer)) and is_password_like(value)


#: Members that say what a credential opens.
_OPENED = (SYSTEMS | STAGES) - {"api", "apis", "app", "apps", "application"}
#: Members that say about a credential, not what it is.
_ABOUT = OTHER_THINGS | {"user", "username", "login", "account", "client", "system", "host", "owner"}


def compared(value: Any) -> str:
    """What an operand of a comparison is called, if it reads something: its last key."""
    if not isinstance(value, str) or value[:1] != "@":
        return ""
    try:
        template = parse(value)
    except WdlError:
        return ""
    if isinstance(template, Whole):
        return last_key(template.expression)
    only = template.parts[0] if len(template.parts) == 1 else None
    return last_key(only.expression) if isinstance(only, Interpolation) else ""
