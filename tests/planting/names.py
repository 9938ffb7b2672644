"""What makers call their secrets: in plain English, in other languages, and in spellings nobody planned."""

from dataclasses import dataclass

from planting.mint import Mint

# Wrapped by hand: one name a line would hide the roles.
# fmt: off
PLAIN: dict[str, tuple[str, ...]] = {
    "password": ("password", "user password", "admin password", "login password", "service account password", "pwd",
        "passwd", "smtp password", "sftp password", "db password", "pass phrase", "new password"),
    "pin": ("pin", "pin code", "access pin", "door pin", "security pin"),
    "api key": ("api key", "x api key", "api access key", "app key", "access key", "auth key", "apikey",
        "api secret", "service key"),
    "function key": ("function key", "functions key", "azure function key", "host key", "function code"),
    "subscription key": ("subscription key", "ocp apim subscription key", "apim key", "api subscription key"),
    "account key": ("account key", "storage account key", "primary key", "access key", "shared key", "storage key"),
    "client secret": ("client secret", "app secret", "secret", "client secret value", "aad client secret",
        "application secret", "app registration secret"),
    "token": ("token", "access token", "bearer token", "auth token", "api token", "personal access token",
        "security token"),
    "refresh token": ("refresh token", "oauth refresh token"),
    "signing secret": ("webhook secret", "signing secret", "hmac secret", "shared secret", "signature key",
        "signing key"),
    "encryption key": ("encryption key", "aes key", "secret key", "crypto key", "decryption key"),
    "otp seed": ("totp secret", "otp secret", "mfa seed", "2fa secret"),
    "connection string": ("connection string", "conn string", "database connection", "storage connection string"),
    "url": ("webhook url", "callback url", "flow url", "hook url", "endpoint", "notification url"),
    "sas": ("sas token", "sas", "shared access signature", "storage sas"),
    "private key": ("private key", "rsa private key", "signing key pem", "ssh key"),
    "certificate": ("pfx", "certificate", "client certificate", "pfx base64"),
    "cookie": ("cookie", "session cookie", "auth cookie", "session id"),
    "authorization": ("authorization", "auth header", "basic auth", "authorization header", "credentials"),
}

FOREIGN: dict[str, tuple[str, ...]] = {
    "password": ("passwort", "kennwort", "benutzer kennwort", "zugangs passwort", "mot de passe", "mdp",
        "contraseña", "contrasena", "clave", "senha", "palavra passe", "wachtwoord", "gebruikers wachtwoord",
        "パスワード", "parola chiave", "hasło", "haslo"),
    "pin": ("geheimzahl", "code secret", "código pin", "código de acesso", "pincode", "暗証番号", "kod pin"),
    "api key": ("api schlüssel", "api schluessel", "zugriffs schlüssel", "clé api", "cle api", "clé d'accès",
        "clave api", "clave de acceso", "chave api", "chave de acesso", "api sleutel", "toegangs sleutel", "APIキー",
        "アクセスキー", "chiave api", "klucz api"),
    "function key": ("funktions schlüssel", "clé de fonction", "clave de función", "chave da função",
        "functie sleutel", "関数キー"),
    "subscription key": ("abonnement schlüssel", "clé d'abonnement", "clave de suscripción", "chave de assinatura",
        "abonnements sleutel", "サブスクリプションキー"),
    "account key": ("konto schlüssel", "speicher schlüssel", "clé de compte", "clave de cuenta", "chave da conta",
        "account sleutel", "アカウントキー"),
    "client secret": ("client geheimnis", "geheimer clientschlüssel", "geheimnis", "secret client",
        "secreto de cliente", "secreto", "segredo do cliente", "segredo", "client geheim", "クライアントシークレット",
        "秘密鍵", "segreto client", "klucz tajny"),
    "token": ("zugriffs token", "jeton", "jeton d'accès", "token de acceso", "token de acesso", "toegangs token",
        "アクセストークン", "トークン", "token dostępu"),
    "refresh token": ("aktualisierungs token", "jeton d'actualisation", "token de actualización",
        "token de atualização", "vernieuwings token", "更新トークン"),
    "signing secret": ("signatur schlüssel", "clé de signature", "clave de firma", "chave de assinatura hmac",
        "handtekening sleutel", "署名キー"),
    "encryption key": ("verschlüsselungs schlüssel", "clé de chiffrement", "clave de cifrado",
        "chave de criptografia", "versleutel sleutel", "暗号化キー"),
    "otp seed": ("einmalkennwort geheimnis", "secret otp", "clave otp", "segredo otp"),
    "connection string": ("verbindungs zeichenfolge", "chaîne de connexion", "cadena de conexión",
        "string de conexão", "verbindings reeks", "接続文字列"),
    "url": ("rückruf adresse", "adresse webhook", "dirección webhook", "endereço webhook", "webhook adres"),
    "sas": ("sas zeichenfolge", "jeton sas", "firma sas", "assinatura sas"),
    "private key": ("privater schlüssel", "clé privée", "clave privada", "chave privada", "privésleutel", "秘密鍵"),
    "certificate": ("zertifikat", "certificat", "certificado", "certificaat", "証明書"),
    "cookie": ("sitzungs cookie", "cookie de session", "cookie de sesión", "sessie cookie"),
    "authorization": ("anmelde daten", "identifiants", "credenciales", "credenciais", "inlog gegevens", "認証情報"),
}

UNUSUAL: dict[str, tuple[str, ...]] = {
    "password": ("pasword", "pwd1", "passwrd", "usr_pwd", "Pass", "PASSWD2", "psw", "pword", "passwd_prod",
        "userPW", "kennwort_neu", "Passwort2", "mdp_prod", "LoginPwd", "p_word", "strPassword", "txtPwd", "pass1",
        "new-password", "PassWord", "sap_pw", "svcacctpwd", "varPassword"),
    "pin": ("PINCode", "pin_nr", "accessPin2", "PIN#"),
    "api key": ("api key", "X_API_KEY", "apikey2", "ApiKeyValue", "API-KEY-PROD", "Api_Key1", "xapikey", "apiKy",
        "appKeyV2", "strApiKey", "apiKeyNEW", "x-apikey", "api.key", "AccessKeyId2Secret", "varAPIKey"),
    "function key": ("funcKey", "fn_key", "x_functions_key", "AzFuncKey", "FunctionAppKey1", "functionkey"),
    "subscription key": ("subscriptionkey", "OcpApimSubscriptionKey", "sub-key", "SubKey", "apim_subkey", "ocp_key"),
    "account key": ("acctKey", "AccountKey1", "stg_key", "key1", "storagekey2", "accKey"),
    "client secret": ("ClientSecretValue", "clientsecret", "cl_secret", "clientSecrt", "secret_v2", "app_sec",
        "appSecretNew", "AADSecret", "varSecret", "client-secret-prod", "sec_value", "CLIENTSECRET"),
    "token": ("tok", "tkn", "acc_token", "accesstoken2", "AuthTokn", "bearerTkn", "TOKEN1", "varToken", "pat",
        "PersonalAccessTkn", "accessToken_prod"),
    "refresh token": ("refreshtoken", "rfsh_token", "RefreshTkn", "reftoken"),
    "signing secret": ("hmacKey", "sign_secret", "whsecret", "sharedsecret", "SignSecr", "HMAC-SECRET"),
    "encryption key": ("encKey", "enc_key", "AESkey256", "cryptokey", "secretkey"),
    "otp seed": ("totpSeed", "otp_seed", "MFAsecret", "authenticatorkey"),
    "connection string": ("connStr", "conn_str", "ConStr", "connectionstring1", "cnxn", "dbcs", "SqlConn"),
    "url": ("hookurl", "cb_url", "flowURL2", "http_url", "wh_url"),
    "sas": ("sasTok", "sas_tkn", "SASURI", "blobsas"),
    "private key": ("privkey", "pkey", "rsa_key", "priv_pem", "PrivateKeyPEM"),
    "certificate": ("pfxB64", "cert_pfx", "certBase64", "clientcert"),
    "cookie": ("sess_cookie", "cookieval", "JSESSION", "sid"),
    "authorization": ("authHdr", "auth_hdr", "basicauth", "AuthorizationHeader1", "creds"),
}
# fmt: on

NEUTRAL = (
    "value",
    "setting",
    "config value",
    "data",
    "input",
    "temp",
    "var1",
    "text",
    "note",
    "option",
    "field 3",
    "item",
    "result",
    "param",
)

_STYLES = ("camel", "pascal", "snake", "kebab", "title", "upper", "flat", "spaced")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as words, to be spelled as its place spells names; a name with one word stays as it is."""

    words: tuple[str, ...]
    raw: bool = False

    def spelled(self, mint: Mint, *styles: str) -> str:
        """In one of the styles, all of them where none is given."""
        if self.raw:
            return self.words[0]
        return _spell(self.words, mint.pick(styles or _STYLES))

    def for_action(self, mint: Mint) -> str:
        """As an action is named: no blanks, nothing that the designer refuses."""
        text = self.spelled(mint, "title", "snake", "pascal", "spaced")
        return "".join("_" if c in " .#'" else c for c in text)

    def for_member(self, mint: Mint) -> str:
        """As members of objects are named."""
        return self.spelled(mint, "camel", "pascal", "snake", "kebab", "flat", "upper", "spaced")

    def for_variable(self, mint: Mint) -> str:
        """As variables are named; a blank and a quote would be allowed, but only some makers write blanks."""
        return self.spelled(mint, "camel", "pascal", "snake", "upper", "title").replace("'", "")

    @property
    def ascii(self) -> bool:
        """Whether an HTTP header can have this name."""
        return all(w.isascii() and "'" not in w and " " not in w and "#" not in w for w in self.words)


def _spell(words: tuple[str, ...], style: str) -> str:
    match style:
        case "camel":
            return words[0].lower() + "".join(w[:1].upper() + w[1:] for w in words[1:])
        case "pascal":
            return "".join(w[:1].upper() + w[1:] for w in words)
        case "title":
            return " ".join(w[:1].upper() + w[1:] for w in words)
        case "upper":
            return "_".join(words).upper()
        case _:
            return {"snake": "_", "kebab": "-", "flat": "", "spaced": " "}[style].join(words)


def name_for(mint: Mint, role: str, variant: str, vendor: str = "") -> Name:
    """A telling name for a secret of that role, sometimes with the system or the vendor in front."""
    if variant == "unusual":
        return Name((mint.pick(UNUSUAL[role]),), raw=True)
    words = tuple(mint.pick((PLAIN if variant == "plain" else FOREIGN)[role]).split())
    if vendor:
        words = (vendor, *words)
    elif mint.chance(0.35):
        words = (mint.system(), *words)
    return Name(words)


def neutral_name(mint: Mint) -> Name:
    """A name that tells nothing; only a secret with a shape of its own can be found under it."""
    return Name(tuple(mint.pick(NEUTRAL).split()))
