"""The words by which makers call their credentials, in the languages they use; in lower case, without accents.

Here are those of Western Europe, and Japanese; those of the other languages come from `tongues`. Words are compared
after `shapes.words` has split a name; scripts without spaces are looked for anywhere in the name. What the words beside
them mean is in `shapes.company`.
"""

from operator import attrgetter

from remediate.shapes.tongues import phrases, words

#: Words that mean a password, wherever they stand in a name.
PASSWORDS = frozenset(
    {
        *("password", "passwords", "passwd", "passwrd", "passwort", "pword", "pwd", "pswd", "pwrd", "psw", "pw"),
        *("passphrase", "passcode", "userpass", "dbpass", "psswrd", "pwort", "pwds", "passw", "upwd", "kennwort"),
        *("kennworter", "kennwoerter", "passworter", "passwoerter", "losungswort", "kodewort", "pwt", "motdepasse"),
        *("mdp", "motpasse", "contrasena", "contrasenas", "contrasenia", "contrasinal", "senha", "senhas"),
        *("palavrapasse", "wachtwoord", "wachtwoorden", "paswoord", "wachtwrd", "parolaordine"),
        *("codepass", "passfraze", "wachtzin", "fraseclave", "frasesecreta", "upass", "passphr", "paroladordine"),
        *("parolad", "psk", "kennw", "wachtw", "contras", "passcd"),
    }
) | words(attrgetter("passwords"))

#: Words that mean a secret of any kind.
SECRETS = frozenset(
    {
        *("secret", "secrets", "secreto", "secreta", "secretos", "segredo", "segredos", "geheim", "geheimnis"),
        *("geheimen", "segreto", "segreta", "segreti", "tajne", "tajny", "tajemnica", "secr", "scrt"),
        *("clientgeheimnis", "clientgeheim", "clientsecret", "appsecret", "secretvalue", "geheimschlussel"),
    }
) | words(attrgetter("secrets"))

#: Words that mean a key; alone they tell little.
KEYS = frozenset(
    {
        *("key", "keys", "schlussel", "schluessel", "cle", "cles", "clef", "clefs", "clave", "claves", "chave"),
        *("chaves", "llave", "llaves", "sleutel", "sleutels", "chiave", "chiavi", "ikey", "skey", "akey", "xkey"),
    }
) | words(attrgetter("keys"))
#: Of these, the ones whose owner may also follow them: `clave de acceso`, `clé API`.
KEYS_FIRST = KEYS - {"key", "keys", "schlussel", "schluessel", "sleutel", "sleutels", "nyckel", "nogle", "nokkel"}

#: Words that mean a token; alone they tell little.
TOKENS = frozenset(
    {
        *("token", "tokens", "jeton", "jetons", "fichatoken", "tokenvalue", "bearer", "jwt", "pat", "sas", "tkn"),
        *("tok", "toks", "rtoken", "atoken", "btoken", "assertion", "gettone", "ficha", "otp"),
    }
) | words(attrgetter("tokens"))

#: Words for one of them, and words for several that do not end in an s.
SINGLE = PASSWORDS | SECRETS | KEYS | TOKENS
SEVERAL = frozenset(
    {
        *("passworter", "passwoerter", "kennworter", "kennwoerter", "schlussel", "schluessel", "geheimnisse"),
        *("wachtwoorden", "geheimen", "chiavi", "segreti", "gettoni", "hasla", "hesla", "klucze", "sekrety"),
        *("zugangsdaten", "anmeldedaten", "zugange", "credenziali", "inloggegevens"),
    }
)

#: Words that may mean a password, or something else: the value must look like one.
LIKE_PASSWORDS = frozenset(
    {
        *("pass", "passe", "credential", "credentials", "creds", "cred", "zugangsdaten", "anmeldedaten"),
        *("logindaten", "anmeldeinformationen", "identifiants", "credenciales", "credenciais", "inloggegevens"),
        *("credenziali", "clave", "claves", "parola", "parole", "poswiadczenia", "anmeldeinfo", "inlog", "paswd"),
        *("pas", "kod", "ww"),
    }
) | words(attrgetter("weak"))
#: Of these, the ones that mean a password beside a word for what opens: `smtpPass`.
PASS = frozenset({"pass", "passe", "parola", "clave", "claves"})

#: Words that tell that something opens, but not what it is: the value must look drawn.
CREDENTIALS = frozenset(
    {
        *("auth", "authorization", "authentication", "authheader", "pfx", "pem", "certificate", "cert", "zertifikat"),
        *("certificat", "certificado", "certificaat", "certificato", "cookie", "cookies", "code", "kode", "codigo"),
        *("apim", "mfa", "totp", "seed", "salt", "hmac", "sec", "oauth", "authn", "certyfikat", "privkey"),
        *("codice", "autorisation", "autorizacion", "autorizacao", "autorisierung", "autorisatie", "opaque", "sig"),
        *("signature", "session", "sessionid", "sid", "ticket", "signatur", "firma", "assinatura"),
        *("handtekening", "jsession", "jsessionid", "phpsessid", "sess", "signatuur", "podpis", "sitzung", "sesion"),
        *("sessao", "sessie", "sessione", "sesja"),
    }
)

#: Words that mean a number that opens something.
PINS = frozenset(
    {
        *("pin", "pins", "pincode", "puk", "geheimzahl", "pinnummer", "passkode", "tannummer", "smstan", "mtan"),
        *("codepin", "pinkode", "sicherheitscode", "zugangscode", "zugriffscode", "turcode", "tuercode"),
        *("toegangscode", "alarmcode", "beveiligingscode", "geheimcode", "entsperrcode", "freischaltcode"),
        *("adgangskode",),
    }
) | words(attrgetter("pins"))
#: Words for a code, which is one that opens beside one of `CODE_OWNERS`: `code secret`, `door code`.
CODES = frozenset({"code", "codes", "codigo", "codice", "kod", "kode", "zahl"})
CODE_OWNERS = frozenset(
    {
        *("access", "secret", "security", "door", "alarm", "gate", "entry", "unlock", "pin", "secrete", "secreto"),
        *("acces", "acceso", "acesso", "accesso", "segreto", "secreta", "segredo", "dostepu", "seguridad"),
        *("securite", "seguranca", "sicurezza", "zugang", "zugangs", "zugriffs", "sicherheits", "toegangs", "garage"),
        *("safe", "tresor", "voicemail", "porte", "puerta", "porta", "deur", "tur", "tuer", "geheim", "vault"),
        *("recovery", "backup", "login", "authentication", "mfa", "wiederherstellungs", "recuperation"),
        *("recuperacion", "recuperacao", "restore"),
    }
)

#: Long roots that are looked for inside a word, because some languages glue words together.
PASSWORD_ROOTS = (
    *("password", "passwort", "kennwort", "passwd", "contrasena", "contrasenya", "wachtwoord", "motdepasse"),
    *("senhado", "senhada", "losenord", "palavrapasse", "passphrase", "adgangskode", "salasana"),
)
SECRET_ROOTS = (
    *("clientsecret", "appsecret", "secret", "geheimnis", "segredo", "segreto"),
    *("hemmelighed", "hemmelighet", "hemlighet", "salaisuus", "tajemnic", "tajemstvi"),
)
KEY_ROOTS = (
    *("apikey", "accesskey", "accountkey", "subscriptionkey", "functionkey", "functionskey", "masterkey"),
    *("privatekey", "secretkey", "hostkey", "sharedkey", "authkey", "storagekey", "apimkey", "signingkey"),
    *("encryptionkey", "adminkey", "appkey", "servicekey", "apischlussel", "apischluessel", "zugriffsschlussel"),
    *("zugriffsschluessel", "zugangsschlussel", "zugangsschluessel", "abonnementschlussel", "toegangssleutel"),
    *("geniekey", "apisleutel", "cledacces", "cleapi", "apicle", "claveapi", "chaveapi", "apichave", "sharedaccesskey"),
)
TOKEN_ROOTS = (
    *("accesstoken", "authtoken", "apitoken", "refreshtoken", "bearertoken", "sastoken", "bottoken", "jetondacces"),
    *("tokendeautentica", "tokenautentica", "jetonauthentif", "jetondauthentif", "tokendeacces"),
    *phrases(attrgetter("tokens")),
)
CONNECTION_ROOTS = (
    *("connectionstring", "connstring", "connstr", "connexionstring", "conexionstring", "verbindungszeichenfolge"),
    *("chainedeconnexion", "cadenadeconexion", "cadeiadeconexao", "verbindingsreeks", "stringadiconnessione"),
    *("stringdeconexao", "cadenaconexion", "chaineconnexion", "stringaconnessione", "verbindungsreeks"),
    *sorted(words(attrgetter("connections"))),
)
ALL_ROOTS = (*PASSWORD_ROOTS, *SECRET_ROOTS, *KEY_ROOTS, *TOKEN_ROOTS, *CONNECTION_ROOTS)
#: Beginnings of words that mean a secret in their language's many forms (`geheimer`, `geheimes`).
SECRET_BEGINNINGS = ("geheim", "secret", "segred", "segret", "hemlig", "hemmelig", "tajn")
#: Ends of glued words before which anything may stand: `svcacctpwd`, `huggingfacetoken`.
ENDS = (
    *("passwd", "pswd", "pwd", "mdp", "psw", "pw", "senha", "haslo", "heslo", "secret", "secreto", "segredo"),
    *("schlussel", "schluessel", "sleutel", "nyckel", "token", "jeton", "tkn", "chave", "clave", "chiave", "key"),
    *("keys", "pass", "klucz", "tokens", "secrets", "geheim"),
)
#: Words that hold a root and mean something else.
NOT_ROOTS = (
    *("secretar", "secretion", "geheimhalt", "geheimnisvoll", "passwordless", "secretless", "passport", "compass"),
    *("bypass", "trespass", "surpass", "overpass", "underpass", "encompass", "spass", "reisepass", "monkey"),
    *("donkey", "turkey", "hockey", "jockey", "whiskey", "lackey", "hotkey", "hotkeys", "turnkey", "mickey"),
    *("enclave", "autoclave", "conclave", "skipass", "buspass", "eyepass", "impfpass", "jahrespass", "fahrpass"),
    *("engpass", "tagespass", "kompass", "barnepass", "langpass", "verpass", "esclave", "portaclave"),
    *("secretair", "segretar", "segreter", "sekretar", "sekretaer", "secretari", "tajnik", "tajnic", "discret"),
    *("resenh", "desenh", "sitekey", "contrast", "kansalais", "pflegeheim", "insgeheim", "portachiavi", "kulcsszo"),
)

#: Telling words of Japanese, which writes no spaces, and words that undo them.
GLYPHS_PASSWORD = ("パスワード", "パスフレーズ", "パスコード", "合言葉")
GLYPHS_PIN = ("暗証番号", "暗証コード", "ピン番号")
GLYPHS_SECRET = ("シークレット", "秘密", "機密", "共有秘密")
GLYPHS_KEY = ("キー", "鍵", "カギ")
GLYPHS_KEY_OWNERS = (
    *("api", "アクセス", "認証", "秘密", "暗号", "署名", "共有", "関数", "ホスト", "アカウント", "ストレージ"),
    *("サブスクリプション", "マスター", "管理", "プライマリ", "セカンダリ", "サービス", "アプリ"),
    *("azure", "ライセンス", "クライアント", "sas", "webhook", "復号", "機能", "プライベート"),
)
GLYPHS_TOKEN = ("トークン",)
GLYPHS_CONNECTION = ("接続文字列",)
GLYPHS_CREDENTIAL = ("資格情報", "認証情報", "証明書", "クッキー", "アクセスコード", "認証コード", "署名", "セッション")
GLYPHS_OTHER = (
    *("名", "期限", "長さ", "種類", "説明", "日付", "変更日", "ポリシー", "ヒント", "日時"),
    *("日", "タイプ", "有無", "回数", "状態", "フラグ", "url", "id", "件数", "一覧", "ステータス", "テスト名"),
    *("ラベル", "の長さ", "公開鍵", "公開キー", "外部キー", "主キー", "行キー", "パーティションキー", "ヘッダー"),
    *("場所", "リセット", "変更", "文字数", "桁数", "ード長", "キー長", "トークン長"),
    *("必須", "要否", "要件", "規則", "確認日", "再設定"),
)
#: The same, anywhere in a name.
GLYPHS_OTHER_ANYWHERE = ("忘れ", "キーボード", "キーワード")
