"""Named values inside a text: JSON, XML, forms, headers, scripts, SQL, command lines and plain sentences.

The telling word is looked for first; only around it is the text read, and only so far. Text inside JSON or XML is
taken as it stands, escapes and all (rewriting.md, part 2).
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from remediate.shapes import headers, placed, shown, spoken
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.looks import GUID, is_random
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.placed import Placed, Style
from remediate.shapes.placeholders import is_placeholder
from remediate.shapes.roots import roots
from remediate.shapes.urls import PAGED_QUERIES, decoded, parameter_naming
from remediate.shapes.values import Verdict, judge

_BEFORE = 48
_LONGEST_NAME = 40
_QUOTES = frozenset("\"'")
_EDGE = re.compile(r"(?<![^\W\d_])'|'(?![^\W\d_])|[\"`<>{}\[\](),;:=&?\n\r\t|!\\#/：＝„“”«»「」『』]")
_REST = re.compile(r"(?:[^\"'`<>{}\[\](),;:=&\n\r\t|\\：＝„“”«»「」『』]|(?<=[^\W\d_])'(?=[^\W\d_])){0,40}")
_WITH_USER = re.compile(
    r"(?:login|user|benutzer|konto|utilisateur|usuario|gebruiker|utente)\w{0,8} ?[/&|] ?$", re.IGNORECASE
)
#: A user that a sentence names before the password.
_SAID_USER = re.compile(
    r"\b(?:login|user|benutzer|konto|utilisateur|compte|usuario|gebruiker|utente|utilizador)\w{0,8}\W", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"[^\W\d]{1,30}[ -]$")
_USER_AND = re.compile(r"[^\s/:|]{2,60} ?[/:|] ?([^\s<]{4,100})")
#: The rest of a word: no name is as long as it may be here, and all of a long text is one word, too.
_WORD = re.compile(r"(?:(?<=mot de) passe)?[\w.-]{0,400}+", re.IGNORECASE)
#: What sentences tell.
_SAID = frozenset({Kind.PASSWORD, Kind.KEY, Kind.TOKEN, Kind.SECRET})
#: Where the scripts without blanks begin.
_SCRIPTS = "\u2e80"
#: The rest of a word of a script without blanks, up to what says what it is.
_GLYPHS = re.compile(r"[^\W\x00-\x7fは是为為]{0,400}+")
_SCHEMED = re.compile(r"(?:bearer|basic)\s{1,2}([a-z0-9+/=._~\-]{16,4096})")
#: A text that is nothing but what an Authorization header holds, with a scheme that is a word elsewhere.
_BEGUN = re.compile(r"(?:apikey|token|ssws|geniekey|splunk)\s{1,2}([a-z0-9+/=._~\-]{16,4096})")
#: A variable of a script.
_VARIABLE = re.compile(r"\$[A-Za-z_{(]")
#: A member of JSON that was percent-encoded: `%22password%22%3A%22...%22`.
_ENCODED = re.compile(
    r"%22((?:[\w .+-]|%(?!22|5C)[0-9A-F]{2}){2,120})%22%3A(?:%20|\+)?"
    r"%22((?:[^%\s\"'&]|%(?!22|5C)[0-9A-F]{2}|%5C%22|%5C(?!%22)){4,1000})%22",
    re.IGNORECASE,
)
_WHOLE_WORD = re.compile(r"[^\s<\"']{1,200}")
_OPENERS = frozenset("#{[$%(")
_ENCODED_LETTER = re.compile(r"%[C-Fc-f][0-9A-Fa-f]").search
#: A parameter whose name is percent-encoded, as those of other scripts and with accents are.
_ENCODED_NAME = re.compile(
    r"(?:^|[?&])(?P<name>(?:[\w.+-]|%[0-9A-F]{2}){0,60}%[C-F][0-9A-F](?:[\w.+-]|%[0-9A-F]{2}){1,120})="
    r"(?P<value>[^&\s\"'<>#]{4,2000})",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n\"'<>\\]*+")
#: No header is longer. Source: http.sys of Windows takes 16 KB of one (`MaxFieldLength`).
_LONGEST_LINE = 16384
#: The next header in a line.
_AGAIN = re.compile(r"(?:cookie|authori[sz]ation)[\"']?[ \t]{0,8}[:=：＝]", re.IGNORECASE)
#: The next of several settings in a line.
_SETTING = re.compile(r";[ \t]{0,4}[A-Za-z_][\w .-]{0,40}=")
#: What parts the name of a value from what a note says before it.
_CLAUSE = re.compile(r" [-–—] |[.!?] ")
_CODE = re.compile(r"code[\s>]", re.IGNORECASE)
_LAST_WORD = re.compile(r"\S*$")
_PASSWORD = Naming(Kind.PASSWORD, strong=True)
_LOGIN = Naming(Kind.PASSWORD, strong=False)


def in_text(text: str, lower: str) -> Iterator[Found]:
    """The named secrets inside a text, in order; `lower` is the text in lower case (`roots.lowered`)."""
    done = -1
    for root in roots(lower):
        if root.start() >= done:
            for found in _at(text, root):
                yield found
                done = max(done, found.end)
    yield from _schemed(text, lower)
    yield from _encoded(text)


def _encoded(text: str) -> Iterator[Found]:
    """What a form or a URL names in percent-encoding: its own parameters, and the members of JSON in it."""
    for match in _ENCODED_NAME.finditer(text) if "%" in text and _ENCODED_LETTER(text) else ():
        named = parameter_naming(unquote(match["name"]).replace("+", " "))
        value, wrap = decoded(match["value"])
        verdict = judge(unquote(match["value"]), named) if named else Verdict.NO
        if verdict in {Verdict.SURE, Verdict.LIKELY}:
            name = unquote(match["name"])
            yield Found(*match.span("value"), name, "", verdict, f"the value named {name} in a text", value, wrap)
    for match in _ENCODED.finditer(text) if "%22" in text else ():
        name, (value, wrap) = unquote(match[1]), decoded(match[2])
        named = naming(name)
        if named and judge(unquote(match[2]), named) in {Verdict.SURE, Verdict.LIKELY}:
            yield Found(*match.span(2), name, "", Verdict.LIKELY, f"the value named {name} in a text", value, wrap)


def _schemed(text: str, lower: str) -> Iterator[Found]:
    """`Bearer ...` and `Basic ...`, whatever stands before them."""
    whole = _BEGUN.fullmatch(lower)
    if whole and is_random(text[slice(*whole.span(1))]):
        yield Found(
            *whole.span(1), "authorization", "", Verdict.LIKELY, "an authorization scheme", text[whole.start(1) :]
        )
    for match in _SCHEMED.finditer(lower) if "bearer" in lower or "basic" in lower else ():
        written = text[slice(*match.span(1))]
        if is_random(written) or GUID.fullmatch(written):
            yield Found(*match.span(1), "authorization", "", Verdict.LIKELY, "an authorization scheme", written)


def _at(text: str, root: re.Match[str]) -> Iterator[Found]:
    if root[0] == "identified by":
        place = placed.in_sql(text, root.end())
        yield from _judged(text, place, "password", _PASSWORD) if place else ()
        return
    if text[root.start() - 1 : root.start()] in {"<", "/"} and _CODE.match(text, root.start()):
        return  # a tag of pages
    start, end = _name(text, root)
    if "?" in text[root.end() : end] and text[end : end + 1] == "=":
        return  # the end of a path, before a query
    name = text[start:end].strip()
    if len(name) > _LONGEST_NAME and is_random(name):
        return  # a token with a sign in it
    named = _naming(name, text[start - 1 : start])
    if text.endswith(PAGED_QUERIES, 0, start):
        return
    place = placed.after_name(text, start, end) if named else None
    if place and named and place.style is Style.TEXT and _names_user(text, start, name, named):
        place = _after_user(text, place)
    found = list(_judged(text, place, name, named)) if place and named else []
    yield from found or _in_words(text, root)


def _names_user(text: str, start: int, name: str, named: Naming) -> bool:
    """Whether a user stands before the password: `Login/Password: ...`, `Credentials: ...`, and not `pass=a/b`."""
    return (named == _LOGIN and "pass" not in name.lower()) or _WITH_USER.search(
        text, max(0, start - _BEFORE), start
    ) is not None


def _after_user(text: str, place: Placed) -> Placed:
    """The password in `Login/Password: user / password`."""
    match = _USER_AND.match(text, place.start)
    return Placed(*match.span(1), Style.TEXT) if match else place


def _naming(name: str, before: str) -> Naming | None:
    if before in {"&", "?"}:
        return parameter_naming(name)
    if name.endswith(" sr"):
        return None  # what a shared access signature is for
    last = _CLAUSE.split(name)[-1]
    return headers.header_naming(name) or naming(" ".join(last.split()[-4:]))


def _name(text: str, root: re.Match[str]) -> tuple[int, int]:
    """The whole name around a telling word: between quotes, or up to what separates words from values."""
    first = max(0, root.start() - _BEFORE)
    before = text[first : root.start()]
    start = first + max((match.end() for match in _EDGE.finditer(before)), default=0)
    if placed.is_element(text, start):
        blank = max(text.rfind(c, start, root.start()) for c in " \t")
        start = blank + 1 if blank >= 0 else start
        word = _WORD.match(text, root.end())
        return start, word.end() if word else root.end()
    rest = _REST.match(text, root.end())
    end = rest.end() if rest else root.end()
    if text[start - 1 : start] in _QUOTES and text[start : start + 1].isspace() and text[end : end + 1] == "=":
        start = max(text.rfind(c, start, root.start()) for c in " \t\r\n") + 1  # another attribute of an element
    return start, end


def _in_words(text: str, root: re.Match[str]) -> Iterator[Found]:
    """Where a name is not followed by a separator at once: options of a command line, and sentences."""
    word = (_WORD if root[0] < _SCRIPTS else _GLYPHS).match(text, root.end())
    end = word.end() if word else root.end()
    back = _LAST_WORD.search(text[max(0, root.start() - _BEFORE) : root.start()])
    label = (back[0] if back else "") + text[root.start() : end]
    named = _in_sentence(text, root.end() - len(root[0]) - len(back[0] if back else ""), label)
    if named is None:
        return
    option = label.startswith("-")
    place = spoken.in_words(text, end, option=option, dashed=named.kind is Kind.PASSWORD)
    if place is None and named.kind in _SAID:
        place = spoken.beside(text, end, drawn=named.kind is not Kind.PASSWORD)
    if place is None or (named.kind is not Kind.PASSWORD and not option and not _is_key(text, place, named)):
        return
    value = text[place.start : place.end]
    if option or shown.is_shown(value, named):
        yield from _judged(text, place, label.lstrip("-"), named)


def _in_sentence(text: str, start: int, label: str) -> Naming | None:
    """What a word of a sentence names, with the word before it where it tells little alone: `API key`, `clave`."""
    named = naming(label)
    if named is None or named.strong:
        return named
    if named.kind is Kind.PASSWORD:
        return _PASSWORD if _SAID_USER.search(text, max(0, start - _BEFORE), start) else None
    before = _WORD_BEFORE.search(text, max(0, start - _BEFORE), start)
    return naming(f"{before[0]}{label}") if before else named


def _is_key(text: str, place: Placed, named: Naming) -> bool:
    """Whether a word of a sentence is drawn as keys and tokens are; ids of things are, too, but for their dashes."""
    value = text[place.start : place.end].rstrip(".")
    if named.strong and (is_random(value) or GUID.fullmatch(value)):
        return True
    return is_random(value) and value.isalnum() and named.kind in _SAID


def _judged(text: str, place: Placed, name: str, named: Naming) -> Iterator[Found]:
    start, end = place.start, place.end
    written = text[start:end]
    if not written.strip() or HIDDEN in written or ("sig=" in written and "&" in written):
        return
    if headers.header_naming(name) is headers.AUTHORIZATION_NAMING or headers.is_schemed(written):
        yield from _header(text, place, name)
        return
    value, wrap = decoded(written) if place.style is Style.FORM else (written, "{}")
    if place.style is Style.TEXT and not is_random(value):
        value = shown.without_stop(text, start, value)
        end = start + len(value)
    if place.style is Style.FORM and is_placeholder(unquote(written)):
        return
    if place.style in {Style.TEXT, Style.SPOKEN} and _is_marked(text, start):
        return
    if shown.is_read_elsewhere(text, place, value):
        return
    verdict = shown.verdict(value, named, place.style)
    if verdict in {Verdict.SURE, Verdict.LIKELY, Verdict.PLACEHOLDER}:
        yield Found(start, end, name, "", verdict, f"the value named {name} in a text", value, wrap)


def _is_marked(text: str, start: int) -> bool:
    """Whether a place for a value stands there, which ends with a sign that ends values: `#{ApiKey}#`."""
    word = _WHOLE_WORD.match(text, start)
    return word is not None and word[0][:1] in _OPENERS and is_placeholder(word[0].rstrip(".,;"))


def _line_end(text: str, start: int) -> int:
    """Where a header ends: with its line, or before the next one in it.

    Of a line that is too long for a header, all parts that are surely whole.
    """
    following = _AGAIN.search(text, start, start + _LONGEST_LINE)
    limit = following.start() if following else start + _LONGEST_LINE
    line = _LINE.match(text, start, limit)
    end = line.end() if line else start
    return end if following or end < limit else max(text.rfind(sign, start, end) for sign in ";, ")


def _header(text: str, place: Placed, name: str) -> Iterator[Found]:
    start, end = place.start, place.end
    if place.style is Style.TEXT:
        end = _line_end(text, start)
        following = _SETTING.search(text, start, end) if text[start - 1 : start] == "=" else None
        end = following.start() if following else end
    for found in headers.in_header(name, text[start:end], told=True):
        if _VARIABLE.match(found.value):
            continue
        yield Found(
            start + found.start, start + found.end, name, "", found.verdict, found.what, found.value, found.wrap
        )
