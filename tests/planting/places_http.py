"""Places in HTTP actions: authentication, headers, addresses and queries."""

from dataclasses import replace
from typing import Any

from planting.ground import Ground
from planting.kind import Form
from planting.kinds_people import pfx
from planting.marked import Marked, json_text, literal, percent_escape
from planting.mint import Mint
from planting.seed import WORDS, Place, Seed

_PASSWORDS = frozenset({"password"})
_METHODS = ("GET", "POST", "POST", "PATCH", "PUT")


def http_title(mint: Mint) -> str:
    """What makers call their HTTP actions."""
    return mint.pick(
        (
            "HTTP",
            "HTTP",
            f"HTTP_{mint.number(2, 9)}",
            f"Get_{mint.system()}_data",
            f"Post_to_{mint.system()}",
            f"Call_{mint.system()}_API",
            "HTTP_-_Send_request",
            f"Invoke_{mint.system()}_service",
        )
    )


def http(ground: Ground, mint: Mint, *, without: str = "", **members: Any) -> None:
    """An HTTP action with `members`; into one the flow has if it has room for the member named by `without`."""
    room = [
        n["inputs"] for n in ground.of_type("Http") if isinstance(n.get("inputs"), dict) and without not in n["inputs"]
    ]
    if without and room and mint.chance(0.4):
        mint.pick(room)[without] = members[without]
        return
    inputs = {"method": mint.pick(_METHODS), "uri": mint.url(), **members}
    ground.add(http_title(mint), "Http", inputs)


def _basic(ground: Ground, mint: Mint, seed: Seed) -> None:
    node = {"type": mint.pick(("Basic", "Basic", "basic")), "username": mint.user(), "password": seed.text}
    http(ground, mint, without="authentication", authentication=node)


def _oauth(ground: Ground, mint: Mint, seed: Seed) -> None:
    node = {
        "type": "ActiveDirectoryOAuth",
        "authority": "https://login.microsoftonline.com",
        "tenant": mint.guid(),
        "audience": mint.pick(("https://graph.microsoft.com", "https://management.azure.com/", f"api://{mint.guid()}")),
        "clientId": mint.guid(),
        "secret": seed.text,
    }
    http(ground, mint, without="authentication", authentication=node)


def _certificate(ground: Ground, mint: Mint, seed: Seed) -> None:
    certificate: Marked | str = "@triggerBody()?['certificate']"
    password: Marked | str = seed.text
    if seed.role == "certificate":
        certificate, password = seed.text, "@triggerBody()?['certificatePassword']"
    elif mint.chance(0.5) and (made := pfx(mint)):
        tag = seed.text.marks[0].tag
        certificate = made.under(replace(tag, kind="pfx", variant="plain")) if tag else made
    http(
        ground,
        mint,
        without="authentication",
        authentication={"type": "ClientCertificate", "pfx": certificate, "password": password},
    )


def _raw(ground: Ground, mint: Mint, seed: Seed) -> None:
    value = (
        seed.text if seed.form is Form.BASIC else mint.pick(("Bearer ", "Bearer ", "Token ", "ApiKey ", "")) + seed.text
    )
    http(ground, mint, without="authentication", authentication={"type": "Raw", "value": value})


def _wrong_field(ground: Ground, mint: Mint, seed: Seed) -> None:
    if mint.chance(0.5):
        fields = {
            "authority": "https://login.microsoftonline.com",
            "tenant": mint.guid(),
            "audience": mint.guid(),
            "clientId": mint.guid(),
        }
        node = {
            "type": "ActiveDirectoryOAuth",
            **fields,
            mint.pick(("audience", "clientId")): seed.text,
            "secret": "@triggerBody()?['secret']",
        }
        http(ground, mint, without="authentication", authentication=node)
    else:
        http(ground, mint, without="parameters", parameters={f"CustomHeader{mint.number(1, 4)}": seed.text})


def _headers(ground: Ground, mint: Mint, seed: Seed) -> None:
    others = {"Accept": "application/json", "Content-Type": "application/json"}
    http(ground, mint, without="headers", headers={**others, seed.header_name: seed.header_value})


def _headers_json(ground: Ground, mint: Mint, seed: Seed) -> None:
    text = json_text({"Accept": "application/json", seed.header_name: seed.header_value}, indent=mint.pick((None, 2)))
    http(ground, mint, headers=text)


def _headers_expression(ground: Ground, mint: Mint, seed: Seed) -> None:
    made = [
        "@json(" + literal(json_text({seed.header_name: seed.header_value})) + ")",
        f"@setProperty(json('{{}}'), '{seed.header_name}', " + literal(seed.header_value) + ")",
        f"@addProperty(coalesce(triggerBody()?['headers'], json('{{}}')), '{seed.header_name}', "
        + literal(seed.header_value)
        + ")",
    ]
    http(ground, mint, headers=mint.pick(made))


def _cookie(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, without="headers", headers={"Cookie": seed.text, "Accept": "*/*"})


def _query(mint: Mint, seed: Seed) -> Marked:
    value = seed.text.through(percent_escape)
    before, after = mint.pick((("", ""), ("$top=50&", ""), ("", "&format=json"), ("page=1&", "&lang=en")))
    return before + f"{seed.query}=" + value + after


def _uri_query(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, uri=f"{mint.url()}?" + _query(mint, seed))


def _uri_query_template(ground: Ground, mint: Mint, seed: Seed) -> None:
    head = f"{mint.url()}/@{{triggerBody()?['id']}}?"
    http(ground, mint, uri=head + _query(mint, seed).as_template())


def _uri_query_concat(ground: Ground, mint: Mint, seed: Seed) -> None:
    tail = f"?{seed.query}=" + seed.text.through(percent_escape)
    http(ground, mint, uri=f"@concat('{mint.url()}/', triggerBody()?['id'], " + literal(tail) + ")")


def _queries(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, without="queries", queries={"$top": "50", seed.query: seed.text})


def _uri(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, uri=seed.text)


def _uri_expression(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(
        ground,
        mint,
        uri="@{" + literal(seed.text) + "}" if mint.chance(0.3) else "@concat(" + literal(seed.text) + ", '')",
    )


_VALUES = frozenset({Form.TOKEN})
HTTP_PLACES: tuple[Place, ...] = (
    Place(
        "http-authentication-basic",
        _basic,
        WORDS,
        frozenset({"password", "api key", "token", "client secret"}),
        decoys=False,
    ),
    Place("http-authentication-oauth", _oauth, WORDS, frozenset({"client secret"}), decoys=False),
    Place(
        "http-authentication-certificate",
        _certificate,
        WORDS | {Form.BLOCK},
        frozenset({"password", "certificate"}),
        decoys=False,
    ),
    Place(
        "http-authentication-raw",
        _raw,
        WORDS | {Form.BASIC},
        frozenset({"token", "api key", "authorization"}),
        decoys=False,
    ),
    Place("http-authentication-wrong-field", _wrong_field, WORDS, needs="shaped", decoys=False),
    Place("header", _headers, _VALUES | {Form.BASIC}, needs="header"),
    Place("header-json-text", _headers_json, _VALUES | {Form.BASIC}, needs="header"),
    Place("header-expression", _headers_expression, _VALUES | {Form.BASIC}, needs="header", decoys=False),
    Place("header-cookie", _cookie, frozenset({Form.COOKIE}), decoys=False),
    Place("uri-query", _uri_query, _VALUES, needs="query"),
    Place("uri-query-template", _uri_query_template, _VALUES, needs="query", decoys=False),
    Place("uri-query-concat", _uri_query_concat, _VALUES, needs="query", decoys=False),
    Place("queries", _queries, _VALUES, needs="query"),
    Place("uri", _uri, frozenset({Form.URL}), decoys=False),
    Place("uri-expression", _uri_expression, frozenset({Form.URL}), decoys=False),
)
