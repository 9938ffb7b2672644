"""Small solutions and flow packages of a fictitious company, as dictionaries of members, zips and folders."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

GUID = "2578E499-0BE1-EC11-BB3C-000D3A233A82"
FLOW_MEMBER = f"Workflows/Dailyreport-{GUID}.json"
TYPES = (
    '\ufeff<?xml version="1.0" encoding="utf-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/octet-stream" />'
    '<Default Extension="json" ContentType="application/octet-stream" /></Types>'
)


def definition() -> dict[str, object]:
    return {
        "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"$authentication": {"defaultValue": {}, "type": "SecureObject"}},
        "triggers": {"Recurrence": {"type": "Recurrence"}},
        "actions": {"Compose": {"type": "Compose", "inputs": "CANARY-value", "runAfter": {}}},
    }


def flow() -> bytes:
    properties = {"connectionReferences": {}, "definition": definition(), "templateName": ""}
    return json.dumps({"properties": properties, "schemaVersion": "1.0.0.0"}).encode()


def manifest(managed: str = "0") -> str:
    return f"""<ImportExportXml version="9.2.0.0" generatedBy="CrmLive">
  <SolutionManifest>
    <UniqueName>ContosoReports</UniqueName>
    <LocalizedNames>
      <LocalizedName description="Contoso Reports" languagecode="1033" />
    </LocalizedNames>
    <Version>1.0.0.9</Version>
    <Managed>{managed}</Managed>
    <Publisher>
      <UniqueName>contosopublisher</UniqueName>
      <CustomizationPrefix>contoso</CustomizationPrefix>
    </Publisher>
    <RootComponents />
  </SolutionManifest>
</ImportExportXml>"""


def workflow(name: str, member: str, category: str = "5", guid: str = GUID) -> str:
    return (
        f'<Workflow WorkflowId="{{{guid.lower()}}}" Name="{name}">'
        f"<JsonFileName>/{member}</JsonFileName><Category>{category}</Category></Workflow>"
    )


def customizations(*workflows: str, references: str = "") -> str:
    return (
        '<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"  <Workflows>{''.join(workflows)}</Workflows>\n"
        "  <EntityDataProviders />\n"
        f"{references}"
        "  <Languages>\n    <Language>1033</Language>\n  </Languages>\n"
        "</ImportExportXml>"
    )


def solution(changes: Mapping[str, str | bytes | None] | None = None) -> dict[str, bytes]:
    """The members of an exported solution with one flow; `changes` by member, where None takes one away."""
    members: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "customizations.xml": customizations(workflow("Daily report", FLOW_MEMBER)),
        "solution.xml": manifest(),
        FLOW_MEMBER: flow(),
    }
    members |= changes or {}
    return {n: c.encode() if isinstance(c, str) else c for n, c in members.items() if c is not None}


def unpacked() -> dict[str, bytes]:
    """The members of the same solution as `pac solution unpack` leaves it."""
    return {
        "Other/Solution.xml": manifest().encode(),
        "Other/Customizations.xml": customizations().replace("<Workflows></Workflows>", "<Workflows />").encode(),
        FLOW_MEMBER: b"\xef\xbb\xbf" + flow(),
        f"{FLOW_MEMBER}.data.xml": workflow("Daily report", FLOW_MEMBER).encode("utf-8-sig"),
    }


ASSET = "0f7c2d4e-0000-4000-8000-000000000001"
ASSET_MEMBER = f"Microsoft.Flow/flows/{ASSET}/definition.json"
_SHAREPOINT = "/providers/Microsoft.PowerApps/apis/shared_sharepointonline"


def legacy_flow(
    content: Mapping[str, object] | None = None,
    references: Mapping[str, object] | None = None,
    name: str = "Daily mail",
    guid: str = "1f7c2d4e-0000-4000-8000-000000000002",
) -> bytes:
    """The definition.json of a flow in such a package."""
    document = {
        "name": guid,
        "id": f"/providers/Microsoft.Flow/flows/{guid}",
        "type": "Microsoft.Flow/flows",
        "properties": {
            "apiId": "/providers/Microsoft.PowerApps/apis/shared_logicflows",
            "displayName": name,
            "definition": {"metadata": {"creator": {"tenantId": "contoso"}}, **(content or definition())},
            "connectionReferences": references or {},
            "flowFailureAlertSubscribed": False,
        },
    }
    return json.dumps(document, separators=(",", ":")).encode()


def sharepoint_reference(source: str = "Embedded", name: str = "a" * 32) -> dict[str, str]:
    return {"connectionName": name, "source": source, "id": _SHAREPOINT, "tier": "NotSpecified"}


def legacy(*flows: bytes) -> dict[str, bytes]:
    """The members of a package exported outside solutions; each flow that has references uses SharePoint."""
    api, connection = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"
    icon = "https://icons.example/sharepoint.png"
    child = {"hierarchy": "Child"}
    resources: dict[str, object] = {
        api: {
            "id": _SHAREPOINT,
            "name": "shared_sharepointonline",
            "type": "Microsoft.PowerApps/apis",
            "suggestedCreationType": "Existing",
            "details": {"displayName": "SharePoint", "iconUri": icon},
            "configurableBy": "System",
            **child,
            "dependsOn": [],
        },
        connection: {
            "type": "Microsoft.PowerApps/apis/connections",
            "suggestedCreationType": "Existing",
            "creationType": "Existing",
            "details": {"displayName": "ada@contoso.example", "iconUri": icon},
            "configurableBy": "User",
            **child,
            "dependsOn": [api],
        },
    }
    members = {}
    for number, content in enumerate(flows or (legacy_flow(),), 1):
        asset = ASSET[:-1] + str(number)
        keys = json.loads(content)["properties"]["connectionReferences"]
        resources[asset] = {
            "type": "Microsoft.Flow/flows",
            "suggestedCreationType": "New",
            "creationType": "Existing, New, Update",
            "details": {"displayName": "Daily mail"},
            "configurableBy": "User",
            "hierarchy": "Root",
            "dependsOn": [api, connection] if keys else [],
        }
        folder = f"Microsoft.Flow/flows/{asset}"
        members[f"{folder}/definition.json"] = content
        members[f"{folder}/apisMap.json"] = json.dumps(dict.fromkeys(keys, api)).encode()
        members[f"{folder}/connectionsMap.json"] = json.dumps(dict.fromkeys(keys, connection)).encode()
    details = {"displayName": "Daily package", "description": "", "creator": "N/A"}
    manifest_json = {"schema": "1.0", "details": details, "resources": resources}
    return {
        "manifest.json": json.dumps(manifest_json).encode(),
        "Microsoft.Flow/flows/manifest.json": b'{"packageSchemaVersion":"1.0"}',
        **members,
    }


def variable(schema_name: str = "contoso_ApiKey", default: str = "CANARY-default", kind: int = 100000000) -> bytes:
    text = (
        f'<environmentvariabledefinition schemaname="{schema_name}">\n'
        f"  <defaultvalue>{default}</defaultvalue>\n"
        '  <displayname default="Api Key">\n'
        '    <label description="Api Key" languagecode="1033" />\n'
        "  </displayname>\n"
        "  <introducedversion>1.0.0.0</introducedversion>\n"
        "  <iscustomizable>1</iscustomizable>\n"
        "  <isrequired>0</isrequired>\n"
        f"  <type>{kind}</type>\n"
        "</environmentvariabledefinition>"
    )
    return text.encode()


def inline_variables(default: str = "CANARY-default") -> str:
    """The variables of an export of version 9.1, as its customizations.xml holds them."""
    one = (
        '\r\n    <Definition IntroducedVersion="1.0.0.0">\r\n'
        "      <SchemaName>{}</SchemaName>\r\n"
        "      <IsRequired>0</IsRequired>\r\n"
        "      <Type>100000000</Type>\r\n"
        "      {}\r\n"
        "      <DisplayName>\r\n        <LocalizedNames>\r\n"
        '          <LocalizedName description="Api Key" languagecode="1033" />\r\n'
        "        </LocalizedNames>\r\n      </DisplayName>\r\n"
        "    </Definition>"
    )
    given = one.format("contoso_ApiKey", f"<DefaultValue>{default}</DefaultValue>")
    empty = one.format("contoso_Site", '<DefaultValue xsi:nil="true"></DefaultValue>')
    return f"<EnvironmentVariables>{given}{empty}\r\n  </EnvironmentVariables>\r\n  "


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def write_zip(path: Path, members: dict[str, bytes]) -> Path:
    path.write_bytes(zipped(members))
    return path


def write_folder(path: Path, members: dict[str, bytes]) -> Path:
    for name, content in members.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return path
