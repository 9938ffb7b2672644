"""Credentials in URLs: user information, query parameters, signatures."""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from remediate.shapes.addresses import Pair, Url, pairs, urls
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.looks import is_random
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.placeholders import is_placeholder
from remediate.shapes.values import Verdict, judge
from remediate.shapes.webhooks import webhook

__all__ = [
    "PAGED_QUERIES",
    "Url",
    "decoded",
    "encode_uri_component",
    "in_bare_sas",
    "in_parameter",
    "in_query",
    "in_url",
    "parameter_naming",
    "urls",
]

_SAS = frozenset(
    {
        *("sv", "se", "sp", "st", "sr", "spr", "srt", "ss", "sip", "skoid", "sktid", "skt", "ske", "sks", "skv"),
        *("sdd", "saoid", "suoid", "scid", "si", "sig", "rscc", "rscd", "rsce", "rscl", "rsct", "tn", "skn"),
    }
)
_SAS_ENOUGH = 3
_SIG = Naming(Kind.TOKEN, strong=True)
_CODE_RANDOM = Naming(Kind.KEY, strong=False)
#: Parameters of a query that are credentials wherever they stand.
_PARAMETERS = {
    **dict.fromkeys(("sig", "signature", "x-amz-signature", "x-goog-signature", "hmac", "tempauth"), _SIG),
    **dict.fromkeys(("pass", "passwd", "passhash"), Naming(Kind.PASSWORD, strong=True)),
    **dict.fromkeys(("apikey", "appkey", "app_key", "sas", "jwt", "hapikey"), Naming(Kind.KEY, strong=True)),
    **dict.fromkeys(("auth", "code", "key", "k", "appid", "u", "h", "crumb"), _CODE_RANDOM),
}
#: Parameters with a telling name that are none.
_NO_PARAMETERS = frozenset(
    {
        *("$skiptoken", "skiptoken", "$deltatoken", "sessionid", "continuationtoken", "nextpagetoken"),
        *("x-amz-credential", "x-goog-credential", "googleaccessid"),
    }
)


def parameter_naming(name: str) -> Naming | None:
    """What a query parameter of this name holds by its name."""
    lower = name.lower()
    if lower in _NO_PARAMETERS:
        return None
    return _PARAMETERS.get(lower) or naming(name)


def in_url(url: Url) -> Iterator[Found]:
    """The secrets of one URL, none of them twice."""
    hook = webhook(url)
    if hook:
        yield hook
        return
    yield from _user_information(url)
    if url.query >= 0:
        yield from in_query(url.text, url.query, url.end, url.host, path=url.path)
    fragment = url.text.find("#", url.host_end, url.end)
    if fragment >= 0 and url.query < 0:
        yield from in_query(url.text, fragment + 1, url.end, url.host)


def in_query(text: str, start: int, end: int, host: str, *, path: str = "") -> Iterator[Found]:
    """The secrets of a query string between two offsets."""
    fragment = text.find("#", start, end)
    found = list(pairs(text, start, end if fragment < 0 else fragment))
    sas = _sas(text, found, host, path)
    if sas:
        yield sas
    for pair in found:
        if sas and sas.start <= pair.start <= sas.end:
            continue
        yield from _parameter(text, pair, host, path)


#: Codes of countries and currencies are no longer.
_COUNTRY = 3
#: Ends of paths whose token says how far a list was read. Source: Microsoft Graph, delta query.
_PAGED = ("/delta", "/delta()", "/microsoft.graph.delta")
PAGED_QUERIES = tuple(f"{end}?" for end in _PAGED)


def _parameter(text: str, pair: Pair, host: str, path: str) -> Iterator[Found]:
    named = parameter_naming(pair.name) if not path.endswith(_PAGED) else None
    written = text[pair.start : pair.end]
    if named is None or not written or HIDDEN in written:
        return
    value, wrap = decoded(written)
    if is_placeholder(unquote(written)):
        return
    verdict = judge(value, named, demanded=pair.name.lower() in {"sig", "signature"} and len(value) >= 20)  # noqa: PLR2004
    if (
        verdict is Verdict.NO
        and pair.name.lower() == "code"
        and _is_function(host, path)
        and not value.isdigit()
        and len(value) > _COUNTRY
    ):
        verdict = Verdict.SURE
    if verdict is Verdict.PLACEHOLDER and not named.strong:
        return
    if verdict is not Verdict.NO:
        what = f"the parameter {pair.name} of a URL"
        yield Found(pair.start, pair.end, pair.name, host, verdict, what, value, wrap)


def _is_function(host: str, path: str) -> bool:
    return host.endswith((".azurewebsites.net", ".azurewebsites.us")) or path.startswith("/api/")


def decoded(written: str) -> tuple[str, str]:
    """The value to store for text in a URL, and the expression that writes it there again."""
    if "%" not in written:
        return written, "{}"
    try:
        value = unquote(written, errors="strict")
    except UnicodeDecodeError:
        return written, "{}"
    return (value, "encodeUriComponent({})") if _reversible(value, written) else (written, "{}")


def _reversible(value: str, written: str) -> bool:
    return not _UNCERTAIN.search(value) and encode_uri_component(value) == written


#: Characters that some versions of the function escape and others do not.
_UNCERTAIN = re.compile(r"[!*'()]")


def encode_uri_component(value: str) -> str:
    """What the platform's `encodeUriComponent` makes of a value: .NET's `Uri.EscapeDataString`."""
    return quote(value, safe="-_.~")


def _sas(text: str, found: list[Pair], host: str, path: str) -> Found | None:
    """A shared access signature, from its first parameter to its last; a flow's callback URL has only its `sig`."""
    own = [pair for pair in found if pair.name.lower() in _SAS]
    if any(pair.name.lower() == "skn" for pair in own):
        return None  # of Service Bus and IoT Hub, which name the key: its signature alone is secret
    if len(own) < _SAS_ENOUGH or not any(pair.name.lower() == "sig" for pair in own) or _is_callback(host, path):
        return None
    if any(pair.name.lower() == "api-version" for pair in found) and "/triggers/" in text:
        return None
    start = own[0].start - 1 - len(own[0].name)
    end = own[-1].end
    written = text[start:end]
    sig = next(text[p.start : p.end] for p in own if p.name.lower() == "sig")
    if HIDDEN in written or not sig:
        return None
    verdict = judge(sig, _SIG)
    if verdict in {Verdict.NO, Verdict.UNLIKELY}:
        return None
    return Found(start, end, "sas", host, verdict, "a shared access signature", written)


_SAS_NAMES = "|".join(sorted(_SAS, key=len, reverse=True))
_CALLBACK = 400
_SAS_RUN = re.compile(
    rf"(?<![\w%-])(?:{_SAS_NAMES})=[^&\s\"'<>\\;]{{0,400}}(?:&(?:amp;)?(?:{_SAS_NAMES})=[^&\s\"'<>\\;]{{0,400}}){{2,20}}"
)


def in_bare_sas(text: str) -> Iterator[Found]:
    """The shared access signatures in a text that stand without their URL."""
    for run in _SAS_RUN.finditer(text):
        if "/triggers/" in text[max(0, run.start() - _CALLBACK) : run.start()]:
            continue  # of a flow's callback URL the signature alone is secret
        sas = _sas(text, list(pairs(text, *run.span())), "", "")
        if sas:
            yield sas


def _is_callback(host: str, path: str) -> bool:
    return host.endswith((".logic.azure.com", ".logic.azure.us", ".api.powerplatform.com")) or (
        "/workflows/" in path and "/triggers/" in path
    )


_SHARES = ("smb", "cifs")
_STORES = ("mongodb", "redis", "amqp", "postgres", "mysql")


def _user_information(url: Url) -> Iterator[Found]:
    authority = url.text[url.authority : url.host_end]
    if "@" not in authority and url.text[url.start : url.authority].lower().startswith(_STORES):
        authority = url.text[url.authority : url.end].partition("?")[0]  # a key of base64 with its slashes
    user, at, _ = authority.rpartition("@")
    name, colon, password = user.partition(":")
    domain = url.text[url.start : url.authority].lower().startswith(_SHARES)  # `domain;user:password@host`
    if not at or HIDDEN in user or (";" in user and not domain):
        return
    if not colon:
        if is_random(name):
            yield Found(
                url.authority,
                url.authority + len(name),
                "userinfo",
                url.host,
                Verdict.LIKELY,
                "a URL's user part",
                name,
            )
        return
    start = url.authority + len(name) + 1
    value, wrap = decoded(password)
    verdict = judge(value, Naming(Kind.PASSWORD, strong=True), demanded=True)
    if verdict is not Verdict.NO:
        yield Found(start, start + len(password), "password", url.host, verdict, "a URL's user part", value, wrap)
    elif not password and is_random(name):
        yield Found(url.authority, start - 1, "userinfo", url.host, Verdict.LIKELY, "a URL's user part", name)


def in_parameter(name: str, value: str, host: str = "") -> Iterator[Found]:
    """The secret in the value of one query parameter that is kept on its own (`queries`), and so is not encoded."""
    named = parameter_naming(name)
    if named is None:
        return
    verdict = judge(value, named, demanded=name.lower() in {"sig", "signature"} and is_random(value))
    if verdict is Verdict.PLACEHOLDER and not named.strong:
        return
    if verdict is not Verdict.NO:
        yield Found(0, len(value), name, host, verdict, f"the parameter {name} of a URL", value)
