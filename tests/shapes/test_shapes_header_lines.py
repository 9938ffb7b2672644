"""Headers in a text end with their line; one that is too long to be a header ends with a whole part."""

import random
import string

import pytest

from remediate.detectors.sightings.judging import judged
from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading

_DRAWN = random.Random(7)


def drawn(length: int) -> str:
    return "CANARY7" + "".join(_DRAWN.choice(string.ascii_letters + string.digits) for _ in range(length - 7))


def found(text: str) -> list[str]:
    reading = Reading("note", text, Place.OTHER, None, "", ("inputs", "note"))
    return [sighting.found.value for sighting in judged(reading)]


def test_the_last_part_of_a_long_line_is_never_cut() -> None:
    cookies = "; ".join(f"part{number}={'a' * 80}" for number in range(300))
    token = drawn(64)
    assert found(f"Cookie: sid={token}; {cookies}") == [token]
    for before in range(16_300, 16_400, 7):
        padding = "a=b; " * (before // 5)
        assert found(f"Cookie: {padding}sid={token}; {cookies}") in ([token], [])


@pytest.mark.parametrize("length", [40, 4_000, 6_000, 20_000])
def test_a_token_is_found_whole(length: int) -> None:
    token = drawn(length)
    assert found(f"note\nAuthorization: Bearer {token}\nend") == [token]


def test_two_headers_in_one_line_are_two() -> None:
    first, second = drawn(40), drawn(40)
    assert found(f"Authorization: Bearer {first} Authorization: Bearer {second}") == [first, second]


@pytest.mark.parametrize("length", [40, 6_000, 40_000])
def test_a_token_behind_its_scheme_is_found_whole_or_not_at_all(length: int) -> None:
    token = drawn(length)
    assert found(f"curl --header=Bearer {token} https://a.example") in ([[token]] if length < 10_000 else [[token], []])
