"""The few ways a fault is mended. They build patches; they do no I/O."""

from remediate.remedies.interface import (
    Held,
    Literal,
    LockTrigger,
    MoveToVault,
    ReadSecretVariable,
    Remedy,
    Safety,
    SecureData,
    UnsecureData,
)

__all__ = [
    "Held",
    "Literal",
    "LockTrigger",
    "MoveToVault",
    "ReadSecretVariable",
    "Remedy",
    "Safety",
    "SecureData",
    "UnsecureData",
]
