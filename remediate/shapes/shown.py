"""Whether what stands among words, behind a name, is a value: a text says many other things there."""

import html
import re
from functools import lru_cache

from remediate.shapes.clauses import is_clause
from remediate.shapes.jumbled import is_jumbled
from remediate.shapes.looks import GUID, is_drawn_in_pieces, is_irregular, is_password_like, is_random
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.placed import Placed, Style
from remediate.shapes.values import Verdict, judge
from remediate.shapes.worded import is_app_password, is_glued_words, is_passphrase, is_told_phrase

_DIGITS = 6
#: Words put together with a number, as names of columns hardly are: `canary_anchor482`.
_JOINED = re.compile(r"[a-z]{3,20}_[a-z]{3,20}\d{1,4}")
#: Two joints beside each other, as no name has them.
_JOINED_TWICE = re.compile(r"[A-Za-z\d](?:\._|_\.|-_|_-|-\.|\.-)[A-Za-z\d]")
#: A word of a sentence that ends with its mark: `is required!`.
_EXCLAIMED = re.compile(r"[^\W\d_A-Z]+[!?]")
#: A setting in the place of a value, `--from-literal=password=...`: what it is called itself says more.
_SETTING = re.compile(r"([A-Za-z_][\w.-]{1,40})=(?=[^=\s])")
#: What fetches the value in YAML: `!secret name`.
_TAGGED = re.compile(r"![a-z]{2,12}")
#: A variable of SQL in place of a value.
_VARIABLE = re.compile(r"@[A-Za-z_]+")
_CALL = re.compile(
    r"@?[A-Za-z_][\w.]*\((?:$|[A-Za-z_'\"])|[a-z]+(?:[_.][a-z]+)+\(\d|@[A-Za-z]+\(|\$[\w{(]|[A-Za-z_][\w.]*\[|\([A-Za-z$@]|[A-Z][a-z]+(?:To|From)?-[A-Z][a-z]+\)"
)
#: An expression of the platform in a text that is none itself, such as a template's; a password may begin with `@{`.
_INTERPOLATED = re.compile(r"@\{[a-z]\w{1,30}\(")
_PAGE = re.compile(r"</(?:p|td|li|div|span|b|strong)>|<br ?/?>", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\s;,&]*$")
_BACK = 40
_QUOTES = frozenset("\"'")
#: A sign that HTML escapes.
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,5});")


def is_read_elsewhere(text: str, place: Placed, value: str) -> bool:
    """Whether the text there reads the value from elsewhere, or is a setting with a name of its own."""
    if (
        "://" in value
        or _INTERPOLATED.match(value)
        or (_CALL.match(value) and (_is_script(text, place, value) or value[0] == "@"))
    ):
        return True
    if place.style is not Style.TEXT:
        return False
    setting = _SETTING.match(value)
    return bool(
        (setting and naming(setting[1]))
        or _VARIABLE.fullmatch(value)
        or _TAGGED.fullmatch(value)
        or text[place.start - 1 : place.start + 1] == "::"
        or "@" in _LAST_WORD.findall(text[max(0, place.start - _BACK) : place.start])[0]
    )


def _is_script(text: str, place: Placed, value: str) -> bool:
    """Whether a value may be one of a script: a page holds no `$name`, and an index ends with its bracket."""
    if place.style not in {Style.TEXT, Style.SPOKEN} or (value[0] == "$" and _is_page(text)):
        return False
    if value.count("(") > value.count(")") and text[place.end : place.end + 1] == "<" and value[-1] != "(":
        return False  # a bracket that its page never closes
    opened = value.count("[") > value.count("]") and "(" not in value
    return not opened or text[place.end : place.end + 1] == "]" or text[place.end : place.end + 1] in _QUOTES


@lru_cache(maxsize=4)  # of a text in which a thousand values stand it is asked a thousand times
def _is_page(text: str) -> bool:
    return _PAGE.search(text) is not None


def without_stop(text: str, start: int, value: str) -> str:
    """The value without the full stop or comma of the sentence that it stands in; that of a setting is its own."""
    plain = value.rstrip(".,")
    ends_line = text[start + len(value) : start + len(value) + 1] in {"", "\n", "\r"}
    if ends_line and (text[start - 1 : start] == "=" or not plain.isalnum()):
        return value
    return plain


def verdict(value: str, named: Naming, style: Style) -> Verdict:
    """What a value is that is written in this style; among words it must look like no word itself."""
    marked_up = "&" in value and (style is Style.ELEMENT or (style is Style.QUOTED and _ENTITY.search(value)))
    found = judge(html.unescape(value) if marked_up else value, named)
    if found is Verdict.PLACEHOLDER:
        return found if named.strong and style not in {Style.TEXT, Style.SPOKEN} else Verdict.NO
    if style in {Style.TEXT, Style.SPOKEN} and not is_shown(value, named):
        return Verdict.NO
    return found


def is_shown(value: str, named: Naming) -> bool:
    """Whether a value among words is one: it looks like no word itself."""
    if named.strong and (GUID.fullmatch(value) or (named.kind is Kind.PIN and value.isdigit())):
        return True
    if named.strong and named.kind is Kind.PASSWORD and value.isdigit() and len(value) >= _DIGITS:
        return True
    if named.kind is Kind.CONNECTION:
        return False
    if _EXCLAIMED.fullmatch(value):
        return False
    if is_password_like(value) or is_random(value) or is_app_password(value):
        return True
    return named.kind is Kind.PASSWORD and named.strong and _is_chosen(value)


def _is_chosen(value: str) -> bool:
    """Whether people, or what draws letters, made the value for a password: words put together, or none at all."""
    if is_drawn_in_pieces(value) or _JOINED_TWICE.search(value) or _JOINED.fullmatch(value) or is_irregular(value):
        return True
    if is_passphrase(value) or is_clause(value):
        return True
    return is_glued_words(value) or is_jumbled(value) or is_told_phrase(value)
