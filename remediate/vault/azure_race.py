"""How a name of a Key Vault is claimed, which has no way to set a secret only if there is none.

Whoever writes a first version looks at all versions afterwards. Alone, they own the name. Beside another value they
withdraw: they disable their version, wait until of the others only one value is left that is not withdrawn, and see
to it that this value is current. An owner was alone once, so everyone later sees the owner's version and withdraws;
the last to withdraw leaves the owner's value current. Where all withdraw, the name stays behind, disabled and unused.

Whoever finds their value there already asks the same question before relying on it: a value that may be withdrawn in
the next moment does not count. Versions are dated by the service, so no clock of ours is involved.

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
LOOKS_AT_A_VALUE = 8
SECONDS_BETWEEN = 0.25
SECONDS_OF_A_RACE = 3600  # between looking and writing lie all the retries that a busy vault may ask for


def owns(session: "AzureSession", name: str, secret: Secret, version: str) -> bool:
    """Whether `version`, just written to a name that was free, may stay; where not, it is withdrawn.

    Raises:
        VaultUnreachable: others did not come to an end with this name.
    """
    if not _rivals(session.others(name, version), secret):
        return True
    session.disable(name, version)
    for _ in range(LOOKS):
        left = _distinct(session.others(name, version))
        if len(left) <= 1:
            _put_back(session, name, left)
            return False
        time.sleep(SECONDS_BETWEEN)
    raise VaultUnreachable(f"several programs keep writing to {name} at once.", hint="Run again when they are done.")


def stays(session: "AzureSession", name: str, secret: Secret) -> bool | None:
    """Whether the current value is this one and no race is on; None where the name is free.

    A value that was rotated in less than `SECONDS_OF_A_RACE` looks like a race that does not end: it is not reused.
    """
    for look in range(LOOKS_AT_A_VALUE):
        time.sleep(SECONDS_BETWEEN if look else 0)
        current = session.get(name)
        if current is None or current.secret != secret:
            return None if current is None else False
        rivals = _rivals(session.others(name, current.version), secret)
        if not any(abs(rival.created - current.created) < SECONDS_OF_A_RACE for rival in rivals):
            return True
    return False


def _rivals(others: list["Kept"], secret: Secret) -> list["Kept"]:
    """Those that hold another value."""
    return [kept for kept in others if kept.secret != secret]


def _distinct(kept: list["Kept"]) -> list["Kept"]:
    """One version of each value."""
    return [one for index, one in enumerate(kept) if all(one.secret != before.secret for before in kept[:index])]


def _put_back(session: "AzureSession", name: str, left: list["Kept"]) -> None:
    """Make the one value that is left current, unless it is."""
    for kept in left:
        current = session.readable(name)
        if current is None or current.secret != kept.secret:
            session.set(name, kept.secret, kept.tags, kept.content_type)
