"""SharePoint sites typed into a flow.

What it finds: the URL of a SharePoint site in a connector's parameter, an HTTP call or another text that is evaluated.
Why it matters: a flow that is deployed to another environment goes on working on the site that it was made on.
Fix: the URL moves into a Text environment variable of the solution, whose default it is; the flow reads the variable.
Fix safety: safe. Where nobody gives the variable another value, the flow does what it did.
"""

import re
from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.portable.hardcoded import Named, Spoken, hardcoded
from remediate.flow import Flow
from remediate.remedies.naming import words

ID = "hardcoded-site"
_SITE = re.compile(
    r"https://(?P<tenant>[a-z0-9-]{1,63})\.sharepoint\.(?:com|us|cn|de)"
    r"(?:/(?:sites|teams|personal)/(?P<site>[^/?#\s\"'<>&\\|;,)@{}\ufffc]{1,128})(?=[/?#\s\"'<>&\\|;,)]|\Z))?"
    r"(?![\w.:@-])",
    re.IGNORECASE,
)


def find(flow: Flow) -> Iterator[Finding]:
    """Every SharePoint site that a step names."""
    return hardcoded(flow, _sites)


def _sites(spoken: Spoken) -> Iterator[Named]:
    for site in _SITE.finditer(spoken.text):
        name = site["site"] or site["tenant"]
        yield Named(*site.span(), "a SharePoint site", words("site", name), f"Site {name}")


def _reading(dataset: str) -> examples.Definition:
    parameters = {"dataset": dataset, "table": "Orders"}
    return examples.definition({"Get_items": examples.connector("GetItems", parameters, "shared_sharepointonline")})


hardcoded_site = Detector(
    ID,
    find,
    examples=(
        Flagged(
            _reading("https://contoso.sharepoint.com/sites/orders"),
            becomes={
                "parameters": {
                    "Site orders (contoso_site_orders)": {
                        "defaultValue": "https://contoso.sharepoint.com/sites/orders",
                        "type": "String",
                        "metadata": {"schemaName": "contoso_site_orders"},
                    }
                },
                "actions": {
                    "Get_items": {
                        "inputs": {"parameters": {"dataset": "@parameters('Site orders (contoso_site_orders)')"}}
                    }
                },
            },
        ),
        Flagged(
            examples.definition(
                {"Call": examples.http("https://contoso.sharepoint.com/sites/orders/_api/web/lists?$top=1")}
            ),
            becomes={
                "actions": {
                    "Call": {
                        "inputs": {"uri": "@{parameters('Site orders (contoso_site_orders)')}/_api/web/lists?$top=1"}
                    }
                }
            },
        ),
        Clean(_reading("@parameters('Orders site (contoso_OrdersSite)')"), because="it is a variable already"),
        Clean(_reading("https://contoso.example/sites/orders"), because="no SharePoint site"),
    ),
)
