"""Credentials in HTTP headers: which names hold one, and which part of the value it is."""

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache

from remediate.shapes import cookies
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.looks import is_random
from remediate.shapes.names import Kind, Naming, may_tell, naming
from remediate.shapes.values import Verdict, judge

AUTHORIZATION_NAMING = Naming(Kind.TOKEN, strong=True)
_AUTHORIZATION = frozenset({"authorization", "proxy-authorization", "x-authorization", "x-forwarded-authorization"})
#: What members and variables that hold the value of that header are called, without what joins or marks the words.
_AUTHORIZATION_VALUES = frozenset(
    {
        *("authheader", "authorizationheader", "authorisationheader", "authenticationheader", "httpauthheader"),
        *("authheadervalue", "authorizationheadervalue", "authorizationvalue", "headerauthorization", "apiauthheader"),
    }
)
_JOINTS = str.maketrans("", "", " _-.$@")
_COOKIES = frozenset({"cookie", "set-cookie"})
#: Headers that are credentials though their names do not say so in full.
_SECRET_HEADERS = frozenset(
    {
        *("ocp-apim-subscription-key", "x-api-key", "x-functions-key", "api-key", "apikey", "x-apikey", "x-auth"),
        *("x-auth-token", "x-access-token", "private-token", "x-vault-token", "x-shopify-access-token", "dd-api-key"),
        *("dd-application-key", "x-amz-security-token", "x-gitlab-token", "circle-token", "x-rapidapi-key"),
        *("x-app-key", "x-subscription-key", "x-client-secret", "x-auth-key", "x-auth-email-key", "x-secret"),
        *("x-figma-token", "x-airtable-token", "xi-api-key", "x-goog-api-key", "x-master-key", "x-hub-signature"),
        *("aeg-sas-key", "aeg-sas-token", "x-ms-authorization", "x-zumo-auth", "x-zumo-application", "x-token"),
        *("x-session-token", "x-session-id", "x-sessionid", "x-insert-key", "x-query-key"),
        *("x-ibm-client-secret", "x-password", "x-ovh-consumer", "accesslicensenumber"),
    }
)
#: Headers with a telling word that carry none.
_OTHER_HEADERS = frozenset(
    {
        *("x-csrf-token", "x-xsrf-token", "csrf-token", "x-atlassian-token", "requestverificationtoken", "if-match"),
        *("idempotency-key", "x-idempotency-key", "x-ms-client-session-id", "x-lock-token", "lock-token"),
        *("www-authenticate", "x-ms-continuationtoken", "x-ms-documentdb-partitionkey"),
        *("access-control-allow-headers", "x-ms-documentdb-is-upsert", "x-requested-with", "x-signature-version"),
        *("x-ms-token-type", "surrogate-key"),
    }
)
_SCHEME = re.compile(
    r"\s*(?:(?P<scheme>[A-Za-z][A-Za-z0-9_.-]{1,40})(?:\s*+:|[^\S ]*+ )\s*+)?(?P<prefix>token=|key=|apikey=|api_key=)?"
    r"(?P<quote>\"?)(?P<token>[^\s\"]++)\"?\s*$"
)
_SAS_HEADER = re.compile(r"\s*(SharedAccessSignature)\s+(\S+)\s*$", re.IGNORECASE)
_SIGNED = re.compile(r"\s*(?:SharedKey(?:Lite)?|AWS4?-?[A-Z0-9-]*|hmac)\s+[^:\s]+:(\S+)\s*$", re.IGNORECASE)


@lru_cache(maxsize=16384)
def header_naming(name: str) -> Naming | None:
    """What a header of this name holds by its name; None where it tells nothing."""
    stripped = name.strip()
    lower = stripped.lower()
    if lower in _SECRET_HEADERS:
        return Naming(Kind.KEY, strong=True)
    if lower.startswith("customheader"):  # what the designer leaves behind of a header, in `inputs.parameters`
        return Naming(Kind.TOKEN, strong=False)
    if not may_tell(stripped) or lower in _OTHER_HEADERS:
        return None
    return AUTHORIZATION_NAMING if is_authorization(name) else naming(name)


@lru_cache(maxsize=16384)
def is_authorization(name: str) -> bool:
    """Whether a header of this name carries a scheme and a token, or is a cookie, wherever it stands."""
    lower = name.strip().lower()
    return lower in _AUTHORIZATION or lower in _COOKIES or _holds_authorization(lower)


def _holds_authorization(lower: str) -> bool:
    # every one of them has these letters, and few other names do
    return "u" in lower and "h" in lower and lower.translate(_JOINTS) in _AUTHORIZATION_VALUES


def in_header(name: str, value: str, opens: str = "", *, told: bool = False) -> Iterator[Found]:
    """The secret part of the run-time value of a header; `told`: in a text, which may say anything of it."""
    named = header_naming(name)
    lower = name.strip().lower()
    if named is None or not value.strip():
        return
    if lower in _COOKIES:
        yield from cookies.in_header(name, value, opens)
    elif is_authorization(name):
        yield from in_authorization(name, value, opens, told=told or lower not in _AUTHORIZATION)
    elif HIDDEN not in value:
        yield from _whole(name, value, named, opens, demanded=lower in _SECRET_HEADERS)


def _whole(name: str, value: str, named: Naming, opens: str, *, demanded: bool) -> Iterator[Found]:
    if is_schemed(value):
        yield from in_authorization(name, value, opens)
        return
    if "=" in value and ";" in value:
        yield from _pairs(name, value, opens)
        return
    start = len(value) - len(value.lstrip())
    stripped = value.strip()
    verdict = judge(stripped, named, demanded=demanded)
    if verdict is not Verdict.NO:
        yield Found(start, start + len(stripped), name, opens, verdict, f"the header {name}", stripped)


_BEGINNINGS = (
    *("bearer ", "basic ", "token ", "apikey ", "splunk ", "sharedaccesssignature ", "ssws ", "geniekey "),
    *("zoho-oauthtoken ",),
)


def is_schemed(value: str) -> bool:
    """Whether a value begins with a scheme of the Authorization header."""
    return value.strip().lower().startswith(_BEGINNINGS)


def in_authorization(name: str, value: str, opens: str = "", *, told: bool = False) -> Iterator[Found]:
    """The secret part of an `Authorization` header: of Basic credentials only the password.

    `told`: words may stand there, so that behind any word but a scheme that is known only what looks drawn is a token.
    """
    for pattern in (_SAS_HEADER, _SIGNED):
        match = pattern.match(value)
        if match and HIDDEN not in match[match.lastindex or 0]:
            start, end = match.span(match.lastindex or 0)
            yield Found(
                start,
                end,
                name,
                opens,
                judge(value[start:end], AUTHORIZATION_NAMING, demanded=True),
                _in(name),
                value[start:end],
            )
            return
    if "," in value and "=" in value:
        yield from _pairs(name, value, opens)
        return
    match = _SCHEME.match(value)
    if match is None or HIDDEN in match["token"]:
        return
    scheme = (match["scheme"] or "").lower()
    start, end = match.span("token")
    if scheme == "basic":
        yield _basic(name, value[start:end], start, opens)
        return
    token = value[start:end]
    demanded = scheme in _SCHEMES if told else bool(scheme)
    verdict = judge(token, AUTHORIZATION_NAMING, demanded=demanded)
    if not scheme and verdict is Verdict.NO and _decoded_basic(token):
        verdict = Verdict.LIKELY
    if verdict is not Verdict.NO and token.lower() not in _SCHEMES:
        yield Found(start, end, name, opens, verdict, _in(name), token)


_PAIR = re.compile(r"(?<![\w-])([A-Za-z_-]{3,40})=\"?([^\",;\s]{1,400})")
_SIGNING = ("signature", "password", "token", "secret", "api_key", "apikey", "accesskey", "secretkey")


def _pairs(name: str, value: str, opens: str) -> Iterator[Found]:
    """The secrets among the parameters of a scheme: `NLAuth nlauth_email=..., nlauth_signature=...`."""
    for match in _PAIR.finditer(value):
        part, written = match.groups()
        if not part.lower().endswith(_SIGNING) or HIDDEN in written:
            continue
        verdict = judge(written, Naming(Kind.PASSWORD, strong=True))
        if verdict is not Verdict.NO:
            yield Found(*match.span(2), part, opens, verdict, f"the {part} of the header {name}", written)


_SCHEMES = frozenset(
    {
        *("bearer", "basic", "token", "apikey", "digest", "negotiate", "ntlm", "oauth", "ssws", "geniekey", "splunk"),
        *("zoho-oauthtoken", "sso-key", "bot"),
    }
)


def _in(name: str) -> str:
    return f"the header {name}"


def _basic(name: str, written: str, start: int, opens: str) -> Found:
    end = start + len(written)
    found = _decoded_basic(written)
    if found is None:
        return Found(start, end, name, opens, judge(written, AUTHORIZATION_NAMING, demanded=True), _in(name), written)
    secret, wrap = found
    verdict = judge(secret, Naming(Kind.PASSWORD, strong=True), demanded=True)
    if verdict is Verdict.NO:
        verdict = Verdict.LIKELY
    return Found(start, end, name, opens, verdict, f"the Basic credentials of the header {name}", secret, wrap)


def _decoded_basic(written: str) -> tuple[str, str] | None:
    """The secret of Basic credentials and the expression that writes them again; None if they are no such text."""
    try:
        text = base64.b64decode(written, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    user, colon, password = text.partition(":")
    if not colon or not text.isprintable() or base64.b64encode(text.encode()).decode() != written:
        return None
    if password.lower() in {"", "x"} and is_random(user):
        return user, "base64(concat({}, " + _literal(colon + password) + "))"
    if not password:
        return None
    return password, "base64(concat(" + _literal(user + colon) + ", {}))"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def in_basic_pair(text: str, name: str, opens: str = "") -> Iterator[Found]:
    """The password of a `user:password` text that goes through `base64`."""
    user, colon, password = text.partition(":")
    if not colon:
        return
    if not password and is_random(user):
        yield Found(0, len(user), name, opens, Verdict.LIKELY, _in(name), user)
    elif password and HIDDEN not in password:
        verdict = judge(password, Naming(Kind.PASSWORD, strong=True), demanded=True)
        if verdict is not Verdict.NO:
            yield Found(
                len(user) + 1, len(text), name, opens, verdict, f"the Basic credentials of the header {name}", password
            )
