"""Where the values go: one interface, and one rule for how a value gets in."""

from remediate.vault.deposit import Deposited, Skipped, Written, deposit
from remediate.vault.interface import NameTaken, Taken, Vault
from remediate.vault.memory import MemoryVault
from remediate.vault.names import check_name, safe_name

__all__ = [
    "Deposited",
    "MemoryVault",
    "NameTaken",
    "Skipped",
    "Taken",
    "Vault",
    "Written",
    "check_name",
    "deposit",
    "safe_name",
]
