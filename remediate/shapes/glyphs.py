"""What a name in a script without blanks says about the value that it names."""

import re

from remediate.shapes import vocabulary as words_of
from remediate.shapes.kinds import Kind, Naming


def in_glyphs(name: str) -> Naming | None:
    """What the telling words anywhere in the name promise; None where there are none. `name` is in casefold."""
    name = re.sub(r"[\s_\-・:.]+", "", name)
    if name.endswith(words_of.GLYPHS_OTHER):
        return None
    for glyphs, kind in (
        (words_of.GLYPHS_PASSWORD, Kind.PASSWORD),
        (words_of.GLYPHS_PIN, Kind.PIN),
        (words_of.GLYPHS_CONNECTION, Kind.CONNECTION),
        (words_of.GLYPHS_SECRET, Kind.SECRET),
        (words_of.GLYPHS_TOKEN, Kind.TOKEN),
    ):
        if any(glyph in name for glyph in glyphs):
            return Naming(kind, strong=True)
    if any(glyph in name for glyph in words_of.GLYPHS_KEY) and "キーワード" not in name:
        return Naming(Kind.KEY, strong=any(owner in name for owner in words_of.GLYPHS_KEY_OWNERS))
    telling = any(glyph in name for glyph in words_of.GLYPHS_CREDENTIAL)
    return Naming(Kind.CREDENTIAL, strong=False) if telling else None
