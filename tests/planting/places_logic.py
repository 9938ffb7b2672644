"""Places where a flow compares or computes: conditions, switches, loops, and literals inside expressions."""

from dataclasses import replace
from typing import Any

from planting.ground import Ground
from planting.kind import Form
from planting.marked import Mark, Marked, json_text, literal
from planting.mint import Mint
from planting.places_http import http
from planting.seed import TEXTS, WORDS, Place, Seed

_COMPARED = WORDS | {Form.NUMBER}
_SENT = frozenset({"password", "pin", "api key", "token", "signing secret", "subscription key", "function key"})


def compared(mint: Mint, seed: Seed) -> str:
    """What makers compare with a secret: the caller's header, a field, a variable. No `@` in front."""
    name = seed.name.for_member(mint).replace("'", "''")
    made = [f"triggerBody()?['{name}']", f"triggerOutputs()?['queries']?['{name}']"]
    if seed.name.ascii:
        made.append(f"triggerOutputs()?['headers']?['{name}']")
    return mint.pick(made)


def _condition(ground: Ground, mint: Mint, seed: Seed) -> None:
    test = {mint.pick(("equals", "equals", "contains")): ["@" + compared(mint, seed), seed.text]}
    whole = (
        test if mint.chance(0.4) else {mint.pick(("and", "or")): [test, {"not": {"equals": ["@triggerBody()", ""]}}]}
    )
    branches: dict[str, Any] = {"actions": {}, "else": {"actions": {}}}
    ground.add("Condition", "If", None, **branches, expression=whole)


def _condition_text(ground: Ground, mint: Mint, seed: Seed) -> None:
    text = f"@equals({compared(mint, seed)}, " + literal(seed.text) + ")"
    if mint.chance(0.4):
        text = "@and(not(empty(triggerBody())), " + replace(text, text=text.text[1:], marks=_moved(text, -1)) + ")"
    ground.add("Check_caller", "If", expression=text, actions={})


def _moved(text: Marked, by: int) -> tuple[Mark, ...]:
    return tuple(replace(m, start=m.start + by, end=m.end + by) for m in text.marks)


def _switch(ground: Ground, mint: Mint, seed: Seed) -> None:
    cases = {"Case": {"case": seed.text, "actions": {}}, "Case_2": {"case": "guest", "actions": {}}}
    ground.add("Switch", "Switch", expression="@" + compared(mint, seed), cases=cases, default={"actions": {}})


def _until(ground: Ground, mint: Mint, seed: Seed) -> None:
    inner = {"Delay": {"runAfter": {}, "type": "Wait", "inputs": {"interval": {"count": 1, "unit": "Minute"}}}}
    inner = {ground.unique(name): node for name, node in inner.items()}
    text = f"@equals({compared(mint, seed)}, " + literal(seed.text) + ")"
    ground.add("Do_until", "Until", actions=inner, expression=text, limit={"count": 60, "timeout": "PT1H"})


def _filter(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint).replace("'", "''")
    where = f"@equals(item()?['{name}'], " + literal(seed.text) + ")"
    ground.add("Filter_array", "Query", {"from": "@triggerBody()?['value']", "where": where})


def _concat(ground: Ground, mint: Mint, seed: Seed) -> None:
    scheme = seed.header.partition(": ")[2]
    header = seed.header_name
    made: Marked = "@concat(" + (literal(f"{scheme} ") if scheme else literal("")) + ", " + literal(seed.text) + ")"
    if mint.chance(0.4):
        made = "@concat(" + literal(seed.header_value) + ", triggerBody()?['suffix'])"
    http(ground, mint, without="headers", headers={"Accept": "application/json", header: made})


def _argument(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = literal(seed.name.for_member(mint))
    function = mint.pick(("addProperty", "setProperty"))
    source = mint.pick(
        ("triggerBody()?['config']", "coalesce(triggerBody(), json('{}'))", "json('{}')", "triggerBody()")
    )
    ground.add("Add_property", "Compose", f"@{function}({source}, " + name + ", " + literal(seed.text) + ")")


def _json_argument(ground: Ground, mint: Mint, seed: Seed) -> None:
    text = json_text({seed.name.for_member(mint): seed.text, "user": mint.user()})
    ground.add("Compose_config", "Compose", "@json(" + literal(text) + ")")


def _fallback(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = compared(mint, seed)
    made = [
        f"@coalesce({name}, " + literal(seed.text) + ")",
        f"@if(empty({name}), " + literal(seed.text) + f", {name})",
        "@if(equals(triggerBody()?['environment'], 'prod'), " + literal(seed.text) + ", '')",
    ]
    ground.add(seed.name.for_action(mint), "Compose", mint.pick(made))


def _whole(ground: Ground, mint: Mint, seed: Seed) -> None:
    inside = mint.pick(("", "string", "trim", "toLower", "uriComponent"))
    text = literal(seed.text) if not inside else f"{inside}(" + literal(seed.text) + ")"
    made = mint.pick(("@{", "@")) if inside else "@{"
    ground.add(seed.name.for_action(mint), "Compose", made + text + ("}" if made == "@{" else ""))


def _base64(ground: Ground, mint: Mint, seed: Seed) -> None:
    text = literal(f"{mint.user()}:" + seed.text)
    if mint.chance(0.5):
        text = "concat(" + literal(f"{mint.user()}:") + ", " + literal(seed.text) + ")"
    value = mint.pick(("@concat('Basic ', base64(", "Basic @{base64("))
    http(ground, mint, without="headers", headers={"Authorization": value + text + (")}" if "{" in value else "))")})


def _interpolated(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint).replace("'", "")
    text = f"user={mint.user()}; {name}=@{{trim(" + literal(seed.text) + ")}; id=@{triggerBody()?['id']}"
    ground.add("Compose_login", "Compose", text)


def _array(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = literal(seed.name.for_member(mint))
    ground.add("Compose_pairs", "Compose", "@createArray(" + name + ", " + literal(seed.text) + ")")


def _object_text(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint).replace('"', "").replace("'", "''")
    text = (
        "@json(concat('{\""
        + name
        + '": "\', '
        + literal(seed.text)
        + ", '\", \"id\": \"', triggerBody()?['id'], '\"}'))"
    )
    ground.add("Compose_body", "Compose", text)


LOGIC_PLACES: tuple[Place, ...] = (
    Place("condition", _condition, _COMPARED, _SENT, decoys=False),
    Place("condition-expression", _condition_text, _COMPARED, _SENT, decoys=False),
    Place("switch-case", _switch, WORDS, _SENT, decoys=False),
    Place("until-expression", _until, WORDS, _SENT, decoys=False),
    Place("filter-expression", _filter, WORDS, _SENT, decoys=False),
    Place("expression-concat", _concat, WORDS, needs="header", decoys=False),
    Place("expression-argument", _argument, TEXTS, decoys=False),
    Place("expression-json", _json_argument, TEXTS, decoys=False),
    Place("expression-fallback", _fallback, TEXTS, decoys=False),
    Place("expression-whole", _whole, TEXTS, decoys=False),
    Place("expression-base64", _base64, WORDS, frozenset({"password", "api key", "token"}), decoys=False),
    Place("expression-interpolated", _interpolated, WORDS, frozenset({"password", "api key", "token"}), decoys=False),
    Place("expression-array", _array, TEXTS, decoys=False),
    Place("expression-json-concat", _object_text, WORDS, decoys=False),
)
