"""What stands where a secret belongs and is none: placeholders and masks, in the languages that makers use."""

import re

from remediate.shapes import tongues
from remediate.shapes.clauses import PLACES, is_clause
from remediate.shapes.looks import is_random
from remediate.shapes.names import naming

#: A value made of nothing but mask characters, or of one character over and over.
_MASK = re.compile(r"[*xX•●∙.·…_\-#?=+ ]+|([^\d])\1{3,}|0{6,}", re.DOTALL)
#: A value that is one marked place: <key>, {{key}}, [key], ${key}, %key%, #{key}#, __key__, #key#, $(key), {key}.
_MARKED = re.compile(
    r"<<?[^<>]*>>?|\([^()]*\)|%%[^%]*%%|\$\{\{[^{}]*\}\}|\$env:\w+|\$[A-Z_]{3,}"
    r"|\{\{?[^{}\"]*\}?\}|\[\[?[^\[\]]*\]?\]|[$#]\{[^{}]*\}#?|\$\([^()]*\)|%[A-Za-z0-9_. -]+%"
    r"|%\(\w+\)[sdr]|:[a-z_]{3,40}|\$\$[A-Za-z_]+\$\$|\$(?:secrets?|vault|env|config|params?)\.[\w.]+"
    r"|__[A-Za-z0-9_-]+__|#[A-Za-z_-]+#|@?@[A-Za-z_-]+@@|«[^»]*»|【[^】]*】|＜[^＞]*＞|~[A-Za-z_-]+~"
)
#: Keys of documentation and emulators, which the whole world knows. Source: AWS, jwt.io, Azurite, Cosmos DB emulator.
_PUBLISHED = re.compile(
    r"EXAMPLE(?:KEY)?$|^Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq|^C2y6yDjf5/R\+ob0N8A7Cgv30VRDJIWEHLM"
    r"|SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c$"
)
#: A secret of Entra as it was until 2020: 32 characters, which may happen to begin and to end with a bracket.
_BRACKETED = re.compile(r"\[[^\s\[\]]{30}\]")
_EMPTY_GUID = re.compile(r"[{(]?([0-9a-fA-FxX])\1{7}(?:-\1{4}){3}-\1{12}[)}]?")
_WORD = re.compile(r"[^\W\d_]+")

#: Words that mark a text of words as a placeholder.
_WORDS = (
    frozenset(
        {
            *("your", "yours", "placeholder", "fillmein", "fillin", "fill", "changeme", "replaceme", "replace"),
            *("insert",),
            *("todo", "tbd", "tbc", "tba", "example", "sample", "dummy", "enter", "paste", "redacted", "removed"),
            *("fixme", "hidden", "masked", "censored", "scrubbed", "here", "put", "xxx", "xxxx", "xxxxx", "xxxxxx"),
            *("provide", "youraccesskey", "yourapikey", "yourkey", "yourpassword", "yoursecret", "yourtoken"),
            *("yourclientsecret", "update", "undefined", "unset", "notset", "notused", "unused", "obsolete"),
            *("sanitized",),
            *("set", "my", "apikeyhere", "keyhere", "secrethere", "passwordhere", "tokenhere", "foo", "bar", "foobar"),
            *("lorem", "hier", "einfugen", "einfuegen", "einfügen", "eingeben", "eintragen", "ersetzen", "ihr", "ihre"),
            *("ihren", "dein", "deine", "platzhalter", "ausfüllen", "ausfuellen", "beispiel", "geschwärzt", "entfernt"),
            *("ändern", "votre", "vos", "remplacer", "remplacez", "remplir", "ici", "insérer", "inserer", "saisir"),
            *("exemple", "tu", "su", "aquí", "aqui", "reemplazar", "reemplace", "introducir", "introduzca", "insertar"),
            *("ejemplo", "ingrese", "rellenar", "pendiente", "cambiar", "cámbiame", "cambiame", "compléter"),
            *("completer",),
            *("sua", "seu", "substituir", "substitua", "inserir", "insira", "preencher", "exemplo", "alterar"),
            *("coloque",),
            *("uw", "jouw", "invullen", "vervang", "vervangen", "invoeren", "voorbeeld", "aanpassen", "wijzigen"),
            *("definir", "définir", "defined", "definire", "determined", "vullen", "nachgereicht", "nachgeliefert"),
            *("festzulegen", "bepalen", "bepaald", "ergänzen", "ergaenzen", "folgt", "ausstehend", "angabe", "angaben"),
            *("renseigner", "préciser", "preciser", "completar", "confirmar", "informar", "compilare", "aanvullen"),
            *("confirmer", "bestätigen", "bevestigen", "confermare", "identique", "identisch", "idéntica", "identica"),
            *("inserire", "inserisci", "tuo", "tua", "sostituire", "esempio", "qui", "din", "ditt", "här", "her"),
        }
    )
    | tongues.PLACEHOLDERS
)
_GLYPHS = (
    "ここ",
    "入力",
    "あなた",
    "置き換え",
    "置換",
    "記入",
    "請輸入",
    "请输入",
    "替换",
    "替換",
    "입력",
    "例:",
    "ダミー",
    "未定",
    "未設定",
    *("後日", "追記", "別途", "該当なし", "特になし", "設定なし"),
    *tongues.PLACEHOLDER_GLYPHS,
)
#: Values that say that nothing is there.
_NOTHING = (
    frozenset(
        {
            *("none", "null", "nil", "na", "n/a", "n.a.", "-", "--", "undefined", "empty", "default", "tbd", "nothing"),
            *("leer", "keine", "keins", "kein", "vide", "aucun", "aucune", "vacio", "vacío", "ninguno", "ninguna"),
            *("nenhum", "nenhuma", "vazio", "leeg", "geen", "niente", "なし", "無し", "無", "nan", "blank", "optional"),
            *("k.a.", "k. a.", "k.a", "ka", "k/a", "keine angabe", "n.v.t.", "nvt", "n.b.", "n. v. t.", "s.o."),
            *("s. o.",),
            *("entfällt", "entfallen", "s.d.", "n.d.", "n. d.", "nd", "s/o", "s/d", "n.p.", "n/d", "s.u.", "n.n."),
            *("b.d.",),
            *("néant", "neant", "sans objet", "sin datos", "no aplica", "não se aplica", "non applicable"),
            *("geen opgave",),
            *("no", "yes", "true", "false", "on", "off", "ja", "nein", "oui", "non", "si", "sí", "sim", "nao", "não"),
            *("nee", "wahr", "falsch", "vrai", "faux", "string", "text", "texte", "texto", "tekst", "enabled"),
            *("disabled", "required", "oauth2", "oauth", "basic", "bearer", "saml", "ntlm", "aad", "kerberos"),
            *("apikey",),
            *("jwt", "digest", "anonymous", "securestring", "secureobject", "expired", "inherit", "inherited"),
            *("unknown",),
            *("rotated", "pending", "missing", "invalid", "valid", "changed", "active", "inactive", "locked", "stored"),
            *("deprecated", "unchanged", "set", "gesetzt", "saved", "hidden", "present", "configured", "hinterlegt"),
            *("vorhanden", "verborgen", "défini", "definida", "definido", "configurado", "configuré", "ingesteld"),
            *("absent", "geblokkeerd", "bloqueada", "bloqueado", "bloqué", "bloquée", "verrouillé", "verrouillée"),
            *("modifié", "modifiée", "geändert", "gewijzigd", "cambiada", "cambiado", "alterada", "alterado"),
            *("bloccata",),
            *("modificata", "enregistré", "gespeichert", "opgeslagen", "guardada", "salva", "salvata", "deaktiviert"),
            *("encrypted", "managed", "abgelaufen", "unbekannt", "fehlt", "gesperrt", "expiré", "inconnu", "manquant"),
            *("caducada", "caducado", "desconocida", "desconocido", "expirada", "expirado", "desconhecida", "verlopen"),
            *("onbekend", "wygasło", "nieznane", "scaduta", "期限切れ", "不明", "bcrypt", "argon2", "pbkdf2", "auto"),
            *("automatic", "manual", "generated", "hashed", "vault", "file", "integrated", "system", "prompt", "ask"),
            *("same", "custom", "local", "external", "internal", "automatisch", "manuell", "automatique", "manuel"),
            *("passed", "fail", "failed", "failure", "succeeded", "success", "bestanden", "durchgefallen", "réussi"),
            *("échoué", "échec", "aprobado", "reprobado", "aprovado", "reprovado", "geslaagd", "gezakt", "superato"),
            *("automático", "automatico", "manuale", "handmatig", "windows", "sso", "shared"),
        }
    )
    | tongues.NOTHING
)
#: The words that mark a placeholder even beside digits and marks: others may be part of a password, `changeme1`.
_SURE = frozenset(
    {
        *("your", "placeholder", "fillmein", "replaceme", "redacted", "removed", "todo", "insert", "votre", "ihr"),
        *("platzhalter", "einfügen", "remplacer", "reemplazar", "substituir", "invullen", "xxx", "xxxx", "xxxxx"),
    }
)
_MARKS = re.compile(r"[0-9!@#$%^&*+=~;|]")
_MANY_DIGITS = 3
_PHRASE = 5
_WORDED = re.compile(r"[^\W\d_a-z]+|.[^\W\d_A-Z]*")


def is_nothing(value: str) -> bool:
    """Whether a value says that there is none, or is a yes or no."""
    return value.strip().casefold() in _NOTHING


def is_placeholder(value: str) -> bool:
    """Whether a value stands in for one that is still to come, or hides one."""
    value = value.strip().strip("\\\"'")
    if not value or _MASK.fullmatch(value) or _EMPTY_GUID.fullmatch(value):
        return True
    if _MARKED.fullmatch(value) and not (_BRACKETED.fullmatch(value) and is_random(value[1:-1])):
        return True
    if _PUBLISHED.search(value) or any(glyphs in value for glyphs in _GLYPHS):
        return True
    return (
        _has_run(value)
        or _YOUR.match(value) is not None
        or (sum(map(str.isdigit, value)) < _MANY_DIGITS and _says_so(value))
    )


def _says_so(value: str) -> bool:
    """Whether a text of words is one that marks a placeholder."""
    pieces = _split(value)
    if sum(1 for piece in pieces if not _WORDED.fullmatch(piece)) > 1:
        return False  # drawn letters, in which any short word may stand
    words = [word.casefold() for word in pieces]
    phrase = len(words) >= _PHRASE and " " not in value and not any(map(naming, words))
    if phrase or _MARKS.search(value):
        return not _SURE.isdisjoint(words)  # a phrase of words, or a password, may hold any of the others
    found = _WORDS.intersection(words)
    return (bool(found) and not (found <= PLACES and is_clause(value))) or "".join(words) in _WORDS


#: `your-256-bit-secret`: what begins so is one, with as many digits as it has.
_YOUR = re.compile(r"(?:your|<your|ihr|votre)[-_ ](?:[a-z0-9]{1,12}[-_ ]){0,5}[a-z]{2,12}>?$", re.IGNORECASE)
_CAMEL_EDGE = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: One in three thousand signatures of a JWT has four such letters in a row by chance, once and somewhere inside.
_BY_CHANCE = re.compile(r"(?!.*\.\.)(?=[\w.+/=~-]{80,}$)(?:(?![xX]{4}).)++[xX]{4,7}+(?![xX])(?:(?![xX]{4}).)++")
_RUN = re.compile(r"(?:[xX]{4,}|\*{3,}|•{3,}|●{3,}|\.{3,}|…|_{4,})")


def _split(value: str) -> list[str]:
    if len(value) > 200:  # noqa: PLR2004 - no placeholder is as long
        return []
    return [piece for word in _WORD.findall(value) for piece in _CAMEL_EDGE.split(word)]


def _has_run(value: str) -> bool:
    """Whether masking characters make up a part of the value, as in `sk-xxxxxxxx` or `abc***`."""
    return _RUN.search(value) is not None and _BY_CHANCE.fullmatch(value) is None
