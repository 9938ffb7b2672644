"""A connection added to a package outside solutions: its manifest, and the two maps of a flow (platform-facts 2).

The texts are changed by JSON patches, so that everything else keeps its bytes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from remediate.flow import pointer as ptr
from remediate.package.document import parse
from remediate.writer.proof import splice_proven

_API = "Microsoft.PowerApps/apis"
_CONNECTION = "Microsoft.PowerApps/apis/connections"


@dataclass(frozen=True, slots=True)
class Connector:
    """A connector as a manifest describes it; `id` as in `/providers/Microsoft.PowerApps/apis/shared_x`."""

    id: str
    display_name: str
    icon: str

    @property
    def name(self) -> str:
        """Its name, `shared_x`."""
        return self.id.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Resources:
    """The manifest's keys of a connector and of a connection to it."""

    connector: str
    connection: str


def known_resources(manifest: bytes, connector: Connector, new: Resources) -> Resources:
    """`new`, with the key under which the manifest lists that connector already, if it does.

    Raises:
        PackageError: the bytes are no manifest.
    """
    for key, resource in parse(manifest)["resources"].items():
        own = str(resource.get("id", "")) if isinstance(resource, dict) and resource.get("type") == _API else ""
        if own.casefold() == connector.id.casefold():
            return Resources(key, new.connection)
    return new


def add_connection(manifest: bytes, connector: Connector, resources: Resources, flows: Collection[str]) -> bytes:
    """manifest.json with a connection on which the `flows` (their keys) depend; what is there already stays.

    Raises:
        PackageError: the bytes are no manifest.
    """
    listed: dict[str, Any] = parse(manifest)["resources"]
    patch: list[dict[str, Any]] = []
    if resources.connector not in listed:
        patch.append(_added(resources.connector, _connector_resource(connector)))
    if resources.connection not in listed:
        patch.append(_added(resources.connection, _connection_resource(connector, resources.connector)))
    for flow in sorted(flows):
        known = listed[flow]["dependsOn"]
        new = [key for key in (resources.connector, resources.connection) if key not in known]
        patch += [{"op": "add", "path": ptr.join("/resources", flow, "dependsOn", "-"), "value": key} for key in new]
    return splice_proven(manifest, patch)


def add_to_map(data: bytes, entries: Iterable[tuple[str, str]]) -> bytes:
    """An apisMap.json or connectionsMap.json with more entries: local key, manifest's key.

    Raises:
        PackageError: the bytes are no such map.
    """
    known = parse(data)
    return splice_proven(
        data,
        [{"op": "add", "path": ptr.join("", key), "value": value} for key, value in entries if known.get(key) != value],
    )


def _added(key: str, resource: dict[str, Any]) -> dict[str, Any]:
    return {"op": "add", "path": ptr.join("/resources", key), "value": resource}


def _connector_resource(connector: Connector) -> dict[str, Any]:
    return {
        "id": connector.id,
        "name": connector.name,
        "type": _API,
        "suggestedCreationType": "Existing",
        "details": {"displayName": connector.display_name, "iconUri": connector.icon},
        "configurableBy": "System",
        "hierarchy": "Child",
        "dependsOn": [],
    }


def _connection_resource(connector: Connector, key: str) -> dict[str, Any]:
    return {
        "type": _CONNECTION,
        "suggestedCreationType": "Existing",
        "creationType": "Existing",
        "details": {"displayName": connector.display_name, "iconUri": connector.icon},
        "configurableBy": "User",
        "hierarchy": "Child",
        "dependsOn": [key],
    }
