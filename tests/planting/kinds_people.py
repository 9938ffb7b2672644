"""Secrets that people make up or handle by hand: passwords, PINs, keys, tokens, certificates, cookies."""

import base64
import json

from planting.kind import Form, Kind
from planting.marked import Marked, joined, secret
from planting.mint import BASE32, BASE62, BASE64, BASE64URL, LOWER, Mint

_WORDS = [
    "Sommer",
    "Winter",
    "Welcome",
    "Start",
    "Summer",
    "Bonjour",
    "Verano",
    "Willkommen",
    "Letmein",
    "Autumn",
    "Company",
    "Hallo",
    "Zomer",
    "Inverno",
]
_PHRASE = [
    "correct",
    "horse",
    "battery",
    "staple",
    "river",
    "window",
    "yellow",
    "kaffee",
    "morning",
    "garden",
    "silver",
    "monkey",
    "bridge",
]
_SYMBOLS = "!#$%*+-.?=_"

_TOKEN_HEADERS = (
    "Authorization: Bearer",
    "Authorization: Bearer",
    "X-Auth-Token",
    "X-Access-Token",
    "Authorization: Token",
)
_KEY_HEADERS = (
    "x-api-key",
    "X-API-KEY",
    "X-Api-Key",
    "apikey",
    "api-key",
    "Authorization: ApiKey",
    "X-Auth-Key",
    "app-key",
)
_KEY_QUERIES = ("api_key", "apikey", "key", "apiKey", "api-key", "access_key", "appkey")
_TOKEN_QUERIES = ("access_token", "token", "auth_token", "authToken")


def weak_password(mint: Mint) -> Marked:
    """A season and a year."""
    return secret(f"{mint.pick(_WORDS)}{mint.marker}{mint.number(1, 2026)}{mint.pick(('', '!', '#', '!!', '.'))}")


def strong_password(mint: Mint) -> Marked:
    """From a password manager."""
    return secret("x" + mint.chars(BASE62 + _SYMBOLS, mint.number(13, 24)))


def _initial(mint: Mint) -> Marked:
    return secret(
        f"{mint.pick(('Initial', 'Start', 'changeMe', 'Temp', 'Init', 'NewHire'))}{mint.marker}{mint.number(1, 999)}"
    )


def _phrase(mint: Mint) -> Marked:
    words = mint.rng.sample(_PHRASE, 3)
    words.insert(mint.number(0, 3), mint.marker or mint.pick(_PHRASE))
    return secret(mint.pick((" ", "-", ".")).join(words))


def _awkward(mint: Mint) -> Marked:
    pieces = [mint.marker, *mint.plain(BASE62, mint.number(6, 9))]
    symbols = mint.rng.sample(["'", '"', "&", "<", "\\", "%", "$", " ", "ü", "}", "|"], 3)
    pieces += [symbol + mint.pick(LOWER) for symbol in symbols]
    mint.rng.shuffle(pieces)
    return secret("q" + "".join(pieces))


def _at_password(mint: Mint) -> Marked:
    return secret(mint.pick(("@", "P@", "P@@", "@{")) + mint.chars(BASE62, 12))


def _pin(mint: Mint) -> Marked:
    return secret(str(mint.number(1000, 9999) if mint.chance(0.5) else mint.number(100000, 999999)))


def _app_password(mint: Mint) -> Marked:
    letters = mint.plain("abcdefghijklmnopqrstuvwxyz", 16)
    return secret(" ".join(letters[i : i + 4] for i in range(0, 16, 4)))


def _segment(data: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(data, separators=(",", ":")).encode()).rstrip(b"=").decode()


def jwt(mint: Mint) -> Marked:
    """A signed token, not a working one."""
    claims = {
        "sub": mint.guid(),
        "name": mint.user(),
        "iss": f"https://{mint.host()}",
        "exp": mint.number(1760000000, 1990000000),
    }
    header = _segment({"alg": mint.pick(("HS256", "RS256")), "typ": "JWT"})
    return secret(f"{header}.{_segment(claims)}.{mint.chars(BASE64URL, 43)}")


def basic(mint: Mint) -> Marked:
    """`Basic` and its base64; the value is the password alone."""
    password = mint.pick((weak_password, strong_password))(mint).text
    encoded = base64.b64encode(f"{mint.user()}:{password}".encode()).decode()
    return "Basic " + secret(encoded, password)


def pem(mint: Mint, label: str, size: int, headers: str = "") -> Marked:
    """An armoured key of `size` bytes, from BEGIN to END."""
    length = -(-size // 3) * 4
    body = "MII" + mint.plain(BASE64, length - 3)
    body = body[:70] + mint.marker + body[70 + len(mint.marker) :]
    lines = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
    return secret(f"-----BEGIN {label}-----\n{headers}{lines}\n-----END {label}-----")


def _encrypted_pem(mint: Mint) -> Marked:
    headers = f"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,{mint.hex(32).upper()}\n\n"
    return pem(mint, "RSA PRIVATE KEY", 600, headers)


def pfx(mint: Mint) -> Marked:
    """A certificate with its private key, in base64."""
    size = mint.number(900, 2100) * 3
    header = bytes([0x30, 0x82, *(size - 4).to_bytes(2), 0x02, 0x01, 0x03, 0x30, 0x82])
    return secret(base64.b64encode(header).decode() + mint.base64(size - 9))


def _session_cookie(mint: Mint) -> Marked:
    name = mint.pick(
        ("JSESSIONID", "ASP.NET_SessionId", "PHPSESSID", "connect.sid", "sessionid", "MYSAPSSO2", "B1SESSION")
    )
    return joined("; ", ["lang=en", name + "=" + secret(mint.chars(BASE62, 32)), "theme=dark"])


def _auth_cookie(mint: Mint) -> Marked:
    name = mint.pick((".ASPXAUTH", ".AspNetCore.Cookies", "FedAuth", "rtFa", "CrmOwinAuth"))
    return name + "=" + secret(mint.chars(BASE64URL, 180))


def _service_account(mint: Mint) -> Marked:
    key = pem(mint, "PRIVATE KEY", 600).text
    head = f'{{"type": "service_account", "project_id": "{mint.company()}-prod", "private_key": "'
    escaped = key.replace("\n", "\\n")
    return head + secret(escaped, key) + f'", "client_email": "sync@{mint.company()}-prod.iam.gserviceaccount.com"}}'


PEOPLE: tuple[Kind, ...] = (
    Kind("password-weak", "password", weak_password),
    Kind("password-strong", "password", strong_password),
    Kind("password-initial", "password", _initial),
    Kind("password-phrase", "password", _phrase),
    Kind("password-awkward", "password", _awkward),
    Kind("password-at", "password", _at_password),
    Kind("password-application", "password", _app_password, vendor="gmail"),
    Kind("password-database", "password", lambda m: secret(f"Db{m.chars(BASE62, 12)}!"), vendor="sql"),
    Kind(
        "password-sftp",
        "password",
        lambda m: secret(m.chars(BASE62, 10).lower().replace(m.marker.lower(), m.marker)),
        vendor="sftp",
    ),
    Kind("pin", "pin", _pin, Form.NUMBER),
    Kind("otp-seed", "otp seed", lambda m: secret(m.chars(BASE32, 32))),
    Kind(
        "api-key-alphanumeric",
        "api key",
        lambda m: secret(m.chars(BASE62, m.number(24, 44))),
        headers=_KEY_HEADERS,
        queries=_KEY_QUERIES,
    ),
    Kind(
        "api-key-lower",
        "api key",
        lambda m: secret(m.plain(LOWER, m.number(24, 40))),
        headers=_KEY_HEADERS,
        queries=_KEY_QUERIES,
    ),
    Kind(
        "api-key-hex",
        "api key",
        lambda m: secret(m.hex(m.pick((32, 40, 64)))),
        headers=_KEY_HEADERS,
        queries=_KEY_QUERIES,
    ),
    Kind(
        "api-key-guid",
        "api key",
        lambda m: secret(m.guid()),
        headers=_KEY_HEADERS[:5],
        queries=("api_key", "apikey", "apiKey"),
    ),
    Kind("api-key-base64", "api key", lambda m: secret(m.base64(32)), headers=_KEY_HEADERS, queries=_KEY_QUERIES),
    Kind(
        "api-key-prefixed",
        "api key",
        lambda m: secret(f"{m.company()[:3]}_live_{m.chars(BASE62, 28)}"),
        headers=_KEY_HEADERS,
        queries=_KEY_QUERIES,
    ),
    Kind(
        "token-opaque",
        "token",
        lambda m: secret(m.chars(BASE64URL, m.number(32, 72))),
        headers=_TOKEN_HEADERS,
        queries=_TOKEN_QUERIES,
    ),
    Kind("token-hex", "token", lambda m: secret(m.hex(40)), headers=_TOKEN_HEADERS, queries=_TOKEN_QUERIES),
    Kind(
        "refresh-token",
        "refresh token",
        lambda m: secret(f"{m.pick('01')}.A{m.chars(BASE64URL, 300)}"),
        queries=("refresh_token",),
    ),
    Kind("jwt", "token", jwt, shaped=True, headers=_TOKEN_HEADERS[:3], queries=_TOKEN_QUERIES),
    Kind("basic", "authorization", basic, Form.BASIC, shaped=True),
    Kind(
        "signing-secret",
        "signing secret",
        lambda m: secret(m.base64(32)),
        headers=("X-Webhook-Secret", "X-Signature-Key", "x-shared-secret"),
    ),
    Kind("encryption-key", "encryption key", lambda m: secret(m.base64(32))),
    Kind("jwt-signing-key", "signing secret", lambda m: secret(m.chars(BASE62 + _SYMBOLS, 48)), vendor="jwt"),
    Kind("pem-rsa", "private key", lambda m: pem(m, "RSA PRIVATE KEY", 1190), Form.BLOCK, shaped=True),
    Kind("pem-pkcs8", "private key", lambda m: pem(m, "PRIVATE KEY", 1218), Form.BLOCK, shaped=True),
    Kind("pem-ec", "private key", lambda m: pem(m, "EC PRIVATE KEY", 121), Form.BLOCK, shaped=True),
    Kind("pem-openssh", "private key", lambda m: pem(m, "OPENSSH PRIVATE KEY", 400), Form.BLOCK, shaped=True),
    Kind("pem-encrypted", "private key", _encrypted_pem, Form.BLOCK, shaped=True),
    Kind(
        "pgp-private-key", "private key", lambda m: pem(m, "PGP PRIVATE KEY BLOCK", 900, "\n"), Form.BLOCK, shaped=True
    ),
    Kind("pfx", "certificate", pfx, Form.BLOCK),
    Kind("google-service-account", "private key", _service_account, Form.BLOCK, shaped=True),
    Kind("cookie-session", "cookie", _session_cookie, Form.COOKIE, headers=("Cookie",)),
    Kind("cookie-authentication", "cookie", _auth_cookie, Form.COOKIE, headers=("Cookie",)),
    Kind("hmac-key-hex", "signing secret", lambda m: secret(m.hex(64)), headers=("X-Hmac-Key",)),
    Kind("password-long", "password", lambda m: secret(m.chars(BASE64, 40))),
)
