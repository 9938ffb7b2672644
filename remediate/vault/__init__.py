"""Where the values go: one interface, and one rule for how a value gets in."""

from remediate.vault.copying import Copied, copy
from remediate.vault.deposit import Deposited, Skipped, Written, deposit, deposit_all
from remediate.vault.interface import NameTaken, Taken, Vault
from remediate.vault.memory import MemoryVault
from remediate.vault.names import check_name
from remediate.vault.opening import open_vault

__all__ = [
    "Copied",
    "Deposited",
    "MemoryVault",
    "NameTaken",
    "Skipped",
    "Taken",
    "Vault",
    "Written",
    "check_name",
    "copy",
    "deposit",
    "deposit_all",
    "open_vault",
]
