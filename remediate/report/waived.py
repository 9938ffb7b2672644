"""What a playbook says and what did nothing: waivers that have expired or match nothing, names of flows likewise."""

from collections.abc import Collection, Iterator

from remediate.playbook import Apply, Playbook
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


def idle_names(playbook: Playbook, spared: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each detector with a name in its step's `cannot_authenticate` that held no trigger back.

    `spared` are those that did, in casefold. A misspelt name would else lock a trigger whose callers cannot follow.
    """
    for step in playbook.steps:
        if step.apply is not Apply.REPORT:
            for name in step.options.cannot_authenticate:
                if name.casefold() not in spared:
                    yield step.detector.id, name


def idle_lines(playbook: Playbook, used: Collection[Waiver], spared: Collection[str]) -> Iterator[str]:
    """The same for people, with what to do next."""
    for detector, name in idle_names(playbook, spared):
        yield (
            f"The name {plain(name)} in cannot_authenticate of {detector} does not count: {_UNMATCHED}. "
            "Next: write it as the flow is called, or take it out of the playbook."
        )
    for waiver, why in idle(playbook, used):
        step = "take it out of the playbook" if why is _UNMATCHED else f"ask {plain(waiver.owner)}, or fix it"
        yield f"The waiver of {plain(waiver.place)} does not count: {why}. Next: {step}."
