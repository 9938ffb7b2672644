"""What is to be planted, and what a place is."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from planting.ground import Ground
from planting.kind import Form, Kind
from planting.marked import Marked, Tag
from planting.mint import Mint
from planting.names import Name

NAMED = frozenset({Form.TOKEN, Form.NUMBER, Form.LINE, Form.URL, Form.BLOCK, Form.BASIC, Form.COOKIE})
WORDS = frozenset({Form.TOKEN})
TEXTS = frozenset({Form.TOKEN, Form.NUMBER, Form.LINE, Form.URL})


@dataclass(frozen=True, slots=True)
class Seed:
    """A secret or a decoy with its name, ready to be put somewhere.

    `header` is `Name` or `Name: Scheme`, `query` a name in an address; both are already in the seed's variant.
    """

    text: Marked
    kind: str
    name: Name
    form: Form
    is_secret: bool
    variant: str = "plain"
    shaped: bool = False
    role: str = ""
    header: str = ""
    query: str = ""

    def at(self, place: str) -> "Seed":
        """The same seed, its marks tagged with what it is and where it stands."""
        return replace(self, text=self.text.under(Tag(self.kind, place, self.is_secret, self.variant)))

    @property
    def header_name(self) -> str:
        """The header's own name."""
        return self.header.partition(":")[0]

    @property
    def header_value(self) -> Marked:
        """The header's value: the scheme, if it has one, and the text."""
        scheme = self.header.partition(": ")[2]
        return scheme + (" " if scheme else "") + self.text


@dataclass(frozen=True, slots=True)
class Place:
    """A place where makers leave secrets: which seeds it takes and how it is made."""

    name: str
    put: Callable[[Ground, Mint, Seed], None]
    forms: frozenset[Form] = NAMED
    roles: frozenset[str] = frozenset()
    needs: str = ""  # "header" or "query": the seed must have one; "shaped": it must be told by itself
    decoys: bool = True  # whether decoys that are a value under a name may stand here

    def suits(self, kind: Kind) -> bool:
        """Whether secrets of that kind can stand here."""
        if kind.form not in self.forms or (self.roles and kind.role not in self.roles):
            return False
        carried = {"": True, "header": kind.headers or kind.form is Form.BASIC, "query": kind.queries}
        return bool(carried.get(self.needs, kind.shaped))

    def takes(self, seed: Seed) -> bool:
        """Whether the seed can stand here and still be told for what it is."""
        if seed.form not in self.forms or (self.roles and seed.is_secret and seed.role not in self.roles):
            return False
        return bool({"": True, "header": seed.header, "query": seed.query, "shaped": seed.shaped}[self.needs])
