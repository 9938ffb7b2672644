"""Connection strings: `Server=...;User ID=...;Password=...`, of Azure services and databases."""

import html
import re
from collections.abc import Iterator

from remediate.shapes import lines
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.marked_up import ESCAPED_QUOTE
from remediate.shapes.names import Kind, Naming
from remediate.shapes.placeholders import is_placeholder
from remediate.shapes.values import Verdict, judge
from remediate.shapes.worded import is_sentence, is_sentence_word

#: Keys whose value is a secret.
_SECRET_KEY = re.compile(
    r"(?<![a-z0-9_-])(account ?key|shared ?access ?key(?! ?name)|shared ?access ?signature|shared ?secret(?: ?value)?"
    r"|access ?key|api ?key|user ?password|password|passwort|pwd|pass ?phrase|client ?secret|app ?key"
    r"|application ?key|ssl ?password|jks ?password|key ?store ?password|trust ?store ?password|subscription ?key"
    r"|certificate ?password|proxy ?password|secret ?access ?key|auth ?token|contrase(?:ñ|n)a|senha|kennwort)"
    r"[ \t]{0,4}=[ \t]{0,4}"
)
#: How each of these keys ends: a quick look for one.
_KEY_END = re.compile(r"(?:key|word|pwd|secret|signature|wort|senha|phrase|contrase[ñn]a|token|value)[ \t]{0,4}=")
#: Keys that make a text a connection string when they stand beside one.
_COMPANION = re.compile(
    r"(?:^|[;,\s\"'?&{])[ \t]{0,4}(?:server|data ?source|address|addr|network ?address|endpoint|account ?name"
    r"|account ?endpoint|host|host ?name|user ?id|uid|user ?name|user|initial ?catalog|database|dbname|port|driver"
    r"|provider|dsn|entitypath|url|defaultendpointsprotocol|sharedaccesskeyname|blobendpoint|queueendpoint"
    r"|tableendpoint|endpointsuffix|authtype|service ?uri|authentication|appid|client ?id|tenant|tenantid|ssl|sslmode"
    r"|encrypt|integrated ?security|redirecturi|deviceid|repositoryid|persist ?security ?info|trustservercertificate"
    r"|version|instrumentationkey|resource|org|region|cluster|warehouse|schema|role|abortconnect)[ \t]{0,4}=",
    re.IGNORECASE,
)
_JDBC = re.compile(r"jdbc:[a-z0-9]+:|^[\w.-]+:\d+,", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:server|data ?source|endpoint|accountname|host ?name|host|account ?endpoint|service ?uri|url|address)"
    r"[ \t]{0,4}=[ \t]{0,4}(?:tcp:|https?://|sb://|amqps?://)?([\w.-]+)",
    re.IGNORECASE,
)
_DEMANDED = Naming(Kind.KEY, strong=True)
_PASSWORD = Naming(Kind.PASSWORD, strong=True)
_PAIRED = {'"': '"', "'": "'", "{": "}"}
_ESCAPED_QUOTE = re.compile(ESCAPED_QUOTE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,6});$")
_LONGEST_ENTITY = 9
_LONGEST = 8192
_REACH = 600
#: A place for a value in a template: `{0}`, `{password}`.
_HOLE = re.compile(r"\{(?:\d{1,2}|[a-zA-Z_]{1,40})\}")
#: The rest of a line of words.
_WORDED_LINE = re.compile(r"(?: [^\s=;:]{1,40}){1,12}(?=[ \t]*(?:[\r\n<\"]|\\[nr]|\Z))")
_SAID = 200
#: What a statement gets its value by: `@pwd`, `:pwd`, `?`, `%s`, `$1`, `{0}`.
_PARAMETER = re.compile(r"(?:@{1,2}|:)[A-Za-z_]\w{0,60},?|[?],?|%s,?|%\(\w{1,40}\)s,?|\$\d{1,2},?|[$#]?\{\w{0,40}\},?")
_STATEMENT = re.compile(
    r"\bupdate\s{1,4}\S{1,120}\s{1,4}set\b|\bwhere\b|\bselect\b[^;]{1,300}\bfrom\b|\binsert\s{1,4}into\b|\bvalues\s{0,4}\("
    r"|\bexec(?:ute)?\s{1,4}\w|\bcall\s{1,4}\w|\bmerge\s{1,4}into\b",
    re.IGNORECASE,
)
_ORACLE = re.compile(r"jdbc:oracle:[a-z0-9]{1,10}:([^/\s@\"'<>]{1,80})/(\S{1,120}?)@(?=/|\(|[\w.-]+:\d)", re.IGNORECASE)


def in_text(text: str, lower: str) -> Iterator[Found]:
    """The secret parts of the connection strings in a text; `lower` is the text in lower case (`roots.lowered`)."""
    if "jdbc:oracle:" in lower:
        yield from _oracle(text)
    if "=" not in text or not _KEY_END.search(lower):
        return
    done = 0
    for match in _SECRET_KEY.finditer(lower):
        if match.start() < done:
            continue
        start, end = _value(text, match.end(), _separator(text, match))
        end = _before_words(text, match.start(), start, end)
        around = text[max(0, match.start() - _REACH) : match.start()] + " " + text[end : end + _REACH]
        if start >= end or HIDDEN in text[start:end] or not _is_connection_string(around):
            continue
        if text[match.start() - 1 : match.start()] in {"&", "?"} and "jdbc:" not in lower:  # a form, or a query
            continue
        said = _is_said(text[start:end], text[end : end + _SAID], around)
        done = end = _with_words(text, match.start(), (start, end))
        value = text[start:end]
        key = text[slice(*match.span(1))]
        named = _PASSWORD if "pass" in key.lower() or key.lower() == "pwd" else _DEMANDED
        verdict = judge(html.unescape(value) if "&" in value else value, named, demanded=True)
        if verdict is not Verdict.NO and not said and not _CALLED.match(value) and not is_sentence(value):
            opens = _OPENS.search(around)
            what = f"the part {key} of a connection string"
            yield Found(start, end, key, opens[1] if opens else "", verdict, what, value)


def _is_said(value: str, after: str, around: str) -> bool:
    """Whether a sentence stands there, or the parameter of a statement of SQL."""
    line = _WORDED_LINE.match(after) if value.isalpha() else None
    if is_sentence(value) or (line and (is_sentence_word(value) or is_placeholder(value + line[0]))):
        return True
    return _PARAMETER.fullmatch(value) is not None and _STATEMENT.search(around) is not None


def _oracle(text: str) -> Iterator[Found]:
    """The password of `jdbc:oracle:thin:user/password@host`."""
    for match in _ORACLE.finditer(text):
        value = match[2].strip('"')
        verdict = Verdict.NO if HIDDEN in match[0] else judge(value, _PASSWORD, demanded=True)
        if verdict is not Verdict.NO:
            start = match.start(2) + match[2].find(value)
            yield Found(start, start + len(value), "password", "", verdict, "a JDBC address", value)


def _is_connection_string(around: str) -> bool:
    return _COMPANION.search(around) is not None or _JDBC.search(around) is not None


def _separator(text: str, match: re.Match[str]) -> str:
    """What ends a value in this string: a semicolon, or a comma or blank where none is used."""
    near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
    if ";" in near:
        return ";"
    before = text[: match.start()].rstrip(" \t")
    return "," if before.endswith(",") or ("," in near and " " not in near.strip()) else " "


#: What a script computes: `password = prompt(...)`.
_CALLED = re.compile(r"[A-Za-z_][\w.]{0,80}\((?:[\w'\"][^()]*)?\)?$")
#: What stands behind the quote that closes a string of a script.
_CLOSED = re.compile(r"'(?=[),;\]}\s+]|$)")


def _before_quote(text: str, start: int, end: int) -> int:
    """Where the string of a script ends that the connection string stands in, if it does before `end`."""
    closed = _CLOSED.search(text, start, end)
    opened = text.count("'", max(0, start - _REACH), start) % 2 == 1
    return closed.start() if closed and opened else end


#: The rest of a sentence.
_WORDS = re.compile(r"(?: [^\W\d_]+[.,:!]?)+$")


def _before_words(text: str, key: int, start: int, end: int) -> int:
    """Where the last value ends of a connection string that a sentence holds: before the words that go on."""
    words = _WORDS.search(text, start, end) if " " in text[start:end] else None
    if words is None:
        return end
    first = max(text.rfind(c, max(0, key - _REACH), key) for c in "\n\"'>") + 1
    companion = _COMPANION.search(text, first, key)
    in_sentence = companion is not None and text[first : companion.start()].strip() != ""
    return words.start() if in_sentence else end


def _with_words(text: str, key: int, span: tuple[int, int]) -> int:
    """Where a value ends that words go on with, in a line that is nothing but settings."""
    first = max(text.rfind(c, max(0, key - _REACH), key) for c in "\n\"'>") + 1
    begins = not text[first:key].strip() or lines.begins(text, key, key) or _COMPANION.match(text, first)
    return (lines.rest(text, *span) if begins else None) or span[1]


_STOP = {
    ";": re.compile(r"[;\"\n\r<>]|\\[\"nr]|$"),
    ",": re.compile(r"[,;\"'\n\r<>\s]|$"),
    " ": re.compile(r"[;\"'\n\r<>\s]|$"),
}


def _value(text: str, start: int, separator: str) -> tuple[int, int]:
    """The span of a value; quotes and braces around it stay outside."""
    if opening := _ESCAPED_QUOTE.match(text, start):
        end = text.find(opening[0], opening.end(), opening.end() + _LONGEST)
        if end > opening.end():
            return opening.end(), end
    closing = _PAIRED.get(text[start : start + 1])
    if closing and not _HOLE.match(text, start):
        end = text.find(closing, start + 1, start + _LONGEST)
        if end > start:
            return start + 1, end
    last = start + _LONGEST  # a key that comes again and again would be looked at to the end each time
    stop = _STOP[separator].search(text, start, last)
    while stop and stop[0] == ";" and _ENTITY.search(text, max(start, stop.start() - _LONGEST_ENTITY), stop.end()):
        stop = _STOP[separator].search(text, stop.end(), last)
    end = _before_quote(text, start, stop.start() if stop else len(text))
    while end > start and text[end - 1] in " '\t":
        end -= 1
    return start, end
