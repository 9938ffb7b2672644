"""What detectors found in a flow, kept as long as the flow is: detection asks for it, and masking asks again."""

from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from remediate.detectors.interface import Detector, Finding
from remediate.flow import Flow

_Find = Callable[[Flow], Iterator[Finding]]

_found: WeakKeyDictionary[Flow, dict[_Find, tuple[Finding, ...]]] = WeakKeyDictionary()


def findings(detector: Detector, flow: Flow) -> tuple[Finding, ...]:
    """Everything that the detector finds in the flow; a flow never changes, so it looks once."""
    known = _found.setdefault(flow, {})
    found = known.get(detector.find)
    if found is None:
        found = known[detector.find] = tuple(detector.find(flow))
    return found
