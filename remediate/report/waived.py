"""Waivers that did nothing: expired ones, and those for which nothing was found."""

from collections.abc import Collection, Iterator

from remediate.playbook import Playbook
from remediate.report.words import plain
from remediate.waivers import Waiver

_UNMATCHED = "nothing like it was found"


def idle(playbook: Playbook, used: Collection[Waiver]) -> Iterator[tuple[Waiver, str]]:
    """Each waiver that did nothing in a run, and why; `used` are those that did."""
    for waiver in playbook.waivers:
        if waiver in playbook.expired:
            yield waiver, f"it has expired on {waiver.until}"
        elif waiver not in used:
            yield waiver, _UNMATCHED


def idle_lines(playbook: Playbook, used: Collection[Waiver]) -> Iterator[str]:
    """The same for people, with what to do next."""
    for waiver, why in idle(playbook, used):
        step = "take it out of the playbook" if why is _UNMATCHED else f"ask {plain(waiver.owner)}, or fix it"
        yield f"The waiver of {plain(waiver.place)} does not count: {why}. Next: {step}."
