"""How makers write secrets into flows, idiom by idiom, each beside what only looks like it."""

from typing import Any
from urllib.parse import quote

import pytest

from remediate.detectors import DETECTORS, Confidence, examples
from remediate.detectors.sightings.dull import Dull
from remediate.flow import Flow
from remediate.remedies import MoveToVault

KEY = "CANARYd93kf03kfl2mqA81x"
WORD = "CANARY88x"
DRAWN = "CANARYk3Jm9Qx7Rv2Wbc1D4Lm8Np6Rs"
GUID = "c4a5e91b-7d3f-4a5e-8c2b-6d9f0a1e3c57"
TOKEN_REQUEST = f"client_id={GUID}&scope=https://vault.azure.net/.default&grant_type=client_credentials"


def found(definition: dict[str, Any]) -> list[str]:
    flow = Flow({"properties": {"definition": definition, "connectionReferences": {}}}, "example")
    literals = (d for d in DETECTORS if d.id.startswith("literal-"))
    findings = [f for d in literals for f in d.find(flow) if f.confidence is not Confidence.LOW and not f.placeholder]
    return [
        f.remedy.literal.secret.reveal() if isinstance(f.remedy, MoveToVault) else f"held: {f.reason}" for f in findings
    ]


def composed(inputs: Any) -> dict[str, Any]:
    return examples.definition({"Compose": examples.compose(inputs)})


def declared(kind: str, value: str) -> dict[str, Any]:
    return examples.definition({}, parameters={"p1": {"type": kind, "defaultValue": value}})


def variable(title: str, name: str, value: str) -> dict[str, Any]:
    inputs = {"variables": [{"name": name, "type": "string", "value": value}]}
    return examples.definition({title: {"type": "InitializeVariable", "runAfter": {}, "inputs": inputs}})


@pytest.mark.parametrize("kind", ["SecureString", "securestring"])
def test_the_type_of_a_parameter_tells(kind: str) -> None:
    assert found(declared(kind, WORD)) == [WORD]


@pytest.mark.parametrize("value", ["", "@parameters('x')", "[parameters('p1')]", "#{X}#", "__X__"])
def test_a_parameter_that_is_filled_in_later_holds_none(value: str) -> None:
    assert found(declared("SecureString", value)) == []


def test_the_title_tells_where_the_variable_does_not() -> None:
    assert found(variable("Initialize_SAP_Password", "varText1", WORD)) == [WORD]
    setting = {"type": "SetVariable", "runAfter": {}, "inputs": {"name": "varText1", "value": WORD}}
    assert found(examples.definition({"Set_SAP_Password": setting})) == [WORD]


def test_and_not_where_the_variable_says_otherwise() -> None:
    assert found(variable("Initialize_SAP_Password", "passwordLabel", WORD)) == []


@pytest.mark.parametrize("title", ["AuthorizationToken", "Password"])
def test_the_title_of_a_request_names_its_answer(title: str) -> None:
    assert found(examples.definition({title: examples.http(body=TOKEN_REQUEST)})) == []


@pytest.mark.parametrize(
    "text",
    [
        "[concat('client_id=', parameters('ID'), '&client_secret=@{body(''Get_Secret'')?[''value'']}&scope=x')]",
        "[if(equals(1, 2), concat('a'), concat('x&refresh_token=@{body(''Get_secret'')?[''value'']}'))]",
    ],
)
def test_what_a_template_computes_is_none(text: str) -> None:
    assert found(composed(text)) == []


@pytest.mark.parametrize(
    ("inputs", "secret"),
    [
        (f"<table><tr><th>System</th><th>apiToken</th></tr><tr><td>ERP</td><td>{KEY}</td></tr></table>", KEY),
        (f"zf.extractall(pwd=b'{WORD}')", WORD),
        (f"Das Passwort wurde auf {WORD} zurückgesetzt.", WORD),
        (f"The password was changed to {WORD}.", WORD),
        (f"La password temporanea è {WORD}", WORD),
        (f"usuario flow, clave {WORD}", WORD),
        (f"API key is {KEY}", KEY),
        (f"Old key {KEY}A81x, new one is in the variable", f"{KEY}A81x"),
        (f"smb://CONTOSO;svc:{WORD}@fs01/export", WORD),
        ([{"key": "X-Ovh-Consumer", "value": KEY}], KEY),
        ({"pageAccessToken": KEY}, KEY),
        ({"siteApiKey": KEY}, KEY),
        ({"Passcode Zip": WORD}, WORD),
        ({"varAPI": KEY}, KEY),
        ({"paroladordine": WORD}, WORD),
        ({"phraseSecrete": WORD}, WORD),
        ({"passphr1": WORD}, WORD),
        ({"klienthemmelighed": WORD}, WORD),
        ({"note": "fc-0c4a5e91b7d3f4a5e8c2b6d9f0a1e3c5"}, "fc-0c4a5e91b7d3f4a5e8c2b6d9f0a1e3c5"),
    ],
)
def test_idioms(inputs: Any, secret: str) -> None:
    assert found(composed(inputs)) == [secret]


_LATER = ("secretEnd", "wachtwoordVervalt", "contraseñaCaduca", "passwordSetOn")
_WHEN = ("2024-W18", "alle 90 Tage", "Mar 3, 2025", "01/31/2025 11:59 PM", "end of 2025", "monthly", "31-12-2025")


@pytest.mark.parametrize(
    "inputs",
    [
        *({name: when} for name in _LATER for when in (*_WHEN, "1714612345")),
        *({"password": when} for when in _WHEN),
        "<table><tr><td>Password</td><td>********</td></tr><tr><td>Server01</td><td>x</td></tr></table>",
        "password: !secret erp\nhost: x",
        {"resumeToken": "+RID:~aB3dE5fG7hJ9kL1mN3pQ5w==#RT:1#TRC:100"},
        {"lastEvaluatedKey": "eyJpZCI6eyJTIjoiYWJjZGVmMTIzNDU2In19"},
        {"afterToken": "8267A1B2C3000000012B0229296E1404"},
        {"secretReviewer": "CN=Ops,OU=IT,DC=contoso"},
        {"apiKeyRequester": "contoso\\svc-flow"},
        {"apiKeyRequester": "GRP_KeyVault_Readers"},
        {"apiKeyNote": "401: bad credentials"},
        {"secretComment": "Au moins 8 caractères"},
        "GRANT CONTROL ON SYMMETRIC KEY::IbanKey TO etl",
        {"jobKey": "tenant#10#order#13424"},
        {"jobKey": "DE|37127|2024-05"},
        {"secret": "your-256-bit-secret"},
    ],
)
def test_what_only_looks_like_it(inputs: Any) -> None:
    assert found(composed(inputs)) == []


BASIC = "base64ToString(last(split(triggerOutputs()?['headers']?['Authorization'],' ')))"
ENCODED = "payload=%7B%22user%22%3A%22svc%22%2C%22api_key%22%3A%22CANARYd93kf03kfl2mqA81x%22%7D&action=login"


@pytest.mark.parametrize(
    ("inputs", "secret"),
    [
        ({"environmentVariables": [{"name": "DB_PASSWORD", "secureValue": WORD}]}, WORD),
        ({"columns": ["System", "User", "Password"], "rows": [["ERP", "svc", WORD]]}, WORD),
        ({"param": [{"@name": "Password", "@value": WORD}]}, WORD),
        ({"items": [{"sleutel": "mapsApiKey", "waarde": KEY}]}, KEY),
        (f"@json(replace(replace(outputs('T'),'{{{{user}}}}','svc'),'{{{{password}}}}','{WORD}'))", WORD),
        (f"DECLARE @apiToken nvarchar(200) = N'{KEY}';\nEXEC dbo.Sync;", KEY),
        (f"<config><entry><name>Passwort</name><value>{WORD}</value></entry></config>", WORD),
        (f"@equals(last(split(triggerOutputs()?['headers']?['X-Api-Key'],' ')),'{KEY}')", KEY),
        (f"@equals({BASIC},'svc:{WORD}')", WORD),
        (ENCODED, KEY),
        ({"note": "AAAA6HTOR4Z:APA91b" + "CANARYx7Qk" * 13}, "AAAA6HTOR4Z:APA91b" + "CANARYx7Qk" * 13),
        ({"trackingApiKey": KEY}, KEY),
    ],
)
def test_idioms_of_rows_marks_and_comparisons(inputs: Any, secret: str) -> None:
    assert found(composed(inputs)) == [secret]


@pytest.mark.parametrize(
    "value",
    [
        *("vault:secret/data/erp#password", "ssm:/erp/prod/api-key", ":password", "$secrets.erp", "%(password)s"),
        *("$$PASSWORD$$", "sk-...KM0m", "deprecated", "gesetzt", "UklGR8lH1ugmj6qPdjUoVLZ4aSjLCgSMrrgaCQdaVGqL"),
    ],
)
def test_what_stands_there_for_one(value: str) -> None:
    assert found(composed({"password": value, "apiKey": value})) == []


@pytest.mark.parametrize("name", ["office365_vpn_password", "endpoint4_collection_eu_sumologic_com_key"])
def test_a_read_is_called_after_what_it_opens(name: str) -> None:
    assert found(examples.definition({f"Get_secret_{name}": examples.secret_read("contoso_x")})) == []
    assert found(examples.definition({f"Get_secret_{name}": examples.compose("x")})) == []


def test_a_user_and_a_password_that_are_encoded_are_basic_credentials() -> None:
    assert found(composed(f"@base64('svc:{WORD}!')")) == [f"{WORD}!"]
    for password in ("AutumnCanary2025", "eCANARY36(j2eU478Ey-S"):
        assert found(composed(f"@base64('WS_RFC01:{password}')")) == [password]
    assert found(composed("@base64('urn:ietf:Canary2025')")) == []
    for text in ("urn:uuid:CANARY88x", "name:CANARY-2024", "C:/files/CANARY1.txt"):
        assert found(composed(f"@base64('{text}')")) == []


def test_the_other_value_of_an_if_names_this_one() -> None:
    chosen = f"@if(equals(variables('env'), 'prod'), '{KEY}', variables('accountKey'))"
    assert found(composed(chosen)) == [KEY]
    assert found(composed(f"@if(empty(triggerBody()?['name']), '{KEY}', triggerBody()?['name'])")) == []


@pytest.mark.parametrize("value", ["Canary Dolphin Timber walnut!", "Canary sunset umber Kettle6"])
def test_a_passphrase_with_a_mark_or_a_number(value: str) -> None:
    assert found(variable("Init", "password", value)) == [value]
    assert found(variable("Init", "password", "Contact the service desk today!")) == []


@pytest.mark.parametrize("scheme", ["ApiKey", "Token", "Bearer"])
def test_the_whole_value_of_a_header_in_a_variable(scheme: str) -> None:
    assert found(variable("Init", "auth", f"{scheme} {KEY}")) == [KEY]


def test_a_variable_of_a_script_is_no_token() -> None:
    assert found(composed('Invoke-RestMethod -Headers @@{Authorization="Bearer $token"}')) == []


def test_a_query_may_hold_an_authorization() -> None:
    assert found(composed(f"https://h.example/a?Authorization={KEY}&format=json")) == [KEY]
    assert found(composed("https://h.example/a?Authorization=-&format=json")) == []


def test_a_token_with_a_sign_in_it_stays_whole() -> None:
    value = "ATATTCANARYxPatk3Jm9Qx7Rv2Wbc1D4Lm8Np6RsTu2vWx4Yz6Ab8Cd0=13DPUG0N"
    assert found(variable("Init", "accessToken", value)) == [value]


def test_a_word_that_ends_as_a_scheme_stays_whole() -> None:
    value = "canary robot utrecht invoice"  # "bot " is no scheme of a header here
    assert found(composed({"password": value})) == [value]


@pytest.mark.parametrize("name", ["クレAPI", "clé API", "トークン", "contraseña"])
def test_names_of_parameters_in_percent_encoding(name: str) -> None:
    value = KEY if name != "contraseña" else WORD
    expected = [] if name == "クレAPI" else [value]
    assert found(composed(f"https://h.example/x?{quote(name)}={value}&a=1")) == expected
    assert found(composed(f"x=1&{quote(name)}={value}")) == expected


@pytest.mark.parametrize("name", ["CléService", "clé-service", "clave_servicio", "SchlüsselAPI", "tokendeautenticação"])
def test_keys_that_other_languages_name_first(name: str) -> None:
    assert found(variable("Init", name, KEY)) == [KEY]


@pytest.mark.parametrize("note", ["TODO move to key vault - api key: ", "Key Vault! API key: ", "old. API key: "])
def test_what_a_note_says_before_a_name_is_none_of_it(note: str) -> None:
    assert found(composed(f"{note}{DRAWN}")) == [DRAWN]


@pytest.mark.parametrize("value", ["canary-walnut-quartz-pencil", "Canary.Walnut27", "canary_winter_bicycle_harbor"])
@pytest.mark.parametrize("name", ["webhookSecret", "clientSecret", "claveDeAcceso"])
def test_words_that_make_a_secret(name: str, value: str) -> None:
    assert found(composed({name: value})) == [value]


@pytest.mark.parametrize("value", ["contoso-orders-client-secret", "body.items.first.value", "sap-prod-erp-user"])
def test_and_words_that_make_a_name(value: str) -> None:
    assert found(composed({"webhookSecret": value})) == []


@pytest.mark.parametrize(
    "name", ["パスワード長", "パスワード文字数", "longitudContraseña", "tamanhoSenha", "lengtePaswoord"]
)
@pytest.mark.parametrize("value", ["4096", 2048])
def test_the_length_of_a_password_is_none(name: str, value: str | int) -> None:
    assert found(composed({name: value})) == []


@pytest.mark.parametrize("value", ["a definir", "未設定", "in te vullen", "wird nachgereicht", "to be defined"])
def test_what_is_to_come_is_a_placeholder_in_an_authentication(value: str) -> None:
    authentication = {"type": "Basic", "username": "u", "password": value}
    assert found(examples.definition({"Call": examples.http(authentication=authentication)})) == []


def test_a_place_for_a_value_in_a_text_is_none() -> None:
    for text in ("password: #{ApiKey}#", "password: ${ApiKey}", "password: {{ApiKey}}."):
        assert found(composed(text)) == []


@pytest.mark.parametrize(
    ("inputs", "secrets"),
    [
        ({"password": {"sap": WORD, "crm": "CANARY99y"}}, [WORD, "CANARY99y"]),
        ({"token": {"test": KEY, "prod": DRAWN}}, [KEY, DRAWN]),
        ({"key": {"jira": KEY}}, [KEY]),
        ({"CONSUMER_SECRET": {"erp": GUID}}, [GUID]),
        ({"JETON": {"uat": KEY}}, [KEY]),
        ({"password": {"minLength": "8 to 20", "policy": "CANARY2024", "in": "header", "used": "yes2"}}, []),
        ({"token": {"lifetime": "90d", "url": "/token", "limit": "CANARY5/min", "name": "CANARY-tok-1"}}, []),
    ],
)
def test_an_object_names_what_it_says_of_each_system_or_stage(inputs: dict[str, Any], secrets: list[str]) -> None:
    assert found(composed(inputs)) == secrets


@pytest.mark.parametrize("name", ["filePassword", "pdf_file_pwd", "ww"])
def test_passwords_of_files(name: str) -> None:
    assert found(variable("Init", name, "Canary!882")) == ["Canary!882"]


def test_the_name_beside_a_connection_string_is_no_key() -> None:
    value = f"Server=s;Database=d;User ID=u;Password={WORD};Encrypt=True"
    assert found(composed([{"key": "sqlConnectionStringTest", "value": value}])) == [WORD]


@pytest.mark.parametrize("name", ["key", "svc_key", "apiKey"])
def test_a_variable_of_sql_is_called_after_no_row(name: str) -> None:
    assert found(composed(f"DECLARE @{name} nvarchar(200) = N'{DRAWN}'")) == [DRAWN]


def test_a_slash_in_base64_separates_no_user() -> None:
    value = "CANARYxQ/k3Jm9Qx7Rv2Wbc1D4Lm8Np6RsTu2vWx4Yz="
    assert found(variable("Init", "clave", value)) == [value]
    assert found(variable("Init", "clave", f"svc_user/{WORD}!")) == [f"{WORD}!"]


@pytest.mark.parametrize("name", ["passwordChars", "pwAlphabet", "PasswordCharset", "allowedPasswordCharacters"])
@pytest.mark.parametrize("value", ["ABCDEFGHJKLMNPQRSTUVWXYZ", "0123456789", "!@#$%&*", "CANARY2a"])
def test_what_passwords_are_made_of_is_none(name: str, value: str) -> None:
    assert found(variable("Init", name, value)) == []


@pytest.mark.parametrize("value", ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz23456789"])
def test_an_alphabet_is_no_password(value: str) -> None:
    assert found(variable("Init", "password", value)) == []


def test_words_that_an_if_chooses_between_are_no_passwords() -> None:
    chosen = "@if(equals(triggerBody()?['password'], triggerBody()?['repeat']), 'equal', 'different')"
    assert found(variable("Init", "password", chosen)) == []
    assert found(variable("Init", "password", f"@if(equals(1, 2), '{WORD}', 'CANARY99y')")) == [WORD, "CANARY99y"]


def test_the_end_of_a_path_names_no_query() -> None:
    assert found(composed("https://t.sharepoint.com/:w:/s/team/EaCANARYk3JpWd?e=CANARY4x")) == []


@pytest.mark.parametrize("name", ["clédaccès", "jetondacces"])
def test_words_that_french_glues_together(name: str) -> None:
    assert found(variable("Init", name, KEY)) == [KEY]


def test_what_holds_nothing_under_one_name_is_looked_at_under_another() -> None:
    for name in ("note", "password", "note", "password"):
        assert found(composed({name: "the password of CANARY changes every ninety days"})) == []
        assert found(composed({name: KEY})) == ([KEY] if name == "password" else [])
        assert found(composed({name: WORD})) == ([WORD] if name == "password" else [])


def test_what_is_kept_as_dull_is_bounded() -> None:
    dull = Dull()
    for number in range(50):
        dull.add(number, 100_000)
    assert dull.holds(49)
    assert not dull.holds(0)


def keeping(name: str, value: str) -> dict[str, Any]:
    """A flow whose variable goes into a header that takes a key."""
    initialize = {"type": "InitializeVariable", "runAfter": {}}
    initialize["inputs"] = {"variables": [{"name": name, "type": "string", "value": value}]}
    call = examples.after(examples.http(headers={"x-api-key": f"@variables('{name}')"}), "Initialize")
    return examples.definition({"Initialize": initialize, "Call": call})


def test_a_setting_that_a_header_reads_is_none_for_that() -> None:
    assert found(keeping("k", KEY)) == [KEY]
    assert found(keeping("k", "sap-erp-password")) == []
    harmless = "Server=tcp:h.example,1433;Database=d;Authentication=Active Directory Integrated"
    assert found(keeping("connectionString", harmless)) == []
