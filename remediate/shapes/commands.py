"""Passwords that commands and programs take without a name: `curl -u user:password`, `net user name password /add`."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from remediate.shapes import netrc
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.names import Kind, Naming
from remediate.shapes.programs import BEFORE
from remediate.shapes.tries import standing
from remediate.shapes.values import Verdict, judge

_MOST = 1000
_LONGEST = 1000
_PASSWORD = Naming(Kind.PASSWORD, strong=True)
#: A value: in quotes, which may be escaped, or up to the next blank.
_VALUE = (
    r"(?:\\{0,3}\"(?P<double>[^\"\\\n]{3,200})\\{0,3}\"|'(?P<single>[^'\n]{3,200})'"
    r"|(?P<bare>[^\s\"'\\<>|;()$@-][^\s\"'\\<>|;()]{2,200}))"
)
#: Commands that take a user before the password, and what stands between them.
_USERS = dict.fromkeys(("curl", "btoa(", "b64encode(", "getbytes(", "base64_encode(", "buffer.from("), ":")
_ORACLE = frozenset({"sqlplus", "impdp", "expdp", "sqlldr", "rman"})
#: Each pattern is compiled when its program is first met: most never are.
_compiled = cache(re.compile)
#: A password that goes through a pipe: `'...' | ConvertTo-SecureString`.
_PIPED = re.compile(
    r"(?<![\w\"'])(?:'(?P<single>[^'\n]{3,200})'|\\{0,3}\"(?P<double>[^\"\\\n]{3,200})\\{0,3}\")"
    r"[ \t]{0,4}\|[ \t]{0,4}(?i:convertto-securestring)"
)
#: A variable of a script, in quotes that let it be one.
_VARIABLE = re.compile(r"\$[A-Za-z_][\w.:]*|%\w+%|!\w+!")


def _is_begun_by(mark: str, before: str) -> bool:
    """Whether a pattern begins with its mark as a word: `rar` is met in every `library`, and `7z` in base64."""
    begun = rf"\b{mark}"
    plain = mark.replace(" ", "").replace("-", "").isalnum()
    return plain and before.startswith(begun) and before[len(begun) : len(begun) + 1] not in {*"?*+{|"}


_BEGUN = frozenset(before for mark, before in BEFORE if _is_begun_by(mark, before))


@cache
def _marks() -> Callable[[str], Collection[str]]:
    """Which of the marks stand in a text: there are a hundred, and most texts hold none."""
    return standing(mark for mark, _ in BEFORE)


def in_text(text: str, lower: str) -> Iterator[Found]:
    """The passwords in command lines and calls."""
    marks = _marks()(lower)
    for mark, before in BEFORE if marks else ():
        if mark in marks and (before not in _BEGUN or _begins_word(lower, mark)):
            for match in _compiled(before + _VALUE).finditer(text, 0, _reach(lower, mark)):
                yield from _found(text, match, mark)
    if "securestring" in lower and "|" in lower:
        for match in _PIPED.finditer(text):
            yield from _found(text, match, "")
    if "login" in lower and "password" in lower and ("machine" in lower or "default" in lower):
        for start, end in netrc.in_text(text, _reach(lower, "login")):
            yield from _password(start, end, text[start:end], "the password of a netrc file")


def _begins_word(lower: str, mark: str) -> bool:
    """Whether the mark stands anywhere at the beginning of a word; where it stands very often, that is not asked."""
    at = -1
    for _ in range(_MOST):
        at = lower.find(mark, at + 1)
        if at < 0:
            return False
        if not (lower[at - 1 : at].isalnum() or lower[at - 1 : at] == "_"):
            return True
    return True


def _reach(lower: str, mark: str) -> int:
    """How far a text is looked into for one program: a script that runs it a thousand times is made to take long."""
    at = 0
    for _ in range(_MOST):
        at = lower.find(mark, at) + 1
        if not at:
            return len(lower)
    return at + _LONGEST


def _found(text: str, match: re.Match[str], mark: str) -> Iterator[Found]:
    start, end = match.span(match.lastgroup or 0)
    if _USERS.get(mark):
        start += text[start:end].find(_USERS[mark]) + 1
    if mark in _ORACLE and match.lastgroup == "bare" and (at := text.rfind("@", start, end)) >= 0:
        end = at
    written = text[start:end]
    if not written or (match.lastgroup != "single" and _VARIABLE.fullmatch(written)):
        return
    yield from _password(start, end, written, "the password of a command")


def _password(start: int, end: int, written: str, what: str) -> Iterator[Found]:
    verdict = Verdict.NO if HIDDEN in written else judge(written, _PASSWORD)
    if verdict in {Verdict.SURE, Verdict.LIKELY, Verdict.PLACEHOLDER}:
        yield Found(start, end, "password", "", verdict, what, written)
