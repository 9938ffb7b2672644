"""The roots of telling words, and one fast pattern that looks for them all in a text.

What no root, token mark or URL occurs in is looked at by nothing else: this pattern sees every string of a flow, so
it is a trie (each character is compared once) over text in lower case (a pattern that ignores case is slower).
"""

import re
from collections.abc import Iterable

from remediate.shapes.vocabulary import CODE_OWNERS, KEYS, PASS, PASSWORDS, PINS, SECRETS, TOKENS
from remediate.shapes.words import MISTAKES

_ROOTS = (
    *("pass", "pasw", "pwd", "pword", "psw", "secr", "scrt", "key", "tok", "tkn", "auth", "cred", "cookie"),
    *("signature", "mdp", "apik", "jdbc:oracle", "mongodb", "functioncode", "seed"),
    *("clef", "p_word", "clientsec", "appsec", "codigo", "código", "klíč", "anahtar"),
    *("mot de", "mot_de", "mot-de", "motde", "kennw", "geheim", "contras", "senha", "clave", "chave", "wachtw"),
    *("schlüssel", "schluessel", "schlussel", "clé", "cles", "jeton", "segred", "sleutel", "identified by", "bearer"),
    *("basic ", "session", "losen", "lösen", "hasło", "haslo", "heslo", "jelsz", "salasan", "adgangsk", "parola"),
    *(
        "zugang",
        "anmeldedaten",
        "p4ss",
        "p@ss",
        "pa55",
        "s3cret",
        "t0ken",
        "k3y",
        "4pi",
        "apy",
        "apik",
        "apek",
        "pa$",
        "p@$",
        "p@s",
        "t0k",
        "$ecret",
        "5ecret",
        "şifre",
        "sifre",
        "hmac",
    ),
    *("chiave", "cleapi", "cleacc", "cledacc", "apicle", "securestring", "segret", "nyckel", "nøgle", "klucz", "jwt"),
    *("identifiants", "inloggegevens", "sharedaccess", "connectionstr", "connstr", "verbindungszeich", "пароль"),
    *("ключ", "секрет", "токен", "κωδικ", "パス", "合言葉", "シークレット", "接続文字列", "資格情報", "認証"),
    *("トークン", "キー", "鍵", "暗証", "秘密", "密码", "密碼", "密钥", "口令", "令牌", "암호", "비밀", "토큰"),
)
_SHORT_ROOTS = (
    "pin",
    "pw",
    "sess",
    "sec",
    "geheimzahl",
    "cle",
    "sig",
    "pat",
    "sas",
    "sid",
    "otp",
    "puk",
    "code",
    "dsn",
    "pfx",
    "appid",
)
#: Of these, the ones that few other words end with: they may end a longer one, `githubPat`.
_SUFFIXES = frozenset({"pin", "pw", "puk", "pat", "sas", "sig", "sid", "otp", "pfx", "dsn", "appid"})


def _uncovered() -> list[str]:
    """The telling words that hold none of these roots, and the mistakes that are made in them."""
    telling = PASSWORDS | SECRETS | KEYS | TOKENS | PINS | PASS | MISTAKES
    codes = {f"{owner}code" for owner in CODE_OWNERS}
    return sorted(
        word for word in telling | codes if not any(root in word for root in _ROOTS) and word not in _SHORT_ROOTS
    )


_LEAST = 5
ROOTS = (*_ROOTS, *(word for word in _uncovered() if len(word) >= _LEAST))
"""What a telling name holds at the least."""
SHORT_ROOTS = (*_SHORT_ROOTS, *(word for word in _uncovered() if len(word) < _LEAST))
"""Roots so short that they must be words of their own."""


def trie(words: Iterable[str], alone: Iterable[str] = (), ended: Iterable[tuple[str, str]] = ()) -> str:
    """A pattern that finds any of the words, or one of `alone` as a word of its own, or of `ended` with its ending.

    Each common beginning is written once, so that a text is read about once however many words there are.
    """
    return _branches([(word, "") for word in words] + [(word, _alone(word)) for word in alone] + list(ended))


def _alone(word: str) -> str:
    after = "(?![a-z])"
    return after if word in _SUFFIXES else f"(?<![a-z]{word}){after}"


def _branches(words: list[tuple[str, str]]) -> str:
    """Words (or what is left of them), each with what must be true at its end."""
    rest: dict[str, list[tuple[str, str]]] = {}
    ends = [ending for word, ending in words if not word]
    if "" in ends:
        return ""  # a shorter word stands here already
    for word, ending in words:
        if word:
            rest.setdefault(word[0], []).append((word[1:], ending))
    branches = [re.escape(first) + _branches(tails) for first, tails in rest.items()] + ends
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


BEGINNINGS = (("pw", "(?<![a-z]pw)"),)
"""A short root that may begin a word, too, and what must be true at its end: `pwSAP`."""
ROOT = re.compile(trie(ROOTS, SHORT_ROOTS, BEGINNINGS))
"""Any root, in a text that `lowered` made."""


def lowered(text: str) -> str:
    """The text in lower case, every character at its place: the few that grow longer stay as they are."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(_lower(c) for c in text)


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
