"""Who asks Key Vault: what Azure's SDK finds on this machine, contacting nothing that its user did not name."""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from azure.identity import AzureAuthorityHosts, DefaultAzureCredential

from remediate.errors import VaultUnreachable

_PUBLIC_CLOUDS = {
    AzureAuthorityHosts.AZURE_PUBLIC_CLOUD,
    AzureAuthorityHosts.AZURE_GOVERNMENT,
    AzureAuthorityHosts.AZURE_CHINA,
}


def default_credential(options: Mapping[str, Any]) -> DefaultAzureCredential:
    """The identity of the environment: a service principal, a managed identity, `az login`, ...

    Where AZURE_AUTHORITY_HOST names a cloud that is not Microsoft's, Microsoft's is not asked whether it is genuine
    (`disable_instance_discovery`): it does not know, and nobody named it.

    Raises:
        VaultUnreachable: the AZURE_... variables contradict themselves or name a file that is not there.
    """
    authority = os.environ.get("AZURE_AUTHORITY_HOST", "")
    host = urlsplit(authority if "//" in authority else f"//{authority}").hostname
    private = bool(host) and host not in _PUBLIC_CLOUDS
    try:
        return DefaultAzureCredential(**({"disable_instance_discovery": True} if private else {}) | dict(options))
    except (ValueError, OSError):
        pass
    raise VaultUnreachable(
        "the AZURE_ environment variables do not describe an identity.",
        hint="Check AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET and AZURE_AUTHORITY_HOST.",
    )
