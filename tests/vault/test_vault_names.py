"""Names, values and tags: what Key Vault takes, and how words become a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.errors import VaultRefused
from remediate.secret import Secret
from remediate.vault.names import (
    LARGEST_VALUE,
    check_name,
    check_value,
    checked_tags,
    numbered,
)


@pytest.mark.parametrize("name", ["a", "A-9", "-", "x" * 127])
def test_names_that_key_vault_takes(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize("name", ["", "a_b", "a b", "é", "a\n", "x" * 128, "a/b", "a.b", "\N{ARABIC-INDIC DIGIT ONE}"])
def test_names_that_it_does_not(name: str) -> None:
    with pytest.raises(VaultRefused, match="cannot name a secret"):
        check_name(name)


@given(st.from_regex(r"[0-9A-Za-z-]{1,127}", fullmatch=True), st.integers(1, 9999))
def test_a_numbered_name_is_valid_and_says_its_number(name: str, number: int) -> None:
    candidate = numbered(name, number)
    check_name(candidate)
    assert candidate == name if number == 1 else candidate.endswith(f"-{number}")


def test_a_value_of_the_largest_size_is_taken_and_one_byte_more_is_not() -> None:
    check_value(Secret("é" * (LARGEST_VALUE // 2)))
    with pytest.raises(VaultRefused, match="larger than the 25000 bytes"):
        check_value(Secret("é" * (LARGEST_VALUE // 2) + "x"))


@pytest.mark.parametrize(("value", "why"), [("", "is empty"), ("CANARY\ud800", "surrogate")])
def test_values_that_no_vault_gives_back_as_they_were(value: str, why: str) -> None:
    with pytest.raises(VaultRefused, match=why) as raised:
        check_value(Secret(value))
    assert "CANARY" not in repr(raised.value)
    assert raised.value.__context__ is None


def test_tags_are_ours_and_the_callers() -> None:
    assert checked_tags({"solution": "Contoso"}) == {"created-by": "remediate", "solution": "Contoso"}


@pytest.mark.parametrize("tags", [{str(n): "" for n in range(14)}, {"a": "x" * 257}, {"x" * 257: "a"}])
def test_tags_beyond_the_limits_are_refused(tags: dict[str, str]) -> None:
    with pytest.raises(VaultRefused, match="tag"):
        checked_tags(tags)
