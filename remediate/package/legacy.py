"""A flow package exported outside solutions, zipped or unpacked (platform-facts, part 2)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.document import parse
from remediate.package.interface import Candidate, Document, FlowFile, LegacyAsset, LegacyFacts, Outside, Package
from remediate.package.reading import LimitedMembers, Reading, located
from remediate.package.shape import places
from remediate.package.workflows import flow_file

_FLOW = re.compile(r"microsoft\.flow/flows/(?P<asset>[^/]+)/definition\.json\Z", re.IGNORECASE)
_INNER = "This package is a zip inside another one: take it out, fix it, and put the result back."


def load_legacy(members: LimitedMembers, candidate: Candidate) -> Package:
    """Open a package of flows; a flow that cannot be read is a problem of it."""
    reading = Reading(members, candidate.root)
    manifest = _manifest(reading)
    flows, assets = [], {}
    for member in reading.names:
        if found := _FLOW.match(member[len(reading.root) :]):
            try:
                flows.append(_flow(reading, member))
                assets[member] = found["asset"]
            except PackageError as error:
                reading.problems.append(error)
    reading.problems += _missing(reading, manifest)
    facts = _facts(reading, manifest, assets)
    return Package(
        path=candidate.path,
        kind=candidate.kind,
        name=_name(manifest) or candidate.path.stem,
        facts=None,
        flows=tuple(flows),
        problems=tuple(reading.problems),
        scan_only=_INNER if candidate.inner else facts if isinstance(facts, str) else None,
        members=members,
        inner=candidate.inner,
        legacy=facts if isinstance(facts, LegacyFacts) else None,
        outside=Outside(manifests=(Document(reading.member("manifest.json") or "", manifest),) if manifest else ()),
    )


def _flow(reading: Reading, member: str) -> FlowFile:
    data = reading.bytes(member, limits.FLOW_LIMIT)
    document = located(member, lambda: parse(data))
    if len(places(document)) != 1:
        nothing = "This holds no flow definition with triggers and actions."
        raise PackageError(nothing, hint="Export the flow again.", file=member)
    name = document.get("name")
    return flow_file(member, data, document, workflow_id=name if isinstance(name, str) else "")


def _missing(reading: Reading, manifest: Any) -> Iterator[PackageError]:
    """The flows that the manifest lists and the package does not hold."""
    resources = manifest.get("resources") if isinstance(manifest, dict) else None
    for asset, resource in resources.items() if isinstance(resources, dict) else ():
        kind = resource.get("type") if isinstance(resource, dict) else None
        member = f"Microsoft.Flow/flows/{asset}/definition.json"
        if isinstance(kind, str) and kind.casefold() == "microsoft.flow/flows" and reading.member(member) is None:
            hint = "Export the package again."
            yield PackageError(
                "The package lists this flow, and does not hold it.", hint=hint, file=reading.root + member
            )


def _manifest(reading: Reading) -> Any:
    """The parsed manifest.json; one that cannot be read is a problem of the package, which can still be scanned."""
    member = reading.member("manifest.json")
    try:
        return located(member, lambda: parse(reading.bytes(member, limits.PART_LIMIT))) if member else None
    except PackageError as error:
        reading.problems.append(error)
        return None


def _name(manifest: Any) -> str:
    details = manifest.get("details") if isinstance(manifest, dict) else None
    name = details.get("displayName") if isinstance(details, dict) else None
    return name if isinstance(name, str) else ""


def _facts(reading: Reading, manifest: Any, assets: Mapping[str, str]) -> LegacyFacts | str:
    """Where connections are declared, or why none can be added."""
    member = reading.member("manifest.json")
    resources = manifest.get("resources") if isinstance(manifest, dict) else None
    if member is None or not isinstance(resources, dict):
        return "The package has no manifest.json with resources, so no connection can be added: export it again."
    found = {}
    for flow, asset in assets.items():
        resource = resources.get(asset)
        if not isinstance(resource, dict) or not isinstance(resource.get("dependsOn"), list):
            return f"The manifest.json does not list the flow {asset}, so no connection can be added: export it again."
        folder = flow[len(reading.root) :].rpartition("/")[0]
        apis, connections = (_map(reading, f"{folder}/{name}") for name in ("apisMap.json", "connectionsMap.json"))
        if apis is None or connections is None:
            return f"The flow {asset} lacks the maps of its connections, so none can be added: export it again."
        found[flow] = LegacyAsset(asset, apis, connections)
    return LegacyFacts(member, found)


def _map(reading: Reading, path: str) -> str | None:
    """The member with a map of connections, None where there is none that can be read."""
    member = reading.member(path)
    try:
        return member if member and isinstance(parse(reading.bytes(member)), dict) else None
    except PackageError:
        return None
