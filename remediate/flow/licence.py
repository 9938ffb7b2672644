"""Whether a flow is premium already, so that one premium action more changes nothing (platform-facts 3.2)."""

from functools import lru_cache

from remediate.flow.flow import Flow

#: Connectors that need a premium licence, by their name's start [DOC learn.microsoft.com/connectors, "Premium"].
_PREMIUM = (
    "shared_commondataservice",
    "shared_keyvault",
    "shared_sql",
    "shared_azure",
    "shared_webcontents",
    "shared_http",
    "shared_servicenow",
    "shared_salesforce",
    "shared_dynamics",
    "shared_docusign",
    "shared_jira",
    "shared_sendgrid",
    "shared_uiflow",
    "shared_sftp",
    "shared_ftp",
    "shared_documentdb",
    "shared_servicebus",
    "shared_eventhubs",
    "shared_logicflows",
    "shared_powerplatform",
    "shared_wordonlinebusiness",
    "shared_plumsail",
    "shared_encodian",
    "shared_muhimbi",
)
_PREMIUM_TYPES = ("Http", "HttpWebhook", "ApiManagement", "Function")
_STANDARD_REQUESTS = frozenset({"button", "powerapp", "powerappv2", "powerpages", "apiconnection", ""})


@lru_cache(maxsize=1)
def is_premium(flow: Flow) -> bool:
    """Whether something in the flow needs a premium licence today.

    Custom connectors are premium. A connector that is not known counts as standard, so that a fix which might change
    the licence is never called safe.
    """
    steps = (*flow.triggers, *flow.all_actions)
    if any(step.is_a(*_PREMIUM_TYPES) for step in steps):
        return True
    if any(t.is_a("Request") and t.kind.casefold() not in _STANDARD_REQUESTS for t in flow.triggers):
        return True
    references = [r for r in flow.connection_references.values() if isinstance(r, dict)]
    apis = [r["api"] for r in references if isinstance(r.get("api"), dict)]
    ids = [str(r.get("id", "")).rpartition("/")[2] for r in references]  # as packages outside solutions have them
    names = [str(api.get("name", "")) for api in apis] + ids + [step.connector for step in steps]
    return any("logicalName" in api for api in apis) or any(name.startswith(_PREMIUM) for name in names)
