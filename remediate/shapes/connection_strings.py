"""Connection strings: `Server=...;User ID=...;Password=...`, of Azure services and databases."""

import html
import re
from collections.abc import Iterator

from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.names import Kind, Naming
from remediate.shapes.parts import REACH, Parts
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
_OPENS = re.compile(
    r"(?:server|data ?source|endpoint|accountname|host ?name|host|account ?endpoint|service ?uri|url|address)"
    r"[ \t]{0,4}=[ \t]{0,4}(?:tcp:|https?://|sb://|amqps?://)?([\w.-]+)",
    re.IGNORECASE,
)
_DEMANDED = Naming(Kind.KEY, strong=True)
_PASSWORD = Naming(Kind.PASSWORD, strong=True)
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
    parts = Parts(text, lower)
    for match in _SECRET_KEY.finditer(lower):
        if match.start() < done:
            continue
        start, end = parts.value(*match.span())
        if start >= end or HIDDEN in text[start:end] or not parts.are_around(match.start(), end):
            continue
        if text[match.start() - 1 : match.start()] in {"&", "?"} and not parts.of_jdbc:  # a form, or a query
            continue
        around = text[max(0, match.start() - REACH) : match.start()] + " " + text[end : end + REACH]
        said = _is_said(text[start:end], text[end : end + _SAID], around)
        done = end = parts.with_words(match.start(), (start, end))
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


#: What a script computes: `password = prompt(...)`.
_CALLED = re.compile(r"[A-Za-z_][\w.]{0,80}\((?:[\w'\"][^()]*)?\)?$")
