"""Names that tell, in many spellings and languages, and names that only look so."""

import pytest

from remediate.shapes.names import Kind, naming

PASSWORDS = """password, Password1, sqlPwd, DB_PASSWD, user-password, passWord, p4ssw0rd, pass_word, Passwort, Kennwort,
Datenbankpasswort, Benutzerkennwort, DB Passwort, motDePasse, mot de passe, Mot de passe FTP, mdp, contraseña, senha,
Contraseña del usuario, wachtwoord, lösenord, パスワード, 密码, пароль"""
SECRETS = """clientSecret, client_secret, secretValue, Geheimnis, geheimerWert, segredo, secreto, s3cret,
クライアントシークレット"""
KEYS = """apiKey, x-api-key, Ocp-Apim-Subscription-Key, x-functions-key, accountKey, APIKEY, Zugriffsschlüssel,
API-Schlüssel, cléApi, clé d'accès, claveApi, chaveApi, api-sleutel, APIキー, masterKey, signingKey"""
TOKENS = "accessToken, refresh_token, bearer_token, apiToken, githubToken, Zugangstoken, toegangstoken, トークン"
WEAK = "key, token, code, auth, pass, clave, Schlüssel, signature, キー"
NOTHING = """secretName, keyVaultName, keyVaultUrl, passwordPolicy, Passwortrichtlinie, passwordExpired, tokenType,
max_tokens, partitionKey, rowKey, foreignKey, publicKey, lockToken, $skiptoken, csrfToken, idempotencyKey, apiKeyName,
secretary, keyword, author, assignedTo, bypassConsent, monkey, pinned, passenger, compass, operationId, APIキー名"""


def each(names: str) -> list[str]:
    return [name.strip() for name in names.split(",")]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *((Kind.PASSWORD, name) for name in each(PASSWORDS)),
        *((Kind.SECRET, name) for name in each(SECRETS)),
        *((Kind.KEY, name) for name in each(KEYS)),
        *((Kind.TOKEN, name) for name in each(TOKENS)),
    ],
)
def test_names_that_tell_alone(kind: Kind, name: str) -> None:
    found = naming(name)
    assert found
    assert found.strong
    assert found.kind is kind


@pytest.mark.parametrize("name", each(WEAK))
def test_names_that_need_a_value_that_looks_the_part(name: str) -> None:
    found = naming(name)
    assert found
    assert not found.strong


@pytest.mark.parametrize("name", each(NOTHING))
def test_names_that_hold_nothing(name: str) -> None:
    assert naming(name) is None
