"""Passwords that commands and programs take without a name: `curl -u user:password`, `net user name password /add`."""

import re
from collections.abc import Iterator

from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.names import Kind, Naming
from remediate.shapes.values import Verdict, judge

_PASSWORD = Naming(Kind.PASSWORD, strong=True)
#: A value: in quotes, which may be escaped, or up to the next blank.
_VALUE = (
    r"(?:\\{0,3}\"(?P<double>[^\"\\\n]{3,200})\\{0,3}\"|'(?P<single>[^'\n]{3,200})'"
    r"|(?P<bare>[^\s\"'\\<>|;()$@-][^\s\"'\\<>|;()]{2,200}))"
)
_QUOTED = r"(?=[\"'\\])"
_FIRST = r"\\{0,3}[\"'][^\"'\\\n]{1,80}\\{0,3}[\"']\s*,\s*" + _QUOTED
_ARGUMENTS = r"[^\n|;<>]{0,300}?"
#: A value right after the letter of its option, as `-pVALUE`: neither another option nor a part of a longer word.
_GLUED = r"(?<=[\s\"'])-p(?=\S)(?!(?:ass(?:word)?|ort|ipe|rotocol|lugin|rint)\b)"
#: What must be in the text (in lower case), and the pattern of what stands before the value. Source: their manuals.
_BEFORE = (
    ("securestring", r"(?i:convertto-securestring)(?:\s{1,4}-[A-Za-z]{3,12}){0,3}\s{1,4}" + _QUOTED),
    ("curl", rf"\bcurl{_ARGUMENTS}\s(?:-u|--user|--proxy-user)[ =]{{1,3}}(?=[\"']?[^\s:\"']{{1,80}}:)"),
    ("sshpass", r"\bsshpass\s+-p\s?"),
    ("sqlcmd", rf"\bsqlcmd{_ARGUMENTS}\s-P\s?(?!ort\d*\b)"),
    ("bcp ", rf"\bbcp\s{_ARGUMENTS}\s-P\s?(?!ort\d*\b)"),
    ("az login", rf"\baz login{_ARGUMENTS}\s-p\s+"),
    ("docker login", rf"\bdocker login{_ARGUMENTS}\s-p\s+"),
    ("mysql", rf"\bmysql(?:dump|admin)?\s{_ARGUMENTS}{_GLUED}(?!\d+:\d)"),
    ("net user", r"\b(?i:net) user\s+[^\s/\"'*]{1,60}\s+(?!/)"),
    ("net use", rf"\b(?i:net) use\s{_ARGUMENTS}\s(?i:/user:)\S{{1,60}}\s+(?!/)"),
    ("plink", rf"\bplink(?:\.exe)?\s{_ARGUMENTS}-pw\s+"),
    ("pscp", rf"\bpscp(?:\.exe)?\s{_ARGUMENTS}-pw\s+"),
    ("putty", rf"\bputty(?:\.exe)?\s{_ARGUMENTS}-pw\s+"),
    ("psexec", rf"\bpsexec(?:\.exe)?\s{_ARGUMENTS}\s-p\s+"),
    ("aws configure", r"\baws configure set \S{0,40}secret_access_key\s+"),
    (
        "env:",
        r"(?i:set-item|setenv)\s+(?i:-path\s+)?[\"']?env:\w*(?i:key|token|secret|pass\w*|pwd)[\"']?\s+(?:-\w+\s+)?",
    ),
    ("keytool", rf"\bkeytool\s{_ARGUMENTS}-(?:store|key|srcstore|deststore)pass\s+"),
    ("net use", r"\b(?i:net) use\s+\S+\s+\\{2,4}\S+\s+(?![/*])"),
    ("sqlplus", r"\bsqlplus\s+(?:-\w+\s+)*[^\s/@]{1,60}/(?=[^\s@]{3,100}@)"),
    ("set password", r"(?i:set password for)\s+\S+\s*=\s*(?i:password\()?" + _QUOTED),
    ("7z ", rf"\b7z\s{_ARGUMENTS}{_GLUED}"),
    ("networkcredential", r"(?i:networkcredential)\(\s*" + _FIRST),
    ("auth", r"\b(?:auth\s*=\s*\(|HTTP(?:Basic|Digest)Auth\()\s*" + _FIRST),
    (".login(", r"\.login\(\s*" + _FIRST),
)
#: Commands that take a user before the password, and what stands between them.
_USERS = {"curl": ":", "sqlplus": "/"}
_COMMANDS = tuple((mark, re.compile(before + _VALUE)) for mark, before in _BEFORE)


def in_text(text: str, lower: str) -> Iterator[Found]:
    """The passwords in command lines and calls."""
    for mark, pattern in _COMMANDS:
        if mark in lower:
            for match in pattern.finditer(text):
                yield from _found(text, match, user=_USERS.get(mark, ""))


def _found(text: str, match: re.Match[str], *, user: str) -> Iterator[Found]:
    start, end = match.span(match.lastgroup or 0)
    if user == ":":
        start += text[start:end].find(":") + 1
    if user == "/":
        end = text.find("@", start, end)
    written = text[start:end]
    if not written or HIDDEN in written:
        return
    verdict = judge(written, _PASSWORD)
    if verdict in {Verdict.SURE, Verdict.LIKELY, Verdict.PLACEHOLDER}:
        yield Found(start, end, "password", "", verdict, "the password of a command", written)
