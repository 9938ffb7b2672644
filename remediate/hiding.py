"""Secrets taken out of texts that are shown: a mask stands in their place."""

from collections.abc import Iterable

from remediate.secret import Secret


def longest_first(texts: Iterable[str]) -> list[str]:
    """In the order in which they are to be masked: one may stand inside another."""
    return sorted(texts, key=lambda text: (-len(text), text))


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with a mask in the place of each of the secrets."""
    for secret in secrets:
        if secret in text:
            text = text.replace(secret, Secret.MASK)
    return text
