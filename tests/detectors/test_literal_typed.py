"""Secrets of letters and words as people type them into texts: app passwords in groups, letters only, passphrases."""

import json
from typing import Any

import pytest

from remediate.detectors import DETECTORS, Confidence, examples
from remediate.flow import Flow
from remediate.remedies import MoveToVault

WORDPRESS = "CANA RYb4 x9Kd 2mQv Lt7R pZ3w"
GOOGLE = "cana rybq xkdm pvlt"


def found(inputs: Any) -> list[str]:
    """What is found in the inputs of a Compose action, at medium or high."""
    definition = examples.definition({"Data": examples.compose(inputs)})
    flow = Flow({"properties": {"definition": definition, "connectionReferences": {}}}, "example")
    literals = (d for d in DETECTORS if d.id.startswith("literal-"))
    findings = [f for d in literals for f in d.find(flow) if f.confidence is not Confidence.LOW and not f.placeholder]
    return [
        f.remedy.literal.secret.reveal() if isinstance(f.remedy, MoveToVault) else f"held: {f.reason}" for f in findings
    ]


WAYS = {
    "member": lambda name, value: {name: value},
    "JSON text": lambda name, value: json.dumps({"a": 1, name: value}),
    "JSON in JSON": lambda name, value: json.dumps({"a": json.dumps({name: value})}),
    "line": lambda name, value: f"{name}: {value}",
    "line among lines": lambda name, value: f"Host: smtp.contoso.example\n{name}: {value}\nPort: 587",
    "setting": lambda name, value: f"host=smtp.contoso.example\n{name}={value}\n",
    "pairs": lambda name, value: f"Host=smtp.contoso.example;User=svc;{name}={value};Timeout=30",
    "Markdown": lambda name, value: f"| Setting | Value |\n|---|---|\n| {name} | {value} |\n",
    "cell": lambda name, value: f"<table><tr><td>{name}</td><td>{value}</td></tr></table>",
    "label": lambda name, value: f"<p><b>{name}:</b> {value}</p>",
    "XML": lambda name, value: f"<settings><{name}>{value}</{name}></settings>",
    "attribute": lambda name, value: f'<add key="{name}" value="{value}" />',
    "script": lambda name, value: f"${name} = '{value}'",
    "SQL": lambda name, value: f"UPDATE Accounts SET {name} = '{value}' WHERE Id = 1",
    "expression": lambda name, value: f"@trim('{name}={value}')",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("value", [WORDPRESS, GOOGLE], ids=["WordPress", "Google"])
def test_an_app_password_in_groups(value, way):
    assert found(way("wp_app_password", value)) == [value]


@pytest.mark.parametrize("value", ["cana-rybq-xkdm-pvlt", "CaNa-RYb4-x9Kd-2mQv", "ca4n aryb 3qxk 7dmp"])
def test_groups_of_other_sorts(value):
    assert found({"appPassword": value}) == [value]
    assert found(f"app_password: {value}") == [value]


def test_a_second_factor_in_groups():
    assert found({"totpSecret": "cana ry4x k5dm 2pvl tq7w z3hd"}) == ["cana ry4x k5dm 2pvl tq7w z3hd"]


def test_the_password_of_a_message():
    token = (
        "<wsse:UsernameToken><wsse:Username>svc</wsse:Username><wsse:Password>{}</wsse:Password></wsse:UsernameToken>"
    )
    assert found(token.format(WORDPRESS)) == [WORDPRESS]


@pytest.mark.parametrize(
    "inputs",
    [
        {"password": "ES91 2100 0418 4502 0005 1332"},
        {"password": "this must have been done when asked"},
        {"accessKey": "make sure this runs"},
        "Password: this must have been done when told",
        "app password: Must Have Been Sent Last Week",
        {"apiKey": "read more over here"},
    ],
)
def test_what_stands_in_groups_and_is_none(inputs):
    assert found(inputs) == []


LETTERS = {
    "drawn": "lbmocanaryfxcthj",
    "capitals": "TBHCANARYHSUDPJC",
    "glued": "CanaryPlanetBridge",
    "two sizes": "xCaNArYqWzKt",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("value", LETTERS.values(), ids=LETTERS)
def test_a_password_of_letters_alone(value, way):
    assert found(way("smtp_password", value)) == [value]


@pytest.mark.parametrize("value", ["EHIZCANARYOTENLN", "TBHCANARYHSUDPJC"])
def test_the_secret_of_an_authenticator_in_letters_alone(value):
    assert found({"mfaSecret": value}) == [value]


@pytest.mark.parametrize("function", ["trim('{}')", "coalesce(triggerBody()?['x'], '{}')", "concat('{}')"])
def test_letters_alone_in_an_expression(function):
    inputs = {"appPassword": "@" + function.format(LETTERS["drawn"])}
    assert found(inputs) == [LETTERS["drawn"]]


def test_letters_that_a_password_is_compared_with():
    expression = {"equals": ["@triggerBody()?['appPassword']", LETTERS["drawn"]]}
    condition = {"type": "If", "runAfter": {}, "expression": expression, "actions": {}}
    flow = Flow({"properties": {"definition": examples.definition({"Check": condition})}}, "example")
    named = next(d for d in DETECTORS if d.id == "literal-named-value")
    assert [f.confidence for f in named.find(flow)] == [Confidence.MEDIUM]


@pytest.mark.parametrize(
    "value", ["canary planet orange 79", "río canary montaña 8", "tiger canary brücke fenster 1234"]
)
@pytest.mark.parametrize("way", ["line", "line among lines", "setting", "pairs", "Markdown", "cell", "label", "XML"])
def test_a_passphrase_with_its_number(value, way):
    assert found(WAYS[way]("smtp_password", value)) == [value]


@pytest.mark.parametrize("name", ["Password", "Passwort", "smtp_password"])
@pytest.mark.parametrize(
    "said",
    [
        *("required", "Required", "REQUIRED", "String", "SecureString", "PasswordCredential", "Confidential", "Hidden"),
        *("PlainText", "PowerAutomateFlow", "ContosoOrderService", "SharePointOnlineManagement", "KeyVaultReference"),
        *("see ticket number 4711", "siehe Handbuch Kapitel 7", "ask the helpdesk room 12", "last changed in week 12"),
        *("verschlüsselungsmethode", "authentication", "straightforward", "internationalization", "unternehmensweit"),
        *("shouldn't", "don't", "rock'n'roll", "User's choice", 'the "usual" one', "customerOrderForm"),
    ],
)
@pytest.mark.parametrize("way", ["line", "line among lines", "Markdown", "cell"])
def test_what_is_said_about_a_password(way, said, name):
    assert found(WAYS[way](name, said)) == []


@pytest.mark.parametrize(
    "value",
    ["Can'ary&qJO9Um#8", "Can'ary\"iJ4iVl!6", "CANARY<kNb9lA!2", "CANARY\\cl1Sh0!2", "CANARY}9x;a7", "a,CANARY8)x"],
)
@pytest.mark.parametrize(
    "before", ["", "Syncs the orders every night. ", "Host: smtp.contoso.example\n", "Don't touch!\r\n"]
)
def test_a_password_with_signs_has_its_line_to_itself(before, value):
    assert found(f"{before}smtp_password: {value}") == [value]
    assert found(f"{before}smtp_password: {value}\nTimeout: 30") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x = f(pwd: CANARY8a1b2')", "CANARY8a1b2"),
        ('const o = { pwd: CANARY8a1b2"x }', "CANARY8a1b2"),
        ("<p>Password: CANARY8a1b2</p>", "CANARY8a1b2"),
        ('Password: CANARY8a1b2"', "CANARY8a1b2"),
        ("Password: CANARY8a1b2;user=3", "CANARY8a1b2"),
        ("password=CANARY8a1b2&user=3", "CANARY8a1b2"),
    ],
)
def test_signs_that_end_a_value(text, value):
    assert found(text) == [value]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LUIS_Key", "ca7a5a7120e93bc83d1f04499aa8120b"),
        ("aoai_key", "CANARYk3Jm9Qx7Rv2Wbc1D4Lm8Np6Rs"),
        ("user_pin", "44869410"),
        ("MailPassword", "CanaryPlanetBridge"),
        ("MailPassword", "lbmocanaryfxcthj"),
    ],
)
def test_the_columns_of_a_table(name, value, separator):
    rows = [("Server", "User", name), ("h1", "svc", value)]
    assert found("\n".join(separator.join(row) for row in rows)) == [value]


@pytest.mark.parametrize("name", ["Key", "RowKey", "Order Key", "Code"])
def test_columns_that_number_rows(name):
    assert found(f"Server,User,{name}\nh1,svc,ca7a5a7120e93bc83d1f04499aa8120b") == []


@pytest.mark.parametrize("user", ["flow.admin@contoso.example", "svc", "CONTOSO\\svc"])
@pytest.mark.parametrize("separator", [";", ",", "&"])
def test_a_secret_behind_the_address_of_its_user(user, separator):
    value = "CANARYk3Jm9Qx7Rv2Wbc1D4Lm8Np6Rs"
    assert found(separator.join(["Server=h.contoso.example", f"User={user}", f"aesKey={value}", "Timeout=30"])) == [
        value
    ]


@pytest.mark.parametrize("value", ["xC[CANARYeZotekiQuLBMNEA6CZ7rkUN", "ZhGu[*+-U2CANARY.h9CH[3NHS/Kv"])
def test_a_bracket_that_is_no_index(value):
    assert found(f"Client Secret: {value}") == [value]
    assert found(f"| a | b |\n|---|---|\n| app_secret | {value} |") == [value]


@pytest.mark.parametrize("index", ["config[secretKeyName2024]", "settings['a1b2c3d4e5f6g7h8']", "keys[0]", "env[KEY2]"])
def test_an_index_of_a_script(index):
    assert found(f"client_secret = {index}") == []


@pytest.mark.parametrize("value", ["F7u/Canary:92#hq", "flow:CANARY92#hq"])
def test_a_sign_in_a_password_parts_no_user_from_it(value):
    assert found({"pass": value}) == [value]
    assert found(f"pass={value}") == [value]


def test_of_credentials_the_user_stays():
    assert found("Credentials: svc_flow / CANARY92#hq") == ["CANARY92#hq"]


ESCAPED_QUOTES = ["&quot;", "&#34;", "&#x22;", "&#39;", "&apos;", "&amp;quot;"]


@pytest.mark.parametrize("quote", ESCAPED_QUOTES)
@pytest.mark.parametrize(
    "mail",
    [
        "<pre>{{ {q}DD_API_KEY{q}: {q}{v}{q} }}</pre>",
        "<pre>{{<br>&nbsp; {q}Host{q}:&nbsp;{q}erp01{q},<br>&nbsp; {q}dbPassword{q}:&nbsp;{q}{v}{q}<br>}}</pre>",
        "<p>Use password={q}{v}{q} for it.</p>",
        "<p>Password: {q}{v}{q}</p>",
        "<p>[{{{q}name{q}:{q}dbPassword{q},{q}value{q}:{q}{v}{q},{q}slot{q}:false}}]</p>",
        "<pre>&lt;add key={q}dbPassword{q} value={q}{v}{q} /&gt;</pre>",
        "<pre>&lt;erp host={q}erp01{q} password={q}{v}{q} /&gt;</pre>",
        "{{\\{q}a\\{q}: 1, \\{q}dbPassword\\{q}: \\{q}{v}\\{q}}}",
    ],
)
@pytest.mark.parametrize("value", ["CANARYQz5jtk66Wm", "CANARY7173ab93&amp;kf03", "CANARY&lt;Qz5jtk66"])
def test_the_quotes_of_html_around_a_value(quote: str, mail: str, value: str) -> None:
    text = mail.format(q=quote, v=value)
    assert found(text) == [value]
    assert found(json.dumps({"body": text, "subject": "Access"})) == [value]


@pytest.mark.parametrize("quote", ["&quot;", "&#39;"])
@pytest.mark.parametrize(
    "text",
    [
        "<p>The field {q}password{q} is required, and {q}Host{q}: {q}erp01{q} too.</p>",
        "<p>Send us your {q}API key{q}, please.</p><p>{q}Thanks{q}</p>",
        "<pre>{{{q}password{q}: {q}{q}, {q}token_type{q}: {q}Bearer{q}, {q}max_tokens{q}: 4000}}</pre>",
        "<pre>{{{q}password{q}: {q}&lt;your password&gt;{q}}}</pre>",
        "<pre>{{{q}passwordPolicy{q}: {q}12 characters, one digit{q}, {q}secretName{q}: {q}orders-key{q}}}</pre>",
        "<p>{q}password{q}\n\nKind regards</p>",
        "<p>password={q}CANARYQz5jtk66Wm without an end</p>",
    ],
)
def test_the_quotes_of_html_around_other_things(quote: str, text: str) -> None:
    assert found(text.format(q=quote)) == []
