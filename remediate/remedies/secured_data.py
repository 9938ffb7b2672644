"""Hiding the inputs and outputs of a step from the run history, and taking back what the type does not support."""

from collections.abc import Collection
from typing import Any

from remediate.flow import pointer as ptr
from remediate.remedies.patching import Patching

_ORDER = ("inputs", "outputs")


def secure(patching: Patching, pointer: str, properties: Collection[str]) -> None:
    """Secure `properties` of the step at `pointer`, on top of what is secured already (platform-facts 5)."""
    listed = _listed(patching, pointer)
    wanted = {p.casefold() for p in (*listed, *properties)}
    _set(patching, pointer, [name for name in _ORDER if name in wanted])


def unsecure(patching: Patching, pointer: str, properties: Collection[str]) -> None:
    """Take `properties` out of the step's secured data; an empty setting goes altogether."""
    kept = [p for p in _listed(patching, pointer) if p.casefold() not in properties]
    if kept:
        _set(patching, pointer, kept)
        return
    runtime = ptr.join(pointer, "runtimeConfiguration")
    only_this = set(ptr.resolve(patching.document, runtime)) == {"secureData"}
    patching.remove(runtime if only_this else ptr.join(runtime, "secureData"))


def _listed(patching: Patching, pointer: str) -> list[str]:
    at = ptr.join(pointer, "runtimeConfiguration", "secureData", "properties")
    found: Any = ptr.resolve(patching.document, at) if patching.has(at) else []
    return [p for p in found if isinstance(p, str)] if isinstance(found, list) else []


def _set(patching: Patching, pointer: str, properties: list[str]) -> None:
    """Write the setting into the innermost object that exists, so that its neighbours stay."""
    at = ptr.join(pointer, "runtimeConfiguration")
    value: Any = {"secureData": {"properties": properties}}
    for member in ("secureData", "properties"):
        if not isinstance(patching.value(at), dict):
            break
        at = ptr.join(at, member)
        value = value[member]
    patching.add(at, value)
