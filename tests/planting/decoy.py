"""What a class of decoys is: values that look like secrets, or are named like them, and are none."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from planting.ground import Ground
from planting.kind import Form
from planting.marked import Mark, Marked, Tag
from planting.mint import Mint
from planting.names import Name
from planting.seed import Place, Seed

#: Places where a value stands whole, under a name.
MEMBERS = frozenset(
    {"body-member", "body-pairs", "variable", "variable-object", "variable-array", "variable-set", "variable-append",
     "compose-named", "compose-object", "compose-pairs", "select-map", "connector-flattened", "connector-nested",
     "connector-key", "child-flow-input", "response-body", "parameter-default-object", "trigger-inputs"}
)  # fmt: skip
#: Places where it is part of a JSON or XML text.
TEXTS = frozenset({"body-json-text", "body-xml-text", "compose-json-text"})
LITERALS = MEMBERS | TEXTS | {"parameter-default"}
HEADERS = frozenset({"header", "header-json-text", "connector-http-request", "response-header"})
QUERIES = frozenset({"uri-query", "queries"})

Planting = Callable[[Ground, Mint, str], None]


@dataclass(frozen=True, slots=True)
class Decoy:
    """A class of decoys: either a value with a name, that goes to `places`, or a planting of its own."""

    name: str
    value: Callable[[Ground, Mint], tuple[str, str]] | None = None
    places: frozenset[str] = LITERALS
    put: Planting | None = None
    template: bool = False
    scalar: bool = False  # numbers and booleans among the values may stand as such in the JSON

    def seed(self, ground: Ground, mint: Mint) -> Seed:
        """One of the class. The value's first part is its name, as it stands."""
        if self.value is None:
            raise NotImplementedError
        name, text = self.value(ground, mint)
        bare = self.scalar and (text.isdigit() or text in {"true", "false"}) and mint.chance(0.6)
        marked = Marked(text, (Mark(0, len(text), text),), self.template, numeric=bare)
        header = name if self.places & HEADERS else ""
        query = name if self.places & QUERIES else ""
        words = Name((name,), raw=True)
        return Seed(marked, self.name, words, Form.TOKEN, False, header=header, query=query)  # noqa: FBT003

    def fits(self, place: Place) -> bool:
        """Whether the class is seen at that place."""
        return place.name in self.places


def marked(decoy: str, place: str, text: str, *, template: bool = False) -> Marked:
    """A text that is, from end to end, a decoy of that class."""
    tag = Tag(decoy, place, is_secret=False, variant="plain")
    return replace(Marked(text, (Mark(0, len(text), text, tag),)), template=template)
