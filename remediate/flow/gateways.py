"""The address of its environment's gateway that an action of the old form may name (platform-facts 2).

`inputs.host.api.runtimeUrl` stands beside the connection in half of the flows exported outside solutions, and in no
export of a solution: the platform finds the gateway by the connection.
"""

from collections.abc import Iterator
from typing import Any

from remediate.flow.actions import Step

_PLACES = (("inputs", "host", "api"), ("inputs", "api"))


def gateways(step: Step) -> Iterator[tuple[str, ...]]:
    """The members below the step that hold nothing but the address of a gateway."""
    host = step.inputs.get("host") if isinstance(step.inputs, dict) else None
    if isinstance(host, dict) and "connection" in host:
        for place in _PLACES:
            value: Any = step.node
            for name in place:
                value = value.get(name) if isinstance(value, dict) else None
            if isinstance(value, dict) and set(value) == {"runtimeUrl"}:
                yield place
