"""Texts whose names tell nothing: the place that reads them makes credentials of them."""

import json
from typing import Any

import pytest

from remediate.detectors import Confidence, examples
from remediate.detectors.literal_behind_reference import literal_behind_reference
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.remedies import MoveToVault

KEY = "CANARYd93kf03kfl2mq"
WORD = "CANARY-hill 24"


def flow_of(actions: dict[str, Any], parameters: dict[str, Any] | None = None) -> Flow:
    definition = examples.definition(actions, parameters=parameters)
    return Flow({"properties": {"definition": definition, "connectionReferences": {}}}, "example")


def found(flow: Flow) -> list[tuple[str, str]]:
    """The member that holds each secret that is found, and the secret."""
    findings = [f for f in literal_behind_reference.find(flow) if f.confidence is not Confidence.LOW]
    for finding in findings:
        assert isinstance(finding.remedy, MoveToVault)
        assert finding.span is not None
        assert isinstance(ptr.resolve(flow.document, finding.pointer), str)
    pairs = ((f.pointer.rpartition("/")[2], f.remedy.literal.secret.reveal()) for f in findings)  # type: ignore[union-attr]
    return sorted(set(pairs))


def reading(value: Any, *, kind: str = "string", **inputs: Any) -> Flow:
    return flow_of(
        {
            "Initialize": examples.variable("cfg", value, kind),
            "Call": examples.after(examples.http(**inputs), "Initialize"),
        }
    )


@pytest.mark.parametrize("value", [KEY, WORD.replace(" ", "")])
@pytest.mark.parametrize(
    "written",
    [
        "Bearer @{variables('cfg')}",
        "@concat('Bearer ', variables('cfg'))",
        "@concat('Bearer', ' ', variables('CFG'))",
        "Bearer @{trim(variables('cfg'))}",
        "@{concat('Bearer ', string(variables('cfg')))}",
        "Token token=@{variables('cfg')}",
        "Basic @{base64(concat('svc:', variables('cfg')))}",
        "@concat('Basic ', base64(concat(variables('user'), ':', variables('cfg'))))",
    ],
)
def test_an_authorization_is_put_together_with_it(written: str, value: str) -> None:
    assert found(reading(value, headers={"Authorization": written})) == [("value", value)]


@pytest.mark.parametrize(
    "written", ["@variables('cfg')", "@trim(variables('cfg'))", "@concat(variables('cfg'))", "@{variables('cfg')}"]
)
@pytest.mark.parametrize(
    "inputs",
    [lambda text: {"headers": {"x-api-key": text}}, lambda text: {"authentication": {"type": "Raw", "value": text}}],
)
def test_a_function_that_changes_nothing_hides_nothing(written: str, inputs: Any) -> None:
    assert found(reading(KEY, **inputs(written))) == [("value", KEY)]


@pytest.mark.parametrize(
    ("header", "written", "value"),
    [
        ("Authorization", "Basic @{base64(concat(variables('cfg'), ':', variables('p')))}", "svc-orders"),
        ("Authorization", "@concat('Bearer ', body('Token')?['access_token'], variables('cfg'))", "en"),
        ("Authorization", "@variables('cfg')", "Bearer"),
        ("Accept", "@concat('application/', variables('cfg'))", KEY),
        ("Cookie", "lang=@{variables('cfg')}", "de"),
        ("x-api-key", "@{variables('cfg')}", "<your key>"),
        ("x-api-key", "@trim(variables('cfg'))", ""),
        ("x-api-key", "@trim(variables('cfg'))", "@{parameters('Key')}"),
        ("x-api-key", "@body(variables('cfg'))", KEY),
        ("x-api-key", "@if(equals(variables('cfg'), 'x'), body('A'), body('B'))", KEY),
    ],
)
def test_what_is_no_credential_there(header: str, written: str, value: str) -> None:
    assert found(reading(value, headers={header: written})) == []


def test_a_value_that_its_own_name_tells_is_another_detectors() -> None:
    named = examples.variable("apiKey", KEY)
    call = examples.after(examples.http(headers={"x-api-key": "@trim(variables('apiKey'))"}), "Initialize")
    assert found(flow_of({"Initialize": named, "Call": call})) == []


def test_basic_credentials_that_are_encoded_already_give_only_the_password() -> None:
    encoded = "c3ZjLW9yZGVyczpDQU5BUlkgV2ludGVyMjAyNCE="
    assert found(reading(encoded, headers={"Authorization": "Basic @{variables('cfg')}"})) == [
        ("value", "CANARY Winter2024!")
    ]


@pytest.mark.parametrize("source", ["outputs('cfg')", "parameters('cfg')"])
def test_a_compose_and_a_parameter_too(source: str) -> None:
    compose = {"cfg": examples.compose(KEY)} if source.startswith("outputs") else {}
    parameters = {} if compose else {"cfg": {"type": "String", "defaultValue": KEY}}
    call = examples.http(headers={"Authorization": f"@concat('Bearer ', {source})"})
    flow = flow_of({**compose, "Call": examples.after(call, *compose)}, parameters)
    assert [secret for _, secret in found(flow)] == [KEY]


@pytest.mark.parametrize("name", ["code", "api_key", "subscription-key", "sig"])
@pytest.mark.parametrize(
    "written",
    [
        "https://contoso.azurewebsites.net/api/x?top=1&{}=@{{variables('cfg')}}",
        "https://contoso.azurewebsites.net/api/x?{}=@{{encodeUriComponent(variables('cfg'))}}&top=1",
        "@concat('https://contoso.azurewebsites.net/api/x?{}=', variables('cfg'))",
        "@concat('https://contoso.azurewebsites.net/api/x?{}=', encodeUriComponent(variables('cfg')), '&top=1')",
        "@{{variables('base')}}/x?{}=@{{variables('cfg')}}",
    ],
)
def test_a_parameter_of_a_url(name: str, written: str) -> None:
    assert found(reading(KEY, uri=written.format(name))) == [("value", KEY)]


def test_a_parameter_that_stands_by_itself() -> None:
    assert found(reading(KEY, queries={"api_key": "@variables('cfg')", "top": 1})) == [("value", KEY)]


@pytest.mark.parametrize(
    ("uri", "value"),
    [
        ("https://api.contoso.example/x?top=@{variables('cfg')}", "50"),
        ("https://api.contoso.example/x?country=@{variables('cfg')}", KEY),
        ("https://api.contoso.example/x?code=@{variables('cfg')}", "DE"),
        ("https://api.contoso.example/x?api_key=@{variables('cfg')}", "<api key>"),
        ("https://api.contoso.example/@{variables('cfg')}?api_key=@{variables('k')}", "orders"),
        ("@{variables('cfg')}/x?$filter=a eq 1", "https://api.contoso.example"),
    ],
)
def test_what_is_none_in_a_url(uri: str, value: str) -> None:
    assert found(reading(value, uri=uri)) == []


@pytest.mark.parametrize("place", ["password", "x-api-key"])
@pytest.mark.parametrize("path", ["?['k']", "['k']", "?.k"])
def test_a_member_of_an_object(place: str, path: str) -> None:
    text = f"@variables('cfg'){path}"
    sent: dict[str, Any] = (
        {"headers": {place: text}} if "-" in place else {"authentication": {"type": "Basic", place: text}}
    )
    held = {"k": KEY, "region": "west"}
    assert found(reading(held, kind="object", **sent)) == [("k", KEY)]
    assert found(reading(json.dumps(held), **{k: json.loads(json.dumps(v)) for k, v in sent.items()})) == []


@pytest.mark.parametrize("text", ['{"k": "%s", "region": "west"}', '{"a":{"k":"%s"},"k":"%s2"}'])
def test_a_member_of_json_text(text: str) -> None:
    path = "?['a']?['k']" if '"a"' in text else "?['k']"
    kept = text.replace("%s", KEY)
    call = examples.http(headers={"x-api-key": f"@json(outputs('a0')){path}"})
    flow = flow_of({"a0": examples.compose(kept), "Call": examples.after(call, "a0")})
    assert found(flow) == [("inputs", KEY)]
    (finding,) = literal_behind_reference.find(flow)
    assert finding.span is not None
    assert kept[slice(*finding.span)] == KEY


@pytest.mark.parametrize("path", ["?['region']", "?['gone']", "?[0]", "?['k']?['x']"])
def test_a_member_that_is_no_secret_or_not_there(path: str) -> None:
    held = {"k": KEY, "region": ""}
    call = examples.http(headers={"x-api-key": f"@json(outputs('a0')){path}"})
    assert found(flow_of({"a0": examples.compose(json.dumps(held)), "Call": examples.after(call, "a0")})) == []
    assert found(reading(held, kind="object", headers={"x-api-key": f"@variables('cfg'){path}"})) == []


def setting(*values: str, first: str | None = "", kind: str = "SetVariable") -> Flow:
    actions = {"Initialize": examples.variable("cfg", first)}
    for index, value in enumerate(values):
        written = examples.action(kind, {"name": "CFG", "value": value})
        actions[f"Set_{index}"] = examples.after(written, list(actions)[-1])
    call = examples.http(headers={"x-api-key": "@variables('cfg')"})
    return flow_of({**actions, "Call": examples.after(call, list(actions)[-1])})


@pytest.mark.parametrize("first", ["", None, "<key>"])
def test_a_variable_that_gets_its_text_later(first: str | None) -> None:
    flow = setting(KEY, first=first)
    assert found(flow) == [("value", KEY)]
    (finding,) = literal_behind_reference.find(flow)
    assert finding.action == "Set_0"


def test_a_variable_that_is_written_several_times_may_hold_another_text() -> None:
    assert found(setting("expired", KEY)) == []


@pytest.mark.parametrize("value", ["", "<your key>", "@body('Get')?['key']"])
def test_a_variable_that_gets_no_secret(value: str) -> None:
    assert found(setting(value)) == []


def test_a_variable_that_is_only_added_to() -> None:
    assert found(setting(KEY, kind="AppendToStringVariable")) == []


def test_a_writer_that_is_no_whole_action_is_no_writer_with_a_text() -> None:
    broken = examples.action("SetVariable", "@variables('x')")
    call = examples.http(headers={"x-api-key": "@variables('cfg')"})
    assert found(flow_of({"Initialize": examples.variable("cfg", ""), "Set": broken, "Call": call})) == []


@pytest.mark.parametrize("key", ["a.b", "k(", "k[0]", 'k"', "None", "имя"])
def test_any_name_of_a_member(key: str) -> None:
    call = examples.http(headers={"x-api-key": f"@json(outputs('a0'))?['{key}']"})
    kept = json.dumps({key: KEY, "other": KEY[::-1]}, ensure_ascii=False)
    assert found(flow_of({"a0": examples.compose(kept), "Call": examples.after(call, "a0")})) == [("inputs", KEY)]


@pytest.mark.parametrize(
    "kept", ["[" * 100_000, '{"k": ', '{"k": 5}', '{"k": "\\u0043ANARYd93kf"}', "@variables('x", "@{"]
)
def test_text_that_is_not_read_as_json(kept: str) -> None:
    call = examples.http(headers={"x-api-key": "@json(outputs('a0'))?['k']"})
    assert found(flow_of({"a0": examples.compose(kept), "Call": examples.after(call, "a0")})) == []


def test_a_declaration_without_a_name_is_no_variable() -> None:
    broken = examples.action("InitializeVariable", {"variables": [{"type": "string", "value": KEY}]})
    call = examples.http(headers={"x-api-key": "@variables('None')"})
    assert found(flow_of({"Initialize": broken, "Call": call})) == []


@pytest.mark.parametrize(
    ("kept", "between", "read"),
    [
        (KEY, "@outputs('a0')", "@variables('cfg')"),
        (KEY, "@{outputs('a0')}", "@concat('', variables('cfg'))"),
        ({"k": KEY}, "@outputs('a0')", "@variables('cfg')?['k']"),
        ({"a": {"k": KEY}}, "@outputs('a0')?['a']", "@variables('cfg')?['k']"),
        ({"k": KEY}, {"x": "@outputs('a0')?['k']"}, "@variables('cfg')?['x']"),
        (json.dumps({"k": KEY}), "@{outputs('a0')}", "@json(variables('cfg'))?['k']"),
        (json.dumps({"k": KEY}), "@json(outputs('a0'))?['k']", "@variables('cfg')"),
    ],
)
def test_what_reads_what_another_keeps(kept: Any, between: Any, read: str) -> None:
    actions = {
        "a0": examples.compose(kept),
        "Initialize": examples.after(examples.variable("cfg", between), "a0"),
        "Call": examples.after(examples.http(headers={"x-api-key": read}), "Initialize"),
    }
    assert [secret for _, secret in found(flow_of(actions))] == [KEY]


def test_what_reads_itself_comes_to_an_end() -> None:
    actions = {"a0": examples.compose("@outputs('a1')"), "a1": examples.compose("@outputs('a0')?['k']")}
    call = examples.http(headers={"x-api-key": "@outputs('a0')"})
    assert found(flow_of({**actions, "Call": call})) == []
