"""What Azure's SDK raises, as one sentence of ours and what to do next (platform-facts 8).

Nothing of its messages is repeated but codes made of letters and digits: a message may hold parts of a request.
"""

import re
from urllib.parse import urlsplit

from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    DecodeError,
    HttpResponseError,
    ServiceRequestTimeoutError,
    ServiceResponseTimeoutError,
)
from requests.exceptions import ProxyError, SSLError

from remediate.errors import VaultError, VaultRefused, VaultUnreachable
from remediate.vault.interface import NameTaken, Taken

_ROLE = "Give the identity that runs this the role Key Vault Secrets Officer on the vault."
_SIGN_IN = (
    "Sign in with `az login`, set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, "
    "or run where there is a managed identity."
)
_DELETED = {"ObjectIsDeletedButRecoverable", "ObjectIsBeingDeleted", "ObjectIsBeingRecovered"}


def translated(error: Exception, address: str, url: str, name: str) -> VaultError:
    """Our error for one of the SDK's, which was met at `url` while something was asked about the secret `name`."""
    match error:
        case ClientAuthenticationError() if not _answered_by(error, url):
            return VaultUnreachable(f"nobody could be signed in to {address}{_reason(error)}.", hint=_SIGN_IN)
        case HttpResponseError() if not isinstance(error, DecodeError):
            return _from_answer(error, address, name)
        case AzureError() if not isinstance(error, DecodeError):
            return _from_silence(error, address, url)
        case _:  # no answer of Key Vault's, or a challenge for another host: a token must not go where it is not for
            return VaultRefused(f"what answers at {address} is not a Key Vault.", hint="Check its URL and the proxy.")


def _answered_by(error: HttpResponseError, url: str) -> bool:
    """Whether the vault itself said so, and not the place where one signs in."""
    request = getattr(error.response, "request", None)
    return request is not None and urlsplit(request.url).netloc.lower() == urlsplit(url).netloc.lower()


def _from_silence(error: AzureError, address: str, url: str) -> VaultUnreachable:
    cause = error.inner_exception
    if isinstance(cause, SSLError):
        return VaultUnreachable(
            f"{address} shows a certificate that this machine does not trust.",
            hint="If a proxy of yours signs it, name its CA in REQUESTS_CA_BUNDLE.",
        )
    if isinstance(cause, ProxyError):
        return VaultUnreachable(f"the proxy on the way to {address} does not let through.", hint="Check HTTPS_PROXY.")
    if isinstance(error, ServiceRequestTimeoutError | ServiceResponseTimeoutError):
        return VaultUnreachable(f"{address} did not answer in time.", hint="Check the network and try again.")
    if "NameResolution" in repr(cause):
        host = urlsplit(url).hostname
        return VaultUnreachable(f"the host {host} is not known.", hint="Check the vault's name and the network.")
    return VaultUnreachable(
        f"{address}, or the place to sign in to it, could not be reached.", hint="Check the network, then try again."
    )


def _from_answer(error: HttpResponseError, address: str, name: str) -> VaultError:
    codes = _codes(error)
    match error.status_code:
        case 403:
            return _from_forbidden(codes, address, name)
        case 409 if codes & _DELETED:
            return NameTaken(name, Taken.DELETED)
        case 401:
            return VaultRefused(
                f"{address} does not accept who is signed in.", hint="Sign in to the tenant that the vault belongs to."
            )
        case 429:
            return VaultUnreachable(f"{address} is too busy.", hint="Try again later; what was stored is not repeated.")
        case int(status) if status >= 500:  # noqa: PLR2004 - HTTP's own number
            return VaultUnreachable(f"{address} has a fault of its own ({status}).", hint="Try again later.")
        case status:
            about = f" about {name}" if name else ""
            hint = "Check the vault's name, and look for its answer in Azure's documentation."
            return VaultRefused(f"{address} answered {status}{_said(codes)}{about}.", hint=hint)


def _from_forbidden(codes: set[str], address: str, name: str) -> VaultRefused:
    if "SecretDisabled" in codes:
        return NameTaken(name, Taken.DISABLED)
    if codes & {"ForbiddenByFirewall", "ForbiddenByConnection"}:
        return VaultRefused(
            f"the firewall of {address} does not let this machine in.",
            hint="Add its address to the vault's network rules, or run from a network that is allowed.",
        )
    return VaultRefused(f"{address} does not allow this{_said(codes)}.", hint=_ROLE)


def _codes(error: HttpResponseError) -> set[str]:
    """The error code of an answer and of all that it encloses: `{"code": ..., "innererror": {"code": ...}}`."""
    body = getattr(error, "error", None)
    found = [getattr(body, "code", None)]
    inner = getattr(body, "innererror", None)
    while isinstance(inner, dict):
        found.append(inner.get("code"))
        inner = inner.get("innererror")
    return {code for code in found if isinstance(code, str) and re.fullmatch(r"[0-9A-Za-z]{1,60}", code)}


def _said(codes: set[str]) -> str:
    return f" ({', '.join(sorted(codes))})" if codes else ""


def _reason(error: ClientAuthenticationError) -> str:
    """Entra's code for why, which can be looked up."""
    codes = re.findall(r"\bAADSTS\d{4,7}\b", str(error.message))
    return f" ({codes[0]})" if codes else ""
