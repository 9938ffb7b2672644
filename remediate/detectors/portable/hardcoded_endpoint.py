"""Service endpoints typed into a flow.

What it finds: the host that an HTTP action calls, and the address of an Azure resource (a database server, a storage
account, an API, a vault) wherever it stands. What is the same for everybody, such as Microsoft Graph, is none.
Why it matters: a flow that is tested in another environment calls the services of the one that it was made in.
Fix: the address moves into a Text environment variable of the solution, whose default it is; the flow reads it.
Fix safety: safe. Where nobody gives the variable another value, the flow does what it did.
"""

import re
from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Confidence, Detector, Finding, Flagged
from remediate.detectors.portable.hardcoded import Named, Spoken, hardcoded
from remediate.flow import Flow
from remediate.remedies.naming import words
from remediate.shapes.addresses import urls

ID = "hardcoded-endpoint"
_RESOURCE = re.compile(
    r"(?P<name>[a-z0-9-]{1,63})\.(?:(?:database|(?:blob|queue|table|file|dfs|web)\.core|servicebus|search)\.windows\.net"
    r"|azurewebsites\.net|azure-api\.net|vault\.azure\.net|documents\.azure\.com|openai\.azure\.com"
    r"|cognitiveservices\.azure\.com|[a-z0-9]{1,40}\.azurecontainerapps\.io)",
    re.IGNORECASE,
)
#: Hosts that are the same in every environment, that others have detectors for, or whose address is itself a secret.
_ELSEWHERE = re.compile(
    r"(?:.*\.)?(?:microsoft\.com|microsoft\.us|microsoftonline\.com|microsoftonline\.us|windows\.net|office\.com"
    r"|office365\.com|office\.net|live\.com|azure\.com|azure\.us|powerapps\.com|powerplatform\.com|powerautomate\.com"
    r"|powerbi\.com|dynamics\.com|sharepoint\.(?:com|us|cn|de)|w3\.org|slack\.com|discord\.com|telegram\.org"
    r"|googleapis\.com|google\.com|github(?:usercontent)?\.com|openai\.com|twilio\.com|bing\.com|visualstudio\.com)",
    re.IGNORECASE,
)


def find(flow: Flow) -> Iterator[Finding]:
    """Every address of a service of one's own."""
    return hardcoded(flow, _endpoints)


def _endpoints(spoken: Spoken) -> Iterator[Named]:
    text = spoken.text
    if _RESOURCE.fullmatch(text):
        yield _service(0, len(text), text.lower())
    for url in urls(text):
        if "\ufffc" in text[url.start : url.host_end] or "@" in text[url.authority : url.host_end]:
            continue
        if _RESOURCE.fullmatch(url.host):
            yield _service(url.start, url.host_end, url.host)
        elif _is_called(spoken) and url.start == 0 and "." in url.host and not _ELSEWHERE.fullmatch(url.host):
            yield _service(url.start, url.host_end, url.host, Confidence.MEDIUM)


def _service(start: int, end: int, host: str, sure: Confidence = Confidence.HIGH) -> Named:
    return Named(start, end, "a service", words(host), f"Service {host}", sure)


def _is_called(spoken: Spoken) -> bool:
    """Whether the text is where an HTTP action calls, and not what it says."""
    called = spoken.step.is_a("Http", "HttpWebhook") and spoken.leaf.path[-1] == "uri"
    return called and not spoken.view.function


def _calling(uri: str) -> examples.Definition:
    return examples.definition({"Call": examples.http(uri)})


hardcoded_endpoint = Detector(
    ID,
    find,
    examples=(
        Flagged(
            _calling("https://api.contoso.example/orders?status=new"),
            becomes={
                "actions": {
                    "Call": {
                        "inputs": {
                            "uri": "@{parameters('Service api.contoso.example (contoso_api_contoso_example)')}"
                            "/orders?status=new"
                        }
                    }
                }
            },
        ),
        Flagged(
            examples.definition(
                {
                    "Rows": examples.connector(
                        "GetItems", {"server": "contoso.database.windows.net", "database": "orders"}, "shared_sql"
                    )
                }
            ),
            becomes={
                "actions": {
                    "Rows": {
                        "inputs": {
                            "parameters": {
                                "server": "@parameters('Service contoso.database.windows.net "
                                "(contoso_contoso_database_windows_net)')"
                            }
                        }
                    }
                }
            },
        ),
        Clean(_calling("https://graph.microsoft.com/v1.0/me"), because="the same in every environment"),
        Clean(_calling("@{parameters('Shop (contoso_Shop)')}/orders"), because="it is a variable already"),
    ),
)
