"""Named values inside a text: JSON, XML, forms, headers, scripts, SQL, command lines and plain sentences.

The telling word is looked for first; only around it is the text read, and only so far. Text inside JSON or XML is
taken as it stands, escapes and all (rewriting.md, part 2).
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from remediate.shapes import encoded, header_lines, headers, placed, shown, spoken
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.looks import GUID, is_random
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.placed import Placed, Style
from remediate.shapes.placeholders import is_placeholder
from remediate.shapes.roots import roots
from remediate.shapes.urls import PAGED_QUERIES, decoded, parameter_naming
from remediate.shapes.values import Verdict

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
_WHOLE_WORD = re.compile(r"[^\s<\"']{1,200}")
_OPENERS = frozenset("#{[$%(")
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
    yield from header_lines.schemed(text, lower)
    yield from encoded.in_text(text)


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
    said = spoken.in_words(text, end, option=option, dashed=named.kind is Kind.PASSWORD)
    beside = spoken.beside(text, end, drawn=named.kind is not Kind.PASSWORD) if named.kind in _SAID else None
    for place in (said, beside):
        if place is None or (named.kind is not Kind.PASSWORD and not option and not _is_key(text, place, named)):
            continue
        if option or shown.is_shown(text[place.start : place.end], named):
            yield from _judged(text, place, label.lstrip("-"), named)
            return


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
        yield from header_lines.after_name(text, place, name)
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
