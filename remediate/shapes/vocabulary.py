"""The words by which makers call their credentials, in the languages they use; in lower case, without accents.

Latin words are compared after `shapes.names` has split a name into words; scripts without spaces are looked for
anywhere in the name.
"""

#: Words that mean a password, wherever they stand in a name.
PASSWORDS = frozenset(
    {
        *("password", "passwords", "passwd", "passwrd", "pasword", "passwort", "passord", "pword", "pwd", "pswd"),
        *("psw", "pw", "passphrase", "passcode", "userpass", "dbpass", "psswrd", "passwrod", "pwort"),
        *("kennwort", "kennworter", "passworter", "losungswort", "anmeldekennwort", "kodewort", "pwt"),
        *("motdepasse", "mdp", "contrasena", "contrasenas", "contrasenya", "contrasenia", "contrasinal"),
        *("senha", "senhas", "palavrapasse", "palavrachave", "wachtwoord", "wachtwoorden", "paswoord"),
        *("parola", "parolachiave", "losenord", "adgangskode", "kodeord", "salasana", "tunnussana", "haslo"),
        *("heslo", "hesla", "jelszo", "sifre", "lozinka", "geslo", "parole", "slaptazodis", "matkhau", "sandi"),
        *("пароль", "пароли", "парола", "лозинка", "κωδικος", "συνθηματικο"),
    }
)

#: Words that mean a secret of any kind.
SECRETS = frozenset(
    {
        *("secret", "secrets", "secreto", "secreta", "secretos", "segredo", "segredos", "geheim", "geheimnis"),
        *("geheimen", "segreto", "hemlighet", "hemmelighed", "hemmelighet", "salaisuus", "tajne", "titok", "sekret"),
        *("clientgeheimnis", "clientgeheim", "clientsecret", "appsecret", "secretvalue", "секрет"),
    }
)

#: Words that mean a key; alone they tell little.
KEYS = frozenset(
    {
        *("key", "keys", "schlussel", "schluessel", "cle", "cles", "clave", "claves", "chave", "chaves", "llave"),
        *("sleutel", "sleutels", "chiave", "klucz", "nyckel", "nogle", "nokkel", "klic", "kulcs", "anahtar"),
        *("ключ", "κλειδι"),
    }
)

#: Words beside which a key is one that opens something.
KEY_OWNERS = frozenset(
    {
        *("api", "apis", "apim", "access", "account", "acct", "subscription", "function", "functions", "func"),
        *("host", "master", "shared", "private", "encryption", "decryption", "signing", "storage", "auth", "app"),
        *("admin", "service", "security", "hmac", "ssh", "consumer", "merchant", "webhook", "client", "crypto"),
        *("rest", "gateway", "integration", "authorization", "authentication", "sas", "cognitive", "openai"),
        *("search", "maps", "map", "translator", "vision", "speech", "sendgrid", "twilio", "stripe", "mailgun"),
        *("ocp", "devops", "azure", "aws", "bearer", "cosmos", "cosmosdb", "eventgrid", "servicebus", "eventhub"),
        *("iothub", "signalr", "redis", "batch", "datadog", "algolia", "hubspot", "gpt", "llm", "ai", "secret"),
        *(
            "pagerduty",
            "opsgenie",
            "zendesk",
            "freshdesk",
            "intercom",
            "mailchimp",
            "deepl",
            "shopify",
            "notion",
            "airtable",
        ),
        *("asana", "trello", "jira", "salesforce", "splunk", "newrelic", "grafana", "sentry", "weather", "geocoding"),
        *("login", "system", "root", "license", "licence", "licens", "decrypt", "encrypt", "user", "vendor"),
        *("zugriff", "zugriffs", "zugang", "zugangs", "freigabe", "abo", "abonnement", "abonnements", "konto"),
        *("acces", "acceso", "acesso", "accesso", "toegang", "toegangs", "adgangs", "compte", "cuenta", "conta"),
        *("privee", "privada", "privato", "partagee", "compartida", "compartilhada", "suscripcion", "assinatura"),
        *("fonction", "funcion", "funcao", "functie", "funktion", "funktions", "secrete", "secreta", "cifrado"),
        *("almacenamiento", "stockage", "armazenamento", "opslag", "speicher", "speicherkonto", "dienst"),
    }
)

#: Words that mean a token; alone they tell little.
TOKENS = frozenset(
    {
        *("token", "tokens", "jeton", "jetons", "fichatoken", "tokenvalue", "bearer", "jwt", "pat", "sas"),
        *("sig", "signature", "session", "sessionid", "sid", "ticket", "assertion", "otp", "zugriffstoken"),
        *("toegangstoken", "accesstoken", "nonce", "signatur", "firma", "assinatura", "handtekening", "токен"),
    }
)

#: Words beside which a token is one that opens something.
TOKEN_OWNERS = frozenset(
    {
        *("access", "refresh", "bearer", "auth", "api", "sas", "security", "personal", "bot", "oauth", "oauth2"),
        *("authentication", "authorization", "jwt", "secret", "user", "app", "admin", "service", "slack", "github"),
        *("gitlab", "devops", "azure", "private", "deploy", "vault", "client", "login", "device", "session"),
        *("zugriff", "zugriffs", "zugangs", "acces", "acceso", "acesso", "accesso", "toegang", "toegangs", "shared"),
        *(
            "webhook",
            "integration",
            "discord",
            "telegram",
            "hubspot",
            "jira",
            "confluence",
            "graph",
            "id",
            "pagerduty",
            "zendesk",
            "notion",
            "airtable",
        ),
        *("rafraichissement", "actualizacion", "atualizacao", "actualisation"),
    }
)

#: Words that may mean a password, or something else: the value must look like one.
LIKE_PASSWORDS = frozenset(
    {
        *("pass", "passe", "credential", "credentials", "creds", "cred", "zugangsdaten", "anmeldedaten"),
        *("anmeldeinformationen", "identifiants", "credenciales", "credenciais", "inloggegevens", "credenziali"),
        *("dbuserpass", "logindaten", "clave", "claves"),
    }
)

#: Words that tell that something opens, but not what it is: the value must look drawn.
CREDENTIALS = frozenset(
    {
        *("auth", "authorization", "authentication", "authheader", "pfx", "pem", "certificate", "cert", "zertifikat"),
        *("certificat", "certificado", "certificaat", "certificato", "cookie", "cookies", "code", "kode", "codigo"),
        *("apim", "dsn", "mfa", "totp", "seed", "salt", "hmac"),
    }
)

#: Words that mean a number that opens something.
PINS = frozenset({"pin", "pincode", "puk", "geheimzahl", "pinnummer", "passkode", "tan", "otp", "codepin"})

#: Words that say that a name is about a credential, or about something else, but does not hold one.
OTHER_THINGS = frozenset(
    {
        *("name", "names", "id", "ids", "url", "urls", "uri", "uris", "link", "links", "path", "type", "types"),
        *("policy", "policies", "length", "len", "count", "expiry", "expires", "expire", "expiration", "expired"),
        *("expiring", "date", "datetime", "time", "timestamp", "label", "title", "hint", "message", "msg", "error"),
        *("description", "desc", "required", "enabled", "disabled", "status", "state", "valid", "validity"),
        *("version", "format", "rule", "rules", "question", "prompt", "placeholder", "algorithm", "alg", "kind"),
        *("size", "age", "attempts", "attempt", "min", "max", "minimum", "maximum", "num", "number", "location"),
        *("reference", "ref", "refs", "schema", "column", "owner", "endpoint", "issuer", "audience", "scope"),
        *("scopes", "encoding", "index", "usage", "prefix", "suffix", "limit", "budget", "total", "completion"),
        *("public", "publishable", "foreign", "partition", "row", "sort", "lookup", "idempotency", "continuation"),
        *("next", "skip", "skiptoken", "page", "delta", "sync", "lock", "csrf", "xsrf", "antiforgery", "hash"),
        *("hashed", "etag", "thumbprint", "fingerprint", "checksum", "digest", "md5", "sha", "sha1", "sha256"),
        *("cancellation", "cancel", "correlation", "reset", "forgot", "expiresin", "lifetime", "provider"),
        *("operation", "metadata", "field", "fields", "property", "template", "alternate", "natural", "guidance"),
        *("requirements", "strength", "complexity", "changed", "updated", "created", "modified", "rotated"),
        *("rotation", "instructions", "help", "tooltip", "header", "headers", "protection", "manager", "service"),
        *("server", "tenant", "mode", "method", "option", "options", "flag", "enable", "disable", "allow", "force"),
        *("typ", "art", "ablauf", "ablaufdatum", "gultigkeit", "lange", "laenge", "richtlinie", "hinweis", "titel"),
        *("nom", "nombre", "nome", "naam", "tipo", "fecha", "longitud", "politica", "politique", "expira"),
        *("caducidad", "vencimiento", "vervaldatum", "lengte", "comprimento", "longueur", "beleid", "validade"),
        *("address", "email", "mail", "phone", "telefon", "city", "country", "postal", "zip", "currency", "language"),
        *("response", "result", "results", "phrase", "phrases", "figure", "figures", "item", "row", "table"),
    }
)

#: Long roots that are looked for inside a word, because some languages glue words together.
PASSWORD_ROOTS = ("password", "passwort", "kennwort", "passwd", "contrasena", "wachtwoord", "motdepasse", "losenord")
SECRET_ROOTS = ("clientsecret", "appsecret", "secret", "geheimnis")
KEY_ROOTS = (
    *("apikey", "accesskey", "accountkey", "subscriptionkey", "functionkey", "functionskey", "masterkey"),
    *("privatekey", "secretkey", "hostkey", "sharedkey", "authkey", "storagekey", "apimkey", "signingkey"),
    *("encryptionkey", "adminkey", "appkey", "servicekey", "apischlussel", "apischluessel", "zugriffsschlussel"),
    *("zugriffsschluessel", "zugangsschlussel", "zugangsschluessel", "abonnementschlussel", "toegangssleutel"),
    *("apisleutel", "cleapi", "apicle", "claveapi", "chaveapi", "apichave", "sharedaccesskey", "primarykey2"),
)
TOKEN_ROOTS = ("accesstoken", "authtoken", "apitoken", "refreshtoken", "bearertoken", "sastoken", "bottoken")
CONNECTION_ROOTS = (
    *("connectionstring", "connstring", "connstr", "connexionstring", "conexionstring", "verbindungszeichenfolge"),
    *("chainedeconnexion", "cadenadeconexion", "cadeiadeconexao", "verbindingsreeks", "stringadiconnessione"),
)
#: Beginnings of words that mean a secret in their language's many forms (`geheimer`, `geheimes`).
SECRET_BEGINNINGS = ("geheim", "secret", "segred", "segret", "hemlig", "hemmelig")
#: Ends of compound words: what stands before decides, as `zugangs` in `zugangstoken`.
KEY_ENDS = ("schlussel", "schluessel", "sleutel", "nyckel", "nogle", "nokkel", "key")
TOKEN_ENDS = ("token", "jeton")
#: Words that hold a root and mean something else.
NOT_ROOTS = ("secretar", "secretion", "geheimhalt", "geheimnisvoll", "secretion", "passwordless", "secretless")

#: Telling words in scripts that write no spaces, and words that undo them.
GLYPHS_PASSWORD = ("パスワード", "暗証番号", "パスフレーズ", "密码", "密碼", "口令", "비밀번호", "암호")
GLYPHS_SECRET = ("シークレット", "秘密", "機密", "密钥", "密鑰", "金鑰", "시크릿", "비밀키")
GLYPHS_KEY = (
    *("apiキー", "アクセスキー", "秘密鍵", "サブスクリプションキー", "共有キー", "関数キー", "ホストキー"),
    *("アカウントキー", "ストレージキー", "apiの鍵", "api키", "액세스키", "访问密钥"),
)
GLYPHS_TOKEN = ("トークン", "令牌", "토큰")
GLYPHS_WEAK = ("キー", "鍵", "키")
GLYPHS_OTHER = ("名", "期限", "長さ", "種類", "説明", "日付", "変更日", "ポリシー", "ヒント", "过期", "名称", "长度")
