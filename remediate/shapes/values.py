"""Whether a value can be the secret that its name or its place promises."""

import re
from collections.abc import Callable
from enum import Enum

from remediate.shapes.clauses import is_clause, tells
from remediate.shapes.jumbled import is_jumbled
from remediate.shapes.looks import (
    DRAWN,
    GUID,
    LONGEST,
    PATH,
    SCHEMA_NAME,
    is_alphabet,
    is_drawn_in_pieces,
    is_irregular,
    is_password_like,
    is_random,
    is_scrambled,
)
from remediate.shapes.names import Kind, Naming, is_telling_word, naming
from remediate.shapes.others import (
    is_address,
    is_published,
    is_reference,
    is_something_else,
    is_templated,
    is_told_about,
)
from remediate.shapes.placeholders import is_nothing, is_placeholder
from remediate.shapes.worded import is_app_password, is_chosen_pair, is_four_words, is_grouped, is_passphrase, is_prose


class Verdict(Enum):
    """What a value is, in a place whose name tells."""

    SURE = "sure"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    PLACEHOLDER = "placeholder"
    NO = "no"

    __hash__ = object.__hash__  # that of enums is a Python function, and these are looked up for every text


_DOTTED = re.compile(r"[A-Za-z_][A-Za-z_0-9]*(?:[./\\:][A-Za-z_][A-Za-z_0-9]*)+")
_WORDS = re.compile(r"[^\W\d_]+(?:[ _.-][^\W\d_]+)*")
#: A scheme of the Authorization header is no part of the secret.
_SCHEME = re.compile(
    r"(?:bearer|basic|token|apikey|ssws|geniekey|zoho-oauthtoken|bot|splunk)[ \t]{1,2}(?=\S)", re.IGNORECASE
)
#: The name of a field or a case: `customfield_10024`, `ERR_401`.
_NUMBERED = re.compile(r"[A-Z]?[a-z]{2,}_v?\d{1,8}|[A-Z]{2,6}[-_]\d{1,6}")
#: The number or mark at the end of a passphrase.
_UNNUMBERED = re.compile(r" ?[\d!?]{1,4}$")
_SHORTEST_PASSWORD = 4
_IDENTIFIER = re.compile(r"[A-Za-z]+(?:[_-][A-Za-z]+)+")
#: Two words with a number, and no path of a member: `Canary.Fan27`.
_PAIRED = re.compile(r"[A-Z][a-z]{3,20}\.[A-Z][a-z]{3,20}\d{2,4}")
_DIGITS = 8
_DAY = re.compile(r"(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d")
_CAMEL = re.compile(r"[A-Z][a-z]+")
#: Recovery keys and codes, which are numbers in groups: `123456789012-345678`.
_NUMBERS = re.compile(r"\d{4,12}(?:-\d{4,12}){1,8}")
_NUMBERS_DIGITS = 14
_CAMEL_WORDS = 4


def judge(value: str, named: Naming, *, demanded: bool = False) -> Verdict:
    """Whether `value` is a secret, given what its name says.

    `demanded`: the place itself takes nothing but a credential (an authentication password, an API key header), so
    that every value but a placeholder is one.
    """
    written = value.strip()
    value = unschemed(written)
    if not value or is_nothing(value):
        return Verdict.NO
    if is_address(value) or is_templated(value) or is_alphabet(value):
        return Verdict.NO
    if is_placeholder(value) or (value.islower() and value.isalpha() and naming(value) and not is_app_password(value)):
        return Verdict.PLACEHOLDER  # "password" in the place of one
    if demanded:
        return Verdict.NO if is_reference(value) or is_told_about(value) or is_published(value) else Verdict.SURE
    if value != written and GUID.fullmatch(value):
        return Verdict.LIKELY
    return _judge_by_name(value, named)


def unschemed(value: str) -> str:
    """The value without the scheme of an Authorization header before it."""
    scheme = _SCHEME.match(value)
    return value[scheme.end() :] if scheme else value


def _judge_by_name(value: str, named: Naming) -> Verdict:
    if len(value) > LONGEST or is_something_else(value):
        return Verdict.NO
    if _IDENTIFIER.fullmatch(value) and (about := naming(value)) and about.strong:
        return Verdict.NO  # the name of a credential, in the place of one
    if GUID.fullmatch(value):
        return _of_guid(named)
    return _STRONG[named.kind](value) if named.strong else _of_weak(value, named)


def _of_guid(named: Naming) -> Verdict:
    if named.kind is Kind.TOKEN:
        return Verdict.LIKELY
    if named.strong and named.kind in {Kind.KEY, Kind.SECRET, Kind.PASSWORD, Kind.TOKEN, Kind.PIN}:
        return Verdict.LIKELY
    return Verdict.NO


def _of_weak(value: str, named: Naming) -> Verdict:
    if named.kind is not Kind.PASSWORD:
        named_so = _HEADER_NAME.fullmatch(value) or _CONSTANT.fullmatch(value) or _is_name(value)
        return Verdict.LIKELY if (is_random(value) and not named_so) or is_grouped(value) else Verdict.NO
    chosen = is_password_like(value) and _is_chosen(value) and not _NUMBERED.fullmatch(value)
    numbered = value[-1:].isdigit() and is_clause(value)
    lettered = value.isalpha() and len(value) >= DRAWN and is_irregular(value)
    if is_random(value) or chosen or numbered or lettered or is_app_password(value) or is_four_words(value):
        return Verdict.LIKELY
    return Verdict.NO


def _is_name(value: str) -> bool:
    """Whether a value is itself the name of a credential: `AccessKeyId2Secret`, `sqlConnectionStringTest`."""
    about = naming(value) if value.isalpha() else None
    return is_telling_word(value) or (about is not None and about.strong)


def _is_chosen(value: str) -> bool:
    """Whether a word is one of a password: with a digit, or with a sign inside and letters of both sizes."""
    mixed = any(map(str.islower, value)) and any(map(str.isupper, value))
    return any(map(str.isdigit, value)) or (mixed and _SIGN.search(value[1:-1]) is not None)


#: Signs that stand in no name, path or address.
_SIGN = re.compile(r"[#!$%^*?=~+]")
#: The prefixes of publishers that names in Dataverse have most often.
_PREFIXED = re.compile(r"(?:new|cr[0-9a-f]{2,4}|msdyn|msfp|mspp|adx|cdm)_")
#: A constant of a program: `ERR_TLS_SNI_FROM_SERVER`.
_CONSTANT = re.compile(r"[A-Z]{2,}\d{0,4}(?:_[A-Z]{2,}\d{0,4}){2,8}")
_HEADER_NAME = re.compile(r"[xX](?:-[A-Za-z][A-Za-z0-9]{1,20}){2,6}")


def _of_password(value: str) -> Verdict:
    if len(value) < _SHORTEST_PASSWORD:
        return Verdict.NO
    if is_app_password(value):
        return Verdict.LIKELY
    if _WORDS.fullmatch(value):
        return _of_words(value)
    if is_passphrase(_UNNUMBERED.sub("", value)) or is_clause(value):
        return Verdict.LIKELY
    if is_prose(value) or PATH.fullmatch(value) or (SCHEMA_NAME.fullmatch(value) and _PREFIXED.match(value)):
        return Verdict.NO
    return Verdict.SURE if is_password_like(value) or is_random(value) else Verdict.LIKELY


def _of_words(value: str) -> Verdict:
    """Letters only: a weak password, a passphrase, or the name of a thing."""
    words = re.split(r"[ _.-]", value)
    if is_drawn_in_pieces(value):
        return Verdict.LIKELY
    if any(naming(word) for word in words) or naming(value):
        return Verdict.NO  # "Password", "your password": about a password
    phrase = is_passphrase(value) and not tells(value)
    if len(words) == 1 or phrase or is_clause(value) or is_chosen_pair(value):
        return Verdict.LIKELY
    return Verdict.UNLIKELY


#: The secret of an authenticator, in base32 that has no digit by chance.
_SECOND_FACTOR = re.compile(r"(?:[A-Z]{8}){2,8}")


def _of_client_secret(value: str) -> Verdict:
    """What people choose for a secret that a machine should have drawn: digits, or words put together."""
    chosen = value.isdigit() and len(value) >= _DIGITS and not _DAY.fullmatch(value)
    if (
        chosen
        or _SECOND_FACTOR.fullmatch(value)
        or (value.isalpha() and value.isascii() and len(_CAMEL.findall(value)) >= _CAMEL_WORDS)
    ):
        return Verdict.NO if naming(value) else Verdict.LIKELY
    return _of_secret(value)


def _of_secret(value: str) -> Verdict:
    if is_random(value):
        return Verdict.SURE
    if is_grouped(value) or is_four_words(value) or _PAIRED.fullmatch(value) or _is_numbers(value):
        return Verdict.LIKELY
    if _NUMBERED.fullmatch(value):
        return Verdict.NO
    if is_scrambled(value) or ((is_irregular(value) or is_jumbled(value)) and len(value) >= DRAWN):
        return Verdict.LIKELY
    if is_password_like(value) and not _DOTTED.fullmatch(value):
        return Verdict.LIKELY
    return Verdict.NO


def _is_numbers(value: str) -> bool:
    """Whether the value is a long number in groups, and no range of days."""
    digits = sum(map(str.isdigit, value))
    return _NUMBERS.fullmatch(value) is not None and digits >= _NUMBERS_DIGITS and not _DAY.match(value)


def _of_pin(value: str) -> Verdict:
    if value.isdigit():
        return Verdict.LIKELY if 4 <= len(value) <= 12 else Verdict.NO  # noqa: PLR2004
    drawn = is_random(value) or _is_numbers(value) or (is_password_like(value) and any(map(str.isdigit, value)))
    return Verdict.LIKELY if drawn else Verdict.NO


def _of_connection(value: str) -> Verdict:
    whole = "://" not in value and "=" not in value.rstrip("=") and ":" not in value
    return Verdict.LIKELY if whole and is_random(value) else Verdict.NO


_STRONG: dict[Kind, Callable[[str], Verdict]] = {
    Kind.PASSWORD: _of_password,
    Kind.SECRET: _of_client_secret,
    Kind.KEY: _of_secret,
    Kind.TOKEN: _of_secret,
    Kind.PIN: _of_pin,
    Kind.CONNECTION: _of_connection,
    Kind.CREDENTIAL: _of_secret,
}
