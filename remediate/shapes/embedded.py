"""Named values inside a text: JSON, XML, forms, headers, scripts, SQL, command lines and plain sentences.

The telling word is looked for first; only around it is the text read, and only so far. Text inside JSON or XML is
taken as it stands, escapes and all (rewriting.md, part 2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from remediate.shapes import headers
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.urls import decoded
from remediate.shapes.values import Verdict, is_password_like, is_random, judge

#: What a telling name holds at the least, in lower case; each text is tested for them before anything else.
ROOTS = (
    *("pass", "pwd", "secret", "key", "token", "auth", "cred", "cookie", "sig", "mdp", "mot de", "kennwort", "geheim"),
    *("contrase", "senha", "clave", "chave", "wachtwoord", "schl", "cle", "clé", "jeton", "segredo", "sleutel"),
    *("pin", "identified by", "bearer", "basic ", "session", "psw", "losenord", "lösenord", "haslo", "hasło", "heslo"),
    *(
        "salasana",
        "adgangskode",
        "пароль",
        "ключ",
        "パス",
        "シークレット",
        "トークン",
        "キー",
        "暗証",
        "密码",
        "密钥",
        "암호",
        "비밀",
    ),
    *("zugang", "phrase", "passwd", "p4ss", "p@ss", "s3cret", "t0ken", "4pi", "k3y", "pw"),
)
_ROOT = re.compile("|".join(map(re.escape, sorted(ROOTS, key=len, reverse=True))), re.IGNORECASE)
_BEFORE = 48
_EDGE = re.compile(r"[\"'<>{}\[\](),;:=&?\n\r\t|\\#/]")
_REST = re.compile(r"[^\"'<>{}\[\](),;:=&\n\r\\|：＝]{0,40}")
_QUOTED_MEMBER = re.compile(r"(?P<close>\\{0,8}[\"'])[ \t\r\n]{0,8}(?:[:=]|=>)[ \t\r\n]{0,8}(?P<open>\\{0,8}[\"'])")
_NUMBER_MEMBER = re.compile(r"\\{0,8}[\"'][ \t]{0,4}:[ \t]{0,4}(?P<number>\d{3,32})(?=\s*[,}\]\r\n])")
_PAIR = re.compile(
    r"(?P<close>\\{0,8}[\"'])[ \t\r\n]{0,8},?[ \t\r\n]{0,8}(?:\\{0,8}[\"'])?"
    r"(?:value|val|content|text|wert|valor|valeur)(?:\\{0,8}[\"'])?"
    r"[ \t\r\n]{0,8}[:=][ \t\r\n]{0,8}(?P<open>\\{0,8}[\"'])",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"(?P<attributes>[^<>]{0,200})>\s{0,8}(?P<data><!\[CDATA\[)?")
_MULTIPART = re.compile(
    r"\\*\"(?:\r?\n|\\r\\n|\\n)(?:Content-[^\r\n\\]{0,80}(?:\r?\n|\\r\\n|\\n)){0,3}(?:\r?\n|\\r\\n|\\n)"
)
_ASSIGNED = re.compile(r"[ \t]{0,8}(?P<sign>:=|=>|==|=|:|：|＝)[ \t]{0,8}(?P<cast>N|@|\\?u)?(?P<open>\\{0,8}[\"'])?")
_SPOKEN = re.compile(
    r"(?: (?:is|ist|lautet|est|es|é|è|e|wordt|will be|for \w{1,20} is)(?: now)?[: ]{1,2}|は)[ \t]?(?P<open>[\"'])?",
    re.IGNORECASE,
)
_OPTION = re.compile(r"[ \t]{1,3}(?P<open>\\{0,8}[\"'])?(?=[^\s\-=])")
_SQL = re.compile(r"[ \t]{1,4}N?'")
_BARE = re.compile(r"[^\s\"'<>&;,)}\]\\]+")
_FORM = re.compile(r"[^\s\"'<>&]+")
_SCHEMED = re.compile(r"(?<![\w-])(?:bearer|basic)\s{1,2}([A-Za-z0-9+/=._~\-]{16,4096})", re.IGNORECASE)
_SECURE_STRING = re.compile(
    r"ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?[\"']([^\"'\n]{3,200})[\"']", re.IGNORECASE
)
_LONGEST_VALUE = 8192


@dataclass(frozen=True, slots=True)
class _Value:
    """Where a value stands, what it is called and how it is written."""

    start: int
    end: int
    name: str
    style: str


def may_hold(lowered: str) -> bool:
    """A cheap test of a text in lower case, which sends most away."""
    return any(root in lowered for root in ROOTS)


def in_text(text: str) -> Iterator[Found]:
    """The named secrets inside a text, in order; the same span is found once."""
    done = -1
    for root in _ROOT.finditer(text):
        if root.start() < done:
            continue
        for found in _at(text, root):
            yield found
            done = max(done, found.end)
    for match in _SCHEMED.finditer(text):
        if is_random(match[1]):
            yield Found(*match.span(1), "authorization", "", Verdict.LIKELY, "an authorization scheme", match[1])
    for match in _SECURE_STRING.finditer(text):
        verdict = judge(match[1], _PASSWORD, demanded=True)
        if verdict is not Verdict.NO and HIDDEN not in match[1]:
            yield Found(*match.span(1), "secure string", "", verdict, "a script's secure string", match[1])


_PASSWORD = Naming(Kind.PASSWORD, strong=True)


def _at(text: str, root: re.Match[str]) -> Iterator[Found]:
    start, label = _label(text, root)
    rest = _REST.match(text, root.end())
    end = rest.end() if rest else root.end()
    name = (label + text[root.start() : end]).strip()
    if root[0].lower() == "identified by":
        yield from _sql(text, root.end())
        return
    named = headers.header_naming(name) or naming(_last_words(name))
    if named is None:
        yield from _in_words(text, root, start)
        return
    for value_start, value_end, style in _values(text, start, end):
        yield from _judged(text, _Value(value_start, value_end, name, style), named)
        return
    yield from _in_words(text, root, start)


def _in_words(text: str, root: re.Match[str], start: int) -> Iterator[Found]:
    """Where a name is not followed by a separator at once: options of a command line, and sentences."""
    word = re.compile(r"\w*").match(text, root.end())
    end = word.end() if word else root.end()
    back = re.search(r"[\w-]*$", text[start : root.start()])
    label = (back[0] if back else "") + text[root.start() : end]
    named = naming(label)
    if named is None or not named.strong:
        return
    spoken = _SPOKEN.match(text, end)
    option = label.startswith("-") and _OPTION.match(text, end)
    after = spoken or option
    if not after:
        return
    value_start, value_end = _bounded(text, after.end(), after["open"], _BARE)
    if not option:
        value_end = _without_stop(text, value_start, value_end)
    value = text[value_start:value_end]
    if option or is_password_like(value) or is_random(value):
        yield from _judged(text, _Value(value_start, value_end, label.lstrip("-"), "spoken"), named)


def _label(text: str, root: re.Match[str]) -> tuple[int, str]:
    """The part of the name before the telling word, and where it begins."""
    first = max(0, root.start() - _BEFORE)
    before = text[first : root.start()]
    edge = 0
    for match in _EDGE.finditer(before):
        edge = match.end()
    return first + edge, before[edge:]


def _last_words(name: str) -> str:
    """A name in running text: its last four words."""
    return " ".join(name.split()[-4:])


def _values(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The value that follows a name that stands at `start:end`, with the way it is written."""
    quoted = start > 0 and text[start - 1] in "\"'"
    if quoted:
        yield from _after_quoted(text, end)
        return
    if _is_element(text, start):
        element = _ELEMENT.match(text, end)
        if element and not element["attributes"].endswith("/"):
            stop = text.find("]]>" if element["data"] else "<", element.end())
            if stop > element.end():
                yield element.end(), stop, "element"
            return
    assigned = _ASSIGNED.match(text, end)
    if assigned:
        form = assigned["sign"] == "=" and assigned["open"] is None and start > 0 and text[start - 1] in "&?"
        form = form or (assigned["sign"] == "=" and "&" in text[end : end + 400] and " " not in assigned[0])
        first, last = _bounded(text, assigned.end(), assigned["open"], _FORM if form else _BARE)
        yield first, last, "form" if form else "quoted" if assigned["open"] else "text"


def _after_quoted(text: str, end: int) -> Iterator[tuple[int, int, str]]:
    for pattern in (_PAIR, _QUOTED_MEMBER):
        match = pattern.match(text, end)
        if match:
            first, last = _bounded(text, match.end(), match["open"], _BARE)
            yield first, last, "quoted"
            return
    number = _NUMBER_MEMBER.match(text, end)
    if number:
        yield *number.span("number"), "quoted"
        return
    part = _MULTIPART.match(text, end)
    if part:
        line = re.compile(r"[^\r\n\\]+").match(text, part.end())
        if line:
            yield *line.span(), "quoted"
        return
    element = re.compile(r"\\{0,8}[\"'][^<>]{0,100}>").match(text, end)
    if element:
        stop = text.find("<", element.end())
        if stop > element.end():
            yield element.end(), stop, "element"


def _is_element(text: str, start: int) -> bool:
    at = start - 1
    if at >= 0 and text[at] == ":":
        at -= 1
        while at >= 0 and start - at < _BEFORE and (text[at].isalnum() or text[at] in "_-"):
            at -= 1
    return at >= 0 and text[at] == "<"


def _bounded(text: str, start: int, opening: str | None, bare: re.Pattern[str]) -> tuple[int, int]:
    """Where a value ends: at the quote that opened it, or where a bare word does."""
    if opening is None:
        match = bare.match(text, start)
        return start, match.end() if match else start
    at = start
    limit = min(len(text), start + _LONGEST_VALUE)
    while (at := text.find(opening, at, limit)) >= 0:
        if opening[0] == "\\" or not _is_escaped(text, at, start):
            break
        at += 1
    return start, at if at >= 0 else start


def _is_escaped(text: str, at: int, start: int) -> bool:
    backslashes = 0
    while at - backslashes > start and text[at - 1 - backslashes] == "\\":
        backslashes += 1
    return backslashes % 2 == 1


def _without_stop(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in ".:":
        end -= 1
    return end


def _judged(text: str, at: _Value, named: Naming) -> Iterator[Found]:
    start, end, name, style = at.start, at.end, at.name, at.style
    written = text[start:end]
    if not written.strip() or HIDDEN in written:
        return
    if headers.header_naming(name) == headers.AUTHORIZATION_NAMING:
        yield from _header(text, at)
        return
    value, wrap = decoded(written) if style == "form" else (written, "{}")
    value = value.rstrip(".,") if style == "text" and not is_random(value) else value
    end = end if wrap != "{}" else start + len(value)
    if "://" in value or (value.startswith(("$", "%", "@")) and style != "quoted"):
        return
    verdict = judge(value, named)
    if style in {"text", "spoken"} and verdict is Verdict.LIKELY and not (is_password_like(value) or is_random(value)):
        return
    if verdict in {Verdict.SURE, Verdict.LIKELY, Verdict.PLACEHOLDER}:
        yield Found(start, end, name, "", verdict, f"the value named {name} in a text", value, wrap)


def _header(text: str, at: _Value) -> Iterator[Found]:
    start, end, name, style = at.start, at.end, at.name, at.style
    if style in {"text", "form"}:
        line = re.compile(r"[^\r\n\"'<>\\]*").match(text, start)
        end = line.end() if line else end
    for found in headers.in_header(name, text[start:end]):
        yield Found(
            start + found.start, start + found.end, name, "", found.verdict, found.what, found.value, found.wrap
        )


def _sql(text: str, end: int) -> Iterator[Found]:
    opening = _SQL.match(text, end)
    if opening:
        start, stop = _bounded(text, opening.end(), "'", _BARE)
        yield from _judged(text, _Value(start, stop, "password", "quoted"), _PASSWORD)
