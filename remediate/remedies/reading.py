"""Reads spliced into the runAfter graph (rewriting.md part 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.remedies.key_vault_read import KeyVaultConnection
from remediate.remedies.naming import Entry
from remediate.remedies.patching import Patching
from remediate.remedies.placement import Spot
from remediate.remedies.variable_read import Connection
from remediate.secret import Secret


@dataclass(frozen=True, slots=True)
class Read:
    """One secret read of a flow: the action's name, the names of what it reads, and the value (None: in the vault)."""

    action: str
    entry: Entry
    secret: Secret | None


SecretConnection = Connection | KeyVaultConnection
"""The two ways in which a flow reaches its secrets: variables through Dataverse, or Key Vault itself."""


def place_reads(
    flow: Flow,
    patching: Patching,
    spots: Sequence[tuple[Read, Spot]],
    connection: SecretConnection,
    connection_key: str,
) -> None:
    """Insert the reads and let their followers wait for them; reads before the same child stand side by side."""
    for read, spot in spots:
        inherited = _run_after(spot.before) if spot.before else {}
        action = connection.read(flow, read.action, read.entry, connection_key, inherited)
        patching.add(ptr.join(spot.container.pointer, read.action), action)
    for pointer, run_after in _waits(spots).items():
        patching.add(ptr.join(pointer, "runAfter"), run_after)


def _waits(spots: Sequence[tuple[Read, Spot]]) -> dict[str, dict[str, Any]]:
    """The new `runAfter` of every action that has to wait, by the action's pointer."""
    waits: dict[str, dict[str, Any]] = {}
    for read, spot in spots:
        if spot.before is not None:
            waits.setdefault(spot.before.pointer, {})[read.action] = ["Succeeded"]
    for read, spot in spots:
        roots = [] if spot.before else [child for child in spot.container if not child.run_after]
        for child in (*roots, *spot.guarded):
            waits.setdefault(child.pointer, _run_after(child))[read.action] = ["Succeeded"]
    return waits


def _run_after(action: Action) -> dict[str, Any]:
    """What the action waits for, as it is written; nothing where that is no object."""
    written = action.node.get("runAfter")
    return dict(written) if isinstance(written, dict) else {}
