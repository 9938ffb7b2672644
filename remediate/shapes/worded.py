"""Values of several words or groups: sentences and labels, passphrases, what apps show as a password."""

import re

from remediate.shapes import tongues
from remediate.shapes.company import STAGES, SYSTEMS
from remediate.shapes.jumbled import is_jumbled
from remediate.shapes.names import naming
from remediate.shapes.words import LEXICON

_APP_PASSWORD = re.compile(r"[a-z]{4}(?:[ -][a-z]{4}){3}")
#: What is read aloud or typed off a screen stands in groups.
_GROUPS = re.compile(r"[A-Za-z0-9]{4}(?:([ -])[A-Za-z0-9]{4})(?:\1[A-Za-z0-9]{4}){2,6}")
_APP_LETTERS = 16


def is_app_password(value: str) -> bool:
    """Whether the value is in the form of an app password as providers give them.

    Google's `abcd efgh ijkl mnop`, with and without blanks, the `aB3d Ef6h ...` of WordPress, with as many groups.
    """
    if _APP_PASSWORD.fullmatch(value):
        return _SENTENCE_WORDS.isdisjoint(re.split("[ -]", value))
    return is_grouped(value) or (len(value) == _APP_LETTERS and value.islower() and is_jumbled(value))


def is_grouped(value: str) -> bool:
    """Whether the value is groups of four letters and digits that were drawn: no words, no card, no bank account."""
    if not _GROUPS.fullmatch(value) or not any(map(str.islower, value)):
        return False
    groups = re.split("[ -]", value)
    drawn = sum(map(_is_mixed, groups))
    return drawn * 2 >= len(groups) or (drawn > 0 and is_jumbled("".join(filter(str.isalpha, value))))


def _is_mixed(group: str) -> bool:
    """Whether letters and digits, or small letters and capitals, stand together as in no word."""
    if group.isalpha():
        return not (group.islower() or group.isupper() or group.istitle())
    return not group.isdigit()


#: Words that sentences and labels consist of, and passphrases do not.
_SENTENCE_WORDS = (
    frozenset(
        {
            *("a", "an", "the", "this", "that", "is", "are", "be", "will", "was", "has", "have", "must", "can", "of"),
            *("in", "on", "at", "by", "to", "for", "from", "with", "and", "or", "not", "no", "please", "see", "if"),
            *("as",),
            *("it", "your", "you", "we", "our", "all", "any", "only", "when", "which", "what", "use", "used", "using"),
            *("vault", "der", "die", "das", "ein", "eine", "ist", "sind", "wird", "werden", "und", "oder", "nicht"),
            *("bitte", "von", "aus", "im", "mit", "fur", "für", "zu", "zum", "zur", "auf", "siehe", "le", "la", "les"),
            *("un", "une", "est", "et", "ou", "pas", "dans", "pour", "par", "avec", "de", "du", "des", "voir", "el"),
            *("los", "las", "es", "y", "en", "por", "para", "con", "del", "o", "os", "um", "uma", "não", "em", "da"),
            *("do", "dos", "het", "een", "niet", "voor", "van", "met", "per", "il", "lo", "gli", "non", "che", "di"),
            *("step", "user", "users", "name", "active", "directory", "team", "list", "item", "items", "value"),
            *("field",),
            *("manager", "department", "service"),
        }
    )
    | tongues.SENTENCES
)
_PHRASE = 3
_LONGEST_PHRASE = 24


def is_passphrase(value: str) -> bool:
    """Whether the value is a few words that make no sentence: `correct-horse-battery-staple`."""
    words = re.split(r"[ _.-]", value)
    if not _PHRASE <= len(words) <= _LONGEST_PHRASE or not all(map(str.isalpha, words)):
        return False
    return _SENTENCE_WORDS.isdisjoint(word.casefold() for word in words) and not any(map(naming, words))


#: Words of settings and states, beside those of systems: two of them put together are no password.
_STATES = frozenset(
    {
        *("plain", "clear", "cleartext", "plaintext", "auto", "managed", "generated", "random", "identity", "vault"),
        *("premise", "premises", "prem", "self", "signed", "first", "second", "same", "two", "multi", "factor"),
        *("defined", "available", "applicable", "provided", "given", "known", "through", "only", "read", "write"),
        *("machine", "federated", "interactive", "silent", "implicit", "hybrid", "grant", "flow", "power", "automate"),
        *("logic", "office", "microsoft", "windows", "entra", "keepass", "cyberark", "bitwarden", "lastpass"),
        *("local", "remote", "cloud", "config", "configuration", "setting", "settings", "environment", "default"),
        *("basic", "digest", "ntlm", "kerberos", "saml", "anonymous", "none", "empty", "null", "blank", "missing"),
        *("per", "via", "up", "down", "off", "out", "non", "pre", "post", "sub", "inter", "re", "un", "data", "form"),
        *("your", "my", "example", "sample", "dummy", "placeholder", "change", "me", "changeme", "insert", "here"),
    }
)
#: What names are made of.
_KNOWN = LEXICON | _STATES | _SENTENCE_WORDS | SYSTEMS | STAGES


def is_known_word(word: str) -> bool:
    """Whether names and settings are made of such words, or sentences; `word` is in lower case."""
    return word in _KNOWN


_FOUR = 4
#: A shorter piece of letters is an ending or a number's name, and no word.
LEAST_WORD = 4


def is_four_words(value: str) -> bool:
    """Whether the value is four words or more that no name is made of: `maple-canary-lantern-harbor`."""
    words = [word.casefold() for word in re.split(r"[_.-]", value)]
    return len(words) >= _FOUR and is_passphrase(value) and all(len(w) >= LEAST_WORD and w not in _KNOWN for w in words)


#: Words of sentences that end with a number: where something is written, how often, how long, and since when.
_BEFORE_NUMBERS = frozenset(
    {
        *("ticket", "page", "chapter", "room", "call", "ask", "phone", "ext", "extension", "dial", "line", "minutes"),
        *("every", "least", "most", "more", "less", "than", "about", "within", "contact", "helpdesk", "incident"),
        *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
        *("december", "week", "day", "days", "month", "months", "year", "years", "hours", "release", "slide"),
        *("seite", "kapitel", "raum", "zimmer", "anruf", "durchwahl", "mindestens", "alle", "tage", "januar"),
        *("februar", "juni", "juli", "oktober", "dezember", "chapitre", "bureau", "poste", "mois", "moins", "jours"),
        *("pagina", "página", "capitulo", "capítulo", "sala", "menos", "días", "dias", "meses", "kamer", "minstens"),
        *("dagen", "maanden", "stanza", "almeno", "giorni", "mesi", "minimo", "mínimo", "minimaal", "support"),
    }
)


_NOT_TOLD = _KNOWN | _BEFORE_NUMBERS


def is_told_phrase(value: str) -> bool:
    """Whether the value is three words or more and a number, none of a sentence or a setting: `river canary fan 6`."""
    words = [word.casefold() for word in value.rstrip("!?. 0123456789").split(" ")]
    return value.islower() and is_passphrase(" ".join(words)) and _NOT_TOLD.isdisjoint(words)


_GLUED = re.compile(r"(?:[A-Z][a-z]{2,19}){3,8}")
_GLUED_WORD = re.compile(r"[A-Z][a-z]+")


def is_glued_words(value: str) -> bool:
    """Whether the value is three words or more put together that no name is made of: `CanaryLanternHarbor`."""
    if not _GLUED.fullmatch(value):
        return False
    return _KNOWN.isdisjoint(word.casefold() for word in _GLUED_WORD.findall(value)) and naming(value) is None


_PAIR = re.compile(r"([^\W\d_]{3,20})[_.-]([^\W\d_]{3,20})")


def is_chosen_pair(value: str) -> bool:
    """Whether the value is two words put together that no setting is called by: `Canary_fan`, and not `key_vault`."""
    pair = _PAIR.fullmatch(value)
    words = [word.casefold() for word in pair.groups()] if pair else []
    return bool(words) and not any(word in LEXICON or word in _STATES or word in _SENTENCE_WORDS for word in words)


_LABEL = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+){0,3}[:：]")


def is_prose(value: str) -> bool:
    """Whether the value is a sentence or a label: several words, most of them of letters alone."""
    if " " not in value and "\n" not in value and "　" not in value:
        return any(c in value for c in "。、") or _LABEL.fullmatch(value) is not None
    words = value.split()
    if is_app_password(value):
        return False
    plain = sum(1 for word in words if word.strip(".,:;!?()\"'’").isalpha())
    return len(words) > 4 or plain == len(words) or value.rstrip()[-1] in ":?"  # noqa: PLR2004 - a long phrase


def is_sentence_word(word: str) -> bool:
    """Whether the word is one of the small ones that sentences are made with."""
    return word.casefold() in _SENTENCE_WORDS


def is_sentence(value: str) -> bool:
    """Whether the value is a few words, and one of them is of the small ones that sentences are made with."""
    words = [word.strip(".,:;!?()\"'’").casefold() for word in value.split()]
    return len(words) >= _PHRASE and is_prose(value) and not _SENTENCE_WORDS.isdisjoint(words)
