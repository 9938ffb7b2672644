"""Secrets in names: makers write down in the name of a step what it signs in with."""

import re
from collections.abc import Iterable
from functools import lru_cache

from remediate.detectors.sightings.judging import TOKEN, judged
from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading
from remediate.detectors.sightings.screening import worth_reading
from remediate.flow import Flow
from remediate.flow.arriving import credential_fields, titled_inputs
from remediate.shapes.names import naming
from remediate.shapes.values import Verdict

#: So many words of a name are looked at one by one.
_MOST = 12
#: What a stretch of a name that is a value has in it; most names have no such stretch.
_SIGNS = r"[\d!#$%&*+=?@~^]"
_SIGN = re.compile(_SIGNS).search
#: Any such stretch has half of its other characters on one side of a sign; begins at the sign, which is quickly found.
_SIGNED = re.compile(rf"{_SIGNS}(?:[^_\s]{{3}}|(?<=[^_\s]{{3}}{_SIGNS}))").search
_STRETCH = re.compile(r"[^_\s]{6,}").findall
_WORD = 3
_SECRET = (Verdict.SURE, Verdict.LIKELY)


def named_secrets(flow: Flow) -> frozenset[str]:
    """The secrets that the names in a flow tell by themselves: its own, and those of its steps, cases and members.

    What comes with the trigger is told by its title, or by the name with which the flow reads it. In memory only: they
    go into no finding.
    """
    titles = {title for trigger in flow.triggers for _, title in titled_inputs(trigger)}
    names = {flow.name, *flow.member_names, *titles, *credential_fields(flow).values()}
    return frozenset[str]().union(*map(secrets_in, filter(_SIGNED, names)))


def any_tells(names: Iterable[str]) -> bool:
    """Whether a secret stands in one of several names; they are looked through as one text first."""
    names = tuple(names)
    return _SIGNED("\n".join(names)) is not None and any(secrets_in(name) for name in names if _SIGNED(name))


@lru_cache(maxsize=8192)  # most names come again in every flow
def secrets_in(name: str) -> frozenset[str]:
    """The secrets that stand in a name, as they stand there.

    In the keys of a definition spaces of the maker's are underscores (platform-facts 10), and a token may have some of
    its own: the name is read as it is, and with its first underscores as spaces, however many.
    """
    if not _SIGNED(name) or not any(map(_SIGN, _STRETCH(name))) or not worth_reading(name):
        return frozenset()
    words = name.split("_")
    read = {" ".join(words[:number]) + "_" + "_".join(words[number:]) for number in range(1, min(len(words), _MOST))}
    return frozenset(found for one in (name, name.replace("_", " "), *sorted(read)) for found in _found(one, name))


def _is_name(found: str) -> bool:
    """Whether it is itself a name: a read is called after what it opens, `office365_vpn_password`."""
    words = [word for word in found.split("_") if word.isalpha() and len(word) >= _WORD]
    return "_" in found and (len(words) > 1 or naming(found) is not None)


def _found(read: str, name: str) -> list[str]:
    """The stretches of `name` that are secrets in `read`, which is as long."""
    found: list[str] = []
    for sighting in judged(Reading("", read, Place.OTHER, None, "", ("name",))):
        span = sighting.view.reach(sighting.found.start, sighting.found.end) if sighting.view else None
        if span is None or sighting.found.verdict not in _SECRET:
            continue
        one = name[slice(*span)]
        if sighting.fault == TOKEN or not _is_name(one):
            found.append(one)
    return found
