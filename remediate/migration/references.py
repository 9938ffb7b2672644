"""Connections of flows outside solutions become connection references, one for each connection (platform-facts 1.3)."""

from collections.abc import Iterable, Mapping
from typing import Any

from remediate.flow import Flow
from remediate.migration.model import Connector, Target
from remediate.package import ConnectionReference
from remediate.remedies.naming import guid, unique

_PREFIX = "/providers/microsoft.powerapps/apis/"
_LONGEST_NAME = 100
_SOURCES = {"embedded": "embedded", "invoker": "invoker"}


class References:
    """The connection references of one solution. The same connection of the same connector is one, whatever flow."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._known: dict[tuple[str, str], ConnectionReference] = {}

    @property
    def all(self) -> Iterable[ConnectionReference]:
        """Every reference that a flow of the solution uses."""
        return self._known.values()

    def entries(self, flow: Flow, connectors: Mapping[str, Connector]) -> dict[str, Any]:
        """The flow's `connectionReferences` as a solution has them (platform-facts 1.4), under the same local keys."""
        return {key: self._entry(key, old, connectors) for key, old in flow.connection_references.items()}

    def _entry(self, key: str, old: Mapping[str, Any], connectors: Mapping[str, Connector]) -> dict[str, Any]:
        connector_id = str(old["id"])
        name = connector_id.rpartition("/")[2]
        shown = connectors[key].display_name if key in connectors else ""
        reference = self._reference(connector_id, name, str(old.get("connectionName", "")), shown)
        return {
            "runtimeSource": _SOURCES[str(old["source"]).casefold()],
            "connection": {"connectionReferenceLogicalName": reference.logical_name},
            "api": {"name": name},
        }

    def _reference(self, connector_id: str, name: str, connection: str, shown: str) -> ConnectionReference:
        known = (connector_id.casefold(), connection)
        if known not in self._known:
            suffix = guid("connection reference", self._target.unique_name, *known)[:5]
            taken = {reference.logical_name for reference in self._known.values()}
            logical_name = f"{self._target.prefix}_{name.replace('_', '')}_{suffix}"
            logical_name = unique(logical_name, taken, _LONGEST_NAME)
            display_name = f"{shown or name} {self._target.display_name}-{suffix}"
            self._known[known] = ConnectionReference(logical_name, connector_id, display_name[:_LONGEST_NAME])
        return self._known[known]


def undescribed(flow: Flow) -> str:
    """The local key of a connection that the flow does not describe as every export does; empty where all are."""
    for key, old in flow.connection_references.items():
        described = isinstance(old, dict) and str(old.get("source", "")).casefold() in _SOURCES
        if not described or not str(old.get("id", "")).casefold().startswith(_PREFIX):
            return key
    return ""
