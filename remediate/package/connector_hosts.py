"""The hosts that the custom connectors of a solution call, as their definitions in it say."""

from collections.abc import Collection
from typing import Any

from remediate.errors import PackageError
from remediate.package.document import parse
from remediate.package.interface import Package

_DEFINITION = "_openapidefinition.json"
_POLICIES = "_policytemplateinstances.json"
#: The policy by which a connector takes its host from its connection.
_ELSEWHERE = b"dynamichosturl"


def connector_hosts(package: Package, wanted: Collection[str]) -> dict[str, str]:
    """The hosts of the custom connectors of these logical names, by name in casefold; what is not told is left out."""
    names = {name.casefold() for name in wanted}
    found = {}
    for member in package.members.names if names else ():
        path = member.casefold()
        name = path.rpartition("/")[2].removesuffix(_DEFINITION)
        if path.endswith(_DEFINITION) and name in names and (host := _host(package, member)):
            found[name] = host
    return found


def _host(package: Package, member: str) -> str:
    policies = member[: -len(_DEFINITION)] + _POLICIES
    try:
        if policies in package.members.names and _ELSEWHERE in package.read(policies).lower():
            return ""
        told: Any = parse(package.read(member))
    except PackageError:
        return ""
    host = told.get("host") if isinstance(told, dict) else None
    return host.partition(":")[0].lower() if isinstance(host, str) and "@" not in host else ""
