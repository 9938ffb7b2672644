"""Decoys from other tools and trades: templates, patterns, record keys, states, hashes, published examples."""

from collections.abc import Callable

from planting.decoy import LITERALS, Decoy
from planting.ground import Ground
from planting.mint import BASE62, BASE64, Mint

_NAMES = ("password", "apiKey", "clientSecret", "secret", "Passwort", "senha", "accessToken")
_STATES = ("expired", "unknown", "manual", "generated", "inherited", "abgelaufen", "caducado", "(none)", "SecureString")
_PATTERNS = ("^[0-9a-f]{32}$", "[A-Za-z0-9_-]{20,40}", r"(?i)password\s*=\s*(\S+)", r"\d{4,12}")
_TEMPLATES = ("%%TOKEN%%", "${{ secrets.PAT }}", "$env:API_KEY", "<<secret>>", "[parameters('adminPassword')]")
_KEEPERS = ("in 1Password", "siehe KeePass", "stored in LastPass", "rotated on 2024-03-01", "gültig bis 31.12.")


def _any(names: tuple[str, ...], values: Callable[[Mint], str]) -> Callable[[Ground, Mint], tuple[str, str]]:
    def value(ground: Ground, mint: Mint) -> tuple[str, str]:
        del ground
        return mint.pick(names), values(mint)

    return value


def _record_key(mint: Mint) -> str:
    return mint.pick(
        (
            f"exports/{mint.number(2019, 2026)}/{mint.number(10, 12)}/report.csv",
            f"thumbnails/{mint.hex(6)}.png",
            f"user:{mint.number(1000, 9999)}:profile",
            f"customfield_{mint.number(10000, 10999)}",
            f"Department|{mint.guid()}",
        )
    )


def _hash(mint: Mint) -> str:
    return mint.pick(
        (f"$2b$12${mint.plain(BASE62, 53)}", f"sha256:{mint.hex(64)}", f"{{SSHA}}{mint.plain(BASE64, 32)}")
    )


OTHER_TOOLS_DECOYS: tuple[Decoy, ...] = (
    Decoy("state", _any(_NAMES, lambda m: m.pick(_STATES))),
    Decoy("pattern", _any(("passwordPattern", "tokenRegex", "regex", "pattern"), lambda m: m.pick(_PATTERNS))),
    Decoy("template-of-other-tools", _any(_NAMES, lambda m: m.pick(_TEMPLATES))),
    Decoy("where-it-is-kept", _any(_NAMES, lambda m: m.pick(_KEEPERS))),
    Decoy("record-key", _any(("s3Key", "objectKey", "cacheKey", "fileKey", "redisKey", "termKey"), _record_key)),
    Decoy("hashed-password", _any(("password", "pwd", "userPassword"), _hash), LITERALS),
)
