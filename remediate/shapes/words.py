"""A name as the words that it consists of, however they are put together: `X-ApiKey2`, `API_KEY`, `svcacctpwd`."""

import re
from functools import lru_cache
from itertools import pairwise

from remediate.shapes import company, tongues, vocabulary
from remediate.shapes.tongues.interface import unaccented

#: Short names of systems after which makers go on in small letters: `APIanahtari`, `SAPtoken`.
_ACRONYM = r"(?:API|SAP|SQL|FTP|SFTP|SMTP|SAS|JWT|AAD|LDAP)(?=[a-z]{3})"
#: The letters of Greek and of Cyrillic.
_UPPER, _LOWER = "\u0391-\u03a9\u0400-\u042f", "\u03b1-\u03c9\u0430-\u045f\u0490-\u052f"
_CAMEL = re.compile(
    rf"{_ACRONYM}|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[{_UPPER}]+(?![{_LOWER}])|[{_UPPER}]?[{_LOWER}]+|[^\W\d_a-zA-Z]+"
)
#: How SharePoint writes a character in the internal name of a column.
_ENCODED = re.compile(r"_x(0[0-9a-fA-F]{3})_")
#: Words of which others are glued together.
LEXICON = (
    frozenset[str]().union(
        vocabulary.PASSWORDS,
        vocabulary.SECRETS,
        vocabulary.KEYS,
        vocabulary.TOKENS,
        vocabulary.LIKE_PASSWORDS,
        vocabulary.CREDENTIALS,
        vocabulary.PINS,
        vocabulary.CODE_OWNERS,
        company.KEY_OWNERS,
        company.OTHER_THINGS,
        company.JOINTS,
    )
    - tongues.SHORT
)
_LONGEST_WORD = max(map(len, LEXICON))
#: Words shorter than this are taken as they are.
_SHORTEST_GLUED = 4
#: No name is as long (`names.naming`): a text without blanks is no word.
_LONGEST_GLUED = 120
_SHORTEST_FRONT = 2
#: Words that are often written with a letter left out, doubled, or two changed places.
_MISWRITTEN = (
    *("password", "passwort", "passwd", "kennwort", "wachtwoord", "contrasena", "secret", "token", "apikey"),
    *("geheimnis", "schlussel"),
)
#: How telling words are written by those who know them by ear alone.
_HEARD = {
    **dict.fromkeys(("apykey", "apikee", "apykee", "apekey", "apikie", "apeykey", "appikey", "apiquey"), "apikey"),
    **dict.fromkeys(("sicret", "cecret", "secrit", "seckret", "sekrit"), "secret"),
    **dict.fromkeys(("tokin", "tocken", "tokken", "tokan", "tockin"), "token"),
    **dict.fromkeys(("pazzword", "passwird", "passvord", "passworld", "pasvord", "passwerd"), "password"),
    **dict.fromkeys(("passwordt", "paswort", "passwordd"), "passwort"),
    **dict.fromkeys(("contracena", "contrazena", "contrasema", "contrasegna"), "contrasena"),
    **dict.fromkeys(("wagtwoord", "wachtword", "wagwoord"), "wachtwoord"),
    **dict.fromkeys(("motdepase", "modepasse", "modpasse"), "motdepasse"),
}
_NO_MISTAKES = frozenset({"toke", "toen", "oken", "secre", "ecret"})


def _mistakes(word: str) -> set[str]:
    """The word with one letter left out, one doubled, or two beside each other changed; the first letter stays."""
    left_out = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    doubled = {word[:i] + word[i] + word[i:] for i in range(1, len(word))}
    changed = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    return left_out | doubled | changed


_MEANT = {
    **_HEARD,
    **{wrong: word for word in _MISWRITTEN for wrong in _mistakes(word) if wrong not in LEXICON | _NO_MISTAKES},
}


MISTAKES = frozenset(_MEANT)
"""Telling words with a mistake that is often made."""


def is_misspelled(word: str) -> bool:
    """Whether a word is a telling one with a mistake that is often made."""
    return word in _MEANT


def plainly(name: str) -> str:
    """The name as its maker wrote it, plain: SharePoint's codes undone, without accents."""
    if "_x0" in name:
        name = _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)
    return unaccented(name)


def split(name: str) -> list[str]:
    """The words of a name in lower case: `x-apiKey2`, `API_KEY` and `apikey` are all `api`, `key` (and `x`)."""
    return [word for part in _CAMEL.findall(name) for word in _unglued(part.casefold())]


@lru_cache(maxsize=8192)
def _unglued(word: str) -> tuple[str, ...]:
    if not _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED or word in LEXICON or not word.isascii():
        return (_MEANT.get(word, word),)
    if word in _MEANT:
        return (_MEANT[word],)
    if word.startswith(vocabulary.NOT_ROOTS) or word.endswith(vocabulary.NOT_ROOTS):
        return (word,)
    pieces = _covered(word)
    if pieces:
        return pieces
    for end in vocabulary.ENDS if word.endswith(vocabulary.ENDS) else ():
        front = word[: -len(end)]
        if word.endswith(end) and len(front) >= _SHORTEST_FRONT:
            return (*(_covered(front) or (front,)), end)
    return (word,)


#: Small words of sentences, beside which a short word is a part of a longer one: `la` and `pin` in `lapin`.
_SMALL = frozenset(
    {
        *("de", "da", "do", "du", "des", "del", "di", "la", "le", "of", "for", "the", "to", "von", "der", "die", "das"),
        *("van", "het", "per", "para", "on", "at", "by", "is", "has", "ate", "tot", "end", "art", "due", "min", "max"),
    }
)
#: Telling words so short that they are parts of many others.
_SHORT = frozenset(
    word
    for word in vocabulary.SINGLE | vocabulary.PINS | vocabulary.LIKE_PASSWORDS | vocabulary.CREDENTIALS
    if len(word) < _SHORTEST_GLUED
)


def _is_one_word(pieces: tuple[str, ...]) -> bool:
    """Whether a word consists of small ones and short telling ones alone, and is therefore a word of its own."""
    return not _SMALL.isdisjoint(pieces) and all(piece in _SMALL or piece in _SHORT for piece in pieces)


def _covered(word: str) -> tuple[str, ...]:
    """The fewest words of the lexicon that put the word together; empty if none do."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for start in range(len(word)):
        before = best[start]
        if before is None:
            continue  # most starts: no words end there
        for end in range(start + 1, min(start + _LONGEST_WORD, len(word)) + 1):
            piece = word[start:end]
            if not (piece in LEXICON or piece in _MEANT):
                continue
            found = best[end]
            if found is None or len(before) + 1 < len(found):
                best[end] = (*before, _MEANT.get(piece, piece))
    pieces = best[-1] or ()
    return () if _is_one_word(pieces) else pieces


def with_key(words: list[str]) -> list[str]:
    """The words with the key that was cut short behind its interface: `api_k`."""
    return ["key" if word == "k" and before == "api" else word for before, word in pairwise(["", *words])]


#: What people protect with a password and send to others, and what stands before it.
_FILES = frozenset(
    {
        *("file", "files", "bestand", "bestanden", "datei", "dateien", "fichier", "fichiers", "archivo", "archivos"),
        *("arquivo", "arquivos", "ficheiro", "documento", "document", "dokument", "plik", "pliku", "zip"),
    }
)
_OF_FILES = frozenset({"of", "for", "van", "het", "der", "die", "das", "fur", "fuer", "du", "del", "do", "da", "the"})
_OF_FILES |= {"de", "la", "el", "le", "voor", "pour", "para", "dit", "this", "diese", "zur", "von", "to", "o"}
_OF_ONE = 3


def without_file(words: list[str]) -> list[str]:
    """The words without the file that they end with: `het wachtwoord van het bestand` is one that opens it."""
    if len(words) < _OF_ONE or words[-1] not in _FILES or words[-2] not in _OF_FILES:
        return words
    end = len(words) - 1
    while end > 1 and words[end - 1] in _OF_FILES:
        end -= 1
    return words[:end]
