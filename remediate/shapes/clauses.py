"""Passphrases that are a small sentence: `winter.is.long.here`, `le chat dort bien`, `vamos_a_la_playa`.

People are told to take a sentence for a password. What is said in the place of one ("ask the admin", `stored_in_vault`)
is a sentence, too: its words are those of settings, and of telling.
"""

import re

from remediate.shapes.names import naming
from remediate.shapes.worded import LEAST_WORD, is_known_word

_WORDS = re.compile(r"[^\W\d_]{1,20}(?:[ ._-][^\W\d_]{1,20}){2,8}")
_JOINT = re.compile(r"[ ._-]")
#: The mark or number at the end, and what is glued to it.
_END = re.compile(r"[ _.-]?[\d!?]{1,4}$|(?<=\w)[!?.]$")
_LINKING = frozenset(
    {
        *("a", "an", "the", "is", "are", "of", "in", "on", "at", "by", "to", "for", "from", "with", "and", "or", "as"),
        *("it", "der", "die", "das", "ein", "eine", "ist", "sind", "und", "oder", "von", "aus", "im", "mit", "fur"),
        *("für", "zu", "zum", "zur", "auf", "le", "la", "les", "un", "une", "est", "et", "ou", "dans", "pour", "par"),
        *("avec", "de", "du", "des", "el", "los", "las", "es", "y", "en", "por", "para", "con", "del", "o", "os"),
        *("um", "uma", "em", "da", "do", "dos", "het", "een", "voor", "van", "met", "il", "lo", "gli", "di", "al"),
        *("i", "e", "den", "dem", "am", "au", "aux", "ao", "na", "no", "op", "te", "nel", "och", "og", "som", "uit"),
    }
)
PLACES = frozenset({"here", "hier", "ici", "aqui", "aquí", "qui", "här", "her"})
"""Where something is, as much in a passphrase as in what stands in for a value."""
#: The words of who tells where a password is, whom to ask, what becomes of it and how it is.
_TOLD = frozenset(
    {
        *("see", "ask", "asks", "call", "get", "gets", "sent", "send", "sends", "given", "give", "gave", "stored"),
        *("saved", "kept", "located", "typed", "choose", "chosen", "goes", "comes", "written", "noted", "noten"),
        *("later", "soon", "separately", "separate", "own", "personal", "secure", "securely"),
        *("safe", "wiki", "letter", "sms", "post", "drawer", "year", "week", "month", "today", "tomorrow", "now"),
        *("pipeline", "deployment", "import", "helpdesk", "desk", "boss", "colleague", "owner", "everyone", "nobody"),
        *("used", "using", "use", "please", "available", "case", "sensitive", "before", "after", "go", "live"),
        *("siehe", "bitte", "frag", "frage", "fragen", "erfragen", "anfragen", "nachfragen", "geben", "gibt", "gib"),
        *("gesendet", "zugesandt", "geschickt", "schickt", "schicken", "zugestellt", "versendet", "mitgeteilt"),
        *("separat", "getrennt", "später", "spaeter", "abgelegt", "notiert", "steht", "stehen", "liegt", "findest"),
        *("finden", "gleich", "gleiche", "dasselbe", "wie", "vorher", "jahr", "eigenes", "persönlich", "brief"),
        *("tresor", "handbuch", "seite", "kommt", "kommen", "noch", "erhalten", "bekommt", "kollege", "kollegen"),
        *("chef", "leitung", "abteilung", "nachtragen", "wird", "werden", "verwendet", "benutzt", "nutzen"),
        *("voir", "demander", "demandez", "contacter", "contactez", "envoyé", "envoyée", "communiqué", "transmis"),
        *("séparément", "separement", "tard", "coffre", "fort", "fourni", "fournie", "même", "meme", "sera", "reçu"),
        *("trouve", "noté", "gardé", "stocké", "équipe", "equipe", "responsable", "collègue", "courrier", "changer"),
        *("ver", "pedir", "pida", "pide", "solicitar", "solicite", "consultar", "consulte", "preguntar", "pregunte"),
        *("enviado", "enviada", "será", "entregado", "separado", "luego", "tarde", "mismo", "misma", "igual"),
        *("anterior", "soporte", "caja", "fuerte", "guardado", "cofre", "peça", "perguntar", "pergunte", "depois"),
        *("mesmo", "mesma", "suporte", "guardada", "jefe", "chefe", "equipo", "correo", "carta", "veja", "vea"),
        *("zie", "vraag", "vragen", "opvragen", "aanvragen", "verstuurd", "gestuurd", "toegestuurd", "apart"),
        *("volgt", "kluis", "zelfde", "hetzelfde", "vorig", "jaar", "beheerder", "staat", "staan", "bewaard"),
        *("collega", "navragen", "komt", "krijgt", "wordt", "vedi", "chiedere", "chiedi", "richiedere", "inviata"),
        *("inviato", "separatamente", "dopo", "stessa", "stesso", "cassaforte", "collega", "arriva", "sarà"),
        *("se", "fråga", "spørg", "spør", "samma", "samme", "senare", "senere", "sendes", "skickas", "finns"),
        *("sans", "objet", "moment", "momento"),
    }
)
#: So many words that carry what is said make it one.
_LEAST = 2


def tells(value: str) -> bool:
    """Whether one of the words is of those that tell of a password."""
    return any(word.casefold() in _TOLD for word in _JOINT.split(value))


def is_clause(value: str) -> bool:
    """Whether the value is a small sentence in which nothing is told of a password; a number or mark may end it.

    With blanks it must be in small letters: what is told begins with a capital.
    """
    plain = _END.sub("", value)
    if not _WORDS.fullmatch(plain) or (" " in plain and not value.islower()):
        return False
    words = [word.casefold() for word in _JOINT.split(plain)]
    others = [word for word in words if word not in _LINKING and word not in PLACES]
    said = tells(plain) or any(is_known_word(word) or naming(word) for word in others)
    return not said and sum(len(word) >= LEAST_WORD for word in others) >= _LEAST
