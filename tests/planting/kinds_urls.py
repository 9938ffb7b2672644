"""Addresses that are, or carry, a credential."""
# ruff: noqa: E501 - a text that is planted stands on one line

from collections.abc import Callable

from planting.kind import Form, Kind
from planting.kinds_microsoft import function_key
from planting.kinds_people import strong_password
from planting.marked import Marked, percent_escape, secret
from planting.mint import BASE62, BASE64, BASE64URL, LOWER, Mint


def _signature(mint: Mint) -> Marked:
    return secret(mint.chars(BASE64, 43) + "=").through(percent_escape)


def sas(mint: Mint) -> Marked:
    """A storage SAS: secret as a whole, because it is renewed as a whole."""
    year = mint.number(2025, 2032)
    if mint.chance(0.5):
        head = f"sv=2022-11-02&ss=bfqt&srt=sco&sp=rwdlacupiytfx&se={year}-12-31T22:59:59Z&st=2024-01-01T08:00:00Z&spr=https&sig="
    else:
        head = f"sp=r&st=2024-02-01T09:30:00Z&se={year}-02-01T17:30:00Z&spr=https&sv=2022-11-02&sr=b&sig="
    return secret(head + _signature(mint).text)


def _sas_url(mint: Mint) -> Marked:
    return f"https://st{mint.company()}.blob.core.windows.net/{mint.system()}/export.csv?" + sas(mint)


def _bus_sas(mint: Mint) -> Marked:
    head = f"SharedAccessSignature sr=https%3A%2F%2F{mint.company()}.servicebus.windows.net%2Forders&sig="
    return head + _signature(mint) + f"&se={mint.number(1700000000, 1990000000)}&skn=RootManageSharedAccessKey"


def _callback(mint: Mint) -> Marked:
    host = (
        f"https://prod-{mint.number(1, 250)}.{mint.pick(('westeurope', 'westus', 'northeurope'))}.logic.azure.com:443"
    )
    return (
        f"{host}/workflows/{mint.hex(32)}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig="
        + secret(mint.chars(BASE64URL, 43))
    )


def _callback_new(mint: Mint) -> Marked:
    host = (
        f"https://{mint.hex(30)}.{mint.hex(2)}.environment.api.powerplatform.com:443/powerautomate/automations/direct"
    )
    return (
        f"{host}/workflows/{mint.hex(32)}/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig="
        + secret(mint.chars(BASE64URL, 43))
    )


def _function_url(mint: Mint) -> Marked:
    return (
        f"https://func-{mint.company()}.azurewebsites.net/api/{mint.pick(('ProcessOrder', 'Convert', 'sync'))}?code="
        + function_key(mint).through(percent_escape)
    )


def _teams(mint: Mint) -> Marked:
    path = f"{mint.guid()}@{mint.guid()}/IncomingWebhook/{mint.hex(32)}/{mint.guid()}"
    return secret(f"https://{mint.company()}.webhook.office.com/webhookb2/{path}/V2{mint.chars(BASE64URL, 43)}")


def _automation(mint: Mint) -> Marked:
    token = mint.chars(BASE62, 42)
    return f"https://{mint.guid()}.webhook.we.azure-automation.net/webhooks?token=" + secret(f"{token}%3d", f"{token}=")


def _google_chat(mint: Mint) -> Marked:
    return secret(
        f"https://chat.googleapis.com/v1/spaces/AAAA{mint.plain(BASE62, 7)}/messages?key=AIza{mint.plain(BASE64URL, 35)}&token={mint.chars(BASE64URL, 43)}"
    )


def _user_info(mint: Mint, scheme: str) -> Marked:
    return f"{scheme}://{mint.user()}:" + strong_password(mint).through(percent_escape) + f"@{mint.host()}{mint.path()}"


def _query_url(mint: Mint, name: str) -> Marked:
    return f"{mint.url()}?{name}=" + secret(mint.chars(BASE62, 32)) + mint.pick(("", "&format=json", "&page=1"))


def _url(name: str, minted: Callable[[Mint], Marked]) -> Kind:
    return Kind(name, "url", minted, Form.URL, shaped=True)


URLS: tuple[Kind, ...] = (
    Kind("sas-token", "sas", sas, Form.LINE, shaped=True),
    Kind("sas-token-service-bus", "sas", _bus_sas, Form.LINE, shaped=True),
    _url("sas-url", _sas_url),
    _url("callback-url", _callback),
    _url("callback-url-environment", _callback_new),
    _url("function-url", _function_url),
    _url("teams-webhook", _teams),
    _url(
        "slack-webhook",
        lambda m: secret(
            f"https://hooks.slack.com/services/T{m.plain(BASE62[26:], 10)}/B{m.plain(BASE62[26:], 10)}/{m.chars(BASE62, 24)}"
        ),
    ),
    _url(
        "discord-webhook",
        lambda m: secret(f"https://discord.com/api/webhooks/{m.plain('0123456789', 19)}/{m.chars(BASE64URL, 68)}"),
    ),
    _url("google-chat-webhook", _google_chat),
    _url("automation-webhook", _automation),
    _url(
        "ifttt-webhook",
        lambda m: f"https://maker.ifttt.com/trigger/{m.system()}/with/key/" + secret(m.chars(BASE64URL, 43)),
    ),
    _url(
        "telegram-url",
        lambda m: (
            "https://api.telegram.org/bot"
            + secret(f"{m.plain('123456789', 10)}:AA{m.chars(BASE64URL, 33)}")
            + "/sendMessage"
        ),
    ),
    _url("url-user-info", lambda m: _user_info(m, "https")),
    _url("ftp-user-info", lambda m: _user_info(m, m.pick(("ftp", "sftp", "ftps")))),
    _url("url-api-key", lambda m: _query_url(m, m.pick(("api_key", "apikey", "apiKey", "key")))),
    _url("url-token", lambda m: _query_url(m, m.pick(("access_token", "token", "auth_token")))),
    _url(
        "zapier-hook",
        lambda m: secret(
            f"https://hooks.zapier.com/hooks/catch/{m.number(1000000, 19999999)}/{m.plain(LOWER, 3)}{m.chars(BASE62, 10)}/"
        ),
    ),
)
