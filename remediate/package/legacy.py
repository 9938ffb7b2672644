"""A flow package exported outside solutions, zipped or unpacked (platform-facts, part 2). It is scanned only."""

import re
from typing import Any

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.document import parse
from remediate.package.interface import Candidate, FlowFile, Package
from remediate.package.reading import LimitedMembers, Reading, located
from remediate.package.shape import LEGACY, places
from remediate.package.workflows import flow_file

_FLOW = re.compile(r"microsoft\.flow/flows/[^/]+/definition\.json\Z", re.IGNORECASE)


def load_legacy(members: LimitedMembers, candidate: Candidate) -> Package:
    """Open a package of flows; a flow that cannot be read is a problem of it."""
    reading = Reading(members, candidate.root)
    flows = []
    for member in reading.names:
        if _FLOW.match(member[len(reading.root) :]):
            try:
                flows.append(_flow(reading, member))
            except PackageError as error:
                reading.problems.append(error)
    return Package(
        path=candidate.path,
        kind=candidate.kind,
        name=_name(reading) or candidate.path.stem,
        facts=None,
        flows=tuple(flows),
        problems=tuple(reading.problems),
        scan_only=LEGACY,
        members=members,
        inner=candidate.inner,
    )


def _flow(reading: Reading, member: str) -> FlowFile:
    data = reading.bytes(member, limits.FLOW_LIMIT)
    document = located(member, lambda: parse(data))
    if len(places(document)) != 1:
        raise PackageError("This holds no flow definition with triggers and actions.", file=member)
    name = document.get("name")
    return flow_file(member, data, document, workflow_id=name if isinstance(name, str) else "")


def _name(reading: Reading) -> str:
    """The display name in manifest.json; a manifest that cannot be read only costs the name."""
    member = reading.member("manifest.json")
    if member is None:
        return ""
    try:
        manifest: Any = parse(reading.bytes(member, limits.FLOW_LIMIT))
    except PackageError as error:
        reading.problems.append(PackageError(error.message, hint=error.hint, file=member, pointer=error.pointer))
        return ""
    details = manifest.get("details") if isinstance(manifest, dict) else None
    name = details.get("displayName") if isinstance(details, dict) else None
    return name if isinstance(name, str) else ""
