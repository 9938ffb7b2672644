"""A flow's file in a solution, made from its definition.json by a JSON patch (platform-facts 1.4 and 2).

The definition stays as it is written, to the spelling of its numbers. What goes: who made the flow and where
(`definition.metadata`), what only a flow outside solutions has, and the address of the gateway that an action of the
old form names beside its connection (`runtimeUrl`): it is one of the old environment's region, and no export of a
solution has it. What comes: connection references by name, `schemaVersion`, and the platform's own parameters.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.gateways import gateways
from remediate.migration.limits import child_of
from remediate.remedies.connector import declare_parameters
from remediate.remedies.patching import Operation, Patching
from remediate.writer import decode, splice_proven

_LONGEST_FILE_NAME = 50  # as the platform cuts them
_KEPT = {"": {"properties"}, "/properties": {"definition", "connectionReferences"}}


def file_name(name: str, workflow_id: str) -> str:
    """Where the flow stands in the solution: `Workflows/NameWithoutSpaces-GUID.json`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^A-Za-z0-9-]+", "", plain)[:_LONGEST_FILE_NAME] or "Flow"
    return f"Workflows/{letters}-{workflow_id.upper()}.json"


def migrated(data: bytes, flow: Flow, references: Mapping[str, Any], children: Mapping[str, str]) -> bytes:
    """The file of the flow in a solution: UTF-8 without a byte order mark, which an import would refuse.

    `data` are the bytes of its definition.json; `references` its new `connectionReferences`; `children` the new ids of
    migrated flows by their old ones, in lower case.

    Raises:
        ProofError: the text does not read as the patched flow.
    """
    patch = migration_patch(flow, references, children)
    return splice_proven(decode(data).text.encode(), patch)


def migration_patch(flow: Flow, references: Mapping[str, Any], children: Mapping[str, str]) -> list[Operation]:
    """The operations that make the flow's document that of a solution."""
    patching = Patching(flow.document)
    for gone in _gone(flow):
        patching.remove(gone)
    for at, called in _calls(flow):
        if called in children:
            patching.replace(at, children[called])
    _declare(flow, patching, connected=bool(references))
    patching.add("/properties/connectionReferences", dict(references))
    patching.add("/properties/templateName", "")
    patching.add("/schemaVersion", "1.0.0.0")
    return patching.operations


def _gone(flow: Flow) -> Iterator[str]:
    """Everything that no export of a solution has."""
    for at, kept in _KEPT.items():
        yield from (ptr.join(at, name) for name in ptr.resolve(flow.document, at) if name not in kept)
    if "metadata" in flow.definition:
        yield flow.at("metadata")
    for step in (*flow.triggers, *flow.all_actions):
        yield from (ptr.join(step.pointer, *place) for place in gateways(step))


def _declare(flow: Flow, patching: Patching, *, connected: bool) -> None:
    """The platform's own parameters: `$authentication` is in every flow, `$connections` where there is one."""
    if connected:
        declare_parameters(flow, patching)
    if not patching.has(flow.at("parameters")):
        patching.add(flow.at("parameters"), {})
    if not patching.has(flow.at("parameters", "$authentication")):
        patching.add(flow.at("parameters", "$authentication"), {"defaultValue": {}, "type": "SecureObject"})


def _calls(flow: Flow) -> Iterator[tuple[str, str]]:
    for action in flow.actions("Workflow"):
        if called := child_of(action.inputs):
            yield ptr.join(action.pointer, "inputs", "host", "workflowReferenceName"), called
