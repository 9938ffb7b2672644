"""What a name says about the value that it names."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from remediate.shapes import vocabulary as words_of


class Kind(Enum):
    """What sort of credential a name promises."""

    PASSWORD = "password"  # noqa: S105 - the kind's name
    SECRET = "secret"  # noqa: S105
    KEY = "key"
    TOKEN = "token"  # noqa: S105
    PIN = "PIN"
    CONNECTION = "connection string"
    CREDENTIAL = "credential"


@dataclass(frozen=True, slots=True)
class Naming:
    """A telling name. `strong`: the name alone tells; otherwise the value must look like a secret as well."""

    kind: Kind
    strong: bool


#: Longer names are texts, not names.
_LONGEST = 120

_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
_LEET = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_LEET_WORD = re.compile(r"[A-Za-z]+[0134578@$!][A-Za-z0-9@$!]*|[0134578@$!]+[A-Za-z][A-Za-z0-9@$!]*")
_SPECIAL = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "ß": "ss"})


@lru_cache(maxsize=16384)
def naming(name: str) -> Naming | None:
    """What a member, variable, header or parameter of this name holds by its name; None where it tells nothing."""
    if not name or len(name) > _LONGEST:
        return None
    plain = _unaccented(name)
    if not plain.isascii():
        found = _in_glyphs(plain.casefold())
        if found:
            return found
    words = split(plain)
    found = _in_words(words)
    return found if found and found.strong else _in_leet(plain, words) or found


def split(name: str) -> list[str]:
    """The words of a name in lower case: `x-apiKey2`, `API_KEY` and `Api Key` are all `api`, `key` (and `x`)."""
    return [word.casefold() for word in _CAMEL.findall(name)]


def _unaccented(name: str) -> str:
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
    kept = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFKC", kept)


def _in_glyphs(name: str) -> Naming | None:
    name = name.replace(" ", "").replace("_", "").replace("-", "").replace("・", "")
    if name.endswith(words_of.GLYPHS_OTHER):
        return None
    for glyphs, kind in (
        (words_of.GLYPHS_KEY, Kind.KEY),
        (words_of.GLYPHS_PASSWORD, Kind.PASSWORD),
        (words_of.GLYPHS_SECRET, Kind.SECRET),
        (words_of.GLYPHS_TOKEN, Kind.TOKEN),
    ):
        if any(glyph in name for glyph in glyphs):
            return Naming(kind, strong=True)
    return Naming(Kind.KEY, strong=False) if name.endswith(words_of.GLYPHS_WEAK) else None


def _in_words(words: list[str]) -> Naming | None:
    found = set(words)
    if found & words_of.OTHER_THINGS and not _is_value(words):
        return None
    joined = "".join(words)
    if any(root in joined for root in words_of.NOT_ROOTS) or ("key" in found and "vault" in found):
        return None
    kind = _strongly(found, words, joined)
    return Naming(kind, strong=True) if kind else _weakly(found)


def _strongly(found: set[str], words: list[str], joined: str) -> Kind | None:
    telling = {
        Kind.CONNECTION: any(root in joined for root in words_of.CONNECTION_ROOTS),
        Kind.PASSWORD: found & words_of.PASSWORDS or _glued(words, words_of.PASSWORD_ROOTS) or _phrase(joined),
        Kind.KEY: _opens(found, words_of.KEYS, words_of.KEY_OWNERS)
        or _glued([joined], words_of.KEY_ROOTS)
        or _compound(words, words_of.KEY_ENDS, words_of.KEY_OWNERS),
        Kind.SECRET: found & words_of.SECRETS
        or _glued(words, words_of.SECRET_ROOTS)
        or any(word.startswith(words_of.SECRET_BEGINNINGS) for word in words),
        Kind.TOKEN: _opens(found, words_of.TOKENS, words_of.TOKEN_OWNERS)
        or _glued([joined], words_of.TOKEN_ROOTS)
        or _compound(words, words_of.TOKEN_ENDS, words_of.TOKEN_OWNERS),
        Kind.PIN: found & words_of.PINS,
    }
    return next((kind for kind, tells in telling.items() if tells), None)


def _weakly(found: set[str]) -> Naming | None:
    if found & words_of.LIKE_PASSWORDS:
        return Naming(Kind.PASSWORD, strong=False)
    if found & words_of.TOKENS:
        return Naming(Kind.TOKEN, strong=False)
    if found & words_of.KEYS:
        return Naming(Kind.KEY, strong=False)
    return Naming(Kind.CREDENTIAL, strong=False) if found & words_of.CREDENTIALS else None


def _is_value(words: list[str]) -> bool:
    """Whether the last word says that it is the credential after all, as in `Service Password`, `secret value`."""
    last = words[-1]
    return last in {"value", "wert", "valeur", "valor", "waarde"} or (
        (last in words_of.PASSWORDS or last in words_of.SECRETS or last in words_of.KEYS or last in words_of.TOKENS)
        and not set(words) & _ALWAYS_OTHER
    )


#: Words before a key or token that make it one of another sort.
_ALWAYS_OTHER = frozenset(
    {
        *("public", "publishable", "foreign", "partition", "row", "sort", "lookup", "idempotency", "continuation"),
        *("next", "skip", "skiptoken", "page", "delta", "sync", "lock", "csrf", "xsrf", "antiforgery", "hash", "max"),
        *("min", "cancellation", "correlation", "alternate", "natural", "index", "column", "item", "operation"),
        *("total", "prompt", "completion", "limit", "budget", "count", "hashed", "enable", "allow", "disable"),
        *("reset", "forgot", "no", "has", "field", "property", "table", "metadata", "template", "phrase"),
    }
)


def _opens(found: set[str], things: frozenset[str], owners: frozenset[str]) -> bool:
    return bool(found & things) and bool((found - things) & owners)


def _compound(words: list[str], ends: tuple[str, ...], owners: frozenset[str]) -> bool:
    """Whether a word is put together from an owner and a thing: `zugangstoken`, `toegangssleutel`."""
    return any(word.endswith(end) and word[: -len(end)] in owners for word in words for end in ends)


def _glued(words: list[str], roots: tuple[str, ...]) -> bool:
    """Whether a word ends or begins with a root; what follows a root must not be about it only."""
    for word in words:
        for root in roots:
            at = word.find(root)
            if at >= 0 and word[at + len(root) :] not in words_of.OTHER_THINGS:
                return True
    return False


def _phrase(joined: str) -> bool:
    return any(p in joined for p in ("motdepasse", "palavrapasse", "palavrachave", "motpasse", "passphrase"))


def _in_leet(name: str, words: list[str]) -> Naming | None:
    """Names spelled with digits for letters (`p4ssw0rd`, `s3cret`), and words cut in pieces (`pass_word`)."""
    for written in _LEET_WORD.findall(name):
        found = _in_words([written.translate(_LEET).casefold()])
        if found and found.strong:
            return found
    if len(words) > 1 and not set(words) & words_of.OTHER_THINGS:
        joined = "".join(words)
        if joined in words_of.PASSWORDS or joined in words_of.SECRETS:
            return Naming(Kind.PASSWORD if joined in words_of.PASSWORDS else Kind.SECRET, strong=True)
    return None
