"""Which vault a user means: the words after `--vault`, read in one place."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from remediate.errors import UsageError

EXAMPLES = (
    "Examples: https://NAME.vault.azure.net, file:PATH, "
    "/subscriptions/S/resourceGroups/G/providers/Microsoft.KeyVault/vaults/NAME."
)

_RESOURCE = re.compile(
    r"/subscriptions/(?P<subscription>[^/]+)/resourceGroups/(?P<group>[^/]+)"
    r"/providers/Microsoft\.KeyVault/vaults/(?P<vault>[0-9A-Za-z-]{3,24})/?",
    re.IGNORECASE,
)

# Where a cloud signs in, and where its vaults are: the second follows from AZURE_AUTHORITY_HOST, which the SDK reads.
_PUBLIC_SUFFIX = "vault.azure.net"
_SUFFIX_OF_AUTHORITY = {
    "": _PUBLIC_SUFFIX,
    "login.microsoftonline.com": _PUBLIC_SUFFIX,
    "login.chinacloudapi.cn": "vault.azure.cn",
    "login.partner.microsoftonline.cn": "vault.azure.cn",
    "login.microsoftonline.us": "vault.usgovcloudapi.net",
}
_SUFFIXES = tuple(sorted(set(_SUFFIX_OF_AUTHORITY.values())))
_KEY_VAULT = re.compile(rf"[0-9a-z-]{{3,24}}\.({'|'.join(map(re.escape, _SUFFIXES))})", re.IGNORECASE)


@dataclass(frozen=True)
class KeyVaultAddress:
    """A Key Vault: the URL that it answers at, and its resource path where the user gave that."""

    url: str
    resource: str | None


@dataclass(frozen=True)
class FileAddress:
    """A local vault: the file that it is kept in."""

    path: Path


def read_address(spec: str, said: str = "--vault") -> KeyVaultAddress | FileAddress:
    """What `spec` names, that was given for `said`.

    Raises:
        UsageError: it names no vault. The message does not repeat a URL, in which there may be a credential.
    """
    if match := _RESOURCE.fullmatch(spec):
        return KeyVaultAddress(f"https://{match['vault']}.{_suffix()}", _canonical(match))
    if spec[:5].lower() == "file:":
        return FileAddress(_path(spec[5:]))
    if spec[:6].lower() == "https:":
        return KeyVaultAddress(_origin(spec), None)
    raise UsageError(f"{said} does not name a vault.", hint=EXAMPLES)


def _canonical(match: re.Match[str]) -> str:
    """The resource path with its fixed words spelled as Azure spells them."""
    return (
        f"/subscriptions/{match['subscription']}/resourceGroups/{match['group']}"
        f"/providers/Microsoft.KeyVault/vaults/{match['vault']}"
    )


def _suffix() -> str:
    """The DNS suffix of vaults in the cloud that the environment signs in to."""
    return _SUFFIX_OF_AUTHORITY.get(_authority(), _PUBLIC_SUFFIX)


def _authority() -> str:
    """The host at which the environment signs in; empty where it names none."""
    authority = os.environ.get("AZURE_AUTHORITY_HOST", "")
    parts = _split(authority if "//" in authority else f"//{authority}")
    return (parts and parts.hostname) or ""


def _path(text: str) -> Path:
    """The file of `file:PATH`, made absolute; `file:///PATH` is the same as `file:/PATH`."""
    if text.startswith("//"):
        text = text.removeprefix("//localhost").removeprefix("//")
    if not text or text.endswith(("/", os.sep)) or "\0" in text:
        raise UsageError("file: needs the path of a file.", hint=EXAMPLES)
    return Path(text).expanduser().absolute()


def _origin(spec: str) -> str:
    """Scheme, host and port of a vault's URL, which has nothing else."""
    parts = _split(spec)
    if parts is None or not parts.hostname or parts.username is not None:
        raise UsageError("that is not the URL of a vault.", hint=EXAMPLES)
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise UsageError("the URL of a vault ends after its host name.", hint=EXAMPLES)
    if not _is_key_vault(parts):
        raise UsageError(
            "that is not the host of a Key Vault, and secrets are sent to no other.",
            hint=f"Key Vaults are NAME.{', NAME.'.join(_SUFFIXES)}; AZURE_AUTHORITY_HOST tells of a cloud of your own.",
        )
    return f"https://{parts.netloc}"


def _is_key_vault(parts: SplitResult) -> bool:
    """Whether the host is one of Key Vault's. Where a cloud that is not Microsoft's has its vaults nothing tells."""
    if _authority() not in _SUFFIX_OF_AUTHORITY:
        return True
    return parts.port in {None, 443} and bool(_KEY_VAULT.fullmatch(parts.hostname or ""))


def _split(spec: str) -> SplitResult | None:
    """The parts of a URL; None where it has none, such as one with a port of letters."""
    try:
        parts = urlsplit(spec)
        _ = parts.port
    except ValueError:
        return None
    return parts
