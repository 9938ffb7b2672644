"""Decoys that are words: telling names with harmless values, placeholders, masks, titles, help text."""
# ruff: noqa: E501 - a text that is planted stands on one line

from planting.decoy import HEADERS, LITERALS, QUERIES, Decoy
from planting.ground import Ground
from planting.mint import BASE62, Mint

_NAMES = ("password", "apiKey", "clientSecret", "token", "secret", "accessToken", "api_key", "ClientSecret", "Passwort",
          "mot de passe", "senha", "contraseña", "wachtwoord", "パスワード", "x-api-key", "client secret", "sapPassword")  # fmt: skip

_PLACEHOLDERS = (
    "your-api-key", "YOUR_API_KEY", "your password here", "<your-client-secret>", "<PASSWORD>", "<api key>", "[API_KEY]",
    "{{apiKey}}", "{{ client_secret }}", "${API_KEY}", "%CLIENT_SECRET%", "$(ApiKey)", "__CLIENT_SECRET__", "#{ApiKey}#",
    "REPLACE_ME", "ReplaceWithYourKey", "replace-with-secret", "changeme", "CHANGE_ME", "TODO", "tbd", "tbc", "TBD", "n/a", "none",
    "null", "undefined", "FILLMEIN", "insert key here", "enter your token", "put-your-key-here", "placeholder", "PLACEHOLDER",
    "example", "dummy", "sample-key", "add secret here", "from key vault", "see key vault", "stored in Key Vault", "empty",
    "not set", "Set me", "xxx", "...", "?", "-", "Paste your key here", "<secret>", "<REDACTED>", "secret-goes-here",
)  # fmt: skip
_FOREIGN_PLACEHOLDERS = (
    "hier eintragen", "IHR_PASSWORT", "Ihr Schlüssel", "<Ihr Passwort>", "bitte ausfüllen", "wird noch ergänzt", "siehe Key Vault",
    "votre mot de passe", "VOTRE_CLE_API", "<votre clé>", "à compléter", "à définir", "su contraseña", "<su clave>", "TU_CLAVE_API",
    "por definir", "pendiente", "sua senha aqui", "<sua chave>", "SUA_CHAVE", "a definir", "preencher", "uw wachtwoord",
    "<uw sleutel>", "JOUW_API_SLEUTEL", "nog invullen", "invullen", "ここに入力", "<パスワード>", "パスワードを入力", "未設定",
    "inserire qui", "la tua password", "<wpisz hasło>", "do uzupełnienia",
)  # fmt: skip
_MASKS = ("***", "********", "****************", "xxxxx", "XXXXXXXX", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "••••••••", "●●●●●●",
          "<redacted>", "[redacted]", "(hidden)", "<masked>", "--------", "Bearer ***", "sk-****************", "<removed>",           "00000000-0000-0000-0000-000000000000", "xxxx-xxxx-xxxx", "AccountKey=***", "###", "[secret]", "**REMOVED**", "*")  # fmt: skip
_TITLES = (
    ("title", "Password reset"), ("label", "Enter your password"), ("label", "API key"), ("placeholder", "Password"),
    ("subject", "Your password expires soon"), ("header", "Secret Santa 2025"), ("name", "Token refresh job"), ("Title", "Key account manager"),
    ("summary", "Rotate client secrets"), ("displayName", "Passwort ändern"), ("displayName", "Réinitialiser le mot de passe"),
    ("title", "パスワードの再設定"), ("category", "Password & Security"), ("keyContact", "Anna Keller"), ("secretary", "Maria Rossi"),
    ("tokenName", "Deployment token"), ("passwordLabel", "Kennwort"), ("secretType", "Client secret"), ("keyDescription", "Primary key of the table"),
    ("apiKeyName", "Production key"), ("passwordHint", "name of your first pet"), ("keyResult", "On track"), ("passRate", "98%"),
    ("Department Key", "Finance"), ("Key Account", "Contoso AG"), ("tokenLabel", "Token (optional)"), ("passwordField", "txtPassword"),
)  # fmt: skip
_POLICY = (
    "Your password must contain at least 12 characters, one number and one symbol.",
    "Never share your password or API key with anyone.",
    "The client secret expires in 30 days. Please renew it in the Azure portal.",
    "Das Passwort muss mindestens 12 Zeichen lang sein und wird alle 90 Tage geändert.",
    "Le mot de passe doit contenir au moins 12 caractères.",
    "La contraseña debe tener al menos 12 caracteres.",
    "A senha deve ter pelo menos 12 caracteres.",
    "Het wachtwoord moet minimaal 12 tekens bevatten.",
    "パスワードは12文字以上にしてください。",
    "Password: minimum length 8, expires after 90 days",
    "Please contact the helpdesk if you forgot your password: helpdesk@contoso.example",
    "Token: the value returned by the sign-in action",
    "The API key is stored in Azure Key Vault and read at run time.",
)
_URLS = (
    ("passwordResetUrl", "https://passwordreset.microsoftonline.com/"), ("tokenEndpoint", "https://login.microsoftonline.com/{t}/oauth2/v2.0/token"),
    ("token_url", "https://{h}/oauth/token"), ("tokenUri", "https://oauth2.googleapis.com/token"), ("secretUrl", "https://portal.azure.com/#view/secrets"),
    ("keyUrl", "https://{h}/docs/api-keys"), ("authUrl", "https://{h}/connect/authorize"), ("signatureUrl", "https://{h}/img/signature.png"),
    ("apiKeyDocs", "https://{h}/help/how-to-get-an-api-key"), ("jwksUri", "https://{h}/.well-known/jwks.json"), ("passwordPage", "/account/password"),
    ("webhookUrl", "https://{h}/hooks/orders"), ("callbackUrl", "https://{h}/callback"), ("tokenAudience", "https://graph.microsoft.com/.default"),
    ("audience", "api://{t}"), ("resource", "https://service.flow.microsoft.com/"), ("secretScope", "https://vault.azure.net/.default"),
)  # fmt: skip
_TYPES = (
    ("tokenType", "Bearer"), ("token_type", "bearer"), ("grant_type", "client_credentials"), ("grant_type", "password"), ("authType", "ApiKey"),
    ("authenticationType", "Basic"), ("keyType", "RSA"), ("secretType", "text"), ("passwordFormat", "SHA256"), ("keyAlgorithm", "RS256"),
    ("response_type", "code id_token token"), ("credentialType", "ClientSecret"), ("tokenFormat", "jwt"), ("authScheme", "Bearer"),
    ("keyVersion", "v2"), ("securityMode", "ApiKeyAuth"), ("authMethod", "client_secret_post"), ("apiKeyLocation", "header"), ("keySource", "Microsoft.KeyVault"),
    ("secretStore", "AzureKeyVault"), ("passwordPolicy", "Strong"), ("token", "access_token"), ("password_status", "expired"), ("tokenStatus", "Active"),
    ("secretState", "Enabled"), ("keyUsage", "Digital Signature"), ("key", "Enter"), ("passwordStrength", "medium"), ("sig", "true"),
)  # fmt: skip
_KEY_NAMES = (
    ("apiKeyHeader", "X-API-Key"), ("headerName", "Ocp-Apim-Subscription-Key"), ("apiKeyName", "x-functions-key"), ("keyField", "id"), ("tokenParameter", "access_token"),
    ("primaryKey", "accountid"), ("foreignKey", "parentcustomerid"), ("key", "Department"), ("key", "new_projectid"), ("sortKey", "CreatedOn"), ("partitionKey", "orders"),
    ("PartitionKey", "2024-06"), ("RowKey", "invoice-000123"), ("uniqueKey", "email"), ("lookupKey", "_ownerid_value"), ("keyColumn", "Employee ID"), ("passwordColumn", "pwd_hash"),
    ("keyProperty", "key"), ("jsonPath", "$.access_token"), ("tokenPath", "body/access_token"), ("key", "in_progress"), ("key", "SharePoint"), ("keys", "id,name,password"), ("$select", "password,token"),
    ("key1", "approvalStatus"), ("issueKey", "PROJ-1234"), ("projectKey", "HELPDESK"), ("translationKey", "login.password.label"), ("passwordVariable", "varPassword"), ("cacheKey", "orders:latest"),
    ("accessKey", "S"), ("shortcutKey", "Ctrl+K"), ("businessKey", "customer-number"), ("natural key", "order number"), ("registryKey", "HKLM\\Software\\Contoso"),
)  # fmt: skip
_SCHEMA = (
    "contoso_ApiKey",
    "cr5a2_clientsecret",
    "new_password",
    "admin_AuditLogsClientAzureSecret",
    "fab_SftpPassword",
    "cat_DataverseURL",
    "shared_keyvault",
    "new_sharedkeyvault_22e73",
)
_SECRET_NAMES = (
    "sap-erp-password",
    "sendgrid-api-key",
    "GraphClientSecret",
    "sql-connection-string",
    "contoso-prod-sftp-pwd",
    "ServiceNowApiKey",
    "crm-client-secret-v2",
    "jira-token",
    "kv-secret-01",
)
_FILES = (
    "passwords.xlsx",
    "token.json",
    "secrets.pdf",
    "api-keys.md",
    "Password list template.docx",
    "client_secret.json",
    "id_rsa.pub",
    "keys.csv",
    "Passwort-Richtlinie.pdf",
)
_PUBLIC_NAMES = ("passwordRequired", "isSecret", "hasToken", "useApiKey", "mustChangePassword", "forceChangePasswordNextSignIn", "secretExpired", "tokenValid",
                 "enablePasswordReset", "showKey", "allowPassword", "passwordNeverExpires", "is_token_expired", "requireKey", "Secret", "sendPasswordMail")  # fmt: skip
_COUNTS = ("max_tokens", "maxTokens", "total_tokens", "prompt_tokens", "tokenCount", "passwordLength", "minPasswordLength", "keyCount", "secretCount", "keySize", "tokenLimit",
           "passwordAttempts", "maxCompletionTokens", "password_age_days", "secretVersionCount", "keyIndex", "tokenLifetimeMinutes", "pinLength", "keyLength")  # fmt: skip
_DATES = (("secretExpiresOn", "2026-01-31"), ("keyExpiry", "2027-06-30T00:00:00Z"), ("tokenLifetime", "PT1H"), ("password_last_set", "2025-03-14T09:12:00Z"), ("expires_in", "3600"),
          ("keyRotationInterval", "P90D"), ("tokenTimeout", "00:05:00"), ("passwordChanged", "01.02.2025"), ("secretEndDateTime", "2026-11-05T23:59:59.9999999Z"), ("keyCreated", "1717245600"))  # fmt: skip
_LOOKALIKES = (("keywords", "invoice, order, payment"), ("monkey", "banana"), ("tokenizer", "cl100k_base"), ("passage", "The quick brown fox"), ("passenger", "Jane Doe"), ("compass", "north-west"),
               ("bypass", "manager approval"), ("keyboard", "QWERTZ"), ("turkey", "Istanbul office"), ("authorEmail", "anna.keller@contoso.example"), ("author", "Anna Keller"), ("secretaryEmail", "secretary@contoso.example"),
               ("signature", "Kind regards, your IT team"), ("signature", "Mit freundlichen Grüßen\nIT Service"), ("pin", "pinned"), ("spin", "slow"), ("passport country", "Germany"),
               ("code", "EUR"), ("countryCode", "DE"), ("statusCode", "200"), ("postalCode", "80331"), ("costCenterCode", "CC-4711"), ("hostname", "token.contoso.example"), ("sender", "password-reset@contoso.example"),
               ("claveProducto", "ABC-001"), ("senhaStatus", "ativa"), ("clave", "Proveedor"), ("cle", "référence"), ("schluessel", "Abteilung"), ("sleutelwoord", "factuur"), ("chave", "codigo_cliente"), ("contrato", "2024/118"),
               ("keyPerson", "M. Rossi"), ("salt", "sea salt"), ("hash", "#general"), ("session", "Morning keynote"), ("cookiePolicy", "accepted"), ("credential", "MCSA certified"))  # fmt: skip
_PLAIN_HEADERS = (("Accept", "application/json;odata=nometadata"), ("If-Match", "*"), ("Prefer", "odata.maxpagesize=500"), ("X-CSRF-Token", "Fetch"), ("x-csrf-token", "fetch"), ("X-Requested-With", "XMLHttpRequest"),
                  ("X-Atlassian-Token", "no-check"), ("OData-Version", "4.0"), ("X-HTTP-Method", "MERGE"), ("User-Agent", "NONISV|Contoso|FlowSync/1.0"), ("Content-Type", "application/json;charset=utf-8"),
                  ("ConsistencyLevel", "eventual"), ("x-ms-version", "2020-10-02"), ("anthropic-version", "2023-06-01"), ("X-GitHub-Api-Version", "2022-11-28"), ("Accept-Language", "de-DE"), ("X-Api-Version", "2.1"),
                  ("Access-Control-Allow-Headers", "Authorization, X-API-Key"), ("WWW-Authenticate", "Bearer realm=contoso"), ("X-Auth-Type", "oauth2"), ("x-api-key-id", "primary"), ("Token-Type", "JWT"), ("X-Key-Name", "orders"))  # fmt: skip
_PLAIN_QUERIES = (("api-version", "2016-06-01"), ("api-version", "2024-02-15-preview"), ("code", "EUR"), ("key", "PROJ-118"), ("token", "next"), ("sig", "false"), ("$select", "id,password"), ("apikey", "demo"), ("type", "access_token"), ("sp", "/triggers/manual/run"),
                  ("sv", "1.0"), ("key", "name"), ("keyword", "invoice"), ("code", "DE"), ("lang_code", "pt-BR"), ("includeKeys", "true"), ("auth", "none"), ("pass", "1"), ("pageToken", "2"))  # fmt: skip


def _word(
    name: str,
    names: tuple[str, ...],
    values: tuple[str, ...],
    places: frozenset[str] = LITERALS,
    *,
    scalar: bool = False,
) -> Decoy:
    def value(ground: Ground, mint: Mint) -> tuple[str, str]:
        del ground
        return mint.pick(names), mint.pick(values)

    return Decoy(name, value, places, scalar=scalar)


def _pair(name: str, choices: tuple[tuple[str, str], ...], places: frozenset[str] = LITERALS) -> Decoy:
    def value(ground: Ground, mint: Mint) -> tuple[str, str]:
        del ground
        key, text = mint.pick(choices)
        return key, text.replace("{t}", mint.guid()).replace("{h}", mint.host())

    return Decoy(name, value, places)


def _placeholder_header(ground: Ground, mint: Mint) -> tuple[str, str]:
    del ground
    word = mint.pick(_PLACEHOLDERS[:14] + _MASKS[:8])
    scheme, name = mint.pick(
        (
            ("", "x-api-key"),
            ("Bearer ", "Authorization"),
            ("", "Ocp-Apim-Subscription-Key"),
            ("Basic ", "Authorization"),
            ("", "x-functions-key"),
        )
    )
    return name, scheme + word


def _count(ground: Ground, mint: Mint) -> tuple[str, str]:
    del ground
    return mint.pick(_COUNTS), str(mint.pick((5, 8, 12, 16, 30, 128, 256, 800, 1024, 2048, 4096)))


def _publishable(ground: Ground, mint: Mint) -> tuple[str, str]:
    del ground
    return mint.pick(
        (
            ("publishableKey", f"pk_live_{mint.plain(BASE62, 24)}"),
            ("stripePublicKey", f"pk_test_{mint.plain(BASE62, 24)}"),
            ("siteKey", f"6L{mint.plain(BASE62, 38)}"),
            ("recaptchaSiteKey", f"6Le{mint.plain(BASE62, 37)}"),
            ("publicKeyToken", mint.hex(16)),
            ("mapboxPublicToken", f"pk.eyJ{mint.plain(BASE62, 60)}.{mint.plain(BASE62, 22)}"),
            ("PublicKeyToken", "b77a5c561934e089"),
            ("posthogProjectKey", f"phc_{mint.plain(BASE62, 43)}"),
        )
    )


WORD_DECOYS: tuple[Decoy, ...] = (
    _word("placeholder", _NAMES, _PLACEHOLDERS),
    _word("placeholder-foreign", _NAMES, _FOREIGN_PLACEHOLDERS),
    Decoy("placeholder-header", _placeholder_header, HEADERS),
    _word(
        "placeholder-query",
        ("code", "api_key", "key", "access_token", "subscription-key", "sig"),
        _PLACEHOLDERS[:14] + _MASKS[:6],
        QUERIES,
    ),
    _word("mask", _NAMES, _MASKS),
    _word("empty-like", _NAMES, (" ", "''", "{}", "[]", "false", "0", "null")),
    _pair("title", _TITLES),
    _word(
        "policy-text",
        (
            "message",
            "help",
            "description",
            "passwordPolicy",
            "tokenHelp",
            "note",
            "apiKeyInfo",
            "Passwort-Hinweis",
            "hint",
        ),
        _POLICY,
    ),
    _pair("telling-url", _URLS),
    _pair("token-type", _TYPES),
    _pair("name-of-key", _KEY_NAMES),
    _word(
        "schema-name",
        (
            "environmentVariable",
            "schemaName",
            "apiKeyVariable",
            "secretSchema",
            "passwordVariableName",
            "item/EnvironmentVariableName",
            "connectionReference",
        ),
        _SCHEMA,
    ),
    _word(
        "name-of-secret",
        (
            "secretName",
            "passwordSecretName",
            "keyVaultSecret",
            "clientSecretName",
            "apiKeySecretName",
            "secret_name",
            "tokenSecretName",
        ),
        _SECRET_NAMES,
    ),
    _word("file-name", ("fileName", "passwordFile", "keyFile", "secretsFile", "tokenPath", "attachment"), _FILES),
    _word("flag", _PUBLIC_NAMES, ("true", "false", "True", "yes", "No", "ja", "nein", "0", "1", "Y", "N"), scalar=True),
    Decoy("count", _count, scalar=True),
    _pair("date", _DATES),
    _pair("lookalike", _LOOKALIKES),
    _pair("plain-header", _PLAIN_HEADERS, HEADERS),
    _pair("plain-query", _PLAIN_QUERIES, QUERIES),
    Decoy("publishable-key", _publishable),
)
