"""An HTTP trigger that asks its callers for an Entra ID token (rewriting.md part 6, platform-facts 6.2)."""

from remediate.flow import pointer as ptr
from remediate.remedies.patching import Patching


def lock(patching: Patching, pointer: str, allowed_users: str) -> None:
    """Let in any user of the tenant, or only `allowed_users` where some are named."""
    inputs = ptr.join(pointer, "inputs")
    if not isinstance(patching.value(inputs), dict):
        patching.add(inputs, {})
    patching.add(ptr.join(inputs, "triggerAuthenticationType"), "User" if allowed_users else "Tenant")
    if allowed_users:
        patching.add(ptr.join(inputs, "triggerAllowedUsers"), allowed_users)
