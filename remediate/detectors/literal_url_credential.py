"""URLs that carry a credential.

What it finds: keys and signatures in the query (`code`, `sig`, `api_key`, `subscription-key`, ...; also in
`queries`), `user:password@` before the host, shared access signatures, and the URLs of chat webhooks.
Why it matters: the URL alone opens what it names; URLs are copied, logged and kept in browser histories.
Fix: the credential moves to the vault and the URL reads it from there. A shared access signature moves as a whole,
because it is renewed as a whole; of a flow's callback URL only `sig`; of a chat webhook the whole URL.
Fix safety: safe. The URL is the same at run time.
"""

from collections.abc import Iterator
from typing import Any

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import literals
from remediate.detectors.sightings.judging import URL
from remediate.flow import Flow


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal credential in a URL."""
    return literals(flow, URL)


def _calling(uri: str, **inputs: Any) -> examples.Definition:
    return examples.definition({"Get_orders": examples.http(uri, **inputs)})


def _becomes(uri: str) -> dict[str, object]:
    return {"actions": {"Get_orders": {"inputs": {"uri": uri}}}}


_CALLBACK = (
    "https://prod-01.westeurope.logic.azure.com/workflows/0f1e2d3c4b5a69788796a5b4c3d2e1f0/triggers/manual/paths/invoke"
    "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig="
)
_SAS = (
    "sp=r&st=2024-01-01T00:00:00Z&se=2030-01-01T00:00:00Z&spr=https&sv=2022-11-02&sr=c&sig=CANARYk3Jm9Qx7Rv2Wb%2Bc1D%3D"
)
_HOOK = "https://contoso.webhook.office.com/webhookb2/0a1b2c3d@4e5f6071/IncomingWebhook/CANARY8f14e45fceea/9a0b1c2d"

literal_url_credential = Detector(
    URL,
    find,
    examples=(
        Flagged(
            _calling("https://contoso.azurewebsites.net/api/orders?code=CANARY0rdersFunct1onKey&top=50"),
            becomes=_becomes("https://contoso.azurewebsites.net/api/orders?code=@{...}&top=50"),
        ),
        Flagged(_calling(_CALLBACK + "CANARYvT3bXo1Zp9sLm2Qe4RcYw7Hd"), becomes=_becomes(_CALLBACK + "@{...}")),
        Flagged(
            _calling("https://contoso.blob.core.windows.net/in/a.csv?" + _SAS),
            becomes=_becomes("https://contoso.blob.core.windows.net/in/a.csv?@{...}"),
        ),
        Flagged(
            _calling("https://svc:CANARY2024@erp.contoso.example/import"),
            becomes=_becomes("https://svc:@{...}@erp.contoso.example/import"),
        ),
        Flagged(
            _calling("@concat('https://api.contoso.example/v1?api_key=', 'CANARY9f27c4a1b5d6', '&top=1')"),
            becomes=_becomes("@concat('https://api.contoso.example/v1?api_key=', ..., '&top=1')"),
        ),
        Flagged(
            _calling("https://api.contoso.example/v1", queries={"subscription-key": "CANARY9f27c4a1b5d6", "top": 1}),
            becomes={"actions": {"Get_orders": {"inputs": {"queries": {"subscription-key": "@..."}}}}},
        ),
        Flagged(_calling(_HOOK, method="POST"), becomes=_becomes("@...")),
        Clean(
            _calling("https://api.contoso.example/v1?api_key=@{variables('key')}&api-version=2024-01-01"),
            because="the key is an expression, the version a date",
        ),
        Clean(
            _calling("https://contoso.vault.azure.net/secrets/orders-key?api-version=7.4"),
            because="the URL of a secret is no secret",
        ),
        Clean(_calling("https://contoso.example/list?$skiptoken=Paged%3dTRUE%26p_ID%3d4711"), because="a page's mark"),
    ),
)
