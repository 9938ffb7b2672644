"""Connection strings of Azure services and databases; only their secret parts are marked."""
# ruff: noqa: E501 - a text that is planted stands on one line

from collections.abc import Callable

from planting.kind import Form, Kind
from planting.kinds_microsoft import bus_key, cosmos_key, entra_secret, signed_key, storage_key
from planting.kinds_people import strong_password, weak_password
from planting.marked import Marked, percent_escape, secret
from planting.mint import BASE62, Mint


def _password(mint: Mint) -> Marked:
    made = mint.pick((weak_password, strong_password))(mint).text
    return secret(made.replace(";", "x").replace("=", "y"))


def _url_password(mint: Mint) -> Marked:
    return (
        secret(mint.chars(BASE62, mint.number(12, 20))) if mint.chance(0.5) else _password(mint).through(percent_escape)
    )


def storage(mint: Mint) -> Marked:
    """Of a storage account."""
    return (
        f"DefaultEndpointsProtocol=https;AccountName=st{mint.company()}prod;AccountKey="
        + storage_key(mint)
        + ";EndpointSuffix=core.windows.net"
    )


def _bus(mint: Mint, signature: str, entity: str = "") -> Marked:
    head = f"Endpoint=sb://{mint.company()}-prod.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey="
    return head + bus_key(mint, signature) + entity


def _sql(mint: Mint) -> Marked:
    return (
        f"Server={mint.system()}-db01;Database={mint.system()};User Id={mint.user()};Password=" + _password(mint) + ";"
    )


def _sql_azure(mint: Mint) -> Marked:
    head = f"Server=tcp:{mint.company()}.database.windows.net,1433;Initial Catalog={mint.system()};Persist Security Info=False;User ID={mint.user()};Password="
    return (
        head
        + _password(mint)
        + ";MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Connection Timeout=30;"
    )


def _dataverse(mint: Mint) -> Marked:
    head = f"AuthType=ClientSecret;Url=https://{mint.company()}.crm4.dynamics.com;ClientId={mint.guid()};ClientSecret="
    return head + entra_secret(mint) + ";RequireNewInstance=True"


def _dataverse_user(mint: Mint) -> Marked:
    head = f"AuthType=Office365;Username={mint.user()}@{mint.company()}.example;Password="
    return head + _password(mint) + f";Url=https://{mint.company()}.crm.dynamics.com"


def _user_info(scheme: str, tail: str, mint: Mint) -> Marked:
    return f"{scheme}://{mint.user()}:" + _url_password(mint) + f"@{mint.host()}{tail}"


def _odbc(mint: Mint) -> Marked:
    return (
        f"Driver={{ODBC Driver 18 for SQL Server}};Server={mint.host()};Database={mint.system()};Uid={mint.user()};Pwd="
        + _password(mint)
        + ";Encrypt=yes;"
    )


def _oracle(mint: Mint) -> Marked:
    return f"Data Source={mint.host()}:1521/ORCL;User Id={mint.user()};Password=" + _password(mint) + ";"


def _mysql(mint: Mint) -> Marked:
    return (
        f"server={mint.host()};port=3306;database={mint.system()};uid={mint.user()};pwd="
        + _password(mint)
        + ";SslMode=Required"
    )


def _jdbc(mint: Mint) -> Marked:
    return (
        f"jdbc:sqlserver://{mint.host()}:1433;databaseName={mint.system()};user={mint.user()};password="
        + _password(mint)
        + ";encrypt=true"
    )


def _jdbc_query(mint: Mint) -> Marked:
    return (
        f"jdbc:postgresql://{mint.host()}:5432/{mint.system()}?user={mint.user()}&password="
        + _url_password(mint)
        + "&ssl=true"
    )


def _line(name: str, head: str, key: str, tail: str = "") -> Kind:
    """A kind whose head may name the company, and whose key is of the service's form."""

    def mint_line(mint: Mint) -> Marked:
        made = {
            "cosmos": lambda: cosmos_key(mint),
            "iot": lambda: bus_key(mint, "AIoT"),
            "redis": lambda: signed_key(mint, 44, "AzCa", 1),
            "base64": lambda: secret(mint.base64(32)),
        }[key]()
        return head.replace("COMPANY", mint.company()) + made + tail.replace("COMPANY", mint.company())

    return Kind(name, "connection string", mint_line, Form.LINE, shaped=True)


def _kind(name: str, mint: Callable[[Mint], Marked]) -> Kind:
    return Kind(name, "connection string", mint, Form.LINE, shaped=True)


CONNECTIONS: tuple[Kind, ...] = (
    _kind("connection-storage", storage),
    _kind("connection-service-bus", lambda m: _bus(m, "+ASb")),
    _kind("connection-event-hub", lambda m: _bus(m, "+AEh", ";EntityPath=orders")),
    _line("connection-cosmos", "AccountEndpoint=https://COMPANY.documents.azure.com:443/;AccountKey=", "cosmos", ";"),
    _line(
        "connection-iot-hub",
        "HostName=COMPANY.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=",
        "iot",
    ),
    _line(
        "connection-redis", "COMPANY.redis.cache.windows.net:6380,password=", "redis", ",ssl=True,abortConnect=False"
    ),
    _line("connection-app-configuration", "Endpoint=https://COMPANY.azconfig.io;Id=x0-l9-s0:Ab3dEf;Secret=", "base64"),
    _line("connection-signalr", "Endpoint=https://COMPANY.service.signalr.net;AccessKey=", "base64", ";Version=1.0;"),
    _line("connection-communication", "endpoint=https://COMPANY.communication.azure.com/;accesskey=", "base64"),
    _kind("connection-sql-server", _sql),
    _kind("connection-sql-azure", _sql_azure),
    _kind("connection-dataverse-secret", _dataverse),
    _kind("connection-dataverse-user", _dataverse_user),
    _kind("connection-odbc", _odbc),
    _kind("connection-oracle", _oracle),
    _kind("connection-mysql", _mysql),
    _kind("connection-jdbc", _jdbc),
    _kind("connection-jdbc-query", _jdbc_query),
    _kind("connection-postgres", lambda m: _user_info("postgresql", ":5432/app", m)),
    _kind("connection-mongodb", lambda m: _user_info("mongodb+srv", "/app?retryWrites=true", m)),
    _kind("connection-amqp", lambda m: _user_info("amqps", ":5671/prod", m)),
    _kind("connection-redis-url", lambda m: "rediss://:" + secret(m.chars(BASE62, 40)) + f"@{m.host()}:6380/0"),
    _kind("connection-smtp", lambda m: _user_info("smtp", ":587", m)),
)
