"""Places with an idiom of their own: cards, Markdown, columns, pairs by other names, plural parents."""

from planting.ground import Ground
from planting.kind import Form
from planting.marked import Marked, joined, json_text, literal
from planting.mint import Mint
from planting.places_http import http
from planting.seed import TEXTS, WORDS, Place, Seed

_PASSWORDS = frozenset({"password"})


def _title(mint: Mint, seed: Seed) -> str:
    return seed.name.spelled(mint, "title", "spaced")


def _card(ground: Ground, mint: Mint, seed: Seed) -> None:
    facts = [{"title": "System:", "value": mint.system()}, {"title": f"{_title(mint, seed)}:", "value": seed.text}]
    card = {"type": "AdaptiveCard", "version": "1.4", "body": [{"type": "FactSet", "facts": facts}]}
    http(ground, mint, body=json_text(card, indent=mint.pick((None, 2))))


def _markdown(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = _title(mint, seed)
    made = [
        f"**System:** {mint.system()}\n**{name}:** " + seed.text + "\n",
        f"| Name | Value |\n|---|---|\n| System | {mint.system()} |\n| {name} | " + seed.text + " |\n",
    ]
    http(ground, mint, body={"details": mint.pick(made)})


def _columns(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint)
    separator = mint.pick((";", "\t"))
    head = joined(separator, [Marked("system"), Marked(name)])
    ground.add("Compose_csv", "Compose", head + "\n" + joined(separator, [Marked(mint.system()), seed.text]) + "\n")


def _other_pairs(ground: Ground, mint: Mint, seed: Seed) -> None:
    key, value = mint.pick((("fieldName", "fieldValue"), ("paramName", "paramValue"), ("headerName", "headerValue")))
    pairs = [{key: "environment", value: "prod"}, {key: seed.name.for_member(mint), value: seed.text}]
    http(ground, mint, body=json_text(pairs) if mint.chance(0.5) else pairs)


def _plural(ground: Ground, mint: Mint, seed: Seed) -> None:
    outer = {"password": "passwords", "token": "accessTokens"}.get(seed.role, "apiKeys")
    http(ground, mint, body={outer: {mint.system().upper(): seed.text, "OTHER": "@triggerBody()?['other']"}})


def _key_as_user(ground: Ground, mint: Mint, seed: Seed) -> None:
    node = {"type": "Basic", "username": seed.text, "password": mint.pick(("X", "x", "", "api_token"))}
    http(ground, mint, without="authentication", authentication=node)


def _default(ground: Ground, mint: Mint, seed: Seed) -> None:
    text = "@coalesce(triggerBody()?['id'], " + literal(seed.text) + ")"
    http(ground, mint, without="body", body={"system": mint.system(), seed.name.for_member(mint): text})


PROSE_PLACES: tuple[Place, ...] = (
    Place("card-json-text", _card, WORDS, _PASSWORDS | {"api key", "token"}, decoys=False),
    Place("body-markdown", _markdown, WORDS, frozenset({"api key", "token", "client secret"}), decoys=False),
    Place("body-columns", _columns, WORDS, frozenset({"api key", "token", "client secret"}), decoys=False),
    Place("body-other-pairs", _other_pairs, TEXTS, decoys=False),
    Place("body-plural-parent", _plural, WORDS, frozenset({"api key", "token"}), decoys=False),
    Place("http-authentication-key-as-user", _key_as_user, WORDS, frozenset({"api key"}), decoys=False),
    Place("member-default", _default, WORDS | {Form.NUMBER}, decoys=False),
)
