"""Where the operations of connectors put what they are given: the one table.

Sources: the connectors' own reference pages (learn.microsoft.com/connectors/<name>): each sends, posts or stores what
it is given in a place that other people read. Operations that only read, by their verb or HTTP method, put nothing
anywhere. Connectors that are not listed may need a credential as an argument: what they do with a value is not known.
Custom connectors are requests to a host, and no part of this table.
"""

import re
from dataclasses import dataclass

from remediate.flow.actions import Action


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a value ends up, for people, and who sees it there."""

    name: str
    seen_by: str


MAIL = Destination("an e-mail", "its recipients and every mail server on the way keep it")
CHAT = Destination("a chat message", "everyone in the conversation can read it, now and later")
NOTICE = Destination("a notification", "it shows on the devices of its recipients")
FILE = Destination("a file", "everyone with access to the file can read it")
TABLE = Destination("a table", "everyone with access to the rows can read it")
TICKET = Destination("a task or ticket", "everyone with access to the board can read it")
QUEUE = Destination("a message queue", "whoever listens to the queue gets it")
PUBLIC = Destination("a public post", "anyone can read it")

_CONNECTORS = {
    **dict.fromkeys(("office365", "outlook", "smtp", "gmail", "sendmail", "sendgrid", "acsemail", "mailchimp"), MAIL),
    **dict.fromkeys(("teams", "slack", "telegrambotip", "discord", "webex", "yammer", "chatter"), CHAT),
    **dict.fromkeys(("flowpush", "pushover", "twilio", "azurecommunicationservicessms", "approvals"), NOTICE),
    **dict.fromkeys(("onedrive", "onedriveforbusiness", "googledrive", "dropbox", "box", "azureblob"), FILE),
    **dict.fromkeys(("azurefile", "sftpwithssh", "ftp", "filesystem", "wordonlinebusiness", "onenote"), FILE),
    **dict.fromkeys(("sharepointonline", "excelonline", "excelonlinebusiness", "googlesheet", "azuretables"), TABLE),
    **dict.fromkeys(("commondataservice", "commondataserviceforapps", "sql", "sqldw", "mysql", "postgresql"), TABLE),
    **dict.fromkeys(("oracle", "documentdb", "dynamicscrmonline", "salesforce", "airtable", "smartsheet"), TABLE),
    **dict.fromkeys(("planner", "todo", "trello", "jira", "servicenow", "zendesk", "asana", "github"), TICKET),
    **dict.fromkeys(("visualstudioteamservices", "freshdesk", "todoist", "office365groups"), TICKET),
    **dict.fromkeys(("servicebus", "eventhubs", "azurequeues", "azureeventgridpublish"), QUEUE),
    **dict.fromkeys(("twitter", "facebook", "wordpress", "blogger"), PUBLIC),
}
_FILES = re.compile(r"(?:create|update|upload|append|copy|patch)\w*file(?!item)|attachment", re.IGNORECASE)
#: Operations that read, move or delete what is there: what they are given only says which one.
_READS = re.compile(
    r"(?:calendar)?(?:get|list|search|find|read|lookup|query|delete|remove|download|export|wait|subscribe)|v\dcalendarget"
    r"|on(?:new|updated)|move|flag|extract|convert|associate|disassociate|manager|directreports|user(?:profile|photo)",
    re.IGNORECASE,
)
#: Operations that call whatever their arguments say, a secret read among them: nothing is known of what they do.
_CALLS = re.compile(r"perform(?:un)?boundaction|aibuilder|executefunction", re.IGNORECASE)
_CONNECTION = re.compile(r"\['(?:shared_)?([a-z0-9]+)(?:[_-]\d+)?'\]\s*\['connectionId'\]", re.IGNORECASE)


def destination_of(action: Action) -> Destination | None:
    """Where a connector action puts what it is given; None where it puts it nowhere, or that is not known."""
    if not isinstance(action.inputs, dict):
        return None
    found = _CONNECTORS.get(connector_of(action))
    if found is None or _only_reads(action) or _CALLS.match(action.operation):
        return None
    return FILE if found is TABLE and _FILES.search(action.operation) else found


def connector_of(action: Action) -> str:
    """The connector's name in lower case without `shared_`, also of the older form of action; empty for none."""
    if action.connector:
        return action.connector.casefold().removeprefix("shared_")
    host = action.inputs.get("host") if isinstance(action.inputs, dict) else None
    connection = host.get("connection") if isinstance(host, dict) else None
    if not isinstance(connection, dict):
        return ""
    named = connection.get("referenceName")
    if isinstance(named, str):
        return re.sub(r"[_-]\d+$", "", named.casefold()).removeprefix("shared_")
    written = connection.get("name")
    match = _CONNECTION.search(written) if isinstance(written, str) else None
    return match[1].casefold() if match else ""


def _only_reads(action: Action) -> bool:
    method = action.inputs.get("method")
    if not action.operation:
        return isinstance(method, str) and method.casefold() in ("get", "head", "delete")
    if action.operation.casefold() == "httprequest":
        parameters = action.inputs.get("parameters")
        wanted = parameters if isinstance(parameters, dict) else {}
        method = next((v for k, v in wanted.items() if k.casefold().rsplit("/", 1)[-1] == "method"), "")
        return str(method).casefold() == "get"
    return _READS.match(action.operation) is not None
