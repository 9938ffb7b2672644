"""Cookies that carry a session: in a Cookie header, and in any text by their well-known names."""

import re
from collections.abc import Iterator

from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.looks import is_random
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.tries import any_of
from remediate.shapes.values import Verdict, judge

_SESSION = Naming(Kind.TOKEN, strong=True)
_LONGEST_NAME = 120
_LEAST = 8
_TELLING = re.compile(
    r"sess|auth|token|sid\b|jwt|fedauth|rtfa|\.asp|login|secret|remember|key|identity|sso|passport|id$",
    re.IGNORECASE,
)
_ATTRIBUTES = frozenset({"path", "domain", "expires", "max-age", "samesite", "version"})
#: Cookies by which a load balancer finds its server.
_ROUTE = re.compile(r"^.{0,20}(?:route|affinity|awsalb|bigip|serverid|persist)", re.IGNORECASE)
#: The session cookies of common servers. Source: their documentation.
_KNOWN = re.compile(
    r"(?<![\w.-])(JSESSIONID|PHPSESSID|ASP\.NET_SessionId|ASPSESSIONID[A-Z]{0,8}|connect\.sid|laravel_session"
    r"|_session_id|sessionid|SESSIONID|B1SESSION|MYSAPSSO2|SAP_SESSIONID_\w{1,20}|FedAuth|rtFa|CrmOwinAuth|ReqClientId"
    r"|\.ASPXAUTH|\.AspNetCore\.[\w.]{3,40}|\.AspNet\.[\w.]{3,40}|CFTOKEN|SimpleSAMLAuthToken|glide_session_store"
    r"|wordpress_logged_in_\w{1,40}|cloud\.session\.token|ESTSAUTH(?:PERSISTENT)?)=([^\s;,\"'<>&\\]{8,4096})"
)
MARKS = (
    *("sessionid", "sessid=", "session_id=", "connect.sid=", "laravel_session=", "b1session=", "mysapsso2="),
    *("fedauth=", "rtfa=", "owinauth=", "reqclientid=", ".aspxauth=", ".aspnet", "cftoken=", "authtoken="),
    *("session_store=", "logged_in_", "session.token=", "estsauth"),
)
"""What a text in lower case holds that holds one of them."""
#: Parts of these that are found sooner: the marks are for long texts that speak of sessions.
_BEGINNINGS = ("sess", "connect.sid", "mysapsso2", "rtfa=", "aspnet", "auth", "reqclientid=", "cftoken=", "logged_in_")
_HELD = re.compile(any_of(MARKS)).search


def in_header(header: str, value: str, opens: str = "") -> Iterator[Found]:
    """The secret values of a Cookie header."""
    at = 0
    for part in value.split(";"):
        cookie, _, written = part.partition("=")
        if written:
            start = at + len(cookie) + 1 + len(written) - len(written.lstrip())
            yield from _cookie(cookie.strip(), Found(start, start, header, opens, Verdict.NO, "", written.strip()))
        at += len(part) + 1


def _cookie(cookie: str, header: Found) -> Iterator[Found]:
    """One cookie; `header` says in which header, where its value starts and what it is."""
    written = header.value
    if not written or cookie.lower() in _ATTRIBUTES or HIDDEN in written or _ROUTE.search(cookie):
        return
    named = naming(cookie)
    telling = _TELLING.search(cookie[-_LONGEST_NAME:]) is not None or (named is not None and named.strong)
    if not telling and not is_random(written):
        return
    verdict = judge(written, _SESSION, demanded=telling and len(written) >= _LEAST)
    if verdict is not Verdict.NO:
        what = f"the cookie {cookie} of the header {header.name}"
        yield Found(header.start, header.start + len(written), cookie, header.opens, verdict, what, written)


def in_text(text: str, lower: str) -> Iterator[Found]:
    """The values of well-known session cookies, wherever they stand."""
    if "=" not in text or not any(beginning in lower for beginning in _BEGINNINGS):
        return
    if not _HELD(lower):
        return
    for match in _KNOWN.finditer(text):
        name, written = match.groups()
        verdict = Verdict.NO if HIDDEN in written else judge(written, _SESSION, demanded=True)
        if verdict is not Verdict.NO:
            yield Found(*match.span(2), name, "", verdict, f"the cookie {name}", written)
