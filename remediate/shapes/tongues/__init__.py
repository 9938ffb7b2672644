"""How makers of the world call their credentials, one entry a language; what each word does is in `vocabulary`.

English, German, French, Spanish, Portuguese, Dutch, Italian and Japanese are in `vocabulary`, `company` and
`placeholders`, by what their words mean.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from remediate.shapes.tongues import baltic, eastern, northern, semitic, slavic, southern
from remediate.shapes.tongues.interface import Tongue, plain

WORDED: tuple[Tongue, ...] = (*slavic.ALL, *baltic.ALL, *northern.ALL, *southern.ALL, *eastern.WORDED)
"""Languages whose words stand apart."""
GLUED: tuple[Tongue, ...] = (*semitic.ALL, *eastern.GLUED)
"""Languages that write words together, or small words at the beginning of others."""

_Part = Callable[[Tongue], tuple[str, ...]]


def words(part: _Part, tongues: Iterable[Tongue] = WORDED) -> frozenset[str]:
    """One part of every language as names are compared: plain, a phrase as one word."""
    return frozenset("".join(plain(one).split()) for tongue in tongues for one in part(tongue))


def glyphs(part: _Part) -> tuple[str, ...]:
    """The same of the languages that are looked for anywhere in a name."""
    return tuple(sorted(words(part, GLUED)))


def phrases(part: _Part) -> tuple[str, ...]:
    """The phrases of one part, each as one word."""
    written = {one for tongue in WORDED for one in part(tongue) if " " in one}
    return tuple(sorted("".join(plain(one).split()) for one in written))


def _telling(tongue: Tongue) -> tuple[str, ...]:
    return tongue.telling


def _pairs(tongue: Tongue) -> tuple[str, ...]:
    return (*tongue.telling, *tongue.openers, *tongue.others)


def _roots() -> Iterator[str]:
    for root in chain.from_iterable(tongue.roots for tongue in (*WORDED, *GLUED)):
        yield root
        if len(short := plain(root)) >= _LEAST or not short.isascii():
            yield short


_LEAST = 4
ROOTS = frozenset(_roots())
"""What a telling name in one of the languages holds, with accents and without."""
TELLING = words(_telling)
"""The telling words of all languages whose words stand apart."""
COMPOUNDS = frozenset(phrases(_pairs))
"""Two words that mean one thing: `mật khẩu`."""
SHORT = frozenset(word for word in words(_pairs) if len(word) <= 4)  # noqa: PLR2004 - of which others are glued
"""Words so short that they are parts of words in other languages."""
NOTHING = frozenset(one.casefold() for tongue in (*WORDED, *GLUED) for one in tongue.nothing)
"""Values that say that nothing is there."""
PLACEHOLDERS = frozenset(one.casefold() for tongue in WORDED for one in tongue.placeholders)
"""Words of values that are still to come."""
PLACEHOLDER_GLYPHS = tuple(one for tongue in GLUED for one in tongue.placeholders)
"""The same, anywhere in a value."""
SENTENCES = frozenset(one for tongue in WORDED for one in tongue.sentences)
"""Words that sentences consist of."""
