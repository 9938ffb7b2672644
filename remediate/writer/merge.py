"""A value given to a member of the tree, changing as little of its text as possible."""

from typing import Any

from remediate.writer.layout import Layout, Place, remove
from remediate.writer.tree import Member, box_of, written
from remediate.writer.values import read_value, same


class Merge:
    """Gives values to members of one document, in its own layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def set(self, member: Member, value: Any, place: Place) -> None:
        """Gives a member of the box at `place` another value, changing as little of its text as possible."""
        raw = written(member.value)
        old = read_value(raw)
        if same(old, value):
            return
        here = place.at(member)
        match old, value:
            case str(), str():
                member.value = self._layout.spelling.respelled(raw, old, value)
            case dict(), dict() if value and old and self._merge_object(member, value, here):
                pass
            case list(), list() if value and old:
                self._merge_array(member, old, value, here)
            case _:
                member.value = self._layout.compose(value, here)

    def _merge_object(self, member: Member, value: dict[str, Any], place: Place) -> bool:
        """Changes, adds and removes members until the object equals `value`; False if a key stands there twice."""
        box = box_of(member)
        keys = {inner.key for inner in box.members} if box else set()
        if box is None or len(keys) < len(box.members):
            return False
        for inner in box.members:
            if inner.key in value:
                self.set(inner, value[inner.key], place)
        for key in [key for key in value if key not in keys]:
            added = self._layout.key(box, key)
            self._layout.insert(box, len(box.members), added, place)
            added.value = self._layout.compose(value[key], place.at(added))
        for position in reversed(range(len(box.members))):
            if box.members[position].key not in value:
                remove(box, position)
        return True

    def _merge_array(self, member: Member, old: list[Any], value: list[Any], place: Place) -> None:
        """Changes, adds and removes elements until the array equals `value`; what both begin and end with stays."""
        box = box_of(member)
        if box is None:
            return
        start = _alike(old, value)
        end = _alike(old[start:][::-1], value[start:][::-1])
        shared = min(len(old), len(value)) - end
        for position in range(start, shared):
            self.set(box.members[position], value[position], place)
        for position in range(shared, len(value) - end):
            added = Member("", "")
            self._layout.insert(box, position, added, place)
            added.value = self._layout.compose(value[position], place.at(added))
        for _ in range(shared, len(old) - end):
            remove(box, shared)


def _alike(one: list[Any], other: list[Any]) -> int:
    """How many elements both begin with."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if not same(a, b):
            return count
    return min(len(one), len(other))
