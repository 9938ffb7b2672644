"""No cheap test sends away what the ones behind it would find."""

from urllib.parse import quote

import pytest

from remediate.detectors.sightings.screening import may_hold_literal, worth_reading

_ALONE = (
    *("json", "base64", "base64ToString", "decodeBase64", "base64ToBinary", "string", "xml", "trim", "concat", "array"),
    *("createArray", "encodeUriComponent", "uriComponent", "toLower", "toUpper", "coalesce"),
)


@pytest.mark.parametrize("call", ["{}('", "{} ('", "{}\n( '"])
@pytest.mark.parametrize("function", _ALONE)
def test_the_only_argument_of_a_function_may_be_a_value(function: str, call: str) -> None:
    assert may_hold_literal(f"@{call.format(function)}CANARYkVt3bXo1Zp')")


@pytest.mark.parametrize("name", ["Пароль", "пароль", "ПАРОЛЬ", "Κωδικός", "SCHLÜSSEL", "Clé"])
def test_a_telling_name_is_seen_through_percent_encoding_in_either_case(name: str) -> None:
    url = f"https://api.contoso.example/orders?{quote(name)}=CANARYkVt3bXo1Zp9sLm2Qe4Rc"
    assert worth_reading(url)
    assert worth_reading(url.replace("%D0", "%d0"))
