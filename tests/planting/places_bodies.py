"""Places in bodies: objects at any depth, and JSON, XML, forms, multipart, scripts and SQL kept in a string."""

from typing import Any

from planting.ground import Ground
from planting.kind import Form
from planting.marked import Marked, joined, json_text, percent_escape, quote_double, xml_escape
from planting.mint import Mint
from planting.places_http import http
from planting.seed import NAMED, TEXTS, WORDS, Place, Seed

_TELLING = frozenset({"password", "api key", "token", "client secret", "refresh token", "signing secret"})
_SECRETS = frozenset({"password", "client secret", "refresh token", "token"})


def nested(mint: Mint, seed: Seed, depth: int) -> dict[str, Any]:
    """An object that holds the seed `depth` levels down, with neighbours on the way."""
    node: Any = seed.text
    name = seed.name.for_member(mint)
    for _ in range(depth):
        node = {mint.pick(("id", "name", "system")): mint.pick((mint.guid(), mint.system())), name: node}
        name = mint.pick(("settings", "config", "credentials", "connection", "data", "parameters", "auth"))
    return {"system": mint.system(), "enabled": True, name: node}


def pairs(mint: Mint, seed: Seed) -> list[dict[str, Any]]:
    """A list of names and values, one of them the seed's."""
    key, value = mint.pick(
        (("key", "value"), ("name", "value"), ("Name", "Value"), ("Key", "Value"), ("field", "text"))
    )
    others = [{key: "environment", value: "prod"}, {key: "timeout", value: "30"}]
    return [*others[: mint.number(0, 2)], {key: seed.name.for_member(mint), value: seed.text}]


def _member(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, without="body", body=nested(mint, seed, mint.number(0, 4)))


def _pairs(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, without="body", body={"fields": pairs(mint, seed)} if mint.chance(0.6) else pairs(mint, seed))


def _json(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, body=json_text(nested(mint, seed, mint.number(0, 2)), indent=mint.pick((None, 2))))


def _json_template(ground: Ground, mint: Mint, seed: Seed) -> None:
    text = json_text(nested(mint, seed, 0)).as_template()
    http(ground, mint, body='{"id": "@{triggerBody()?[\'id\']}", "auth": ' + text + "}")


def _json_twice(ground: Ground, mint: Mint, seed: Seed) -> None:
    inner = json_text({seed.name.for_member(mint): seed.text, "user": mint.user()})
    http(ground, mint, body=json_text({"type": "config", "payload": inner}, indent=mint.pick((None, 2))))


def _xml_name(mint: Mint, seed: Seed) -> str:
    name = seed.name.spelled(mint, "camel", "pascal", "snake")
    return "".join(c if c.isalnum() or c in "_-." else "_" for c in name) if name[0].isalpha() else f"n{name}"


def _xml(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = _xml_name(mint, seed)
    value = seed.text.through(xml_escape)
    made = [
        f"<config><user>{mint.user()}</user><{name}>" + value + f"</{name}></config>",
        f'<?xml version="1.0" encoding="utf-8"?>\n<request>\n  <login user="{mint.user()}" {name}="'
        + value
        + '" />\n</request>',
    ]
    if "]]>" not in seed.text.text:
        made.append(f"<settings><{name}><![CDATA[" + seed.text + f"]]></{name}></settings>")
    http(ground, mint, body=mint.pick(made), headers={"Content-Type": "text/xml"})


def _soap(ground: Ground, mint: Mint, seed: Seed) -> None:
    value = seed.text.through(xml_escape)
    spaces = 'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"'
    kind = ' Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"'
    security = (
        f"<wsse:UsernameToken><wsse:Username>{mint.user()}</wsse:Username><wsse:Password{kind}>"
        + value
        + "</wsse:Password></wsse:UsernameToken>"
    )
    login = (
        f"<soapenv:Body><Login><username>{mint.user()}</username><password>"
        + value
        + "</password></Login></soapenv:Body>"
    )
    head = f"<soapenv:Envelope {spaces}><soapenv:Header>"
    if mint.chance(0.6):
        text = (
            head
            + "<wsse:Security>"
            + security
            + "</wsse:Security></soapenv:Header><soapenv:Body><GetOrders/></soapenv:Body></soapenv:Envelope>"
        )
    else:
        text = head + "</soapenv:Header>" + login + "</soapenv:Envelope>"
    http(ground, mint, body=text, headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": "GetOrders"})


def form_text(mint: Mint, seed: Seed) -> Marked:
    """An OAuth token request, or a login, as a form."""
    value = seed.text.through(percent_escape)
    match seed.role:
        case "client secret":
            return (
                f"grant_type=client_credentials&client_id={mint.guid()}&client_secret="
                + value
                + "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
            )
        case "refresh token":
            return f"grant_type=refresh_token&client_id={mint.guid()}&refresh_token=" + value
        case "password":
            return f"grant_type=password&username={mint.user()}&password=" + value + "&scope=openid"
        case _:
            return f"user={mint.user()}&{seed.name.spelled(mint, 'snake')}=".replace(" ", "+") + value + "&format=json"


def _form(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, body=form_text(mint, seed), headers={"Content-Type": "application/x-www-form-urlencoded"})


def _multipart(ground: Ground, mint: Mint, seed: Seed) -> None:
    name = seed.name.for_member(mint)
    parts = [("username", Marked(mint.user())), (name, seed.text)]
    if mint.chance(0.5):
        content = [{"headers": {"Content-Disposition": f'form-data; name="{n}"'}, "body": v} for n, v in parts]
        http(ground, mint, body={"$content-type": "multipart/form-data", "$multipart": content})
        return
    line = f"----WebKitFormBoundary{mint.plain('abcdefgh1234567890', 16)}"
    text = (
        joined("", [f'--{line}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n' + v + "\r\n" for n, v in parts])
        + f"--{line}--"
    )
    http(ground, mint, body=text, headers={"Content-Type": f"multipart/form-data; boundary={line}"})


def script_text(mint: Mint, seed: Seed) -> Marked:
    """A piece of PowerShell, JavaScript, Python or shell that sets or uses the secret."""
    word = "".join(c for c in seed.name.spelled(mint, "camel", "pascal") if c.isalnum() or c == "_") or "value"
    single = seed.text.through(quote_double)
    double = json_text(seed.text)
    made = [
        f"$user = '{mint.user()}'\n${word} = '" + single + f"'\nInvoke-RestMethod -Uri '{mint.url()}' -Method Post",
        f"const {word} = " + double + f";\nconst response = await fetch('{mint.url()}');\nreturn response.json();",
        f"import requests\n{word} = " + double + f"\nrequests.get('{mint.url()}')\n",
        f"export {word.upper()}=" + double + f"\ncurl -s {mint.url()}\n",
    ]
    if seed.role == "password" and seed.form is Form.TOKEN:
        made.append(
            "$secure = ConvertTo-SecureString '" + single + "' -AsPlainText -Force\nConnect-PnPOnline -Credentials $c"
        )
    return mint.pick(made)


def _script(ground: Ground, mint: Mint, seed: Seed) -> None:
    http(ground, mint, body={"language": mint.pick(("powershell", "javascript")), "script": script_text(mint, seed)})


def _sql(ground: Ground, mint: Mint, seed: Seed) -> None:
    value = seed.text.through(quote_double)
    made = [
        f"CREATE LOGIN {mint.system()} WITH PASSWORD = N'" + value + "'",
        f"ALTER USER {mint.system()} IDENTIFIED BY '" + value + "';",
        "UPDATE users SET password = '" + value + f"' WHERE name = '{mint.system()}'",
        f"EXEC sp_addlinkedsrvlogin @rmtsrvname = N'{mint.system()}', @rmtuser = N'sa', @rmtpassword = N'"
        + value
        + "'",
    ]
    http(ground, mint, body={"query": mint.pick(made)})


BODY_PLACES: tuple[Place, ...] = (
    Place("body-member", _member, NAMED),
    Place("body-pairs", _pairs, NAMED),
    Place("body-json-text", _json, NAMED),
    Place("body-json-template", _json_template, NAMED, decoys=False),
    Place("body-json-in-json-text", _json_twice, TEXTS, decoys=False),
    Place("body-xml-text", _xml, TEXTS),
    Place("body-soap-text", _soap, WORDS, frozenset({"password"}), decoys=False),
    Place("body-form-text", _form, WORDS, _SECRETS | {"api key"}, decoys=False),
    Place("body-multipart", _multipart, TEXTS, decoys=False),
    Place("body-script-text", _script, TEXTS, decoys=False),
    Place("body-sql-text", _sql, WORDS, frozenset({"password"}), decoys=False),
)
