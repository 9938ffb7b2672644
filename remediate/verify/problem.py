"""What a check says when it does not hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that does not hold, the pointer into the file where, and why; never a value."""

    rule: str
    pointer: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.why} ({self.pointer or 'the whole file'})"
