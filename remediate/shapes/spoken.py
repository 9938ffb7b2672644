"""Where the value of a name stands in a sentence ("the password is ..."), and after an option of a command line."""

import re

from remediate.shapes import company, signs
from remediate.shapes.looks import is_drawn_in_pieces, is_irregular
from remediate.shapes.members import QUOTE
from remediate.shapes.placed import BARE, Placed, Style, bounded

#: A user or a system that a sentence calls by its id: `ROBOT01`, `svc_flow`.
_CALLED = r"(?-i:[A-Z]{2,10}[-_]?\d{1,3}|[a-z]{2,12}(?:[_-][a-z]{2,12}){1,3}\d{0,3})"
#: What stands between its name and what says what it is: `the password for SAP is ...`.
_BETWEEN = rf"(?P<between>(?: (?!not|nicht|never|nie)(?:[^\W\d_]{{1,30}}|{_CALLED})){{0,6}}?)"
_IS = (
    r"(?:is|ist|lautet|est|es|é|è|e|är|wordt|will be|war|was|jest)(?: now| jetzt| ahora| maintenant| nu| ora| teraz)?"
    r"|(?<=kodeord )er|(?<=passord )er|(?<=salasana )on|(?<=hasło )to"
)
#: What a password was changed to, in the words of those who tell it.
_BECOMES = (
    r"(?:(?:was|is|has been|will be|been) )?(?:re)?(?:set|changed|updated) to|(?:wurde|wird|ist)(?: neu)? auf"
    r"|a été (?:changé|modifié|réinitialisé|remplacé)e? (?:en|par|à)"
    r"|(?:ha sido|fue|es) (?:cambiad|restablecid)[ao] (?:a|por)"
    r"|foi (?:alterad|redefinid|trocad|mudad)[ao] (?:para|por)|is (?:gewijzigd|veranderd|ingesteld) (?:in|naar|op)"
    r"|è stat[ao] (?:cambiat|impostat|modificat)[ao] (?:in|a|su)"
)
#: The tags of a page, and the mark of code, around what is told.
_TAGS = r"(?:<[a-z][^<>]{0,200}>[ \t]{0,4}){0,3}"
_SPOKEN = re.compile(
    rf"(?:{_BETWEEN} (?:{_BECOMES}|{_IS})[: ]{{1,2}}"
    rf"|は|是|为|為)[ \t]?{_TAGS}(?P<open>[\"'`])?",
    re.IGNORECASE,
)
#: A value that stands right behind its name, set off: `the password "..."`, `the key <code>...</code>`.
_SET_OFF = re.compile(rf"[ \t]{{1,2}}(?:(?P<open>[\"'`])|(?=<){_TAGS})(?=[^\s\"'`<]{{6}})", re.IGNORECASE)
#: A dash or an arrow between a password and its name.
_DASHED = re.compile(r"[ \t]{1,3}(?:-{1,2}>?|–|—|→|⇒)[ \t]{1,3}(?P<open>[\"'])?")
#: A value in a script that writes no blanks around it.
_IN_GLYPHS = re.compile(r"[!-~]{1,400}+")
_OPTION = re.compile(rf"[ \t]{{1,3}}(?P<open>{QUOTE})?(?=[^\s\-=(])")
#: Small letters among which more than one digit stands, and no method of hashing: `soleil123`, `fd940e7e`.
_DRAWN = r"(?!sha|md5|base|utf|pbkdf|hmac|oauth)(?=[a-z]{0,40}\d[a-z]{0,40}\d)[a-z0-9]{8,40}"
_LONG = re.compile(r" ((?=[^\s<]{0,100}\d)[\w-]{20,400}+(?:\.[\w-]{6,4000}+){0,4})(?=[\s.,;<)]|$)")
_MIXED = re.compile(
    r" ((?=[^\s<]{0,40}[a-z])(?=[^\s<]{0,40}\d)"
    r"(?=[^\s<]{0,40}[A-Z!#$%&*+=?@_~])(?:[A-Za-z0-9!#$%&*+=?@_~^-]|\.(?=[^\s.,;<])){7,40}|(?!19|20)\d{8}"
    rf"|{_DRAWN})(?=[\s.,;<]|$)"
)
#: Words with full stops between them: `HR.Onboarding.V2`.
_DOTTED = re.compile(r"[A-Z]{0,8}[a-z]{0,20}\d{0,2}(?:\.[A-Z]{0,8}[a-z]{0,20}\d{0,2}){1,6}")
#: Letters with signs between them, and no digit: `Rkq!mxtxIX`, `HQuRkq_vp-bYC`.
_SIGNED = re.compile(r" ((?:[A-Za-z!#$%*+=?@^~_-]|\.(?=[^\s.,;<])){8,40})(?=[\s.,;<]|$)")
_SIGN_INSIDE = re.compile(r"[A-Za-z][!#$%*+=?^~]+[A-Za-z]")


def in_words(text: str, end: int, *, option: bool, dashed: bool) -> Placed | None:
    """The value after a word in a sentence ("the password is ..."), or after an option of a command line."""
    match = _SPOKEN.match(text, end) or (_OPTION.match(text, end) if option else None)
    match = match or (_DASHED.match(text, end) if dashed else None) or _SET_OFF.match(text, end)
    if match is None or not company.OTHER_THINGS.isdisjoint((match.groupdict().get("between") or "").lower().split()):
        return None
    glyphs = not text[end : match.end()].isascii() and not match[0].startswith(" ")
    first, last = bounded(text, match.end(), match["open"], _IN_GLYPHS if glyphs else BARE)
    if match["open"] is None and not glyphs:
        last = signs.shown_end(text, end, first) or last
    while not option and last > first and text[last - 1] in ".:":
        last -= 1
    said = match["open"] is None or match.re is _SET_OFF
    return Placed(first, last, Style.SPOKEN if said else Style.QUOTED)


def beside(text: str, end: int, *, drawn: bool = False) -> Placed | None:
    """The word right after a telling one, if it is mixed as no word of a sentence is: `the password Canary_88`.

    `drawn`: only as long a one as keys are.
    """
    match = (_LONG if drawn else _MIXED).match(text, end)
    if match and not drawn and _DOTTED.fullmatch(match[1]):
        return None
    if match is None and not drawn and (signed := _SIGNED.match(text, end)) and _is_signed(signed[1]):
        match = signed
    return Placed(*match.span(1), Style.SPOKEN) if match else None


def _is_signed(word: str) -> bool:
    """Whether letters with signs among them were drawn."""
    if _SIGN_INSIDE.search(word):
        return is_irregular("".join(filter(str.isalpha, word)))
    return is_drawn_in_pieces(word)
