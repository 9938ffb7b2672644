"""The part of the benchmark that the first detectors promise to cover."""

from planting.kinds import ALL_KINDS
from planting.places import FIRST_PLACES, PLACES

#: (kind, place): HTTP authentication, headers, addresses and queries, named values, connection strings, parameters.
FIRST_DETECTORS: frozenset[tuple[str, str]] = frozenset(
    (kind.name, place) for place in FIRST_PLACES for kind in ALL_KINDS if PLACES[place].suits(kind)
)
