"""Findings that somebody has decided to live with: which, why, who answers for it and until when (promise 8).

In a playbook:

    [[waive]]
    detector = "open-http-trigger"
    flow = "Order desk API"
    pointer = "/properties/definition/triggers/manual"
    reason = "The partner cannot send tokens; the gateway checks its address."
    owner = "order-desk@alpenrad.example"
    until = 2027-03-31

`flow` is the flow's name; `file` names the member instead, or besides, and is what there is outside flows. `pointer` is
the place as the JSON report gives it. The day of `until` is the last one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

MEMBERS = frozenset({"detector", "flow", "file", "pointer", "reason", "owner", "until"})
_NEEDED = ("detector", "pointer", "reason", "owner")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding that is left as it is until a day. `flow` or `file` may be empty, not both."""

    detector: str
    pointer: str
    reason: str
    owner: str
    until: date
    flow: str = ""
    file: str = ""

    def covers(self, detector: str, pointer: str, flow: str, file: str) -> bool:
        """Whether it means the findings of that detector at that place."""
        here = self.flow in ("", flow) and self.file in ("", file)
        return here and self.detector == detector and self.pointer == pointer

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until < today

    @property
    def place(self) -> str:
        """What it waives, for people."""
        return f"{self.detector} in {self.flow or self.file} at {self.pointer}"


def waiver(told: Mapping[str, Any], refuse: Callable[[str], Exception]) -> Waiver:
    """The waiver in a table of a playbook; `refuse` makes the error of a sentence that says what is wrong.

    Raises what `refuse` makes.
    """
    texts = {name: told.get(name, "") for name in (*_NEEDED, "flow", "file")}
    for name, text in texts.items():
        if not isinstance(text, str) or (name in _NEEDED and not text.strip()):
            raise refuse(f"{name} is missing or not a text.")
    if not texts["flow"] and not texts["file"]:
        raise refuse("it names neither a flow nor a file.")
    if not texts["pointer"].startswith("/"):
        raise refuse("pointer does not begin with /: copy it from the JSON report.")
    return Waiver(until=_day(told.get("until"), refuse), **texts)


def _day(told: Any, refuse: Callable[[str], Exception]) -> date:
    if isinstance(told, date) and not isinstance(told, datetime):
        return told
    if isinstance(told, str):
        try:
            return date.fromisoformat(told)
        except ValueError:
            pass
    raise refuse("until is not a day: write it as 2027-03-31.")
