"""How a name of a Key Vault is claimed, which has no way to set a secret only if there is none.

Whoever writes a first version looks at all versions afterwards. Alone, they own the name. Beside another value they
withdraw: they disable their version, wait until of the others only one value is left that is not withdrawn, and see
to it that this value is current. An owner was alone once, so everyone later sees the owner's version and withdraws;
the last to withdraw leaves the owner's value current. Where all withdraw, the name stays behind, disabled and unused.

What remains: a process that is killed between its write and its withdrawal, some milliseconds, leaves its value on
top; the other value is then the version below.
"""

import time
from typing import TYPE_CHECKING

from remediate.errors import VaultUnreachable
from remediate.secret import Secret

if TYPE_CHECKING:
    from remediate.vault.azure_session import AzureSession, Kept

LOOKS = 40
SECONDS_BETWEEN = 0.25


def owns(session: "AzureSession", name: str, secret: Secret, version: str) -> bool:
    """Whether `version`, just written to a name that was free, may stay; where not, it is withdrawn.

    Raises:
        VaultUnreachable: others did not come to an end with this name.
    """
    if not _others(session, name, version, secret):
        return True
    session.disable(name, version)
    for _ in range(LOOKS):
        left = _distinct(_others(session, name, version))
        if len(left) <= 1:
            _put_back(session, name, left)
            return False
        time.sleep(SECONDS_BETWEEN)
    raise VaultUnreachable(f"several programs keep writing to {name} at once.", hint="Run again when they are done.")


def _others(session: "AzureSession", name: str, version: str, same: Secret | None = None) -> list["Kept"]:
    """The readable versions of a name but this one, without those that hold the value `same`."""
    return [kept for kept in session.versions(name) if kept.version != version and kept.secret != same]


def _distinct(kept: list["Kept"]) -> list["Kept"]:
    """One version of each value."""
    return [one for index, one in enumerate(kept) if all(one.secret != before.secret for before in kept[:index])]


def _put_back(session: "AzureSession", name: str, left: list["Kept"]) -> None:
    """Make the one value that is left current, unless it is."""
    for kept in left:
        if session.current_or_none(name) != kept.secret:
            session.set(name, kept.secret, kept.tags, kept.content_type)
