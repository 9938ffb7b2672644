"""Where invented material comes from: random text in the alphabets of real secrets, and plausible surroundings."""

import random
import string
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

LOWER = string.ascii_lowercase + string.digits
HEX = "0123456789abcdef"
BASE62 = string.ascii_letters + string.digits
BASE64 = BASE62 + "+/"
BASE64URL = BASE62 + "-_"
BASE32 = string.ascii_uppercase + "234567"

MARKER = "CANARY"

_SYSTEMS = [
    "sap",
    "erp",
    "crm",
    "sftp",
    "hr",
    "payroll",
    "orders",
    "billing",
    "jira",
    "servicenow",
    "ldap",
    "warehouse",
    "legacy",
    "intranet",
    "portal",
    "dwh",
]
_COMPANIES = [
    "contoso",
    "fabrikam",
    "northwind",
    "adatum",
    "tailspin",
    "woodgrove",
    "litware",
    "proseware",
    "wingtip",
    "vanarsdel",
]
_PEOPLE = [
    "anna.keller",
    "j.dupont",
    "m.rossi",
    "svc-flow",
    "svc_orders",
    "integration",
    "api-user",
    "r.jansen",
    "l.silva",
    "kowalski",
]
_PATHS = ["api", "v1", "v2.0", "orders", "customers", "items", "export", "sync"]


@dataclass(frozen=True, slots=True)
class Mint:
    """All randomness of one planting. `marker` is put into every value whose alphabet has its letters."""

    rng: random.Random
    marker: str = MARKER

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[self.rng.randrange(len(choices))]

    def chance(self, share: float) -> bool:
        """True in about `share` of the cases."""
        return self.rng.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.rng.randint(low, high)

    def chars(self, alphabet: str, length: int) -> str:
        """`length` characters, the marker somewhere among them if they can spell it."""
        text = "".join(self.rng.choices(alphabet, k=length))
        return self._marked(text) if set(self.marker) <= set(alphabet) else text

    def _marked(self, text: str) -> str:
        room = len(text) - len(self.marker)
        if room < 0 or not self.marker:
            return text
        at = self.rng.randint(0, room)
        return text[:at] + self.marker + text[at + len(self.marker) :]

    def plain(self, alphabet: str, length: int) -> str:
        """`length` characters without the marker, for ids and decoys."""
        return "".join(self.rng.choices(alphabet, k=length))

    def hex(self, length: int) -> str:
        """Hexadecimal digits; they cannot spell the marker."""
        return self.plain(HEX, length)

    def base64(self, size: int) -> str:
        """Base64 of `size` bytes, padded, with the marker."""
        length = -(-size * 4 // 3)
        return self.chars(BASE64, length) + "=" * (-length % 4)

    def guid(self) -> str:
        """A GUID in lower case."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def company(self) -> str:
        """A fictitious company."""
        return self.pick(_COMPANIES)

    def system(self) -> str:
        """What makers call the thing they talk to."""
        return self.pick(_SYSTEMS)

    def user(self) -> str:
        """A user or service account."""
        return self.pick(_PEOPLE)

    def host(self) -> str:
        """A host name of a fictitious company."""
        return f"{self.pick(('api', 'erp', 'gateway', 'services', 'app-prod', 'intranet'))}.{self.company()}.example"

    def path(self) -> str:
        """A path of an API."""
        return "/" + "/".join(self.rng.sample(_PATHS, 3))

    def url(self) -> str:
        """An address without a query."""
        return f"https://{self.host()}{self.path()}"

    def upper_guid(self) -> str:
        """A GUID in upper case, as file names have them."""
        return self.guid().upper()
