"""What may be put into a vault: names, values and tags that Key Vault takes (platform-facts 8).

The local vaults keep to the same rules, so that whatever is in one can be copied to Key Vault later.
"""

import re
from collections.abc import Mapping

from remediate.errors import VaultRefused
from remediate.secret import Secret

LONGEST_NAME = 127
LARGEST_VALUE = 25_000  # bytes; "25 KB", which Microsoft's page spells out as 25k bytes
CONTENT_TYPE = "text/plain"
MOST_TAGS, LONGEST_TAG = 14, 256  # Key Vault takes 15: one is for the claim to a name (azure_race)

_NAME = re.compile(r"[0-9A-Za-z-]{1,127}")
_BY_HAND = "Look at the value where it stands, and put right by hand what it should be."
_TAGS = "Name fewer or shorter ones."
_CREATED_BY = {"created-by": "remediate"}


def check_name(name: str) -> None:
    """Refuse a name that Key Vault would not take."""
    if not _NAME.fullmatch(name):
        raise VaultRefused(
            f"{name!r} cannot name a secret.",
            hint=f"A name is 1 to {LONGEST_NAME} letters (A to Z), digits and hyphens.",
        )


def check_value(secret: Secret) -> None:
    """Refuse a value that Key Vault would not take, or would not give back as it was."""
    try:
        size = len(secret.reveal().encode())
    except UnicodeEncodeError:
        size = -1
    if size < 0:
        raise VaultRefused("a value holds half of a surrogate pair, which no vault can store.", hint=_BY_HAND)
    if size == 0:
        raise VaultRefused("a value is empty, and no vault can store nothing.", hint=_BY_HAND)
    if size > LARGEST_VALUE:
        raise VaultRefused(
            f"a value is larger than the {LARGEST_VALUE} bytes that Key Vault takes.",
            hint="Keep it in a storage account or split it by hand.",
        )


def checked_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags to store: ours, and the caller's after they were found to fit."""
    together = _CREATED_BY | dict(tags)
    if len(together) > MOST_TAGS:
        raise VaultRefused(f"a secret takes no more than {MOST_TAGS} tags.", hint=_TAGS)
    if any(len(text) > LONGEST_TAG for pair in together.items() for text in pair):
        long = f"a tag's name and value take no more than {LONGEST_TAG} characters each."
        raise VaultRefused(long, hint=_TAGS)
    return together


def numbered(name: str, number: int) -> str:
    """The name to try as number `number`: `name` itself, then `name-2`, `name-3`, ..., cut where it must be."""
    if number == 1:
        return name
    suffix = f"-{number}"
    return name[: LONGEST_NAME - len(suffix)] + suffix
