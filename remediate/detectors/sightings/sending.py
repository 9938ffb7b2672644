"""The places of a request that take credentials, where an expression stands in them."""

import re
from collections.abc import Iterator

from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading
from remediate.flow import Action, Flow, Leaf
from remediate.flow.strings import computed_texts, leaves_in
from remediate.shapes.headers import header_naming
from remediate.shapes.urls import parameter_naming

_PLACES = frozenset({"authentication", "headers", "uri", "queries"})
#: What most actions have among their inputs.
_OTHERS = frozenset({"host", "parameters", "schema", "content", "name", "value", "variables", "from", "select", "body"})
_CREDENTIALS = frozenset({"password", "secret", "pfx", "value"})


def sent(flow: Flow, reads: re.Pattern[str]) -> Iterator[Reading]:
    """What actions have in their places for credentials, as far as `reads` is found in it; most have nothing there."""
    for action, name in _places(flow):
        if not any(map(reads.search, computed_texts(action.node["inputs"][name]))):
            continue  # quicker to tell than where it stands, and few hold one
        for leaf in leaves_in(action, "inputs", name):
            if "@" in leaf.text and reads.search(leaf.text):
                place = _place(leaf)
                if place is not None:
                    yield Reading(leaf.key, leaf.text, place, leaf.owner, leaf.base, leaf.path)


def _places(flow: Flow) -> Iterator[tuple[Action, str]]:
    """The members of actions' inputs that hold such places; every action is asked, so known others are left quickly."""
    for action in flow.all_actions:
        inputs = action.node.get("inputs")
        if inputs.__class__ is not dict or _OTHERS.issuperset(inputs):
            continue
        for name, value in inputs.items():
            kind = value.__class__
            fits = kind is dict or kind is list or (kind is str and "=" in value and name.casefold() == "uri")
            if fits and name not in _OTHERS and name.casefold() in _PLACES:
                yield action, name


def _place(leaf: Leaf) -> Place | None:
    """What sort of place for credentials a leaf is in; None if for none."""
    if leaf.below("inputs", "authentication"):
        return Place.AUTHENTICATION if leaf.key.casefold() in _CREDENTIALS else None
    if leaf.below("inputs", "uri"):
        return Place.OTHER  # the text itself says what is a credential in it
    if len(leaf.path) != len(("inputs", "headers", "name")):
        return None
    if leaf.below("inputs", "headers"):
        return Place.HEADER if header_naming(leaf.key) else None
    return Place.QUERY if parameter_naming(leaf.key) else None
