"""What a kind of secret is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from planting.marked import Marked
from planting.mint import Mint


class Form(Enum):
    """How a secret is written, which decides where it can stand."""

    TOKEN = "token"  # one word or phrase, all of it secret
    NUMBER = "number"  # digits only; may be a JSON number
    LINE = "line"  # text of which parts are secret: a connection string
    URL = "url"  # an absolute address of which a part, or all, is secret
    BLOCK = "block"  # several lines or kilobytes: a PEM key, a certificate
    COOKIE = "cookie"  # the value of a Cookie header, parts secret
    BASIC = "basic"  # `Basic ` and base64 of user and password


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of secret.

    `role` selects the names it goes by, `vendor` a word in front of them. `shaped` says that it can be told by itself,
    under a name that says nothing. `headers` are `Name` or `Name: Scheme`, `queries` names in an address.
    """

    name: str
    role: str
    mint: Callable[[Mint], Marked]
    form: Form = Form.TOKEN
    shaped: bool = False
    vendor: str = ""
    headers: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
