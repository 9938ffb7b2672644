"""How a name of a Key Vault is claimed, which has no way to set a secret only if there is none.

Whoever writes a first version marks it as an open claim and then looks at all versions. Alone, they own the name and
close the claim. Beside another value they withdraw: they disable their version, wait until the others' versions hold
one value only, and see to it that this value is current. An owner was alone once, so everyone later sees the owner's
version and withdraws; the last to do so leaves the owner's value current. Where all withdraw, the name may stay
behind, disabled and unused.

A value that is put back is an open claim as well, looked at again after it was written, and disabled again where it
turns out to be of one who withdrew. Otherwise two such copies could keep each other company for ever.

Nobody relies on a value whose claim is open: its writer may withdraw in the next moment. If the claim stays open its
writer was killed, and whoever has the same value claims the name for themselves.

What remains: a process that is killed between its write and its withdrawal, some milliseconds, leaves its value on
top; the other value is then the version below. tests/vault/test_vault_azure_race.py tries the orders of calls.
"""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from remediate.errors import VaultUnreachable
from remediate.secret import Secret

if TYPE_CHECKING:
    from remediate.vault.azure_session import AzureSession, Kept

OPEN = {"remediate-claim": "open"}
LOOKS = 40
LOOKS_AT_A_CLAIM = 8
SECONDS_BETWEEN = 0.25


def stays(session: "AzureSession", name: str, secret: Secret) -> bool | None:
    """Whether the current value is this one and will stay; None where the name can be claimed for it."""
    for look in range(LOOKS_AT_A_CLAIM):
        time.sleep(SECONDS_BETWEEN if look else 0)
        current = session.get(name)
        if current is None:
            return None
        if current.secret != secret:
            return False
        if not OPEN.keys() & current.tags.keys():
            return True
    return None


def claim(session: "AzureSession", name: str, secret: Secret, tags: Mapping[str, str]) -> str | None:
    """The version written, or None where someone else has the name by now.

    Raises:
        VaultUnreachable: others did not come to an end with this name.
    """
    version = session.set(name, secret, OPEN | dict(tags))
    if all(kept.secret == secret for kept in session.others(name, version)):
        session.tag(name, version, tags)
        return version
    session.disable(name, version)
    _leave(session, name)
    return None


def _leave(session: "AzureSession", name: str) -> None:
    """See to it that the one value that others have there, if there is one, is current."""
    copy: Kept | None = None
    for _ in range(LOOKS):
        left = session.others(name, copy.version if copy else "")
        one = left[0] if left and all(kept.secret == left[0].secret for kept in left) else None
        current = session.readable(name) if one else None
        if one and current and current.secret == one.secret == (copy or one).secret:
            if copy:
                session.tag(name, copy.version, _closed(copy.tags))
            return
        if copy:
            session.disable(name, copy.version)
            copy = None
        elif not left:
            return
        elif one is None:
            time.sleep(SECONDS_BETWEEN)
        elif current is None or current.secret != one.secret:
            copy = session.put_back(name, one, OPEN | _closed(one.tags))
    raise VaultUnreachable(f"several programs keep writing to {name} at once.", hint="Run again when they are done.")


def _closed(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags without the mark of an open claim."""
    return {name: value for name, value in tags.items() if name not in OPEN}
