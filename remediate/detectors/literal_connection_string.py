"""Connection strings with their secret part in clear, wherever they stand.

What it finds: the account key, shared access key or signature, or password of a connection string of an Azure
service or a database. Servers, accounts, databases and user names are none.
Why it matters: one connection string opens a whole store or database.
Fix: the secret part moves to the vault and the connection string reads it from there; the rest stays readable.
Fix safety: safe. The connection string is the same at run time.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import literals
from remediate.detectors.sightings.judging import CONNECTION_STRING
from remediate.flow import Flow


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal secret part of a connection string."""
    return literals(flow, CONNECTION_STRING)


def _keeping(text: str) -> examples.Definition:
    return examples.definition({"Storage": examples.compose(text)})


def _becomes(text: str) -> dict[str, object]:
    return {"actions": {"Storage": {"inputs": text}}}


_STORAGE = "DefaultEndpointsProtocol=https;AccountName=contosoorders;AccountKey="
_SQL = "Server=tcp:contoso.database.windows.net,1433;Initial Catalog=orders;User ID=svc;Password="

literal_connection_string = Detector(
    CONNECTION_STRING,
    find,
    examples=(
        Flagged(
            _keeping(_STORAGE + "CANARYw6xk2Jm9Qx7Rv2Wbc1Dz==;EndpointSuffix=core.windows.net"),
            becomes=_becomes(_STORAGE + "@{...};EndpointSuffix=core.windows.net"),
        ),
        Flagged(_keeping(_SQL + "CANARY Winter2024!;Encrypt=True"), becomes=_becomes(_SQL + "@{...};Encrypt=True")),
        Flagged(
            _keeping(
                "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=CANARYk3Jm9Qx7="
            )
        ),
        Clean(_keeping(_STORAGE + "@{body('Get_key')?['value']}"), because="the key is an expression"),
        Clean(
            _keeping("Server=tcp:contoso.database.windows.net,1433;Authentication=Active Directory Default;"),
            because="nothing in it is secret",
        ),
    ),
)
