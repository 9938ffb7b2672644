"""What a name in a script that glues its words says about the value that it names."""

import re
from collections.abc import Iterable
from functools import cache
from operator import attrgetter

from remediate.shapes import vocabulary as words_of
from remediate.shapes.kinds import Kind, Naming
from remediate.shapes.tongues import glyphs

_BETWEEN = re.compile(r"[\s_\-・:.]+")


def in_glyphs(name: str) -> Naming | None:
    """What the telling words anywhere in the name promise; None where there are none. `name` is in casefold."""
    name = _BETWEEN.sub("", name)
    if name.endswith(words_of.GLYPHS_OTHER) or _has(name, _with(words_of.GLYPHS_OTHER_ANYWHERE, "others")):
        return None
    for told, part, kind in _TELLING:
        if _has(name, _with(told, part)):
            return Naming(kind, strong=True)
    if _has(name, _with(words_of.GLYPHS_KEY, "keys")):
        return Naming(Kind.KEY, strong=_has(name, _with(words_of.GLYPHS_KEY_OWNERS, "openers")))
    return Naming(Kind.CREDENTIAL, strong=False) if _has(name, words_of.GLYPHS_CREDENTIAL) else None


_TELLING = (
    (words_of.GLYPHS_PASSWORD, "passwords", Kind.PASSWORD),
    (words_of.GLYPHS_PIN, "pins", Kind.PIN),
    (words_of.GLYPHS_CONNECTION, "connections", Kind.CONNECTION),
    (words_of.GLYPHS_SECRET, "secrets", Kind.SECRET),
    (words_of.GLYPHS_TOKEN, "tokens", Kind.TOKEN),
)


@cache
def _with(japanese: tuple[str, ...], part: str) -> tuple[str, ...]:
    """The words of every such language; put together when the first name comes that is written so."""
    return (*japanese, *glyphs(attrgetter(part)))


def _has(name: str, told: Iterable[str]) -> bool:
    return any(word in name for word in told)
