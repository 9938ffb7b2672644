"""Places in steps that only hold data: variables, Compose, Select, Parse JSON, connector parameters."""

from typing import Any

from planting.ground import Ground, NoRoom
from planting.kind import Form
from planting.marked import json_text, xml_escape
from planting.mint import Mint
from planting.places_bodies import nested, pairs
from planting.seed import NAMED, TEXTS, WORDS, Place, Seed

_FLAT = ("item", "body", "parameters", "emailMessage", "record", "entity")


def _variable_type(mint: Mint, seed: Seed) -> str:
    if seed.text.numeric:
        return "integer" if seed.text.text.isdigit() else "boolean"
    return mint.pick(("string", "String"))


def _variable(ground: Ground, mint: Mint, seed: Seed) -> None:
    ground.initialize(seed.name.for_variable(mint), _variable_type(mint, seed), seed.text)


def _variable_object(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = mint.pick(("config", "settings", "objConfig", "environment", f"{mint.system()}Config"))
    ground.initialize(name, "object", nested(mint, seed, mint.number(0, 3)))


def _variable_array(ground: Ground, mint: Mint, seed: Seed) -> None:
    ground.initialize(mint.pick(("arrSettings", "parameters", "items", "systems")), "array", pairs(mint, seed))


def _set_variable(ground: Ground, mint: Mint, seed: Seed) -> None:
    kind = "SetVariable" if seed.text.numeric else mint.pick(("SetVariable", "SetVariable", "AppendToStringVariable"))
    name, before = ground.initialize(seed.name.for_variable(mint), _variable_type(mint, seed))
    ground.add(f"Set_variable_{mint.number(2, 40)}", kind, {"name": name, "value": seed.text}, after=before)


def _append(ground: Ground, mint: Mint, seed: Seed) -> None:
    name, before = ground.initialize(mint.pick(("rows", "arrItems", "connections")), "array", [])
    value = {"system": mint.system(), seed.name.for_member(mint): seed.text}
    ground.add("Append_to_array_variable", "AppendToArrayVariable", {"name": name, "value": value}, after=before)


def _compose_title(mint: Mint, seed: Seed) -> str:
    name = seed.name.for_action(mint)
    return mint.pick((name, name, f"Compose_{name}", f"Compose_-_{name}", f"Set_{name}"))


def _compose(ground: Ground, mint: Mint, seed: Seed) -> None:
    ground.add(_compose_title(mint, seed), "Compose", seed.text)


def _compose_object(ground: Ground, mint: Mint, seed: Seed) -> None:
    title = mint.pick(("Compose", "Compose_settings", "Config", "Parameters", "Compose_request_body"))
    ground.add(title, "Compose", nested(mint, seed, mint.number(0, 3)))


def _compose_pairs(ground: Ground, mint: Mint, seed: Seed) -> None:
    ground.add(mint.pick(("Compose", "Settings", "Header_list")), "Compose", pairs(mint, seed))


def _compose_json(ground: Ground, mint: Mint, seed: Seed) -> None:
    ground.add("Compose_2", "Compose", json_text(nested(mint, seed, 1), indent=mint.pick((None, 2, 4))))


def _compose_lines(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint)
    separator = mint.pick((": ", "=", " = ", ":"))
    ground.add("Compose_3", "Compose", f"user{separator}{mint.user()}\n{name}{separator}" + seed.text + "\nmode: test")


def _select(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint)
    row = {"Title": "@item()?['Title']", name: seed.text, "Id": "@item()?['ID']"}
    source = mint.pick(("@triggerBody()?['value']", "@range(0, 10)", "@createArray(triggerBody())"))
    ground.add("Select", "Select", {"from": source, "select": row})


def _parse_content(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint)
    content = json_text({"user": mint.user(), name: seed.text}, indent=mint.pick((None, 2)))
    schema = {"type": "object", "properties": {"user": {"type": "string"}, name: {"type": "string"}}}
    ground.add("Parse_JSON", "ParseJson", {"content": content, "schema": schema})


def _parse_schema(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint)
    word = mint.pick(("default", "example", "examples", "default"))
    field = {"type": "string", word: [seed.text] if word == "examples" else seed.text}
    schema = {"type": "object", "properties": {"id": {"type": "string"}, name: field}, "required": ["id", name]}
    ground.add("Parse_JSON_response", "ParseJson", {"content": "@triggerBody()", "schema": schema})


def _connector(ground: Ground, mint: Mint, parameters: dict[str, Any], operation: str = "") -> None:
    inputs = ground.connector()
    if operation:
        inputs["host"]["operationId"] = operation
    inputs["parameters"] = parameters
    ground.add(
        mint.pick(("Create_item", "Update_row", "Send_request", "Post_data", "Add_record")), "OpenApiConnection", inputs
    )


def _connector_flat(ground: Ground, mint: Mint, seed: Seed) -> None:
    prefix = mint.pick(_FLAT)
    name = seed.name.for_member(mint).replace("/", "_")
    _connector(ground, mint, {"table": mint.system(), f"{prefix}/Title": mint.system(), f"{prefix}/{name}": seed.text})


def _connector_nested(ground: Ground, mint: Mint, seed: Seed) -> None:
    _connector(ground, mint, {"dataset": mint.url(), "item": nested(mint, seed, mint.number(0, 2))})


def _connector_key(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.header_name if seed.header and mint.chance(0.6) else seed.query or seed.name.for_member(mint)
    value = seed.header_value if name == seed.header_name else seed.text
    _connector(ground, mint, {name: value, "id": "@triggerBody()?['id']", "format": "json"}, "GetOrders")


def _connector_mail(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.spelled(mint, "title", "spaced")
    value = seed.text.through(xml_escape)
    body = (
        f"<p>Hello @{{triggerBody()?['name']}},</p><p>User: {mint.user()}<br>{name}: "
        + value.as_template()
        + "</p><p>Kind regards, IT</p>"
    )
    to = f"{mint.user()}@{mint.company()}.example"
    _connector(ground, mint, {"emailMessage/To": to, "emailMessage/Subject": "Your account", "emailMessage/Body": body})


def _connector_request(ground: Ground, mint: Mint, seed: Seed) -> None:
    headers = json_text({"accept": "application/json;odata=nometadata", seed.header_name: seed.header_value})
    text: Any = headers if mint.chance(0.5) else {"Accept": "application/json", seed.header_name: seed.header_value}
    parameters = {
        "dataset": mint.url(),
        "parameters/method": "POST",
        "parameters/uri": "_api/web/lists",
        "parameters/headers": text,
    }
    _connector(ground, mint, parameters, "HttpRequest")


def _connection_query(ground: Ground, mint: Mint, seed: Seed) -> None:
    found = [
        n["inputs"]["host"]
        for n in ground.of_type("ApiConnection")
        if isinstance(n.get("inputs"), dict) and "host" in n["inputs"]
    ]
    if not found:
        raise NoRoom
    member = (
        mint.pick(("queries", "headers")) if seed.header and seed.query else "headers" if seed.header else "queries"
    )
    named = {seed.header_name: seed.header_value} if member == "headers" else {seed.query: seed.text}
    inputs = {"host": dict(mint.pick(found)), "method": "get", "path": mint.path(), member: named}
    ground.add(f"Get_{mint.system()}", "ApiConnection", inputs)


def _replaced(ground: Ground, mint: Mint, seed: Seed) -> None:
    """In place of a literal that the flow has: nothing around it tells, only its shape."""
    spots: list[tuple[Any, str]] = [(n, "inputs") for n in ground.of_type("Compose") if _is_literal(n.get("inputs"))]
    for node in ground.of_type("InitializeVariable"):
        inputs = node.get("inputs")
        variables = inputs.get("variables") if isinstance(inputs, dict) else None
        spots += [(v, "value") for v in variables or () if isinstance(v, dict) and _is_literal(v.get("value"))]
    if not spots:
        raise NoRoom
    holder, name = mint.pick(spots)
    holder[name] = seed.text


def _is_literal(value: Any) -> bool:
    return isinstance(value, str) and "@" not in value


VALUE_PLACES: tuple[Place, ...] = (
    Place("variable", _variable),
    Place("variable-object", _variable_object),
    Place("variable-array", _variable_array),
    Place("variable-set", _set_variable, TEXTS),
    Place("variable-append", _append),
    Place("compose-named", _compose),
    Place("compose-object", _compose_object),
    Place("compose-pairs", _compose_pairs),
    Place("compose-json-text", _compose_json),
    Place("compose-lines", _compose_lines, TEXTS, decoys=False),
    Place("select-map", _select, TEXTS),
    Place("parse-content", _parse_content, TEXTS, decoys=False),
    Place("parse-schema", _parse_schema, TEXTS, decoys=False),
    Place("connector-flattened", _connector_flat, NAMED),
    Place("connector-nested", _connector_nested, NAMED),
    Place(
        "connector-key",
        _connector_key,
        WORDS,
        frozenset({"api key", "subscription key", "function key", "token", "client secret"}),
    ),
    Place("connector-mail", _connector_mail, TEXTS, decoys=False),
    Place("connector-http-request", _connector_request, WORDS | {Form.BASIC}, needs="header"),
    Place(
        "connection-query", _connection_query, WORDS, frozenset({"api key", "subscription key", "token"}), needs="query"
    ),
    Place("replaced-literal", _replaced, NAMED, needs="shaped", decoys=False),
)
