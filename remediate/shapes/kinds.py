"""The sorts of credential that a name promises."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What sort of credential a name promises."""

    PASSWORD = "password"  # noqa: S105 - the kind's name
    SECRET = "secret"  # noqa: S105
    KEY = "key"
    TOKEN = "token"  # noqa: S105
    PIN = "PIN"
    CONNECTION = "connection string"
    CREDENTIAL = "credential"

    __hash__ = object.__hash__  # that of enums is a Python function, and these are looked up for every text


@dataclass(frozen=True, slots=True)
class Naming:
    """A telling name. `strong`: the name alone tells; otherwise the value must look like a secret as well."""

    kind: Kind
    strong: bool
