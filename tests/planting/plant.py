"""Plants invented secrets and decoys into a copy of a flow, and says exactly where they are."""

import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planting.decoy import Decoy
from planting.decoys import ALL_DECOYS
from planting.ground import Ground, NoRoom
from planting.kind import Form, Kind
from planting.kinds import ALL_KINDS
from planting.marked import Marked, Variant
from planting.mint import MARKER, Mint
from planting.names import Name, name_for, neutral_name
from planting.places import ALL_PLACES
from planting.seed import Place, Seed

VARIANTS: tuple[Variant, ...] = ("plain", "plain", "plain", "foreign", "unusual")
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Label:
    """A secret or a decoy in a planted document.

    `pointer` (RFC 6901) names the scalar, `span` the stretch in code points of the decoded string (of the number as
    JSON spells it), `value` what it stands for: unescaped, decoded; for Basic the password alone. `kind` is the kind
    of a secret or the class of a decoy; `variant` how the name beside it is spelled.
    """

    pointer: str
    span: tuple[int, int]
    value: str
    kind: str
    place: str
    is_secret: bool
    variant: Variant


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted document and what is in it."""

    document: Any
    labels: list[Label]

    @property
    def secrets(self) -> list[Label]:
        """The labels of the secrets."""
        return [label for label in self.labels if label.is_secret]

    @property
    def decoys(self) -> list[Label]:
        """The labels of the decoys."""
        return [label for label in self.labels if not label.is_secret]


def plant(  # noqa: PLR0913 - each narrows one dimension of the choice
    document: Any,
    rng: random.Random,
    *,
    secrets: int,
    decoys: int,
    kinds: Collection[str] | None = None,
    places: Collection[str] | None = None,
    pairs: Collection[tuple[str, str]] | None = None,
    variants: Sequence[Variant] = VARIANTS,
    decoy_classes: Collection[str] | None = None,
    marker: str = MARKER,
) -> Planted:
    """A copy of `document` with that many plantings of secrets and of decoys; `document` itself is not changed.

    `kinds`, `places`, `pairs` of both and `decoy_classes` narrow the choice; `variants` are drawn from evenly. A
    planting may bring two labels (a certificate and its password). Where the flow has no room for a place, another is
    taken; fewer come back only when nothing fits. Raises NoRoom for a document that is not a flow.
    """
    mint = Mint(rng, marker)
    ground = Ground(document, mint)
    chosen = _Choice(
        [k for k in ALL_KINDS if kinds is None or k.name in kinds],
        [p for p in ALL_PLACES if places is None or p.name in places],
        pairs,
        variants,
        [d for d in ALL_DECOYS if decoy_classes is None or d.name in decoy_classes],
    )
    for _ in range(secrets):
        _plant_secret(ground, mint, chosen)
    for _ in range(decoys):
        _plant_decoy(ground, mint, chosen)
    labels = sorted(harvest(ground), key=lambda label: (label.pointer, label.span))
    return Planted(ground.document, labels)


@dataclass(frozen=True, slots=True)
class _Choice:
    kinds: Sequence[Kind]
    places: Sequence[Place]
    pairs: Collection[tuple[str, str]] | None
    variants: Sequence[Variant]
    classes: Sequence[Decoy]

    def kinds_for(self, place: Place) -> list[Kind]:
        return [k for k in self.kinds if place.suits(k) and (self.pairs is None or (k.name, place.name) in self.pairs)]


def _plant_secret(ground: Ground, mint: Mint, chosen: _Choice) -> None:
    for _ in range(_TRIES):
        place = mint.pick(chosen.places)
        fitting = chosen.kinds_for(place)
        if fitting and _put(ground, mint, place, seed_of(mint, mint.pick(fitting), mint.pick(chosen.variants))):
            return


def _plant_decoy(ground: Ground, mint: Mint, chosen: _Choice) -> None:
    places = [p for p in chosen.places if p.decoys] or [p for p in ALL_PLACES if p.decoys]
    for _ in range(_TRIES):
        decoy = mint.pick(chosen.classes)
        if decoy.put is not None:
            try:
                decoy.put(ground, mint, decoy.name)
            except NoRoom:
                continue
            return
        seed = decoy.seed(ground, mint)
        fitting = [p for p in places if p.takes(seed) and decoy.fits(p)]
        if fitting and _put(ground, mint, mint.pick(fitting), seed):
            return


def _put(ground: Ground, mint: Mint, place: Place, seed: Seed) -> bool:
    if not place.takes(seed):
        return False
    try:
        place.put(ground, mint, seed.at(place.name))
    except NoRoom:
        return False
    return True


def seed_of(mint: Mint, kind: Kind, variant: Variant) -> Seed:
    """A secret of that kind with a name; under a name that tells nothing only where the secret tells itself."""
    text = kind.mint(mint)
    if kind.form is Form.NUMBER:
        text = replace(text, numeric=mint.chance(0.4))
    if kind.shaped and mint.chance(0.25):
        name, variant = neutral_name(mint), "plain"
    else:
        name = name_for(mint, kind.role, variant, kind.vendor if mint.chance(0.6) else "")
    header, query = _carriers(mint, kind, name, variant)
    return Seed(text, kind.name, name, kind.form, True, variant, kind.shaped, kind.role, header, query)  # noqa: FBT003


def _carriers(mint: Mint, kind: Kind, name: Name, variant: Variant) -> tuple[str, str]:
    """The header and the query that carry it: the vendor's own, or the seed's name where that is the variant."""
    header = mint.pick(kind.headers) if kind.headers else ""
    query = mint.pick(kind.queries) if kind.queries else ""
    if kind.form is Form.BASIC:
        header = "Authorization"
    if variant == "plain":
        return header, query
    if header and kind.form is Form.TOKEN:
        header = "X-" + name.spelled(mint, "kebab") if name.ascii else ""
    if query:
        query = name.spelled(mint, "snake", "camel") if name.ascii else ""
    return header, query


def harvest(ground: Ground) -> Iterator[Label]:
    """Turns the marked texts of the planted document into plain values, and yields their labels."""
    return _harvest(ground.document, "")


def _harvest(node: Any, pointer: str) -> Iterator[Label]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in list(items):
        at = f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
        if isinstance(child, Marked):
            text = child if child.template or child.numeric else child.platform_literal()
            node[name] = json.loads(text.text) if child.numeric else text.text
            for mark in text.marks:
                if tag := mark.tag:
                    yield Label(at, (mark.start, mark.end), mark.value, tag.kind, tag.place, tag.is_secret, tag.variant)
        else:
            yield from _harvest(child, at)
