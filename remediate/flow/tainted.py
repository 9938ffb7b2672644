"""What a value carries of a secret: the members in which it stands, and the way on which it came.

A value is seen as a tree: `("body", "password")` says that the secret is in `password` of its `body`, and `()` that
any part of it may show the secret. Items of a list are not told apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

Path = tuple[str, ...]
"""Names of members in casefold, outermost first; positions in lists are left out."""

#: Deeper members are one with what holds them, and more of them than this are the whole: flows that wrap a value in a
#: loop come to an end so.
_DEEPEST = 6
_LONGEST_TOLD = 10
_MOST = 32
#: Members of an answer or an entry of `result()` that never hold what was asked for.
_HARMLESS = frozenset(
    {"statuscode", "expires_in", "ext_expires_in", "expires_on", "not_before", "token_type", "scope"}
    | {"error", "error_description", "error_codes"}
)


class Origin(IntEnum):
    """What makes a value a secret, the surest last."""

    HIDDEN = 1  # its author hides it; nothing else is known
    FLOW = 2  # another flow of the package passes a secret here
    ARRIVES = 3  # a field of the trigger, by its name
    TOKEN = 4  # the answer of a token endpoint
    READ = 5  # out of a vault


@dataclass(frozen=True, slots=True)
class Way:
    """Where a secret comes from and what it passed. `source` and `through` are names for people to read."""

    origin: Origin
    source: str
    through: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """The source, then everything the value passed."""
        return (self.source, *self.through)

    @property
    def what(self) -> str:
        """What the value is, for the words of a finding."""
        return f"what {self.source} hides" if self.origin is Origin.HIDDEN else "a secret"

    def via(self, name: str) -> "Way":
        """The same secret after it passed `name`."""
        return self if name in self.steps else Way(self.origin, self.source, (*self.through, name))

    @property
    def told(self) -> tuple[str, ...]:
        """The steps as people read them: of a very long way its beginning and its end."""
        steps = self.steps
        return steps if len(steps) <= _LONGEST_TOLD else (*steps[:4], "...", *steps[-4:])

    def __str__(self) -> str:
        source, *through = self.told
        return f"{source} through {', '.join(through)}" if through else source


@dataclass(frozen=True, slots=True)
class Taint:
    """The secrets in one value; empty where there is none."""

    ways: Mapping[Path, Way] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ways)

    @property
    def way(self) -> Way:
        """The way to tell of: that of the surest secret. Only where there is one."""
        return max(self.ways.values(), key=lambda way: way.origin)

    def via(self, name: str) -> "Taint":
        """The same value after it passed a step or variable."""
        return Taint({path: way.via(name) for path, way in self.ways.items()}) if self.ways else self

    def member(self, name: str) -> "Taint":
        """What a member carries; `body/value` is one inside another, as in `outputs('x')?['body/value']`."""
        if not self.ways:
            return self
        found = self
        for part in name.casefold().split("/"):
            found = found._inside(part)
        return found

    def _inside(self, name: str) -> "Taint":
        kept = {path[1:]: way for path, way in self.ways.items() if path[:1] == (name,)}
        if () in self.ways and name not in _HARMLESS:
            kept.setdefault((), self.ways[()])
        return Taint(kept)

    def without(self, name: str) -> "Taint":
        """An object of which a member is known to hold no secret."""
        return Taint({path: way for path, way in self.ways.items() if path[:1] != (name,)})

    def under(self, *names: str) -> "Taint":
        """An object that has the value as its member of that name."""
        if not self.ways:
            return self
        start = tuple(name.casefold() for name in names)
        return joined(Taint({(*start, *path)[:_DEEPEST]: way}) for path, way in self.ways.items())

    def answered(self) -> "Taint":
        """The outputs of an action with this body: a body that is a secret as a whole is one anywhere in them."""
        if not self.ways:
            return self
        return joined(Taint({("body", *path) if path else (): way}) for path, way in self.ways.items())

    def whole(self) -> "Taint":
        """The value as text, in which nothing can be told apart."""
        return Taint({(): self.way}) if self.ways else self


CLEAN = Taint()


def joined(taints: Iterable[Taint]) -> Taint:
    """All of them in one value; of two ways to one member the surer one.

    Joining never takes anything back, so that joining again and again comes to an end.
    """
    ways: dict[Path, Way] = {}
    for taint in taints:
        for path, way in taint.ways.items():
            known = ways.get(path)
            if known is None or way.origin > known.origin:
                ways[path] = way
    if not ways:
        return CLEAN
    if len(ways) > _MOST:
        return Taint(ways).whole()
    everywhere = ways.get(())
    if everywhere is not None:  # what any part may show needs no members, but for those that are surer
        ways = {path: way for path, way in ways.items() if not path or way.origin > everywhere.origin}
    return Taint(ways)
