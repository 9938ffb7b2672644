"""The few ways a fault is mended. They build patches; they do no I/O."""

from remediate.remedies.interface import (
    Held,
    Literal,
    LockTrigger,
    MoveToVariable,
    MoveToVault,
    ReadSecretVariable,
    Registration,
    Remedy,
    Safety,
    SecureData,
    SendToken,
    UnsecureData,
)

__all__ = [
    "Held",
    "Literal",
    "LockTrigger",
    "MoveToVariable",
    "MoveToVault",
    "ReadSecretVariable",
    "Registration",
    "Remedy",
    "Safety",
    "SecureData",
    "SendToken",
    "UnsecureData",
]
