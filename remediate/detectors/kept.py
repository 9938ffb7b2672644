"""What was found in a flow, kept as long as the flow is: detection asks for it, and masking asks again."""

from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from remediate.detectors.interface import Detector, Finding
from remediate.detectors.sightings.naming import named_secrets
from remediate.flow import Flow

_Find = Callable[[Flow], Iterator[Finding]]

_found: WeakKeyDictionary[Flow, dict[_Find, tuple[Finding, ...]]] = WeakKeyDictionary()
_named: WeakKeyDictionary[Flow, frozenset[str]] = WeakKeyDictionary()


def findings(detector: Detector, flow: Flow) -> tuple[Finding, ...]:
    """Everything that the detector finds in the flow; a flow never changes, so it looks once."""
    known = _found.setdefault(flow, {})
    found = known.get(detector.find)
    if found is None:
        found = known[detector.find] = tuple(detector.find(flow))
    return found


def secrets_in_names(flow: Flow) -> frozenset[str]:
    """The secrets that the names in the flow tell, its own among them."""
    named = _named.get(flow)
    if named is None:
        named = _named[flow] = named_secrets(flow)
    return named
