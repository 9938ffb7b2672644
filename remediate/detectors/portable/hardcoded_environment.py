"""Tenants and environments typed into a flow.

What it finds: the id of a tenant or an environment where a name or a URL says that it is one, and the URL of a
Dataverse environment.
Why it matters: a flow that is deployed to another environment goes on working on the one that it was made in.
Fix: the id or URL moves into a Text environment variable of the solution, whose default it is; the flow reads it.
Fix safety: safe. Where nobody gives the variable another value, the flow does what it did.
"""

import re
from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.portable.hardcoded import Named, Spoken, hardcoded
from remediate.flow import Flow

ID = "hardcoded-environment"
_GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NO_MORE = r"(?![\w-])"
_DATAVERSE = re.compile(
    r"https://(?P<org>[a-z0-9-]{1,63})(?:\.api)?\.crm\d{0,2}\.(?:dynamics\.com|dynamics\.cn|microsoftdynamics\.us)"
    r"(?![\w.:@-])",
    re.IGNORECASE,
)
_TENANT_IN_URL = re.compile(
    rf"(?:login\.microsoftonline\.(?:com|us)|login\.windows\.net|sts\.windows\.net|[?&](?:ctid|tenantid|tid)=)/?(?P<id>{_GUID}){_NO_MORE}",
    re.IGNORECASE,
)
_ENVIRONMENT_IN_URL = re.compile(rf"/environments/(?P<id>(?:Default-)?{_GUID}){_NO_MORE}", re.IGNORECASE)
_TENANT = re.compile(rf"{_GUID}|[a-z0-9-]{{1,63}}\.onmicrosoft\.com", re.IGNORECASE)
_ENVIRONMENT = re.compile(rf"(?:Default-)?{_GUID}", re.IGNORECASE)
_TENANT_NAMES = frozenset({"tenant", "tenantid"})
_ENVIRONMENT_NAMES = frozenset({"environment", "environmentid", "environmentname"})


def find(flow: Flow) -> Iterator[Finding]:
    """Every tenant and environment that a step names."""
    return hardcoded(flow, _environments)


def _environments(spoken: Spoken) -> Iterator[Named]:
    text = spoken.text
    for found in _DATAVERSE.finditer(text):
        yield Named(*found.span(), "a Dataverse environment", "dataverse_url", f"Dataverse {found['org']}")
    for found in _TENANT_IN_URL.finditer(text):
        yield Named(*found.span("id"), "a tenant", "tenant_id", "Tenant id")
    for found in _ENVIRONMENT_IN_URL.finditer(text):
        yield Named(*found.span("id"), "an environment", "environment_id", "Environment id")
    name = re.sub(r"[^a-z]", "", (spoken.view.name or spoken.leaf.key).rpartition("/")[2].lower())
    if name in _TENANT_NAMES and _TENANT.fullmatch(text):
        yield Named(0, len(text), "a tenant", "tenant_id", "Tenant id")
    if name in _ENVIRONMENT_NAMES and _ENVIRONMENT.fullmatch(text):
        yield Named(0, len(text), "an environment", "environment_id", "Environment id")


_TENANT_ID = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"


hardcoded_environment = Detector(
    ID,
    find,
    examples=(
        Flagged(
            examples.definition(
                {
                    "Token": examples.http(
                        f"https://login.microsoftonline.com/{_TENANT_ID}/oauth2/v2.0/token", method="POST"
                    )
                }
            ),
            becomes={
                "actions": {
                    "Token": {
                        "inputs": {
                            "uri": "https://login.microsoftonline.com/"
                            "@{parameters('Tenant id (contoso_tenant_id)')}/oauth2/v2.0/token"
                        }
                    }
                }
            },
        ),
        Flagged(
            examples.definition(
                {
                    "List_flows": examples.connector(
                        "ListFlows", {"environment": f"Default-{_TENANT_ID}"}, "shared_flowmanagement"
                    )
                }
            ),
            becomes={
                "actions": {
                    "List_flows": {
                        "inputs": {
                            "parameters": {"environment": "@parameters('Environment id (contoso_environment_id)')"}
                        }
                    }
                }
            },
        ),
        Flagged(
            examples.definition({"Link": examples.compose("Open https://contoso.crm4.dynamics.com/main.aspx")}),
            becomes={
                "actions": {
                    "Link": {"inputs": "Open @{parameters('Dataverse contoso (contoso_dataverse_url)')}/main.aspx"}
                }
            },
        ),
        Clean(
            examples.definition({"List": examples.connector("GetItems", {"table": _TENANT_ID})}),
            because="an id of something else",
        ),
        Clean(
            examples.definition({"Token": examples.http("https://login.microsoftonline.com/common/oauth2/token")}),
            because="the same for every tenant",
        ),
    ),
)
