"""The cheap tests that send most strings away before anything expensive looks at them."""

import re

from remediate.shapes.roots import ROOTS, SHORT_ROOTS, trie
from remediate.shapes.tokens import MARKS

_SHORTEST = 9
_WORDS = (*ROOTS, *MARKS, "://", ":\\/\\/")
_WORTH = re.compile(trie(_WORDS, SHORT_ROOTS)).search
_WORTH_ASCII = re.compile(trie([word for word in _WORDS if word.isascii()], SHORT_ROOTS)).search
#: Functions of one argument whose literal is a value; every other literal argument stands beside a comma.
_SINGLE = re.compile(
    r"(?:json|base64|base64tostring|decodebase64|base64tobinary|string|xml|trim|concat|createarray|array"
    r"|encodeuricomponent|uricomponent|tolower|toupper|coalesce)\s*\(\s*'",
    re.IGNORECASE,
).search


#: An expression that only reads, `@body('Get')?['value']`: most of what flows consist of.
_READS = re.compile(
    r"@\{?(?:outputs|body|items|item|variables|parameters|trigger|triggerOutputs|triggerBody|result|workflow|actions)"
    r"\((?:'[^']*+')?\)(?:\??\['[^']*+'\]|\??\[\d+\]|\??\.\w++)*+\}?"
).fullmatch


def may_hold_literal(text: str) -> bool:
    """Whether a string that begins as an expression can hold a literal that is a value."""
    if _READS(text):
        return False
    if text[1:2] == "@" or "," in text or text.count("@{") != (text[1:2] == "{"):
        return True
    return (text[1:2] == "{" and text[-1] != "}") or _SINGLE(text) is not None


def worth_reading(text: str) -> bool:
    """Whether a string can hold a secret whatever it is called: a telling word, the mark of a token, or a URL."""
    if len(text) < _SHORTEST:
        return False
    found = _WORTH_ASCII(text.lower()) if text.isascii() else _WORTH(text.lower())
    return found is not None
