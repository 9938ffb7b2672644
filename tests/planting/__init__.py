"""Plants invented secrets and decoys into copies of real flows, with exact labels; seeded."""

from planting.first import FIRST_DETECTORS
from planting.flows import Source, sample_flows
from planting.ground import NoRoom
from planting.plant import Label, Planted, plant

__all__ = ["FIRST_DETECTORS", "Label", "NoRoom", "Planted", "Source", "plant", "sample_flows"]
