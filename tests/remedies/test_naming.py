"""Names from whatever an author typed."""

import pytest

from remediate.remedies import Literal
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.secret import Secret


def entry(opens: str, field: str = "password"):
    names = PackageNames("orders", "contoso", (), SecretNames())
    return names.entry(Literal("/x", None, Secret("CANARY"), opens, field))


@pytest.mark.parametrize("opens", ["a\x1b[31m\nb", "half \ud800 char", "\ufffe", "\x00", "line\u2028end"])
def test_a_display_name_can_stand_in_xml(opens):
    display = entry(opens).display_name
    assert display.isprintable()
    assert display.endswith("password")
    display.encode()


def test_a_name_of_which_nothing_can_be_shown_falls_back_to_the_schema_name():
    assert entry("\x00", "\x01").display_name == "contoso_orders_secret"


def test_people_read_their_own_words():
    assert entry("Größe 😀 <b>").display_name == "Größe 😀 <b> password"
