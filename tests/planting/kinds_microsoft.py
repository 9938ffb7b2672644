"""Keys and tokens that Microsoft's services hand out, in the shapes they have.

Keys of the newer form carry a signature of the service at a fixed place (`AzFu`, `+ASt`, `ACDb`, ...); their checksum
needs the service's algorithm and is left random.
"""

from planting.kind import Kind
from planting.marked import Marked, secret
from planting.mint import BASE62, BASE64, BASE64URL, LOWER, Mint

_CODE = ("code", "code", "Code")
_APIM = ("Ocp-Apim-Subscription-Key", "ocp-apim-subscription-key", "Ocp-Apim-Subscription-Key")


def signed_key(mint: Mint, length: int, signature: str, padding: int) -> Marked:
    """A key of `length` with the service's signature before its checksum and padding."""
    tail = mint.plain(BASE62, 6 if len(signature) == 4 else 4)
    body = mint.chars(BASE62, length - len(signature) - len(tail) - padding)
    return secret(body + signature + tail + "=" * padding)


def storage_key(mint: Mint) -> Marked:
    """A storage account key: 88 characters."""
    return signed_key(mint, 88, "+ASt", 2) if mint.chance(0.7) else secret(mint.base64(64))


def cosmos_key(mint: Mint) -> Marked:
    """A Cosmos DB key: 88 characters."""
    return signed_key(mint, 88, "ACDb", 2)


def bus_key(mint: Mint, signature: str = "+ASb") -> Marked:
    """A key of Service Bus (`+ASb`), Event Hubs (`+AEh`), Relay, IoT Hub (`AIoT`): 44 characters."""
    return signed_key(mint, 44, signature, 1)


def function_key(mint: Mint) -> Marked:
    """A key of Azure Functions: new form with `AzFu`, or 54 and 56 characters of the older ones."""
    form = mint.number(0, 2)
    if form == 0:
        return signed_key(mint, 56, "AzFu", 2)
    if form == 1:
        return secret(mint.chars(BASE64URL, 54) + "==")
    return secret(mint.chars(BASE62 + "/", 52) + "==")


def entra_secret(mint: Mint) -> Marked:
    """A client secret of an app registration: three characters, a version, `Q~`, 31 to 34 more."""
    return secret(mint.plain(BASE62, 3) + mint.pick("78") + "Q~" + mint.chars(BASE62 + "_-.~", mint.number(31, 34)))


def _long_signed(mint: Mint, mark: str) -> Marked:
    return secret(mint.chars(BASE62, 52) + "JQQJ99" + mint.plain(BASE62.upper(), 10) + mark + mint.plain(BASE62, 12))


def _cognitive(mint: Mint) -> Marked:
    return secret(mint.hex(32)) if mint.chance(0.5) else _long_signed(mint, "ACOG")


MICROSOFT: tuple[Kind, ...] = (
    Kind("entra-client-secret", "client secret", entra_secret, shaped=True, queries=("client_secret",)),
    Kind("entra-client-secret-old", "client secret", lambda m: secret(m.base64(32)), queries=("client_secret",)),
    Kind(
        "client-secret-other",
        "client secret",
        lambda m: secret(m.chars(BASE62, 32)),
        headers=("client_secret", "X-Client-Secret"),
        queries=("client_secret",),
    ),
    Kind("azure-function-key", "function key", function_key, headers=("x-functions-key",), queries=_CODE),
    Kind(
        "azure-function-host-key",
        "function key",
        lambda m: signed_key(m, 56, "AzFu", 2),
        shaped=True,
        headers=("x-functions-key", "X-Functions-Key"),
        queries=_CODE,
    ),
    Kind(
        "azure-apim-key", "subscription key", lambda m: secret(m.hex(32)), headers=_APIM, queries=("subscription-key",)
    ),
    Kind("azure-cognitive-key", "subscription key", _cognitive, headers=_APIM, queries=("subscription-key",)),
    Kind(
        "azure-openai-key",
        "api key",
        lambda m: secret(m.hex(32)) if m.chance(0.4) else _long_signed(m, "AAAB"),
        vendor="openai",
        headers=("api-key",),
    ),
    Kind(
        "azure-search-key",
        "api key",
        lambda m: signed_key(m, 52, "AzSe", 0),
        shaped=True,
        vendor="search",
        headers=("api-key",),
        queries=("api-key",),
    ),
    Kind("azure-storage-key", "account key", storage_key),
    Kind("azure-cosmos-key", "account key", cosmos_key, shaped=True, vendor="cosmos"),
    Kind("azure-service-bus-key", "account key", bus_key, vendor="servicebus"),
    Kind("azure-event-hub-key", "account key", lambda m: bus_key(m, "+AEh"), vendor="eventhub"),
    Kind("azure-iot-key", "account key", lambda m: bus_key(m, "AIoT"), vendor="iothub"),
    Kind("azure-batch-key", "account key", lambda m: signed_key(m, 88, "+ABa", 2), vendor="batch"),
    Kind("azure-registry-password", "password", lambda m: signed_key(m, 52, "+ACR", 0), vendor="acr"),
    Kind("azure-redis-key", "account key", lambda m: signed_key(m, 44, "AzCa", 1), vendor="redis"),
    Kind(
        "azure-maps-key",
        "subscription key",
        lambda m: secret(m.chars(BASE64URL, 43)),
        vendor="maps",
        headers=("subscription-key",),
        queries=("subscription-key",),
    ),
    Kind("azure-event-grid-key", "api key", lambda m: bus_key(m, "AZEG"), vendor="eventgrid", headers=("aeg-sas-key",)),
    Kind("azure-log-analytics-key", "account key", lambda m: secret(m.base64(64)), vendor="workspace"),
    Kind(
        "azure-devops-pat",
        "token",
        lambda m: secret(m.plain(LOWER[:26] + "234567", 52)),
        vendor="devops",
        headers=("Authorization: Bearer",),
    ),
    Kind(
        "azure-devops-pat-new",
        "token",
        lambda m: secret(m.chars(BASE62, 52) + "JQQJ99" + m.plain(BASE62.upper(), 18) + "AZDO" + m.plain(BASE62, 4)),
        shaped=True,
        vendor="devops",
        headers=("Authorization: Bearer",),
    ),
    Kind(
        "azure-databricks-token",
        "token",
        lambda m: secret("dapi" + m.hex(32) + m.pick(("", "-2"))),
        shaped=True,
        vendor="databricks",
        headers=("Authorization: Bearer",),
    ),
    Kind(
        "direct-line-secret",
        "api key",
        lambda m: secret(m.chars(BASE64URL, 11) + "." + m.chars(BASE64URL, 43)),
        vendor="directline",
        headers=("Authorization: Bearer",),
    ),
    Kind("azure-video-key", "api key", lambda m: secret(m.chars(BASE64, 43) + "="), vendor="media"),
)
