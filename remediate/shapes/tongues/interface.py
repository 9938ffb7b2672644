"""What is known of a language, and how its words are compared."""

import unicodedata
from dataclasses import dataclass
from functools import cache

#: Letters that are no other letter with an accent.
_SPECIAL = str.maketrans(dict(zip("łŁøØıđĐð", "lLoOidDd", strict=True)) | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def unaccented(name: str) -> str:
    """The name without accents, and with full-width characters narrowed and half-width ones widened."""
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
    kept = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFKC", kept)


@cache
def plain(word: str) -> str:
    """A word as names are compared: without accents, in one case."""
    return unaccented(word).casefold()


def _list(words: str) -> tuple[str, ...]:
    return tuple(one for written in words.split(",") if (one := " ".join(written.split())))


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of a language, as they are written there; a phrase has a blank between its words."""

    roots: tuple[str, ...]
    """What each of its telling words holds; short, for every text is searched for them."""
    passwords: tuple[str, ...]
    weak: tuple[str, ...] = ()
    """Words that mean a password or something else."""
    secrets: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    connections: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    """What a key or a token is for."""
    others: tuple[str, ...] = ()
    """Words that make another thing of a name, wherever they stand."""
    nothing: tuple[str, ...] = ()
    """Whole values that say that there is none."""
    placeholders: tuple[str, ...] = ()
    """Words of a value that is still to come."""
    sentences: tuple[str, ...] = ()
    """Words that sentences consist of, and passphrases do not."""

    @property
    def telling(self) -> tuple[str, ...]:
        """The words without which no name tells."""
        said = (self.passwords, self.weak, self.secrets, self.keys, self.tokens, self.pins, self.connections)
        return tuple(word for words in said for word in words)


def tongue(**parts: str) -> Tongue:
    """A language from lists with commas, one for each part of a `Tongue`."""
    return Tongue(**{part: _list(words) for part, words in parts.items()})
