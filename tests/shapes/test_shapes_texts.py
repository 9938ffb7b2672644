"""What is found inside texts: the exact secret, and how the text is given back from it."""

import base64
import json
import random
import string

import pytest

from remediate.shapes import connection_strings, cookies, embedded, encoded, headers, tokens, urls
from remediate.shapes.found import Found
from remediate.shapes.roots import lowered
from remediate.shapes.values import Verdict

SAS = "sv=2022-11-02&ss=b&srt=sco&sp=rwdl&se=2030-01-01T00:00:00Z&spr=https&sig=CANARYk3Jm9Qx7Rv2Wb%2Bc1D%3D"
DRAWN = "ca7a5a7120e93bc83d1f04499aa8120b"
CALLBACK = "https://prod-1.westeurope.logic.azure.com/workflows/0f1e/triggers/manual/paths/invoke?api-version=1&sv=1.0&sp=x&sig="
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJDQU5BUlkiOiJDQU5BUlkifQ.CANARYk3Jm9Qx7-v2Wbc1D_4Lm"
WEBEX = "https://webexapis.com/v1/webhooks/incoming/Y2lzCANARYc3BhcmtfL3VzL1dFQkhPT0s"
HOOK = "https://hooks.slack.com/services/T0CANARY1/B0CANARY2/CANARYk3Jm9Qx7Rv2Wbc1D"


def in_urls(text: str) -> list[Found]:
    return [found for url in urls.urls(text) for found in urls.in_url(url)]


def in_words(text: str) -> list[Found]:
    found = list(embedded.in_text(text, lowered(text)))
    return [
        one for at, one in enumerate(found) if not any(other.start <= one.start < other.end for other in found[:at])
    ]


def in_connections(text: str) -> list[Found]:
    return list(connection_strings.in_text(text, lowered(text)))


def spans(text: str, found: list[Found]) -> list[str]:
    return [text[f.start : f.end] for f in found if f.verdict is not Verdict.PLACEHOLDER]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("https://h.example/a?code=CANARY0rdersFunct1onKey&top=1", "CANARY0rdersFunct1onKey"),
        (f"see {CALLBACK}CANARYvT3bXo1Zp9sLm2Qe4.", "CANARYvT3bXo1Zp9sLm2Qe4"),
        (f"https://a.blob.core.windows.net/c?restype=container&{SAS}", SAS),
        ("https://svc:CANARY2024@h.example/x", "CANARY2024"),
        ("jdbc:mysql://h:3306/db?user=u&password=CANARY882x!", "CANARY882x!"),
        (HOOK, HOOK),
        (WEBEX, WEBEX),
        (f'{{"url":"{CALLBACK}CANARYvT3bXo1Zp9sLm2Qe4"}}'.replace("&", "\\u0026"), "CANARYvT3bXo1Zp9sLm2Qe4"),
        (f"<a href='{CALLBACK}CANARYvT3bXo1Zp9sLm2Qe4'>".replace("&", "&amp;"), "CANARYvT3bXo1Zp9sLm2Qe4"),
        ("mongodb://acct:CANARYab/cd+ef12==@acct.contoso.example:10255/?ssl=true", "CANARYab/cd+ef12=="),
        ("https://chat.contoso.example/hooks/CANARYa1b2c3d4e/c4a5a7120e93bc83d1f04499", "c4a5a7120e93bc83d1f04499"),
        ("https://contoso.bitrix24.example/rest/17/canary0123456789/crm.lead.add.json", "canary0123456789"),
        ("https://api.netlify.com/build_hooks/ca7a5a7120e93bc83d1f0449", "ca7a5a7120e93bc83d1f0449"),
        (f"https://events.pagerduty.com/integration/{DRAWN}/enqueue", DRAWN),
        (f"https://calendar.example/ical/x/private-{DRAWN}/basic.ics", DRAWN),
        (f"https://script.google.com/macros/s/AKfycb{DRAWN}/exec", f"AKfycb{DRAWN}"),
        ("https://v6.exchangerate-api.com/v6/ca7a5a7120e93bc83d1f0449/latest/EUR", "ca7a5a7120e93bc83d1f0449"),
        (f"https://api.pirateweather.net/forecast/{DRAWN}/48.1,11.5", DRAWN),
        ("https://n8n.example/webhook/0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0", "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"),
        ("https://c.sharepoint.com/download.aspx?a=b&tempauth=v1.CANARYk3Jm9Qx7Rv2Wb", "v1.CANARYk3Jm9Qx7Rv2Wb"),
        ("smb://CONTOSO;svc:CANARY2024@fs01/export", "CANARY2024"),
        ("https://prtg.contoso.example/api?username=a&passhash=1945975072", "1945975072"),
        ("https://api.telegram.org/bot12345:CANARYk3Jm9Qx7Rv2Wbc1Dp/send", "12345:CANARYk3Jm9Qx7Rv2Wbc1Dp"),
    ],
)
def test_urls(text: str, secret: str) -> None:
    assert spans(text, in_urls(text)) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "https://h.example/a?code=US&key=status&api-version=2024-01-01",
        "https://h.example/list?$skiptoken=Paged%3dTRUE%26p_ID%3d4711",
        "https://contoso.vault.azure.net/secrets/orders-key/0d4f4e8a8b1c2d3e4f5a6b7c8d9e0f1a",
        "https://contoso.sharepoint.com/:x:/s/a/EaBcDeFgHiJkLmNoPqRsTuVwXyZ?e=Ab12Cd",
        "https://hooks.slack.com/services/<your>/<hook>/<here>",
        "https://h.example/rest/17/items/list.all",
        "https://h.example/integration/overview-of-everything",
        "https://h.example/events/0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
    ],
)
def test_urls_without_a_secret(text: str) -> None:
    assert spans(text, in_urls(text)) == []


def test_a_percent_encoded_value_is_stored_decoded_where_encoding_gives_it_back() -> None:
    (found,) = in_urls("https://h.example/a?password=CANARY%2F2024")
    assert (found.value, found.wrap) == ("CANARY/2024", "encodeUriComponent({})")
    (kept,) = in_urls("https://h.example/a?password=CANARY%2f2024")
    assert (kept.value, kept.wrap) == ("CANARY%2f2024", "{}")


@pytest.mark.parametrize(
    ("user", "password"), [("svc", "CANARY Winter2024!"), ("it's", "CANARYü:x"), ("", "CANARYpat")]
)
def test_of_basic_credentials_only_the_password_moves(user: str, password: str) -> None:
    written = base64.b64encode(f"{user}:{password}".encode()).decode()
    (found,) = headers.in_header("Authorization", f"Basic {written}")
    assert found.value == password
    assert f"Basic {written}"[found.start : found.end] == written
    quoted = user.replace("'", "''")
    assert found.wrap == f"base64(concat('{quoted}:', {{}}))"


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("Authorization", "Bearer CANARY9f27c4a1", "CANARY9f27c4a1"),
        ("Authorization", 'Token token="CANARY9f27c4a1"', "CANARY9f27c4a1"),
        ("x-api-key", "CANARY-9f27c4a1", "CANARY-9f27c4a1"),
        ("X-Functions-Key", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
        (
            "Authorization",
            "NLAuth nlauth_account=1, nlauth_signature=CANARY2024!, nlauth_role=3",
            "CANARY2024!",
        ),
        ("Cookie", "JSESSIONID=CANARY8f14e45fce; ROUTEID=.node1; sap-usercontext=sap-client=100", "CANARY8f14e45fce"),
        ("Cookie", "lang=en; sessionid=CANARY8f14e45fce; Path=/", "CANARY8f14e45fce"),
    ],
)
def test_headers(name: str, value: str, secret: str) -> None:
    assert spans(value, list(headers.in_header(name, value))) == [secret]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ('{"accessCode":"CANA1E-C2RW"}', "CANA1E-C2RW"),
        ('{"codigoAcesso":"CANARY88"}', "CANARY88"),
        ("$clientSec = 'CANARYd93kf03kfl2mq'", "CANARYd93kf03kfl2mq"),
        ("<setting name='SmtpPassword'><value>CANARY882x!</value></setting>", "CANARY882x!"),
        ("&lt;Password&gt;CANARY882x!&lt;/Password&gt;", "CANARY882x!"),
        ("<b>Passwort</b>: CANARY882x!", "CANARY882x!"),
        ("<strong>Password:</strong>&nbsp;CANARY882x!", "CANARY882x!"),
        ("<p>Password:<br/>CANARY882x!</p>", "CANARY882x!"),
        ('<td style="width: 20%">Password</td><td style="color:#333">CANARY882x!</td>', "CANARY882x!"),
        ("Passwort „CANARY882x!“", "CANARY882x!"),
        ("Mot de passe : « CANARY882x! »", "CANARY882x!"),
        ("パスワード「CANARY882x!」", "CANARY882x!"),
        ("パスワードはCANARY882x!です", "CANARY882x!"),
        ("密码是CANARY882x!", "CANARY882x!"),
        ("Passwort -> CANARY882x!", "CANARY882x!"),
        ("Passwort - CANARY882x!", "CANARY882x!"),
        ("Das Passwort für SAP ist CANARY882x!", "CANARY882x!"),
        ("Le mot de passe est CANARY882x!", "CANARY882x!"),
        ('Set(gblPassword, "CANARY882x!")', "CANARY882x!"),
        ('terraform apply -var="db_password=CANARY882x!"', "CANARY882x!"),
        ("OPTIONS (user 'app', password 'CANARY882x!')", "CANARY882x!"),
        ("Credentials: svc / CANARY882x!", "CANARY882x!"),
        ("Credentials: svc:CANARY882x!", "CANARY882x!"),
        ("Guest WiFi key: CANARY882x!", "CANARY882x!"),
        ("host: x\nApiKey (prod): CANARY0d4f4e8a8b1c2d3e\nport: 1", "CANARY0d4f4e8a8b1c2d3e"),
        ("host: erp\npassword: CANARY 2024!\nport: 443", "CANARY 2024!"),
        ("user=svc\r\npassword=CANARY,7{x\r\n", "CANARY,7{x"),
        ("Password: CANARY882x! (for the export)", "CANARY882x!"),
        ("Passwort CANARY2024x ist 90Tage gültig", "CANARY2024x"),
        (
            '{"sas": "SharedAccessSignature sr=https%3A%2F%2Fh.example%2Fo&sig=CANARYkVt3bXo1Zp9sLm2Qe4&se=1"}',
            "CANARYkVt3bXo1Zp9sLm2Qe4",
        ),
        ("User\tsvc\nPassword\tCANARY882x!\nPort\t443", "CANARY882x!"),
        ("UPDATE t SET [Password] = 'CANARY882x!' WHERE id = 1", "CANARY882x!"),
        ("zf.extractall(pwd=b'CANARY882x!')", "CANARY882x!"),
        ("Das Passwort wurde auf CANARY882x zurückgesetzt.", "CANARY882x"),
        ("The password has been changed to CANARY882x!", "CANARY882x!"),
        ("La contraseña ha sido cambiada a CANARY882x!", "CANARY882x!"),
        ("La password temporanea è CANARY882x!", "CANARY882x!"),
        ("Ditt lösenord är CANARY882x!", "CANARY882x!"),
        ("usuario flow, clave Canary882x", "Canary882x"),
        ("The API key is CANARY0d4f4e8a8b1c2d3e", "CANARY0d4f4e8a8b1c2d3e"),
        ("Old key CANARY0d4f4e8a8b1c2d3e, the new one is in the variable", "CANARY0d4f4e8a8b1c2d3e"),
        ("keyApi=0F1E2D3C-4B5A-4978-8796-A5B4C3D2E1F0\ntimeout=30", "0F1E2D3C-4B5A-4978-8796-A5B4C3D2E1F0"),
    ],
)
def test_names_inside_texts(text: str, secret: str) -> None:
    assert spans(text, in_words(text)) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        '{"countryCode":"CANA1E-C2RW"}',
        "$secret = (Get-AzKeyVaultSecret -VaultName kv1 -Name sap)",
        "$password = (ConvertTo-SecureString $x)",
        "$token = (az account get-access-token | ConvertFrom-Json).accessToken",
        "secret: ${SECRET_1}",
        "secretSanta: Office2023",
        "<tr><td>Password:</td><td></td></tr><tr><td>Benutzer:</td><td>CANARY2x</td></tr>",
        "<tr><th>Password</th></tr><tr><td>CANARY-2024</td></tr>",
        "password = random_string(20, canary)",
        "host: erp\npassword: is kept in CANARY1\nport: 443",
        "user = name\npassword = getpass.getpass(prompt)\n",
        "<code>CANARY_ASN1_ELEMENT_NOT_FOUND2</code>",
        "The session CANARY0d4f4e8a8b1c2d3e4f5a has ended",
        "The key of the current order is CANARY-2024-00012345678",
        "Password\trequired\nPort\t443",
        "the password field is input2024",
        "The password has been changed to the new one",
        "the key is Alt2F4, the token is step2",
        "partition key 0d4f4e8a8b1c2d3e4f5a6b7c",
        "grant_type=x&client_secret=@{body(''Get_Secret'')?[''value'']}&scope=y",
        "Password - required",
        "Das Passwort für SAP ist abgelaufen",
        "the password for the portal is the same as in 2023",
        "<b>Password</b>: see the vault",
        "Passwort „Sicherheit“ (Kapitel 3)",
        "パスワードは必須です",
        'Set(gblPasswordLabel, "Password2")',
        "Credentials: svc / see KeePass",
        "password: !secret erp",
        "GRANT CONTROL ON SYMMETRIC KEY::IbanKey2024 TO etl",
        "apiKey: <your key>\nCANARY2secret: <your secret>",
        "the word 'password' 'quoted'",
    ],
)
def test_scripts_that_read_a_secret_hold_none(text: str) -> None:
    assert spans(text, in_words(text)) == []
    assert spans(text, in_connections(text)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-CSRF-Token", "Fetch"),
        ("X-Atlassian-Token", "no-check"),
        ("Accept", "application/json"),
        ("If-Match", "abc123def456"),
        ("Cookie", "cookieconsent=accepted; theme=dark"),
    ],
)
def test_headers_without_a_secret(name: str, value: str) -> None:
    assert list(headers.in_header(name, value)) == []


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Server=tcp:h,1433;User ID=u;Password=CANARY pw=1;Encrypt=True", "CANARY pw=1"),
        ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=CANARYabc==;EndpointSuffix=x", "CANARYabc=="),
        ("Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=CANARYabc=", "CANARYabc="),
        ("Driver={SQL Server};Server=x;UID=u;PWD={CANARY;1};", "CANARY;1"),
        ("n.redis.cache.windows.net:6380,password=CANARYabc=,ssl=True", "CANARYabc="),
        ("host=h port=5432 user=u password=CANARY1 sslmode=require", "CANARY1"),
        ("jdbc:oracle:thin:scott/CANARY1@//ora.contoso.example:1521/ORCL", "CANARY1"),
        ("connect('DRIVER=x;SERVER=y;UID=z;PWD=CANARY882x!')", "CANARY882x!"),
        ("DRIVER=x;SERVER=y;UID=z;PWD=CANARY'882x", "CANARY'882x"),
        ("jdbc:sqlserver://h:1433;databaseName=a;user=u;password=C@NARY1;encrypt=true", "C@NARY1"),
        ('<add connectionString="Server=a;User ID=b;Password=Can&amp;ary88!;Encrypt=true" />', "Can&amp;ary88!"),
        ("Server=a;User ID=b;Password=Can&#128273;ary88!;Encrypt=true", "Can&#128273;ary88!"),
        ('{"cs":"Server=x;Uid=u;Pwd=CANARY1;"}', "CANARY1"),
        ("Server=s;User Id=u;Password=CANARY()*7F6;Encrypt=True", "CANARY()*7F6"),
        ("Use Endpoint=sb://x;SharedAccessKeyName=k;SharedAccessKey=CANARYab12= from Monday on", "CANARYab12="),
        ("Connect with Server=x;Database=d;User Id=u;Password=CANARY1! please.", "CANARY1!"),
        ("Server=x;Database=d;User Id=u;Password=CANARY fan", "CANARY fan"),
    ],
)
def test_connection_strings(text: str, secret: str) -> None:
    assert spans(text, in_connections(text)) == [secret]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ('{"user":"a","password":"CANARY\\"1"}', 'CANARY\\"1'),
        ('{"a":"{\\"password\\":\\"CANARY1\\"}"}', "CANARY1"),
        ('{"location":{"value":"x"},"sqlAdminPassword":{"value":"CANARY1!"}}', "CANARY1!"),
        ('{"apiKey": {\n  "value": "CANARYk3Jm9Qx7Rv2Wbc1D"}}', "CANARYk3Jm9Qx7Rv2Wbc1D"),
        ("payload=%7B%22Client%20Secret%22%3A%20%22CANARYk3Jm9Qx7%2Bv2Wbc1D%22%7D", "CANARYk3Jm9Qx7%2Bv2Wbc1D"),
        ("x=%7B%22contrase%C3%B1a%22%3A%22CANARY%23882x%22%7D", "CANARY%23882x"),
        ("Password: canary_anchor482", "canary_anchor482"),
        ("<a><password>$canary7XQm[2D</password></a>", "$canary7XQm[2D"),
        ("password=%24canary4711&submit=1", "%24canary4711"),
        ("Passwort: a6_CANARY*5[k]xSM%s", "a6_CANARY*5[k]xSM%s"),
        ("user=a\npassword=6?CANARY-H7/~_=qe]-\nhost=x", "6?CANARY-H7/~_=qe]-"),
        (json.dumps({"p": json.dumps({"password": 'CANARY"3*Q'})}), 'CANARY\\\\\\"3*Q'),
        ("<p>User: x<br>Temp Password: $canary8221</p>", "$canary8221"),
        ("let pwd: string = 'CANARY!2x';", "CANARY!2x"),
        ('api_key: str = "CANARYk3Jm9Qx7Rv2Wbc1D"', "CANARYk3Jm9Qx7Rv2Wbc1D"),
        ('{"@name": "password", "#text": "CANARY!2x"}', "CANARY!2x"),
        (f"authHeader: Bearer {JWT}", JWT),
        (f"Bearer {JWT}", JWT),
        ("Bearer c4a5e91b-7d3f-4a5e-8c2b-6d9f0a1e3c57", "c4a5e91b-7d3f-4a5e-8c2b-6d9f0a1e3c57"),
        ("<w:Password Type='http://x#y'>CANARY1</w:Password>", "CANARY1"),
        ('<add key="ApiKey" value="CANARY0d4f4e8a8b1c2d3e"/>', "CANARY0d4f4e8a8b1c2d3e"),
        ("grant_type=password&password=CANARY1&x=1", "CANARY1"),
        ("$password = 'CANARY1'", "CANARY1"),
        ("tool --password CANARY1 --force", "CANARY1"),
        ("ALTER LOGIN x WITH PASSWORD = N'CANARY1'", "CANARY1"),
        ("CREATE USER x IDENTIFIED BY 'CANARY1'", "CANARY1"),
        ("Das Passwort lautet CANARY1.", "CANARY1"),
        ("<p>Your new password is <code>CANARY!22</code></p>", "CANARY!22"),
        ('<p>Your password is <span style="color: red">CANARY!22</span></p>', "CANARY!22"),
        ("The API key is `CANARYk3Jm9Qx7Rv2Wbc1D`.", "CANARYk3Jm9Qx7Rv2Wbc1D"),
        ('Please log in with password "CANARY!22" and change it.', "CANARY!22"),
        ('use the API key "CANARYk3Jm9Qx7Rv2Wbc1D" for access', "CANARYk3Jm9Qx7Rv2Wbc1D"),
        ("The API key <b>CANARYk3Jm9Qx7Rv2Wbc1D</b> is new", "CANARYk3Jm9Qx7Rv2Wbc1D"),
        ("<td>Mot de passe</td><td>CANARY1</td>", "CANARY1"),
        ("Authorization: Bearer CANARY9f27c4a1b5d6e7", "CANARY9f27c4a1b5d6e7"),
        ('--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nCANARY1\r\n--b--', "CANARY1"),
        ('{"pin":4711}', "4711"),
        ('<login user="svc" client_secret="CANARY0d4f4e8a8b1c2d3e" />', "CANARY0d4f4e8a8b1c2d3e"),
        ("ALTER USER x IDENTIFIED BY 'CANARY''1'", "CANARY''1"),
        ("const 暗証番号 = 4711;", "4711"),
        ('{"title":"Password:","value":"CANARY1"}', "CANARY1"),
        ('{"API key (prod)": "CANARY0d4f4e8a8b1c2d3e"}', "CANARY0d4f4e8a8b1c2d3e"),
        ('[{"fieldName":"apiKey","fieldValue":"CANARY0d4f4e8a8b1c2d3e"}]', "CANARY0d4f4e8a8b1c2d3e"),
        ("| Name | Wert |\n|---|---|\n| Passwort | CANARY1 |\n", "CANARY1"),
        ("| Name | Wert |\n|---|---|\n| Passwort (neu) | CANARY#1 |\n", "CANARY#1"),
        ("Login/Passwort: svc / CANARY2024!", "CANARY2024!"),
        ('app.WithClientSecret("CANARY0d4f4e8a8b1c2d3e").Build()', "CANARY0d4f4e8a8b1c2d3e"),
        ("CREATE ROLE flow LOGIN PASSWORD 'CANARY1'", "CANARY1"),
        ("BindDn=x\nBindPassword=CANARY21.\n", "CANARY21."),
        ("**User:** svc\n**Password:** CANARY1\n", "CANARY1"),
        ("Benutzer svc, Kennwort Canary2024! (bitte nicht ändern)", "Canary2024!"),
        ("Use the password Canary_88 to open it.", "Canary_88"),
        ("DB_PASSWORD=48291736\nA=b", "48291736"),
        ('ALTER USER x IDENTIFIED BY "CANARY1"', "CANARY1"),
        ("curl -H 'X-Api-Key: CANARYab/12:cd34' https://contoso.example", "CANARYab/12:cd34"),
        ("Gmail password: cana rybb ccdd eeff", "cana rybb ccdd eeff"),
        ("TODO move to vault! apiKey: CANARY0d4f4e8a8b1c2d3e", "CANARY0d4f4e8a8b1c2d3e"),
        ("user=ops@contoso.example\nserviceApiKey=CANARY0d4f4e8a8b1c2d3e\nt=30", "CANARY0d4f4e8a8b1c2d3e"),
        ('{"creds":"Basic c3ZjLW9yZGVyczpDQU5BUlkgV2ludGVyMjAyNCE="}', "c3ZjLW9yZGVyczpDQU5BUlkgV2ludGVyMjAyNCE="),
    ],
)
def test_named_values_in_texts(text: str, secret: str) -> None:
    assert spans(text, in_words(text)) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "The password must have at least 12 characters.",
        "Password: required",
        "const password = getPassword();",
        '{"type":"object","properties":{"password":{"type":"string","title":"Password"}}}',
        '{"tokenType":"Bearer","expires_in":3600,"max_tokens":4000}',
        "<password>\ufffc</password>",
        "SELECT password FROM users WHERE id = 1",
        "$secret = Get-AzKeyVaultSecret -VaultName 'kv' -Name 'sap'",
        '{"Ocp-Apim-Subscription-Key":"@triggerBody()?[\'text_1\']"}',
        "<api_key>&lt;masked&gt;</api_key>",
        "Endpoint=sb://n.servicebus.windows.net/;Authentication=Managed Identity",
        "tailspin.redis.cache.windows.net:6380",
        "(?i)password\\s*=\\s*(\\S+)",
        '{"token":"<<secret>>","password":"${{ secrets.PAT }}"}',
        "EXEC p @password = @newPassword",
        '{"password":"@@PASSWORD@@"}',
        "T | extend Secret = tostring(split(x,'/')[2])",
        '[{"key":"ScrapingBeeX_api_key","value":""}]',
        "mysql://user:password@localhost:3306/db",
        "https://graph.microsoft.com/v1.0/me/drive/root/delta?token=CANARY0d4f4e8a8b1c2d3e",
    ],
)
def test_texts_without_a_secret(text: str) -> None:
    assert spans(text, in_words(text)) == []


@pytest.mark.parametrize(
    "token",
    [
        "7Xk8Q~CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5",
        "ghp_CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj",
        "SG.CANARYkVt3bXo1Zp9sLm2Q.CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5GjNa0k3J",
        "xoxb-123456789012-CANARYkVt3bXo1Zp9",
        "PMAK-0123456789abcdef01234567-0123456789abcdef0123456789abcdef01",
        "0123456789abcdef0123456789abcdef-us12",
        "patCANARYkVt3bXo1.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789:AACANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdU",
        "con_live_CANARYkVt3bXo1Zp9sLm2Qe4RcYw",
        "MIIKCAIBAzCC" + "CANARYQEAA0b" * 30,
        "MTEyMzQ1Njc4OTAxMjM0NTY3.CANARY.kVt3bXo1Zp9sLm2Qe4RcYw7HdUf5GjNa0k3J",
    ],
)
def test_tokens_wherever_they_stand(token: str) -> None:
    text = f"use {token}, please"
    assert spans(text, list(tokens.in_text(text))) == [token]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("lang=en; ASP.NET_SessionId=CANARYk3Jm9Qx7Rv2Wbc1Dz; theme=dark", "CANARYk3Jm9Qx7Rv2Wbc1Dz"),
        ("curl -b JSESSIONID=CANARY8f14e45fce x", "CANARY8f14e45fce"),
        ("sessionCount=12; lang=en", None),
    ],
)
def test_session_cookies_in_texts(text: str, secret: str | None) -> None:
    assert spans(text, list(cookies.in_text(text, lowered(text)))) == ([secret] if secret else [])


def test_a_shared_access_signature_without_its_url() -> None:
    text = f"user: a\nsas token={SAS}\nmode: b"
    assert spans(text, list(urls.in_bare_sas(text))) == [SAS]


@pytest.mark.parametrize("parameter", ["@pwd", "@p1", ":pwd", "?", "%s", "%(pwd)s", "$1", "{0}", "#{pwd}", "${pwd}"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE Accounts SET password = {} WHERE UserName = 'svc_flow'",
        "UPDATE Accounts SET password = {}, UserName = @user",
        "update accounts set username = 'svc', password={}",
        "SELECT Id FROM Users WHERE UserName = @user AND Password = {}",
        "First run UPDATE Accounts SET password = {} WHERE UserName = 'svc_flow', then wait.",
        "EXEC CreateLogin User = 'svc', Password = {}",
    ],
)
def test_a_parameter_of_a_statement_is_no_secret(statement: str, parameter: str) -> None:
    text = statement.replace("{}", parameter)
    assert in_connections(text) == []
    assert spans(text, in_words(text)) == []


@pytest.mark.parametrize("value", ["@Canary24", ":Canary24", "?Canary24", "$Canary24", "%Canary24"])
def test_a_connection_string_has_no_parameters(value: str) -> None:
    text = f"Server=h.contoso.example;User Id=svc;Password={value};"
    assert spans(text, in_connections(text)) == [value]


@pytest.mark.parametrize(
    "said",
    [
        "The password you entered is incorrect.",
        "wird separat per SMS verschickt",
        "Please enter the one from the letter",
        "At least 8 characters",
        "&lt;twoje hasło&gt;",
        "&lt;your password&gt;",
    ],
)
def test_what_an_attribute_says_about_a_password(said: str) -> None:
    text = f'<config url="https://h.contoso.example" user="svc" Password="{said}" />'
    assert spans(text, in_connections(text)) == []
    assert spans(text, in_words(text)) == []


def test_a_passphrase_in_a_connection_string() -> None:
    text = "Server=h.contoso.example;User Id=svc;Password=correct horse canary staple;"
    assert spans(text, in_connections(text)) == ["correct horse canary staple"]


@pytest.mark.parametrize("name", ["pfxBase64", "PfxB64", "pfxContent", "pfxData", "pfx_blob"])
def test_a_certificate_with_its_key(name: str) -> None:
    value = "MIIKAgIBAzCCCb4GCSqGSIb3DQEHAaCCCa8CANARYEggmrMIIJpzCCBgAGCSqGSIb3DQEHAaCCBfEEggXt"
    for text in (f'{{"a":1,"{name}":"{value}"}}', f"<a><{name}>{value}</{name}></a>"):
        assert spans(text, in_words(text)) == [value]


SCHEMED = "CANARYj58I74vcLNAPm4aRYT9qCQAleAQn3ugEz"


@pytest.mark.parametrize("scheme", ["SSWS", "GenieKey", "ApiKey", "token", "Zoho-oauthtoken", "Bearer", "Custom"])
@pytest.mark.parametrize(
    "name", ["authHeader", "AuthHeader", "Auth Header", "authorizationHeader", "authorization_header"]
)
@pytest.mark.parametrize(
    "text",
    [
        "{name}: {scheme} {value}",
        "Host: h\n{name}: {scheme} {value}\nAccept: */*",
        '{{"a":1,"{name}":"{scheme} {value}"}}',
        "Host=h.contoso.example;{name}={scheme} {value};Timeout=30",
        '<call {name}="{scheme} {value}"/>',
        "${name} = '{scheme} {value}'",
    ],
)
def test_the_value_of_an_authorization_header_by_its_other_names(text: str, name: str, scheme: str) -> None:
    if "<" in text and " " in name:
        name = name.replace(" ", "-")
    written = text.format(name=name, scheme=scheme, value=SCHEMED)
    assert spans(written, in_words(written)) == [SCHEMED]


@pytest.mark.parametrize("name", ["authHeader", "authorization_header", "Authorization"])
@pytest.mark.parametrize(
    "said", ["see wiki", "see the documentation", "X-Api-Key", "Bearer <token>", "none", "Bearer token", "api key"]
)
def test_what_is_said_about_an_authorization_header(name: str, said: str) -> None:
    text = f"{name}: {said}"
    assert spans(text, in_words(text)) == []
    if name != "Authorization":
        assert [found for found in headers.in_header(name, said) if found.verdict is not Verdict.PLACEHOLDER] == []


def test_of_basic_credentials_under_another_name_only_the_password_moves() -> None:
    (found,) = headers.in_header("authHeader", "Basic " + base64.b64encode(b"svc:CANARY2024!").decode())
    assert found.value == "CANARY2024!"


XML_PAIRS = [
    '<Property name="{name}" type="string">{value}</Property>',
    "<Property name='{name}' type='string' lang='en'>{value}</Property>",
    '<Property type="string" name="{name}">\n    {value}\n  </Property>',
    '<Property type="string" value="{value}" name="{name}"/>',
    '<Property name="{name}" type="string" value="{value}"/>',
    '<setting key="{name}" encrypted="false" settingValue="{value}" />',
    '{{"x":"<P type=\\"string\\" value=\\"{value}\\" name=\\"{name}\\"/>"}}',
    "<member><name>{name}</name><value><string>{value}</string></value></member>",
    "<entry><key>{name}</key><value>{value}</value></entry>",
    "<entry><key>{name} (prod)</key><value>{value}</value></entry>",
    "| Key | Value |\n|---|---|\n| {name} (prod) | {value} |",
    "<r><{name}>\r\n\t{value}\r\n</{name}></r>",
]


@pytest.mark.parametrize("text", XML_PAIRS)
@pytest.mark.parametrize(
    ("name", "value"), [("sqlPwd", "CanaryHello2021"), ("ZENDESK_TOKEN", "LGQDCANARY4atLzGuMKCXluuLm3eWIuPBuFA0IyA")]
)
def test_names_and_values_of_elements(text: str, name: str, value: str) -> None:
    written = text.format(name=name, value=value)
    assert spans(written, in_words(written)) == [value]


@pytest.mark.parametrize(
    "text",
    [
        '<input type="text" name="password" value="Password" />',
        '<input type="password" value="" name="password" placeholder="Hello2021"/>',
        '<Property name="PasswordPolicy" type="string">Hello2021</Property>',
        '<label id="password" class="form-control">Passwort2</label>',
        '<a type="x" value="Hello2021"/><b name="password"/>',
        '<column name="password" type="nvarchar" label="Kennwort2"/>',
    ],
)
def test_elements_that_name_a_password_and_hold_none(text: str) -> None:
    assert spans(text, in_words(text)) == []


@pytest.mark.parametrize("said", ["wird separat per SMS verschickt", "à définir", "see the letter", "not yet known"])
def test_what_a_line_of_settings_says(said: str) -> None:
    text = f"Host=h.contoso.example\nUser=svc\nPassword={said}\nPort=5"
    assert spans(text, in_connections(text)) == []


@pytest.mark.parametrize("length", [40, 2_000, 2_500, 8_000])
@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/?cl%C3%A9={}&b=1",
        "https://a.example/?goto=https%3A%2F%2Fb.example%2F%3Fapi_key%3D{}%26b%3D1",
        "state=%7B%22api_key%22%3A%22{}%22%7D",
    ],
)
def test_what_is_percent_encoded_is_found_whole_however_long(text: str, length: int) -> None:
    drawn = random.Random(length)
    secret = "CANARY7" + "".join(drawn.choices(string.ascii_letters + string.digits, k=length - 7))
    assert [found.value for found in encoded.in_text(text.format(secret))] == [secret]
