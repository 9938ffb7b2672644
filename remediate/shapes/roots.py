"""The roots of telling words, and where they stand in a text.

What no root, token mark or URL occurs in is looked at by nothing else.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from remediate.shapes import tongues
from remediate.shapes.tries import any_of, beyond_ascii, trie
from remediate.shapes.vocabulary import CODE_OWNERS, KEYS, PASS, PASSWORDS, PINS, SECRETS, TOKENS
from remediate.shapes.words import MISTAKES

_ROOTS = (
    *("pass", "pasw", "pwd", "pword", "psw", "secr", "scrt", "key", "tok", "tkn", "auth", "cred", "cookie"),
    *("signature", "mdp", "apik", "jdbc:oracle", "mongodb", "functioncode", "seed", "clef", "p_word"),
    *("clientsec", "pfxb", "pfxc", "pfxd", "appsec", "codigo", "código", "mot de", "mot_de", "mot-de", "motde"),
    *("kennw", "geheim", "contras", "senha", "clave", "chave", "wachtw", "schlüssel", "schluessel", "schlussel"),
    *("clé", "cles", "jeton", "segred", "sleutel", "identified by", "bearer", "basic ", "session", "jelsz"),
    *("parola", "zugang", "anmeldedaten", "p4ss", "pa55", "s3cret", "k3y", "4pi", "apy", "apek", "pa$", "p@$"),
    *("p@s", "t0k", "$ecret", "5ecret", "hmac", "chiave", "cleapi", "cleacc", "cledacc", "apicle"),
    *("securestring", "segret", "jwt", "identifiants", "inloggegevens", "sharedaccess", "connectionstr"),
    *("connstr", "verbindungszeich", "パス", "合言葉", "シークレット", "接続文字列", "資格情報", "認証"),
    *("ﾊﾟｽ", "ｼｰｸﾚｯﾄ", "ﾄｰｸﾝ", "ｷｰ"),
    *("ｐａｓｓ", "ｐｗ", "ｋｅｙ", "ｓｅｃｒ", "ｔｏｋ", "トークン", "キー", "鍵", "暗証", "秘密"),
)
_SHORT_ROOTS = (
    *("pin", "pw", "sess", "sec", "geheimzahl", "cle", "sig", "pat", "sas", "sid", "otp", "puk"),
    *("code", "dsn", "pfx", "appid"),
)
#: Of these, the ones that few other words end with: they may end a longer one, `githubPat`.
_SUFFIXES = frozenset({"pin", "pw", "puk", "pat", "sas", "sig", "sid", "otp", "pfx", "dsn", "appid"})


def _uncovered() -> list[str]:
    """The telling words that hold none of these roots, and the mistakes that are made in them."""
    telling = (PASSWORDS | SECRETS | KEYS | TOKENS | PINS | PASS | MISTAKES) - tongues.TELLING
    codes = {f"{owner}code" for owner in CODE_OWNERS}
    return sorted(
        word for word in telling | codes if not any(root in word for root in _ROOTS) and word not in _SHORT_ROOTS
    )


_LEAST = 5
_OTHERS = sorted({*_uncovered(), *tongues.ROOTS})


def _is_short(root: str) -> bool:
    return len(root) < _LEAST and root.isascii()


ROOTS = (*_ROOTS, *(root for root in _OTHERS if not _is_short(root)))
"""What a telling name holds at the least."""


def _alone(word: str) -> str:
    after = "(?![a-z])"
    return after if word in _SUFFIXES else f"(?<![a-z]{word}){after}"


_ALONE = (*_SHORT_ROOTS, *filter(_is_short, _OTHERS))
SHORT_ROOTS = (*((word, _alone(word)) for word in _ALONE), ("pw", "(?<![a-z0-9]pw)"))
"""Roots so short that they must be words of their own, or begin one (`pwSAP`): with what must be true at their end."""
_ASCII = [root for root in ROOTS if root.isascii()]
_ROOT = re.compile(trie(_ASCII, SHORT_ROOTS))
_LONGEST = max(len(root) for root in ROOTS)
#: A text from so many characters on is worth a second pattern.
_LONG = 2000


@cache
def _any_root() -> Callable[[str, int], re.Match[str] | None]:
    """The faster pattern, compiled when the first long text comes."""
    return re.compile(any_of(_ASCII, SHORT_ROOTS)).search


@cache
def _roots_in_scripts() -> Callable[[str], Iterator[re.Match[str]]]:
    """Finds the roots that no text of ASCII can hold; compiled when the first other one comes."""
    found = [root for root in ROOTS if not root.isascii()]
    return beyond_ascii(found, trie(found))


def holds_root(lower: str) -> bool:
    """Whether any root stands in a text in lower case."""
    return bool(_ROOT.search(lower) or (not lower.isascii() and any(_roots_in_scripts()(lower))))


def roots(lower: str) -> Iterator[re.Match[str]]:
    """The roots in a text that `lowered` made, in order; none begins inside another."""
    in_ascii = _ROOT.finditer(lower) if len(lower) < _LONG else _in_long(lower)
    return in_ascii if lower.isascii() else _apart(sorted((*in_ascii, *_roots_in_scripts()(lower)), key=_start))


_start = re.Match.start


def _apart(found: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    done = 0
    for root in found:
        if root.start() >= done:
            yield root
            done = root.end()


def _in_long(lower: str) -> Iterator[re.Match[str]]:
    """The faster pattern finds some character of the next root, and where that begins is not far before."""
    at = 0
    while near := _any_root()(lower, at):
        root = _ROOT.search(lower, max(at, near.start() - _LONGEST))
        if root is None:
            return
        yield root
        at = root.end()


def lowered(text: str) -> str:
    """The text in lower case, every character at its place: the one that grows longer stays as it is."""
    lower = text.lower()
    return lower if len(lower) == len(text) else _GROWING.join(part.lower() for part in text.split(_GROWING))


#: The one character whose small letter is two: an i, and the dot above it.
_GROWING = "\u0130"
