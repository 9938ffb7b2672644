"""Decoys that are expressions, or need a step of their own: references, schemas, texts with words like password."""
# ruff: noqa: E501 - a text that is planted stands on one line

from collections.abc import Callable
from typing import Any

from planting.decoy import HEADERS, MEMBERS, QUERIES, Decoy, marked
from planting.ground import Ground
from planting.mint import BASE64, Mint
from planting.places_http import http

_NAMES = (
    "password",
    "apiKey",
    "clientSecret",
    "token",
    "secret",
    "accessToken",
    "Authorization",
    "api_key",
    "Passwort",
    "senha",
    "mdp",
)


def _expression(ground: Ground, mint: Mint) -> tuple[str, str]:
    name, source = mint.pick(_NAMES), ground.reference()
    made = (f"@{source}", f"@{{{source}}}", f"@coalesce({source}, '')", f"@string({source})", f"@concat({source}, '')",
            f"@if(empty({source}), '', {source})", f"@first(split(string({source}), ' '))", f"@base64(concat({source}, ':', {source}))",
            "@guid()", "@workflow()?['run']?['name']", f"@replace(string({source}), 'Bearer ', '')", f"@trim({source})")  # fmt: skip
    return name, mint.pick(made)


def _header_expression(ground: Ground, mint: Mint) -> tuple[str, str]:
    source = ground.reference()
    made = (f"Bearer @{{{source}}}", f"@{source}", f"@concat('Bearer ', {source})", f"Basic @{{base64(concat({source}, ':', {source}))}}",
            f"@{{{source}}}", f"ApiKey @{{{source}}}", f"@concat('Basic ', base64(concat({source}, ':', {source})))", f"Token token=@{{{source}}}")  # fmt: skip
    return mint.pick(
        ("Authorization", "Authorization", "x-api-key", "Ocp-Apim-Subscription-Key", "x-functions-key", "Cookie")
    ), mint.pick(made)


def _query_expression(ground: Ground, mint: Mint) -> tuple[str, str]:
    return mint.pick(
        ("code", "api_key", "access_token", "sig", "key", "subscription-key")
    ), f"@{{{ground.reference()}}}"


def _connection_key(ground: Ground, mint: Mint, name: str) -> None:
    inputs = ground.connector()
    expression = "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']"
    inputs["parameters"] = {"id": mint.guid()}
    inputs["authentication"] = {"type": "Raw", "value": marked(name, "connector", expression, template=True)}
    ground.add("Get_item", "OpenApiConnection", inputs)


def _authentication(ground: Ground, mint: Mint, name: str) -> None:
    source = ground.reference()
    made: list[dict[str, Any]] = [
        {"type": "ManagedServiceIdentity", "audience": marked(name, "http-authentication", "https://vault.azure.net")},
        {"type": "Basic", "username": mint.user(), "password": marked(name, "http-authentication", f"@{source}", template=True)},
        {"type": "ActiveDirectoryOAuth", "authority": "https://login.microsoftonline.com", "tenant": mint.guid(), "audience": "https://graph.microsoft.com",
         "clientId": marked(name, "http-authentication", mint.guid()), "secret": marked(name, "http-authentication", f"@{{{source}}}", template=True)},
        {"type": "Raw", "value": marked(name, "http-authentication", f"Bearer @{{{source}}}", template=True)},
        {"type": "Raw", "value": marked(name, "http-authentication", f"@concat('Basic ', base64(concat('{mint.user()}:', {source})))", template=True)},
    ]  # fmt: skip
    http(ground, mint, without="authentication", authentication=mint.pick(made))


def _schema(ground: Ground, mint: Mint, name: str) -> None:
    field = mint.pick(("password", "access_token", "apiKey", "clientSecret", "token_type", "senha"))
    properties = {
        field: {
            "type": marked(name, "parse-schema", "string"),
            "title": marked(name, "parse-schema", mint.pick(("Password", "Enter the API key", "Token"))),
        }
    }
    schema = {"type": "object", "properties": properties, "required": [marked(name, "parse-schema", field)]}
    ground.add("Parse_token", "ParseJson", {"content": "@triggerBody()", "schema": schema})


def _body_text(texts: Callable[[Ground, Mint], list[str]]) -> Callable[[Ground, Mint, str], None]:
    def put(ground: Ground, mint: Mint, name: str) -> None:
        text = mint.pick(texts(ground, mint))
        http(ground, mint, without="body", body=marked(name, "body", text, template=True))

    return put


def _forms(ground: Ground, mint: Mint) -> list[str]:
    source = ground.reference()
    return [
        f"grant_type=client_credentials&client_id={mint.guid()}&client_secret=@{{{source}}}&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default",
        f"grant_type=client_credentials&client_id={mint.guid()}&client_secret=@{{encodeUriComponent({source})}}",
        f"grant_type=refresh_token&refresh_token=@{{{source}}}",
        f"@concat('grant_type=password&username={mint.user()}&password=', uriComponent({source}))",
    ]


def _documents(ground: Ground, mint: Mint) -> list[str]:
    source = ground.reference()
    return [
        f"<login><user>{mint.user()}</user><password>@{{{source}}}</password></login>",
        f'{{"username": "{mint.user()}", "password": "@{{{source}}}", "apiKey": ""}}',
        f'{{"grant_type": "client_credentials", "client_secret": "@{{{source}}}"}}',
        '<wsse:Security><wsse:UsernameToken><wsse:Password Type="PasswordText">@{' + source + "}</wsse:Password></wsse:UsernameToken></wsse:Security>",
        "<html><head><style>.password { color: #0078d4; } .token{margin:0}</style></head><body><p>Password: <b>will be sent separately</b></p></body></html>",
        '<p>Please <a href="https://passwordreset.microsoftonline.com/?ru=https%3a%2f%2foffice.com">reset your password</a>. Token: see the app.</p>',
        '{"type":"AdaptiveCard","version":"1.4","body":[{"type":"Input.Text","id":"password","placeholder":"Enter your password","style":"Password"},{"type":"TextBlock","text":"API key"}]}',
        "SELECT id, name, password_hash FROM users WHERE token IS NOT NULL",
        "UPDATE users SET password = @pwd, token = NULL WHERE id = @id",
        "CREATE TABLE login (id int, password nvarchar(128) NOT NULL, api_key nvarchar(64))",
        "$secret = Get-AzKeyVaultSecret -VaultName 'kv-contoso' -Name 'sap-password' -AsPlainText\nConnect-Service -Password $secret",
        "const apiKey = process.env.API_KEY;\nconst token = await getToken();\nreturn fetch(url, { headers: { 'x-api-key': apiKey } });",
        "password = os.environ['SAP_PASSWORD']\ntoken = input('token: ')",
    ]  # fmt: skip


def _connections(ground: Ground, mint: Mint, name: str) -> None:
    source = ground.reference()
    text = mint.pick(
        (
            f"Server=tcp:{mint.company()}.database.windows.net,1433;Database={mint.system()};Authentication=Active Directory Managed Identity;",
            f"Server={mint.system()}-db01;Database={mint.system()};Integrated Security=true;Persist Security Info=False;",
            f"Server={mint.host()};User Id={mint.user()};Password=@{{{source}}};Encrypt=true",
            f"DefaultEndpointsProtocol=https;AccountName=st{mint.company()};AccountKey=@{{{source}}};EndpointSuffix=core.windows.net",
            "UseDevelopmentStorage=true",
            f"DefaultEndpointsProtocol=https;AccountName=st{mint.company()};AccountKey=<your-account-key>;EndpointSuffix=core.windows.net",
            f"Endpoint=sb://{mint.company()}.servicebus.windows.net/;Authentication=Managed Identity",
            f"AuthType=ClientSecret;Url=https://{mint.company()}.crm.dynamics.com;ClientId={mint.guid()};ClientSecret=@{{{source}}}",
            "postgresql://<user>:<password>@localhost:5432/app",
            "mongodb://{username}:{password}@cluster0.example/app",
            f"https://{mint.host()}/path:8080/@mention",
        )
    )
    leaf = marked(name, "compose-named", text, template=True)
    if mint.chance(0.5):
        ground.add("Connection_string", "Compose", leaf)
    else:
        ground.initialize("connectionString", "string", leaf)


def _address(ground: Ground, mint: Mint, name: str) -> None:
    source = ground.reference()
    host = f"https://prod-{mint.number(1, 200)}.westeurope.logic.azure.com:443/workflows/{mint.hex(32)}/triggers/manual/paths/invoke"
    text = mint.pick(
        (
            f"{host}?api-version=2016-06-01",
            f"{host}?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=@{{{source}}}",
            f"https://st{mint.company()}.blob.core.windows.net/data/a.csv?@{{{source}}}",
            f"https://func-{mint.company()}.azurewebsites.net/api/Run?code=@{{{source}}}",
            f"https://{mint.host()}/api/tokens/{mint.guid()}/password?include=key",
            f"https://{mint.company()}.sharepoint.com/sites/Secrets/_api/web/lists(guid'{mint.guid()}')/items?$select=Password",
            f"https://graph.microsoft.com/v1.0/users/{mint.guid()}/authentication/passwordMethods",
            f"https://make.powerautomate.com/environments/Default-{mint.guid()}/flows/{mint.guid()}/details?key=run",
            f"https://teams.microsoft.com/l/channel/19%3a{mint.hex(32)}%40thread.tacv2/General?groupId={mint.guid()}&tenantId={mint.guid()}",
            f"https://{mint.company()}.crm4.dynamics.com/main.aspx?appid={mint.guid()}&pagetype=entityrecord&etn=token&id={mint.guid()}",
            f"https://login.microsoftonline.com/{mint.guid()}/oauth2/v2.0/token",
            f"https://vault-{mint.company()}.vault.azure.net/secrets/{mint.system()}-key?api-version=7.4",
            f"https://{mint.company()}.sharepoint.com/:x:/s/Team/E{mint.plain('abcdefghijkABCDEFGH0123456789', 44)}?e={mint.plain('abcdefgh12345', 6)}",
            "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
            f"https://{mint.host()}/search?q=password&code=DE&sig=0",
        )
    )
    http(ground, mint, uri=marked(name, "uri", text, template=True))


def _condition(ground: Ground, mint: Mint, name: str) -> None:
    source, other = ground.reference(), ground.reference()
    test = mint.pick(
        (
            f"@equals({source}, {other})",
            f"@equals(triggerOutputs()?['headers']?['x-api-key'], {source})",
            "@not(empty(triggerOutputs()?['headers']?['Authorization']))",
            "@equals(triggerBody()?['tokenStatus'], 'expired')",
            "@equals(triggerBody()?['grant_type'], 'password')",
            "@contains(triggerBody()?['subject'], 'password')",
            "@greater(length(triggerBody()?['password']), 12)",
            "@equals(triggerBody()?['secretType'], 'Client secret')",
            "@startsWith(triggerOutputs()?['headers']?['Authorization'], 'Bearer ')",
        )
    )
    ground.add("Condition", "If", expression=marked(name, "condition-expression", test, template=True), actions={})


def _function(ground: Ground, mint: Mint, name: str) -> None:
    source = ground.reference()
    text = mint.pick(
        (
            f"@addProperty(triggerBody(), 'password', {source})",
            "@removeProperty(triggerBody(), 'password')",
            f"@setProperty(triggerBody(), 'apiKey', {source})",
            f"@concat('Token: ', {source})",
            "@triggerBody()?['access_token']",
            "@json(concat('{\"token\": \"', triggerBody()?['token'], '\"}'))",
            "@replace(triggerBody()?['text'], 'password', '***')",
            "@formatDateTime(utcNow(), 'yyyy-MM-ddTHH:mm:ss.fffffffK')",
            "@split(triggerBody()?['keys'], ';')",
            "@xpath(xml(triggerBody()?['xml']), 'string(//wsse:Password)')",
            "@if(equals(triggerBody()?['password'], ''), 'missing password', 'ok')",
        )
    )
    ground.add(
        mint.pick(("Compose", "Set_token", "Password", "Api_key")),
        "Compose",
        marked(name, "expression", text, template=True),
    )


def _secret_read(ground: Ground, mint: Mint, name: str) -> None:
    inputs = ground.connector()
    inputs["host"]["operationId"] = "PerformUnboundAction"
    inputs["parameters"] = {
        "actionName": marked(name, "connector", "RetrieveEnvironmentVariableSecretValue"),
        "item/EnvironmentVariableName": marked(
            name, "connector", f"{mint.company()[:7]}_{mint.system().title()}Password"
        ),
    }
    runtime = {"secureData": {"properties": ["outputs"]}}
    ground.add("Get_secret", "OpenApiConnection", inputs, runtimeConfiguration=runtime)


def _parameter(ground: Ground, mint: Mint, name: str) -> None:
    schema = f"{mint.company()[:7]}_{mint.pick(('ApiKeyName', 'TokenUrl', 'SecretName', 'KeyVaultName', 'ClientId', 'PasswordPolicyUrl'))}"
    value = mint.pick((f"https://{mint.host()}", f"kv-{mint.company()}", mint.guid(), f"{mint.system()}-secret"))
    node = {
        "defaultValue": marked(name, "parameter-default", value),
        "type": "String",
        "metadata": {"schemaName": schema},
    }
    ground.parameter(f"{schema.partition('_')[2]} ({schema})", node)


def _mail(ground: Ground, mint: Mint, name: str) -> None:
    inputs = ground.connector()
    body = mint.pick(
        (
            "<p>Your password will expire in 14 days. Password: please change it in the portal.</p>",
            "<p>Passwort: wird separat zugestellt</p>",
            f"<p>Token: @{{{ground.reference()}}}</p>",
            f'<img src="data:image/png;base64,iVBORw0KGgo{mint.plain(BASE64, 600)}" /><p>Signature</p>',
            "<p>API key: see Key Vault</p><p>Mot de passe : envoyé séparément</p>",
        )
    )
    inputs["parameters"] = {
        "emailMessage/To": "team@contoso.example",
        "emailMessage/Body": marked(name, "connector-mail", body, template=True),
    }
    ground.add("Send_mail", "OpenApiConnection", inputs)


def _note(ground: Ground, mint: Mint, name: str) -> None:
    notes = ("Gets the API key from Key Vault", "Password is read from the Secret environment variable", "Token: expires after one hour", "Key: value pairs of the settings list",
             "Holt das Kennwort aus dem Key Vault", "TODO rotate the client secret before 2026-05-01", "Secret = see documentation")  # fmt: skip
    ground.spare_action()[1]["description"] = marked(name, "description", mint.pick(notes))


STEP_DECOYS: tuple[Decoy, ...] = (
    Decoy("expression", _expression, MEMBERS - {"trigger-inputs", "parameter-default-object"}, template=True),
    Decoy("expression-header", _header_expression, HEADERS - {"header-json-text"}, template=True),
    Decoy("expression-query", _query_expression, QUERIES - {"uri-query"}, template=True),
    Decoy("connection-key-expression", put=_connection_key),
    Decoy("authentication-reference", put=_authentication),
    Decoy("json-schema", put=_schema),
    Decoy("form-with-reference", put=_body_text(_forms)),
    Decoy("document-with-words", put=_body_text(_documents)),
    Decoy("connection-string-harmless", put=_connections),
    Decoy("address-harmless", put=_address),
    Decoy("condition-harmless", put=_condition),
    Decoy("function-harmless", put=_function),
    Decoy("secret-read", put=_secret_read),
    Decoy("parameter-harmless", put=_parameter),
    Decoy("mail-harmless", put=_mail),
    Decoy("note-harmless", put=_note),
)
