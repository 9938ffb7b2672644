"""Values that are something else, whatever they are called: addresses, dates, files, code, references, public keys."""

import base64
import re

from remediate.shapes.looks import DATE, IMAGE
from remediate.shapes.records import is_record
from remediate.shapes.requirements import is_requirement

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.:-]*://\S*|/?subscriptions/\S+|www\.\S+|//\S+|mailto:\S+")
#: An address whose path has blanks, as browsers show a library of SharePoint: `.../Shared Documents/Reports 2024`.
_BLANK = r" (?:[^\W\d_]{1,40}|\d{1,8})(?![^\s/])"
_URL_WITH_BLANKS = re.compile(rf"https?://[\w-]+(?:\.[\w-]+)+(?:/[\w%.~()-]*(?:{_BLANK})*)+")
_EMAIL = re.compile(r"[A-Za-z][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,10}")
#: What points to a secret in a vault, in the ways that Azure's services write it.
_REFERENCE = re.compile(
    r"@{1,2}Microsoft\.KeyVault\(|(?:vault|ssm|arn|op|akv|secretsmanager|conjur):(?=[\w/])"
    r"|[^\s]*\.vault\.azure\.(?:net|cn)/|@[A-Za-z]+\(|\[[A-Za-z]+\(|\$env:|process\.env\.|env\."
)
#: A whole expression of a template of Azure Resource Manager: `[parameters('name')]`.
_TEMPLATED = re.compile(r"\[[A-Za-z]++\((?:[^\n)]++|\)(?![.\[]|\]\Z))*+\)(?:[.\[][^\n]*)?\]")
_FILE = re.compile(
    r"[^\n/\\]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|json|csv|txt|md|xml|html?|zip|msg|eml|png|jpe?g|svg|pub|ya?ml|log|ps1|py)"
)
_CMDLET = re.compile(
    r"(?:Get|Set|New|Read|Import|Export|Invoke|ConvertTo|ConvertFrom|Connect|Add|Select|Where|Out|Write)-[A-Z][A-Za-z]+"
)
#: Keys that are made to be seen: of Stripe, Mapbox and PostHog.
_PUBLISHED = re.compile(r"pk_(?:live|test)_|pk\.eyJ|phc_")
#: What is public beside a key: an account of Twilio, public keys and certificates.
_PUBLIC = re.compile(
    r"AC[0-9a-f]{32}$"
    r"|ssh-(?:rsa|ed25519|dss) |-----BEGIN (?:CERTIFICATE|PUBLIC|RSA PUBLIC)"
)
#: The beginning of a certificate or public key in base64: a sequence that holds a sequence, and no number first.
_DER = re.compile(r"MI[A-P][A-Za-z0-9+/]{6}")
_STRUCTURED = re.compile(r"<[A-Za-z!?/]|[{\[]\s*(?:\"|\{|\[|\}|\]|'|\d+\s*[,\]])")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}")
_CODE = re.compile(r"[\w.]+\(.*\)", re.DOTALL)
#: A regular expression, and a sentence with a link.
_PATTERN = re.compile(
    r"\\{1,2}[sdwSDWb][*+{)?]|\[\^?\S{0,12}[a-z0-9A-Z]-[a-z0-9A-Z]\S{0,12}\][*+{?]|\(\?[:=!i<]"
    r"|^\^[^\n]{0,200}(?:\{\d{1,3}(?:,\d{0,3})?\}|[.\])][*+])[^\n]{0,200}\$$"
)
_LINKED = re.compile(r"\s(?:https?://|www\.)")
#: A path of a file or the key of a record: words with slashes or colons between them.
_PATHLIKE = re.compile(
    r"[\w][\w -]{1,30}(?:/[\w.-]{1,60}){1,8}\.[a-z][a-z0-9]{1,4}|[a-z]{2,15}(?:[/:][\w-]{1,12}){1,6}"
    r"|\d{4}/\d\d/\d\d(?:/[\w.-]{0,60}){0,6}"
)
#: A digit between capitals, as in no word of a path.
_MIXED = re.compile(r"[a-z][A-Z]{1,4}\d[A-Z]")
#: Where the secret really is.
_KEEPER = re.compile(
    r"\b(?:1password|lastpass|keepass|bitwarden|dashlane|cyberark|delinea|thycotic|passbolt|key ?vault|hashicorp)"
    r"\d{0,2}\b",
    re.IGNORECASE,
)
#: A word, and a date.
_DATED = re.compile(r"[^\W\d_]{2,} (?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./])")
#: A day as people write it: `31. 3. 2025`, `31 mars 2025`, `2025年3月31日`.
_DAY = re.compile(
    r"\d{1,2}\. ?\d{1,2}\. ?\d{4}\.?|\d{4}\. ?\d{1,2}\. ?\d{1,2}\.?"
    r"|\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?(?: de)? (?:19|20)\d\d(?: [гр]\.?)?"
    r"|\d{4}[年년] ?\d{1,2}[月월](?: ?\d{1,2}[日일])?"
)
#: Hebrew, Arabic, Devanagari, Thai, and the scripts of East Asia.
_GLYPHS = re.compile(r"[\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: What is kept of a password to compare it with.
_HASHED = re.compile(
    r"\$(?:2[abxy]?|5|6|argon2\w{0,2})\$|(?:md5|sha(?:1|256|384|512)?|pbkdf2\w{0,12})[:$]|\{S?(?:SHA|MD5)\d{0,3}\}"
)
#: An id with a word before it or a number after it, and the address of a database without a password.
_AROUND_ID = re.compile(
    r"[^\W\d_]{2,30}[|_][0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_\d{1,4}|jdbc:\w+:\w{0,10}:?@\S*"
)
#: What a file of settings fills in when it is read: `!secret name`.
_FILLED_IN = re.compile(r"!(?:secret|vault|env|ENV|Ref|Sub|GetAtt|reference)\b")
#: A method of hashing or of encryption: `AES256`, `PBKDF2-SHA256`.
_METHOD = re.compile(
    r"(?:(?:aes|sha|rsa|hmac|md|hs|rs|pbkdf|argon|blowfish|ecdsa)\d{0,4}[a-z]{0,3}[-_/]?){1,4}", re.IGNORECASE
)
#: The code of a site or a team: `DE-HH-IT01`.
_UNIT = re.compile(r"(?:[A-Z]{2,4}-){1,3}[A-Z]{2,4}\d{0,3}")
_ENVIRONMENT = re.compile(r"(?:Default|default)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOOKED_AT = 400
_SEQUENCE = 0x30


def is_address(value: str) -> bool:
    """Whether the value is an address of the web, of mail, or of a thing in Azure."""
    return bool(_URL.fullmatch(value) or (len(value) <= _LOOKED_AT and _URL_WITH_BLANKS.fullmatch(value)))


def is_templated(value: str) -> bool:
    """Whether the value is an expression of another tool's template, which reads the secret from elsewhere."""
    return _TEMPLATED.fullmatch(value) is not None


def is_reference(value: str) -> bool:
    """Whether the value points to a secret elsewhere, or is a whole document."""
    return _STRUCTURED.match(value) is not None or _REFERENCE.match(value) is not None


def is_published(value: str) -> bool:
    """Whether the value is a key that its service means to be seen by everybody."""
    return _PUBLISHED.match(value) is not None


def is_told_about(value: str) -> bool:
    """Whether the value says where a secret is kept, when it changed or what it must be, or is kept to compare it."""
    head = value[:_LOOKED_AT]
    return bool(
        _HASHED.match(value)
        or _KEEPER.search(head)
        or _DATED.search(head)
        or _DAY.fullmatch(head)
        or is_requirement(head)
        or (not head.isascii() and _is_in_glyphs(head))
    )


def _is_in_glyphs(value: str) -> bool:
    """Whether most letters are of a script that nobody types passwords in: words of a sentence."""
    return len(_GLYPHS.findall(value)) > sum(c.isascii() and c.isalpha() for c in value)


def is_something_else(value: str) -> bool:
    """Whether the value is of a known sort that is no secret."""
    return bool(
        _EMAIL.fullmatch(value)
        or DATE.fullmatch(value)
        or _COLOUR.fullmatch(value)
        or IMAGE.match(value)
        or is_reference(value)
        or _CODE.fullmatch(value)
        or is_published(value)
        or _PUBLIC.match(value)
        or _FILE.fullmatch(value)
        or _PATTERN.search(value[:_LOOKED_AT])
        or (_PATHLIKE.fullmatch(value) and not _MIXED.search(value))
        or is_told_about(value)
        or _AROUND_ID.fullmatch(value)
        or is_record(value)
        or _METHOD.fullmatch(value)
        or _UNIT.fullmatch(value)
        or _ENVIRONMENT.fullmatch(value)
        or _LINKED.search(value[:_LOOKED_AT])
        or _CMDLET.fullmatch(value)
        or _FILLED_IN.match(value)
        or _is_public_der(value)
        or _is_encoded_sentence(value)
    )


_BASE64 = re.compile(r"[A-Za-z0-9+/]{24,2000}={0,2}")
_SENTENCE = re.compile(r"[^\W\d_]+(?:[ ,.]{1,2}[^\W\d_]+){3,}[ .!?]?")


def _is_encoded_sentence(value: str) -> bool:
    """Whether base64 holds words with blanks between them."""
    if len(value) % 4 or not _BASE64.fullmatch(value):
        return False
    try:
        return _SENTENCE.fullmatch(base64.b64decode(value).decode("utf-8")) is not None
    except (ValueError, UnicodeDecodeError):
        return False


def _is_public_der(value: str) -> bool:
    """Whether base64 begins as a certificate or a public key does; a private key and a PFX begin with a version."""
    if not _DER.match(value):
        return False
    head = base64.b64decode(value[:12])
    inner = 4 if head[1] == 0x82 else 3 if head[1] == 0x81 else 2  # noqa: PLR2004 - DER's long forms of a length
    return head[inner] == _SEQUENCE
