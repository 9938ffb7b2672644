"""Places around the steps: the trigger, parameters, child flows, responses, static results, notes."""

from typing import Any

from planting.ground import Ground, NoRoom
from planting.kind import Form
from planting.marked import json_text, literal
from planting.mint import Mint
from planting.places_bodies import nested
from planting.places_logic import compared
from planting.seed import NAMED, TEXTS, WORDS, Place, Seed

_SENT = frozenset({"password", "pin", "api key", "token", "signing secret"})


def _trigger_inputs(ground: Ground, mint: Mint, seed: Seed) -> None:
    inputs = ground.trigger().get("inputs")
    if not isinstance(inputs, dict) or "host" not in inputs:
        raise NoRoom
    holder = inputs.setdefault("parameters" if "connectionName" in inputs["host"] else "queries", {})
    if not isinstance(holder, dict):
        raise NoRoom
    holder[seed.query or seed.name.for_member(mint)] = seed.text


def _trigger_condition(ground: Ground, mint: Mint, seed: Seed) -> None:
    conditions = ground.trigger().setdefault("conditions", [])
    conditions.append({"expression": f"@equals({compared(mint, seed)}, " + literal(seed.text) + ")"})


def _trigger_schema(ground: Ground, mint: Mint, seed: Seed) -> None:
    inputs = ground.trigger().get("inputs")
    schema = inputs.get("schema") if isinstance(inputs, dict) else None
    if not isinstance(schema, dict):
        raise NoRoom
    fields = schema.setdefault("properties", {})
    fields[seed.name.for_member(mint)] = {"type": "string", mint.pick(("default", "example")): seed.text}


def _schema_name(mint: Mint, seed: Seed) -> str:
    flat = (
        "".join(c for c in seed.name.spelled(mint, "pascal") if c.isascii() and (c.isalnum() or c == "_")) or "Setting"
    )
    return f"{mint.company()[:7]}_{flat}"


def _parameter(ground: Ground, mint: Mint, seed: Seed) -> None:
    name, schema = seed.name.spelled(mint, "title", "pascal"), _schema_name(mint, seed)
    node: dict[str, Any] = {"defaultValue": seed.text, "type": "String"}
    if seed.text.numeric:
        node["type"] = "Int" if seed.text.text.isdigit() else "Bool"
    if mint.chance(0.85):
        node["metadata"] = {"schemaName": schema} | (
            {"description": f"Used by {mint.system()}"} if mint.chance(0.6) else {}
        )
        name = f"{name} ({schema})" if mint.chance(0.77) else name
    ground.parameter(name, node)


def _parameter_object(ground: Ground, mint: Mint, seed: Seed) -> None:
    schema = f"{mint.company()[:7]}_Configuration"
    value: Any = nested(mint, seed, mint.number(0, 1))
    kind = mint.pick(("Object", "Object", "String"))
    node = {
        "defaultValue": value if kind == "Object" else json_text(value),
        "type": kind,
        "metadata": {"schemaName": schema},
    }
    ground.parameter(f"Configuration ({schema})", node)


def _child(ground: Ground, mint: Mint, seed: Seed) -> None:
    found = [
        n["inputs"]["host"]
        for n in ground.of_type("Workflow")
        if isinstance(n.get("inputs"), dict) and isinstance(n["inputs"].get("host"), dict)
    ]
    if not found:
        raise NoRoom
    body = {"text": "@triggerBody()?['id']", seed.name.for_member(mint): seed.text}
    ground.add("Run_a_Child_Flow", "Workflow", {"host": dict(mint.pick(found)), "body": body})


def _response_kind(ground: Ground) -> str:
    kinds = {
        "Http": "Http",
        "PowerApp": "PowerApp",
        "PowerAppV2": "PowerApp",
        "VirtualAgent": "VirtualAgent",
        "Skills": "Skills",
    }
    kind = kinds.get(str(ground.trigger().get("kind")))
    if kind is None:
        raise NoRoom
    return kind


def _response(ground: Ground, mint: Mint, seed: Seed) -> None:
    inputs = {"statusCode": 200, "body": {"ok": True, seed.name.for_member(mint): seed.text}}
    ground.add("Response", "Response", inputs, kind=_response_kind(ground), top=True)


def _response_header(ground: Ground, mint: Mint, seed: Seed) -> None:
    headers = {"Content-Type": "application/json", seed.header_name: seed.header_value}
    ground.add(
        "Response",
        "Response",
        {"statusCode": 200, "headers": headers, "body": mint.pick(("ok", {"done": True}))},
        kind=_response_kind(ground),
        top=True,
    )


def _static_result(ground: Ground, mint: Mint, seed: Seed) -> None:
    results = ground.definition.setdefault("staticResults", {})
    name = f"HTTP{len(results)}"
    outputs = {
        "statusCode": "OK",
        "headers": {"Content-Type": "application/json"},
        "body": {seed.name.for_member(mint): seed.text},
    }
    results[name] = {"status": "Succeeded", "outputs": outputs}
    runtime = {"staticResult": {"name": name, "staticResultOptions": "Disabled"}}
    ground.add("HTTP_login", "Http", {"method": "POST", "uri": mint.url()}, runtimeConfiguration=runtime)


def _note(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.spelled(mint, "title", "spaced", "snake")
    made = [
        f"Calls {mint.system()}. {name}: ",
        f"{name} = ",
        f"TODO move to key vault, {name}: ",
        f"Login {mint.user()} / {name}: ",
    ]
    text = mint.pick(made) + seed.text
    if len(text.text) > 250:
        raise NoRoom
    ground.spare_action()[1]["description"] = text


def _flow_note(ground: Ground, mint: Mint, seed: Seed) -> None:
    if "description" in ground.definition:
        raise NoRoom
    name = seed.name.spelled(mint, "title", "spaced")
    ground.definition["description"] = f"Nightly sync of {mint.system()}, user {mint.user()}, {name}: " + seed.text


def _terminate(ground: Ground, mint: Mint, seed: Seed) -> None:
    message = f"Could not log in with {seed.name.spelled(mint, 'spaced', 'title')}: " + seed.text
    ground.add(
        "Terminate", "Terminate", {"runStatus": "Failed", "runError": {"code": "401", "message": message}}, top=True
    )


_NOTED = frozenset({"password", "pin", "api key", "token", "client secret", "function key", "subscription key"})
OUTER_PLACES: tuple[Place, ...] = (
    Place("trigger-inputs", _trigger_inputs, TEXTS),
    Place("trigger-condition", _trigger_condition, WORDS | {Form.NUMBER}, _SENT, decoys=False),
    Place("trigger-schema", _trigger_schema, WORDS, decoys=False),
    Place("parameter-default", _parameter),
    Place("parameter-default-object", _parameter_object, NAMED),
    Place("child-flow-input", _child, TEXTS),
    Place("response-body", _response, TEXTS),
    Place("response-header", _response_header, WORDS, needs="header"),
    Place("static-result", _static_result, TEXTS, decoys=False),
    Place("description", _note, WORDS | {Form.NUMBER}, _NOTED, decoys=False),
    Place("flow-description", _flow_note, WORDS, _NOTED, decoys=False),
    Place("terminate-message", _terminate, WORDS, frozenset({"password", "token", "api key"}), decoys=False),
)
