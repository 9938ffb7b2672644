"""The one type that holds a secret's value between the input and the vault (architecture, promise 1)."""

import hmac
from typing import Never


class Secret:
    """A secret's run-time value, kept from everything that prints, logs, compares or serialises by habit.

    `reveal()` gives the text; only the vault, the proof and the rewriter have a reason to call it. `repr`, `str`
    and f-strings show a mask without a character or the length of the value; pickling and hashing are refused.
    Equality takes the same time wherever two values differ.
    """

    __slots__ = ("_value",)

    MASK = "••••••"

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({self.MASK})"

    def __str__(self) -> str:
        return self.MASK

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        mine, theirs = (s._value.encode("utf-8", "surrogatepass") for s in (self, other))
        return hmac.compare_digest(mine, theirs)

    __hash__ = None  # type: ignore[assignment]  # a hash would be a fingerprint of the value

    def __reduce__(self) -> Never:
        raise TypeError("a Secret is never serialised")
