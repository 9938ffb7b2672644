"""Functions of the language on literals: what the platform certainly gives, or None where there is any doubt.

Shapes are those of Microsoft's function reference (workflow-definition-language-functions-reference).
"""

import base64
import binascii
import json
import re
from urllib.parse import quote, unquote

from remediate.wdl.tree import Boolean, Expression, Null, Str

_DOUBTFUL_IN_URI = frozenset("!*'()~")
"""Unreserved for some of .NET's encoders and not for others."""

_ESCAPES = re.compile(r"(?:[^%+]|%[2-7][0-9A-Fa-f])*")
_LIKE_A_DATE = re.compile(r"\s*[0-9/+-]")
"""What .NET's JSON reader may take for a date, and print in another way."""

_BLANK = " \t\r\n"


def base64_encoded(value: str) -> str | None:
    """`base64`: of the UTF-8 bytes."""
    try:
        return base64.b64encode(value.encode()).decode()
    except UnicodeEncodeError:
        return None


def base64_decoded(value: str) -> str | None:
    """`base64ToString`: certain where encoding gives exactly the same base64 again."""
    try:
        decoded = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return decoded if base64_encoded(decoded) == value and not decoded.startswith("\ufeff") else None


def percent_encoded(value: str) -> str | None:
    """`encodeUriComponent`: certain where the text has none of the characters on which encoders differ."""
    if not _DOUBTFUL_IN_URI.isdisjoint(value):
        return None
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        return None


def percent_decoded(value: str) -> str | None:
    """`decodeUriComponent`: certain for escapes of printable ASCII, and without a plus sign."""
    return unquote(value) if _ESCAPES.fullmatch(value) and "%7f" not in value.lower() else None


def lowered(value: str) -> str | None:
    """`toLower`: certain within ASCII."""
    return value.lower() if value.isascii() else None


def uppered(value: str) -> str | None:
    """`toUpper`: certain within ASCII."""
    return value.upper() if value.isascii() else None


def trimmed(value: str) -> str | None:
    """`trim`: certain within printable ASCII and common white space."""
    plain = value.isascii() and all(letter.isprintable() or letter in _BLANK for letter in value)
    return value.strip(_BLANK) if plain else None


def replaced(value: str, old: str, new: str) -> str | None:
    """`replace`: by code, with case; an empty `old` is an error."""
    return value.replace(old, new) if old else None


def json_scalar(value: str) -> Expression | None:
    """`json` of a string, a boolean or null; numbers are the caller's, objects and arrays have no literal."""
    match value:
        case "true" | "false":
            return Boolean(value == "true")
        case "null":
            return Null()
    if not value.startswith('"'):
        return None
    try:
        text = json.loads(value)
    except ValueError:
        return None
    return Str(text) if isinstance(text, str) and not _LIKE_A_DATE.match(text) else None
