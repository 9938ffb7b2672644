"""What a name says about the value that it names."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

from remediate.shapes import company, tongues
from remediate.shapes import vocabulary as words_of
from remediate.shapes.glyphs import in_glyphs
from remediate.shapes.kinds import Kind, Naming
from remediate.shapes.tries import any_of
from remediate.shapes.words import LEXICON, MISTAKES, is_misspelled, plainly, split, with_key, without_file

__all__ = ["Kind", "Naming", "may_tell", "naming", "split"]


#: Longer names are texts, not names.
_LONGEST = 120
#: A name of more words is a sentence, in which "pass" is a verb.
_FEW = 4

_LEET = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_LEET_CHARACTER = re.compile(r"[0134578@$!]").search
_LEET_WORD = re.compile(r"[A-Za-z]+[0134578@$!][A-Za-z0-9@$!]*|[0134578@$!]+[A-Za-z][A-Za-z0-9@$!]*")
_OTHER_HINTS = (
    "conn",
    "cadena",
    "chaine",
    "string",
    "reeks",
    "verbindung",
    "ciag",
    "word",
    "api",
    "phrase",
    "mnemonic",
    "dsn",
    "secure",
    "clientstate",
)
#: A part of a name without which no name tells; most names end here.
_HINTS = frozenset(
    {
        *words_of.PASSWORDS,
        *words_of.SECRETS,
        *words_of.KEYS,
        *words_of.TOKENS,
        *words_of.LIKE_PASSWORDS,
        *words_of.CREDENTIALS,
        *words_of.PINS,
        *words_of.CODES,
        *words_of.SECRET_BEGINNINGS,
        *MISTAKES,
        *_OTHER_HINTS,
    }
    - tongues.TELLING
    | tongues.ROOTS
)
_HINT_ASCII = re.compile(any_of(filter(str.isascii, _HINTS))).search


@cache
def _hint_in_scripts() -> Callable[[str], re.Match[str] | None]:
    """The same of other scripts; compiled when the first name comes that is written in one."""
    return re.compile(any_of(hint for hint in _HINTS if not hint.isascii())).search


def _hints(lower: str) -> bool:
    return _HINT_ASCII(lower) is not None or (not lower.isascii() and _hint_in_scripts()(lower) is not None)


def may_tell(name: str) -> bool:
    """A quick look at a name: False for most of those that tell nothing, and for no other."""
    return len(name) <= _LONGEST and (not name.isascii() or "_x0" in name or _may_tell(name.lower()))


def _may_tell(lower: str) -> bool:
    return _hints(lower) or (_LEET_CHARACTER(lower) is not None and _hints(lower.translate(_LEET)))


_VALUE_WORDS = frozenset({"value", "wert", "valeur", "valor", "waarde", "valore", "wartosc", "text", "string"})


@lru_cache(maxsize=16384)
def naming(name: str) -> Naming | None:
    """What a member, variable, header or parameter of this name holds by its name; None where it tells nothing."""
    if not name or len(name) > _LONGEST:
        return None
    plain = plainly(name)
    if not plain.isascii():
        found = in_glyphs(plain.casefold())
        if found:
            return found
    if not _may_tell(plain.casefold()):
        return None
    words = _joined(split(plain))
    if "k" in words and "api" in words:
        words = with_key(words)
    if words in _SECURE:
        return Naming(Kind.PASSWORD, strong=True)
    if words == _CLIENT_STATE:
        return Naming(Kind.SECRET, strong=False)
    found = _in_words(words)
    return found if found and found.strong else _in_leet(plain, words) or found


#: What is one word though it is often written as two or three.
_WHOLE = company.SYSTEMS | tongues.COMPOUNDS
#: The types of parameters that are secrets by declaration.
_SECURE = (["secure", "string"], ["secure", "object"], ["securestring"], ["secureobject"])
#: By what a receiver knows that a notification is genuine. Source: Microsoft Graph, resource type subscription.
_CLIENT_STATE = ["client", "state"]


def _joined(words: list[str]) -> list[str]:
    """The words, with those put together that are one: `wi`, `fi`; `send`, `grid`; `mat`, `khau`."""
    for at in range(len(words) - 1):
        for end in (at + 3, at + 2):
            if end <= len(words) and (whole := "".join(words[at:end])) in _WHOLE:
                return [*words[:at], whole, *_joined(words[end:])]
    return words


def is_telling_word(value: str) -> bool:
    """Whether a value is itself the name of a credential, put together of known words: `AccessKeyId2Secret`."""
    words = split(value) if value.isascii() and value[:1].isalpha() and len(value) <= _LONGEST else []
    return bool(words) and all(word in LEXICON for word in words) and naming(value) is not None


def _in_words(words: list[str]) -> Naming | None:
    joined = "".join(words)
    if _TELLING.isdisjoint(words) and not _HOLDS_ROOT(joined):
        return None  # most names with a hint: `Connector`, `Append_to_string`
    return _in_telling(words, joined)


def _in_telling(words: list[str], joined: str) -> Naming | None:
    opening = without_file(words)
    if len(opening) < len(words):
        return _in_telling(opening, "".join(opening))
    joint = next((at for at, word in enumerate(words) if at and word in _OF), None)
    if joint is not None and (head := _in_words(words[:joint])) and head.strong:
        return head  # "password of service"
    if _is_of_one(words) or (joint is not None and not company.OTHER_THINGS.isdisjoint(words[:joint])):
        return None  # `tipo de contraseña`, `idClé`, "length of password"
    found = set(words)
    if (found & company.OTHER_THINGS) - (_OF_PHRASES if _phrase(joined) else set()) and not _is_value(words):
        return None
    if ("key" in found and "vault" in found) or (_HOLDS_OTHER(joined) and _is_other(words)):
        return None
    kind = _strongly(found, words, joined)
    return Naming(kind, strong=True) if kind else _weakly(found)


def _is_other(words: list[str]) -> bool:
    return any(root in word for word in words for root in words_of.NOT_ROOTS)


def _strongly(found: set[str], words: list[str], joined: str) -> Kind | None:
    rooted = _HOLDS_ROOT(joined) is not None
    telling = {
        Kind.CONNECTION: "dsn" in found or (rooted and any(root in joined for root in words_of.CONNECTION_ROOTS)),
        Kind.PASSWORD: found & words_of.PASSWORDS
        or (rooted and _glued(words, words_of.PASSWORD_ROOTS))
        or _phrase(joined)
        or (len(words) <= _FEW and _opens(words, words_of.PASS, company.KEY_OWNERS, before=True))
        or _is_pass_of(words),
        Kind.KEY: _opens_key(words) or _key_of(words) or (rooted and _glued([joined], words_of.KEY_ROOTS)),
        Kind.PIN: found & words_of.PINS or (found & words_of.CODES and found & words_of.CODE_OWNERS),
        Kind.SECRET: found & words_of.SECRETS
        or (rooted and _glued(words, words_of.SECRET_ROOTS))
        or any(word.startswith(words_of.SECRET_BEGINNINGS) for word in words),
        Kind.TOKEN: _opens(words, words_of.TOKENS, company.TOKEN_OWNERS)
        or (rooted and _glued([joined], words_of.TOKEN_ROOTS)),
    }
    return next((kind for kind, tells in telling.items() if tells), None)


def _is_pass_of(words: list[str]) -> bool:
    """Whether "pass" is all that a name says beside its owner: `my_pass`, `pass_usuario`."""
    if words[0] == "pass" and len(words) == _PAIR:
        return words[1] in _HOLDERS
    return len(words) == _PAIR and words[1] == "pass" and words[0] in _MINE


_PAIR = 2
_MINE = frozenset(
    {
        *("my", "var", "str", "txt", "mein", "mon", "mi", "meu", "mijn", "mio", "moj", "new", "old", "neu", "neues"),
        *("nueva", "nova"),
    }
)
#: Who has a password, in the words of names that begin with it.
_HOLDERS = frozenset(
    {
        *("user", "usuario", "utente", "usr", "utilisateur", "benutzer", "gebruiker", "admin", "administrator", "root"),
        *("sql", "sap", "ftp", "sftp", "smtp", "db", "ldap", "mail", "svc", "service", "prod", "app", "api", "bd"),
        *("ad", "erp", "crm", "vpn", "wifi", "ssh", "imap", "web", "portal", "login", "proxy", "oracle", "mysql"),
    }
)


def _opens_key(words: list[str]) -> bool:
    if not set(words).isdisjoint(company.NOT_OPENING) and "api" not in words:
        return False
    return _opens(words, words_of.KEYS, company.KEY_OWNERS, before=True) or _opens(
        words, words_of.KEYS_FIRST, company.KEY_OWNERS
    )


def _is_of_one(words: list[str]) -> bool:
    """Whether a name begins with what it tells of a credential, as Romance languages put it: `id da chave`."""
    at = next((at for at, word in enumerate(words) if word in _ONES), 0)
    before = [word for word in words[:at] if word not in _ROMANCE_OF]
    if before and before[-1] in company.IDS and words[at] in words_of.KEYS_FIRST:
        return True
    return len(before) < at and words[at - 1] in _ROMANCE_OF and bool(before) and before[-1] in _OF_ONE


def _key_of(words: list[str]) -> bool:
    """Whether what a key opens stands behind it, as in `keyApi`; most words there make it another thing."""
    named = [word for word in words if word not in _VALUES]
    return any(one in _KEYS and after in _BEHIND_KEY for one, after in pairwise(named))


_KEYS = words_of.KEYS - words_of.KEYS_FIRST
_VALUES = frozenset({"val", "value", "str"})
#: Not `account`, whose keys are managers, and not `vault`.
_BEHIND_KEY = frozenset({"api", "apis", "apim", "access"})


def _weakly(found: set[str]) -> Naming | None:
    numbered = not found.isdisjoint(company.NUMBERED) and not found.isdisjoint(_SPANISH)
    if found & words_of.LIKE_PASSWORDS and not numbered:
        return Naming(Kind.PASSWORD, strong=False)
    if found & words_of.TOKENS and "otp" not in found:
        return Naming(Kind.TOKEN, strong=False)
    if found & words_of.KEYS or found - _AROUND_API == {"api"}:
        return Naming(Kind.KEY, strong=False) if company.NAMING_ROWS.isdisjoint(found) else None
    coded = not found.isdisjoint(words_of.CODES) and not found.isdisjoint(company.CODED)
    return Naming(Kind.CREDENTIAL, strong=False) if found & words_of.CREDENTIALS and not coded else None


_SPANISH = frozenset({"clave", "claves"})
#: What stands in a name around the word that means the key of an interface there: `varAPI`, `api_k`.
_AROUND_API = company.JOINTS | {"k", "x"}
_CREDENTIALS = words_of.PASSWORDS | words_of.SECRETS | words_of.KEYS | words_of.TOKENS
#: Words that make another thing of what stands before them only at the end: `tokenService`, and not `ServiceDesk`.
_AT_THE_END = frozenset({"service", "server", "on", "at", "start", "info"})


#: What makes a key or token one that opens, of whatever it is: `pageAccessToken`, `siteApiKey`.
_OWNED = frozenset({"access", "api"})
_PLACES = frozenset({"page", "site", "file", "drive", "resource", "document", "item", "tracking", "shipment"})


def _is_value(words: list[str]) -> bool:
    """Whether it is the credential after all: `Service Password`, `secret value`, `serviceApiKey_Vendor`.

    Other things count where they stand behind the credential; what stands before says only what it opens.
    """
    if words[-1] in _VALUE_WORDS:
        return True
    last = max((at for at, word in enumerate(words) if word in _CREDENTIALS), default=-1)
    ends = words[-1:] if last >= 0 and words[last] not in words_of.KEYS_FIRST else []  # `clé service` is of one
    about = company.OTHER_THINGS.intersection(words[last + 1 :]) - _AT_THE_END.difference(ends) - {"zip"}
    owned = {one for one, after in pairwise(words) if one in _PLACES and after in _OWNED | words_of.PASSWORDS}
    return last >= 0 and not about and company.ALWAYS_OTHER.isdisjoint(set(words) - owned)


def _opens(words: list[str], things: frozenset[str], owners: frozenset[str], *, before: bool = False) -> bool:
    """Whether one of the things stands beside an owner; `before`: after it, as English has it."""
    last = max((at for at, word in enumerate(words) if word in things), default=-1)
    around = words[:last] if before else words[:last] + words[last + 1 :]
    return last >= 0 and any(word in owners for word in around)


def _glued(words: list[str], roots: tuple[str, ...]) -> bool:
    """Whether a word ends or begins with a root; what follows a root must not be about it only."""
    for word in words:
        for root in roots:
            at = word.find(root)
            rest = word[at + len(root) :]
            if at >= 0 and company.OTHER_THINGS.isdisjoint((rest, rest.removeprefix("s"))):  # `lösenordslängd`
                return True
    return False


_ROMANCE_OF = frozenset({"de", "da", "do", "du", "des", "del", "della", "dello", "di", "la", "le", "el", "d", "l"})
#: Words between a thing and what it is for.
_OF = frozenset({"of", "for", "von", "fur", "fuer", "pour", "para", "voor", "per"})
_PHRASES = (
    *("motdepasse", "palavrapasse", "motpasse", "passphrase"),
    *("phrasesecrete", "frasesecreta", "frasesegreta", "geheimephrase", "geheimesatz"),
    *("seedphrase", "recoveryphrase", "secretphrase", "mnemonic"),
)


#: What says of other names that they hold words, and is a part of these.
_OF_PHRASES = frozenset({"mot", "mots", "palavra", "palavras", "phrase", "phrases"})


#: What a name that begins with it tells of a credential, and the credentials.
_OF_ONE = company.OTHER_THINGS - _AT_THE_END - _OF_PHRASES
_ONES = words_of.SINGLE | words_of.LIKE_PASSWORDS


def _phrase(joined: str) -> bool:
    return any(phrase in joined for phrase in _PHRASES)


#: One of these words stands in each name that tells, or one of the roots in it.
_TELLING = words_of.SINGLE.union(
    words_of.LIKE_PASSWORDS, words_of.CREDENTIALS, words_of.PINS, words_of.CODES, words_of.PASS, {"dsn", "api"}
)
#: Quick looks at a whole name: most hold none of the roots that its words are then searched for, one by one.
_HOLDS_OTHER = re.compile(any_of(words_of.NOT_ROOTS)).search
_HOLDS_ROOT = re.compile(any_of((*words_of.ALL_ROOTS, *words_of.SECRET_BEGINNINGS, *_PHRASES))).search


def _in_leet(name: str, words: list[str]) -> Naming | None:
    """Names spelled with digits for letters (`p4ssw0rd`, `s3cret`), and words cut in pieces (`pass_word`)."""
    weak = None
    for written in _LEET_WORD.findall(name) if _LEET_CHARACTER(name) else ():
        found = _in_words(split(written.translate(_LEET).casefold()))
        if found and found.strong:
            return found
        weak = weak or (found if written[0].isalnum() else None)  # `$skiptoken` is spelled as it is
    if len(words) > 1 and not set(words) & company.OTHER_THINGS:
        joined = "".join(words)
        if joined in words_of.PASSWORDS or joined in words_of.SECRETS:
            return Naming(Kind.PASSWORD if joined in words_of.PASSWORDS else Kind.SECRET, strong=True)
        for at, pair in enumerate(map("".join, pairwise(words))):
            if is_misspelled(pair):  # `varapi_ky`
                return _in_words([*words[:at], *split(pair), *words[at + 2 :]])
        if is_misspelled(joined):
            return _in_words(split(joined))
    return weak
