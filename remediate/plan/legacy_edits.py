"""What a package outside solutions gains when its flows read secrets: a connection to Key Vault (platform-facts 2)."""

from dataclasses import replace

from remediate.package.interface import LegacyAsset, LegacyFacts
from remediate.package.legacy_manifest import Connector, Resources, add_connection, add_to_map, known_resources
from remediate.plan.model import FlowPlan, PackagePlan
from remediate.remedies.key_vault_read import API, API_ID, is_ours
from remediate.remedies.naming import guid

#: The icon is what the importing page shows beside the name.
KEY_VAULT = Connector(
    API_ID,
    "Azure Key Vault",
    "https://connectoricons-prod.azureedge.net/releases/v1.0.1680/1.0.1680.3652/keyvault/icon.png",
)
_NEW = Resources(guid("resource", API), guid("resource", "connection", API))


def legacy_edits(plan: PackagePlan, legacy: LegacyFacts) -> PackagePlan:
    """The plan with the manifest and maps that declare the new connection, before the flows that need it."""
    changed = {flow.file.member: flow for flow in plan.flows if flow.data is not None}
    users = {legacy.assets[member]: key for member, flow in changed.items() if (key := _connection_key(flow))}
    edits = {member: flow.data for member, flow in changed.items() if flow.data is not None}
    if users:
        edits = {**_declarations(plan, legacy, users), **edits}
    return replace(plan, edits=edits)


def _connection_key(flow: FlowPlan) -> str:
    """The local key of our connection in the changed flow; empty where it has none."""
    references = flow.mended.after.connection_references
    return next((key for key, reference in references.items() if is_ours(reference)), "")


def _declarations(plan: PackagePlan, legacy: LegacyFacts, users: dict[LegacyAsset, str]) -> dict[str, bytes]:
    manifest = plan.package.read(legacy.manifest)
    resources = known_resources(manifest, KEY_VAULT, _NEW)
    edits = {legacy.manifest: add_connection(manifest, KEY_VAULT, resources, [asset.id for asset in users])}
    for asset, key in users.items():
        entries = ((asset.apis_map, resources.connector), (asset.connections_map, resources.connection))
        for member, resource in entries:
            edits[member] = add_to_map(plan.package.read(member), [(key, resource)])
    return {member: data for member, data in edits.items() if data != plan.package.read(member)}
