"""Names that tell, in many spellings and languages, and names that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes.headers import AUTHORIZATION_NAMING, header_naming
from remediate.shapes.names import Kind, Naming, _in_telling, _in_words, may_tell, naming
from remediate.shapes.values import Verdict, judge
from remediate.shapes.words import LEXICON, MISTAKES

PASSWORDS = """password, Password1, sqlPwd, DB_PASSWD, user-password, passWord, p4ssw0rd, pass_word, Passwort, Kennwort,
Datenbankpasswort, Benutzerkennwort, DB Passwort, motDePasse, mot de passe, Mot de passe FTP, mdp, contraseña, senha,
Contraseña del usuario, wachtwoord, lösenord, パスワード, 密码, пароль"""
SECRETS = """clientSecret, client_secret, secretValue, Geheimnis, geheimerWert, segredo, secreto, s3cret,
クライアントシークレット"""
KEYS = """apiKey, x-api-key, Ocp-Apim-Subscription-Key, x-functions-key, accountKey, APIKEY, Zugriffsschlüssel,
API-Schlüssel, cléApi, clé d'accès, claveApi, chaveApi, api-sleutel, APIキー, masterKey, signingKey"""
TOKENS = "accessToken, refresh_token, bearer_token, apiToken, githubToken, Zugangstoken, toegangstoken, トークン"
WEAK = """basiccredentials, parolaChiave, verificationToken, clientState, key, token, code, auth, pass, clave,
Schlüssel, signature, キー"""
NOTHING = """secretName, keyVaultName, keyVaultUrl, passwordPolicy, Passwortrichtlinie, passwordExpired, tokenType,
max_tokens, partitionKey, rowKey, foreignKey, publicKey, lockToken, $skiptoken, csrfToken, idempotencyKey, apiKeyName,
secretary, keyword, author, assignedTo, bypassConsent, monkey, pinned, passenger, compass, operationId, APIキー名"""

#: Put together, cut, misspelled, in eight languages.
TELLING = """APIanahtarı;
strAPIanahtarı; APIsleutel; SAPtoken; ключАпи; парольСАП; ПАРОЛЬ; varapiKy; strapi_ky; genieKey;
fleetgeniekey; Cms Genie Key; recovery key; clé de récupération; adminRolePassword; recaptchaSecretKey;
ingestionKey; workspaceKey; routingKey; API anahtari;
pageAccessToken; Tailscale_siteApiKey; Passcode Zip; paroladordine; phraseSecrete; klienthemmelighed;
passwordOnPrem; apiKeyStartup;
serviceApiKey_Vendor; restApiKey ServiceDesk; serviceSecret_Contoso; sourceApiKeyProd; auditTokenSapTest;
keyApi; key_access; upass; dsn;
verification_secret; slackVerificationToken; passwordNew; PasswordOfService; tokenForApi;
newPassword2; NEW_PWD; svcacctpwd; hrmdp; SapPw; sap_pw; dbPassword; smtpPass;
DB_PASS; sqlpass; admin-pass; ftp pass; usrPwd; LoginPwd; pasword; passwrod; passwrd; p_word; psswd;
strPassword; txtPwd; kennwort_neu; Benutzerkennwort; DatenbankKennwort; Passwort_SAP; WLAN-Passwort;
Zugangspasswort; motDePasseSAP; mot_de_passe; MotDePasse; mdp_prod; MDP; mdpSftp; contraseña_bd; contrasenaSAP;
ContrasenaUsuario; claveUsuario; clave_secreta; senhaBanco; senha_do_usuario; SENHA_ADMIN; palavra-passe;
wachtwoordSql; gebruikerswachtwoord; ww_sap_wachtwoord; パスワード; DBパスワード; 管理者パスワード;
ログインパスワード; hasło; hasloDoBazy; heslo; apiKey; APIKEY; api_key_prod; xApiKey; X-API-KEY;
apikey2; ApiKeyValue; strApiKey; apiKy; appkey; app_key; ocpApimSubscriptionKey; subkey; sub_key; functionkey;
fn_key; AzFuncKey; hostKey; masterkey; storagekey; stgAccountKey; accessKey; sharedKey; primaryAccessKey;
encKey; aes_key; rsa_key; cryptokey; signingKey; hmacKey; licenseKey; sendgridKey; openaiKey; GPT_KEY;
deepl-key; trelloKey; jira_api_key; googleMapsKey; stripeKey; API-Schlüssel; Zugriffsschlüssel;
Abonnementschlüssel; Funktionsschlüssel; Speicherschlüssel; Kontoschlüssel; Verschlüsselungsschlüssel;
geheimerSchlüssel; clé API; clé d'accès; cléDeFonction; clé d'abonnement; cle_acces; clé de chiffrement;
clé privée; clave API; claveDeAcceso; clave_de_suscripcion; llave de acceso; chave de acesso; chaveDaConta;
chave_api; chave de criptografia; apiSleutel; toegangssleutel; abonnementssleutel; versleutelsleutel; APIキー;
アクセスキー; 暗号化キー; 署名キー; サブスクリプションキー; 秘密鍵; chiave API; chiave di accesso; klucz API;
KLUCZ_API; klucz tajny; clientSecret; client_secrt; clientSecrt; AADSecret; app_secret; secretValue; secret_v2;
sharedsecret; whsecret; webhookSecret; ClientSecretValue; oauth_client_secret; Geheimnis; ClientGeheimnis;
geheimer Clientschlüssel; secret client; secreto de cliente; segredo do cliente; clientgeheim;
クライアントシークレット; segreto client; sekret; app_secr; SignSecr; accessToken; access_token;
PersonalAccessTkn; acc_token; AuthTokn; bearerTkn; refreshtoken; rfsh_refresh_token; authToken; sas_token;
jetonDAcces; jeton d'accès; tokenDeAcceso; token_de_acesso; toegangstoken; Zugriffstoken; アクセストークン;
更新トークン; tokenDostepu; huggingfacetokendeacceso; telegramtokendostępu; saptokendeactualización;
devopsTokenDeAcceso; gmailApiToken; azureToken; slackBotToken; github_token; grafanatoegangstoken;
session token; sessionToken; idToken; id_token; connectionString; conn_str; connStr; Verbindungszeichenfolge;
chaîne de connexion; cadena de conexión; string de conexão; 接続文字列; pin; PINCode; pin_nr; doorPin;
accessPin2; codePin; code secret; código de acesso; 暗証番号; geheimzahl; door code; access_code;
codice segreto; kod pin; totpSecret; authenticatorkey; mfa secret; 2fa secret; xapikey; authkey; private_key;
privateKeyPem"""
#: As those write them who know them by ear, or put two languages together.
HEARD = """apykey; apikee; my_pass; pass_usuario; passUser; PassWordd; Pa$$word; pwSAP; pazzword; contracena; idToken;
id_token; aoaiKey; sftpclédecompte; varPass"""
#: About a credential, or of a word that only looks like one: never enough by themselves.
NOT_ENOUGH = """shopsitekey; recaptchasitekey; hcaptcha_site_key;
passwordrole; Password Role New; secretRoles; parola chiave; parole_chiave;
basiccredentials; crmPassOrFail; erpPassRate; password symbols; Passwortstaerke; Passwortkomplexität;
passwortGueltigkeitTage; lösenordslängd; Kennwortslänge; passordslengde; SQLite; publicApiKey; publishableApiKey;
secretReviewer; apiKeyRequester; wachtwoordVervalt; contraseñaCaduca; passwordSetOn; secretEnd;
apiKeyNote; wachtwoordTip; resumeToken; lastEvaluatedKey; trackingKey;
tokenService; apiKeyServer; secretSanta; passwordSource; kennwortRegel; placeKey; concurrencyToken;
keyAccount; passwordClass; secretBackend; regleMotDePasse_type;
passwordScore; passwordPolicy; nameOfSecret; lengthOfPassword;
passwordExpired; forceChangePasswordNextSignIn; passwordNeverExpires;
mustChangePassword; passwordRequired; isSecret; hasToken; showKey; tokenType; token_type; secretName;
keyVaultSecretName; secretUri; keyName; keyVault; keyVaultUri; max_tokens; tokenCount; primaryKey; partitionKey;
RowKey; foreignKey; sortKey; issueKey; projectKey; cacheKey; translationKey; registryKey; publicKey;
publicKeyToken; siteKey; recaptchaSiteKey; keyword; keywords; keyContact; keyResult; keyboard; monkey; turkey;
secretary; secretaryEmail; author; authorEmail; authority; passenger; passage; compass; bypass; passport;
passport country; pinned; pinLength; shippingAddress; countryCode; statusCode; postalCode; costCenterCode;
tokenizer; tokenAudience; password_status; tokenStatus; passwordResetUrl; passwordHint; secretType; keyType;
keyAlgorithm; keyVersion; apiKeyHeader; apiKeyName; tokenParameter2Name; keyField; passwordField;
passwordColumn; passwordFile; secretsFile; keyFile; tokenPath; passwordLength; minPasswordLength; keyCount;
keySize; secretExpiresOn; keyExpiry; tokenLifetime; password_last_set_date; keyCreated; secretEndDateTime;
Passwortrichtlinie; Passwort-Hinweis; キー名; APIキー名; パスワードの有効期限; parcelle; article; vehicle;
circle; clef_nom; instrumentationKey; signatureImage; lockToken; continuationToken; deltaToken; nextPageToken;
csrfToken; requestVerificationToken; idempotencyKey; sessionStart; session_date; idtype; keyColumn;
sessionStatus; business_key; credentialType; secretStore; authType; authMethod; cookiePolicy; keyPersonName;
lookupKey; documentKey; hotkey; shortcutKey; objectKey; keyUsage; tokenEndpoint; authUrl"""


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


@pytest.mark.parametrize("name", [name.strip() for name in TELLING.split(";")])
def test_however_they_are_spelled(name: str) -> None:
    found = naming(name)
    assert found
    assert found.strong


@pytest.mark.parametrize("name", [name.strip() for name in HEARD.split(";")])
def test_names_as_they_are_heard(name: str) -> None:
    found = naming(name)
    assert found
    assert found.strong


@pytest.mark.parametrize("name", [name.strip() for name in NOT_ENOUGH.split(";")])
def test_names_that_are_not_enough(name: str) -> None:
    found = naming(name)
    assert found is None or not found.strong


@pytest.mark.parametrize(
    "name",
    each("issueKey, projectKey, cache_key, compositeKey, dedupKey, motClé, palavraChave, costCode, promoCode, qr_code"),
)
def test_names_of_rows_and_things_tell_nothing(name: str) -> None:
    assert naming(name) is None


@pytest.mark.parametrize(
    "name",
    each("""idClé, id da chave, id de la clave, identificador da chave, identifiant de la clé, tipo de contraseña,
    política de senha, nom de la clé API, longueur du mot de passe, Ablaufdatum Kennwort, caducidad contraseña,
    Skipass, Buspass, Enclave, autoclave, Engpass, Kompass, Pflegeheim, resenha, desenhada, levantando, lapin,
    tanto, Sir, secrétaire, segretario, tajnik, kansalaisuus, contrasto, Portachiavi, Schlüsselbrett"""),
)
def test_what_is_told_of_a_credential_and_words_that_hold_one_tell_nothing(name: str) -> None:
    assert naming(name) is None


#: Known words, and what stands between and in them.
_PARTS = st.one_of(
    st.sampled_from(sorted(LEXICON | MISTAKES)),
    st.sampled_from(["_", " ", "-", "P4ssw0rd", "s3cr", "of", "Of", "0", "X", "é", "_x0020_", "パス", "mot", "passe"]),
    st.text(max_size=3),
)


@given(st.lists(_PARTS, max_size=6).map("".join))
def test_the_quick_look_passes_every_name_that_tells(name: str) -> None:
    assert may_tell(name) or naming(name) is None


def test_a_text_is_no_name_and_is_not_looked_through() -> None:
    assert not may_tell("password " * 20)
    assert header_naming("password " * 20) is None


@given(st.lists(st.sampled_from(sorted(LEXICON | {"append", "orphan", "of", "motde", "x"})), min_size=1, max_size=5))
def test_no_name_tells_without_one_of_the_words_that_are_looked_for_first(words: list[str]) -> None:
    assert _in_words(words) == _in_telling(words, "".join(words))


@pytest.mark.parametrize("name", ["Authorization", "Cookie", "Set-Cookie", "Proxy-Authorization", "apiAuthHeader"])
def test_the_quick_look_passes_what_an_authorization_is_called(name: str) -> None:
    assert header_naming(name) is AUTHORIZATION_NAMING


@pytest.mark.parametrize("name", ["545-9528", "5355", "+49 545 3"])
def test_digits_that_would_spell_a_word_tell_nothing(name: str) -> None:
    assert naming(name) is None


@pytest.mark.parametrize("name", ["clave_producto", "claveArticulo", "ClaveUnidad", "clave_empleado"])
def test_the_number_of_an_article_is_called_clave_too(name: str) -> None:
    named = naming(name)
    assert named is None or judge("SKU-2231-XL", named) is Verdict.NO
    for other in ("clave", "clave_prod", "clave_portal"):
        assert judge("CANARY-2231-Xl", naming(other) or Naming(Kind.KEY, strong=False)) is Verdict.LIKELY


@pytest.mark.parametrize("name", ["crypt_key", "KeyVal_API", "Api_k", "Zugangscode", "codigo_acceso"])
def test_a_guid_under_a_name_that_says_what_it_opens(name: str) -> None:
    assert (
        judge("2e324462-a7b5-407b-92b4-68e18037fcff", naming(name) or Naming(Kind.KEY, strong=False)) is Verdict.LIKELY
    )


@pytest.mark.parametrize(
    "name", ["Het wachtwoord van het bestand", "mot de passe du fichier", "Passwort der Datei", "senha do arquivo"]
)
def test_a_file_has_a_password(name: str) -> None:
    assert naming(name) == Naming(Kind.PASSWORD, strong=True)


@pytest.mark.parametrize("name", ["password_file", "name of the password file", "tipo de archivo", "Passwortdatei"])
def test_a_file_of_passwords_is_none(name: str) -> None:
    assert naming(name) is None
