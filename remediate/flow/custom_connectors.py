"""Custom connectors: what a flow calls by them, which is a host that somebody has chosen (platform-facts 1.3, 1.4)."""

import re
from dataclasses import dataclass
from typing import Any

from remediate.flow.actions import Action
from remediate.flow.flow import Flow

#: The name of a custom connector ends in ids that its environment gave it: `shared_graphapi-5f04d5eb22c34423fb`.
_ID = re.compile(r"(?:-5f[0-9a-f]{8,}){1,8}$", re.IGNORECASE)
_ENCODED = re.compile(r"-([0-9a-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CustomConnector:
    """A custom connector: its name for people, and the host that it calls; empty where the package does not tell."""

    name: str
    host: str = ""


def is_custom(connector: str) -> bool:
    """Whether that is what the platform calls a custom connector."""
    return _ID.search(connector) is not None


def custom_connector(flow: Flow, action: Action) -> CustomConnector | None:
    """The custom connector that an action calls; None for all other actions."""
    connector = action.connector
    logical = logical_names(flow).get(connector.casefold(), "") if connector else ""
    if not logical and not is_custom(connector):
        return None
    name = logical or _ID.sub("", connector.removeprefix("shared_"))
    shown = _ENCODED.sub(lambda found: chr(int(found[1], 16)), name)
    return CustomConnector(shown, flow.connector_hosts.get(logical.casefold(), ""))


def logical_names(flow: Flow) -> dict[str, str]:
    """What the solution calls the custom connectors of a flow, by their names in its references, in casefold."""
    found = {}
    for reference in flow.connection_references.values():
        api: Any = reference.get("api") if isinstance(reference, dict) else None
        name, logical = (api.get("name"), api.get("logicalName")) if isinstance(api, dict) else (None, None)
        if isinstance(name, str) and isinstance(logical, str):
            found[name.casefold()] = logical
    return found


def is_in_body(path: tuple[str, ...]) -> bool:
    """Whether a text, by the members that lead to it, is sent in the body: `body`, or a parameter `item/name`.

    The parameters of an operation are flat: what belongs to its body has the body's name and a slash before its own.
    """
    inside = path[1:3]
    return inside[:1] == ("body",) or (inside[:1] == ("parameters",) and (inside[1:] == ("body",) or "/" in inside[-1]))
