"""Every class of decoys."""

from planting.decoy import Decoy
from planting.decoys_ids import ID_DECOYS
from planting.decoys_other_tools import OTHER_TOOLS_DECOYS
from planting.decoys_steps import STEP_DECOYS
from planting.decoys_words import WORD_DECOYS

ALL_DECOYS: tuple[Decoy, ...] = (*WORD_DECOYS, *ID_DECOYS, *STEP_DECOYS, *OTHER_TOOLS_DECOYS)
DECOYS: dict[str, Decoy] = {decoy.name: decoy for decoy in ALL_DECOYS}
