"""No cheap test sends away what the ones behind it would find."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.detectors.sightings.screening import may_hold_literal, worth_reading
from remediate.shapes import cookies, webhooks
from remediate.shapes.roots import lowered

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


@pytest.mark.parametrize("name", ["code", "psk", "sec", "pwrd", "api_key", "sig", "client_secret"])
def test_a_telling_name_is_seen_in_a_url_that_was_encoded_whole(name: str) -> None:
    inner = f"https://f.example/api/orders?{name}=CANARYkVt3bXo1Zp9sLm2Qe4Rc&version=1"
    assert worth_reading(inner)
    for encoded in (quote(inner, safe=""), quote(inner, safe="").replace("%3D", "%3d").replace("%3F", "%3f")):
        assert worth_reading(f"https://login.example/start?goto={encoded}")


@given(st.lists(st.sampled_from(["/", "h", "hook", "/bot", "1", "/v6/", "/inputs/", "hc-ping", "x", "@", " "])))
def test_every_mark_of_a_hook_is_seen(parts: list[str]) -> None:
    text = "https://" + "".join(parts)
    assert worth_reading(text) or not re.search(rf"://[^\s\"'<>]{{0,120}}(?:{webhooks.MARKS})", text)


@pytest.mark.parametrize(
    "name",
    [
        *("JSESSIONID", "PHPSESSID", "ASP.NET_SessionId", "ASPSESSIONIDABCD", "connect.sid", "laravel_session"),
        *(
            "_session_id",
            "sessionid",
            "SESSIONID",
            "B1SESSION",
            "MYSAPSSO2",
            "SAP_SESSIONID_ABC_100",
            "FedAuth",
            "rtFa",
        ),
        *("CrmOwinAuth", "ReqClientId", ".ASPXAUTH", ".AspNetCore.Cookies", ".AspNet.Cookies", "CFTOKEN", "ESTSAUTH"),
        *("SimpleSAMLAuthToken", "glide_session_store", "wordpress_logged_in_1", "cloud.session.token"),
    ],
)
def test_every_known_cookie_is_read(name: str) -> None:
    text = f"lang=en; {name}=CANARYk3Jm9Qx7Rv2Wbc1Dz; theme=dark"
    assert worth_reading(text)
    assert [found.name for found in cookies.in_text(text, lowered(text))] == [name]
