"""The rule that a package outside solutions must keep for its flows to be imported (platform-facts 2).

Every connection of a flow is in the two maps beside it, and what they name is in the manifest, on which the flow
depends.
"""

from collections.abc import Iterator
from typing import Any

from remediate.errors import PackageError
from remediate.package import Package, view_alone
from remediate.package.document import parse
from remediate.package.interface import FlowFile, LegacyAsset
from remediate.verify import rules
from remediate.verify.problem import Problem

Located = tuple[str, Problem]

_API = "Microsoft.PowerApps/apis"
_CONNECTION = "Microsoft.PowerApps/apis/connections"


def broken_legacy_rules(package: Package) -> Iterator[Located]:
    """Every connection that the package does not declare as an export does."""
    legacy = package.legacy
    if legacy is None:
        return
    resources = _member(_parsed(package, legacy.manifest), "resources")
    for file in package.flows:
        asset = legacy.assets.get(file.member)
        for why in _undeclared(package, file, asset, resources) if asset else ():
            yield file.member, rules.LEGACY_CONNECTIONS.broken(file.references_pointer or "", why)


def _undeclared(package: Package, file: FlowFile, asset: LegacyAsset, resources: Any) -> Iterator[str]:
    depends = _member(_member(resources, asset.id), "dependsOn")
    maps = ((asset.apis_map, _API, "connector"), (asset.connections_map, _CONNECTION, "connection"))
    for member, kind, what in maps:
        known = _parsed(package, member)
        for key in view_alone(file).connection_references:
            resource = _member(known, key)
            if not isinstance(resource, str):
                yield f"{key} is not in {member.rpartition('/')[2]}"
            elif str(_member(_member(resources, resource), "type")).casefold() != kind.casefold():
                yield f"the manifest has no {what} for {key}"
            elif resource not in (depends if isinstance(depends, list) else ()):
                yield f"the flow does not depend on the {what} of {key}"


def _parsed(package: Package, member: str) -> Any:
    try:
        return parse(package.read(member))
    except PackageError:
        return None


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
