"""solution.xml, customizations.xml and [Content_Types].xml of a new solution (platform-facts 1.1 to 1.3).

Written as the platform exports them: no byte order mark but in the content types, no XML declaration, CRLF.
"""

from collections.abc import Iterable, Sequence

from remediate.migration.model import Migrated, Target
from remediate.package import ConnectionReference, add_connection_reference
from remediate.package.xml import escape
from remediate.remedies.naming import guid

CONTENT_TYPES = (
    b"\xef\xbb\xbf"
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/octet-stream" />'
    b'<Default Extension="json" ContentType="application/octet-stream" />'
    b"</Types>"
)
_ROOT = '<ImportExportXml{} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
_ABOUT = ' version="9.2.0.0" SolutionPackageVersion="9.2" languagecode="1033"'
_NEWLINE = "\r\n"
#: A flow arrives turned off: its original may still be on, and the two would do everything twice.
_WORKFLOW = {
    "Type": "1",
    "Subprocess": "0",
    "Category": "5",
    "Mode": "0",
    "Scope": "4",
    "OnDemand": "0",
    "TriggerOnCreate": "0",
    "TriggerOnDelete": "0",
    "AsyncAutodelete": "0",
    "SyncWorkflowLogOnFailure": "0",
    "StateCode": "0",
    "StatusCode": "1",
    "RunAs": "1",
    "IsTransacted": "1",
    "IntroducedVersion": "1.0.0.0",
    "IsCustomizable": "1",
    "BusinessProcessType": "0",
    "IsCustomProcessingStepAllowedForOtherPublishers": "1",
    "ModernFlowType": "0",
    "PrimaryEntity": "none",
}
_AROUND_WORKFLOWS = (
    ("Entities", "Roles"),
    (
        "FieldSecurityProfiles",
        "Templates",
        "EntityMaps",
        "EntityRelationships",
        "OrganizationSettings",
        "optionsets",
        "CustomControls",
        "EntityDataProviders",
    ),
)
_ADDRESS = (
    *("AddressTypeCode", "City", "County", "Country", "Fax", "FreightTermsCode", "ImportSequenceNumber", "Latitude"),
    *("Line1", "Line2", "Line3", "Longitude", "Name", "PostalCode", "PostOfficeBox", "PrimaryContactName"),
    *("ShippingMethodCode", "StateOrProvince", "Telephone1", "Telephone2", "Telephone3", "TimeZoneRuleVersionNumber"),
    *("UPSZone", "UTCOffset", "UTCConversionTimeZoneCode"),
)
_GIVEN = {"AddressTypeCode": "1", "ShippingMethodCode": "1"}


def solution_xml(target: Target, flows: Sequence[Migrated]) -> bytes:
    """The manifest, with each flow as a root component."""
    roots = [f'<RootComponent type="29" id="{{{flow.workflow_id}}}" behavior="0" />' for flow in flows]
    lines = [
        _ROOT.format(_ABOUT),
        "  <SolutionManifest>",
        f"    <UniqueName>{target.unique_name}</UniqueName>",
        *_named("LocalizedNames", "LocalizedName", target.display_name, "    "),
        "    <Descriptions />",
        f"    <Version>{target.version}</Version>",
        "    <Managed>0</Managed>",
        *_publisher(target),
        "    <RootComponents>",
        *(f"      {root}" for root in roots),
        "    </RootComponents>",
        "    <MissingDependencies />",
        "  </SolutionManifest>",
        "</ImportExportXml>",
    ]
    return _NEWLINE.join(lines).encode()


def customizations_xml(flows: Sequence[Migrated], references: Iterable[ConnectionReference]) -> bytes:
    """The flows with their files, and the connection references that they use."""
    before, after = _AROUND_WORKFLOWS
    lines = [
        _ROOT.format(""),
        *(f"  <{name} />" for name in before),
        "  <Workflows>",
        *(line for flow in flows for line in _workflow(flow)),
        "  </Workflows>",
        *(f"  <{name} />" for name in after),
        "  <Languages>",
        "    <Language>1033</Language>",
        "  </Languages>",
        "</ImportExportXml>",
    ]
    text = _NEWLINE.join(lines)
    for new in sorted(references, key=lambda reference: reference.logical_name):
        text = add_connection_reference(text, new.logical_name, new.display_name, new.connector_id)
    return text.encode()


def _workflow(flow: Migrated) -> Iterable[str]:
    yield f'    <Workflow WorkflowId="{{{flow.workflow_id}}}" Name="{escape(flow.name)}">'
    yield f"      <JsonFileName>/{escape(flow.member)}</JsonFileName>"
    for name, value in _WORKFLOW.items():
        yield f"      <{name}>{value}</{name}>"
    yield "      <LocalizedNames>"
    yield f'        <LocalizedName languagecode="1033" description="{escape(flow.name)}" />'
    yield "      </LocalizedNames>"
    yield "    </Workflow>"


def _publisher(target: Target) -> Iterable[str]:
    """The publisher, as the platform writes one with neither address nor mail."""
    yield "    <Publisher>"
    yield f"      <UniqueName>{target.publisher}</UniqueName>"
    yield from _named("LocalizedNames", "LocalizedName", target.publisher_name, "      ")
    yield "      <Descriptions />"
    yield '      <EMailAddress xsi:nil="true"></EMailAddress>'
    yield '      <SupportingWebsiteUrl xsi:nil="true"></SupportingWebsiteUrl>'
    yield f"      <CustomizationPrefix>{target.prefix}</CustomizationPrefix>"
    yield f"      <CustomizationOptionValuePrefix>{_option_prefix(target.prefix)}</CustomizationOptionValuePrefix>"
    yield "      <Addresses>"
    for number in (1, 2):
        yield "        <Address>"
        yield f"          <AddressNumber>{number}</AddressNumber>"
        for name in _ADDRESS:
            given = _GIVEN.get(name)
            yield f"          <{name}>{given}</{name}>" if given else f'          <{name} xsi:nil="true"></{name}>'
        yield "        </Address>"
    yield "      </Addresses>"
    yield "    </Publisher>"


def _named(holder: str, element: str, text: str, indent: str) -> Iterable[str]:
    yield f"{indent}<{holder}>"
    yield f'{indent}  <{element} description="{escape(text)}" languagecode="1033" />'
    yield f"{indent}</{holder}>"


def _option_prefix(prefix: str) -> int:
    """A number from 10000 to 99999 that goes with a prefix, always the same."""
    return 10_000 + int(guid("option value prefix", prefix).replace("-", ""), 16) % 90_000
