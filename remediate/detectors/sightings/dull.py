"""What was looked at and holds nothing: packages of one origin say the same again and again."""

from collections.abc import Hashable

_MOST_CHARACTERS = 4_000_000


class Dull:
    """Things in which nothing was found, by all that their judgement depends on; bounded by their characters.

    In memory only: what one rule takes for nothing may be a secret to another.
    """

    def __init__(self) -> None:
        self._known: set[Hashable] = set()
        self._characters = 0
        self.holds = self._known.__contains__
        """Whether a thing is known: asked for every text, so it is the set that answers."""

    def add(self, thing: Hashable, characters: int) -> None:
        """Keep one; where there are too many, all others are forgotten."""
        self._characters += characters
        if self._characters > _MOST_CHARACTERS:
            self._known.clear()
            self._characters = characters
        self._known.add(thing)
