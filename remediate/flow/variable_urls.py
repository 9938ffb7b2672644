"""Callback URLs that a flow gets from ordinary environment variables of its package (platform-facts 3.1, 6.2, 11e).

The platform need not keep a variable's value in the flow: a parameter may have no default. Then a run has the current
value, else the default, and a deployment settings file may give another. Only where all of them are one is it known.
"""

import re

from remediate import wdl
from remediate.flow.flow import Flow
from remediate.flow.secret_parameters import declared_schema_name
from remediate.secret import Secret
from remediate.shapes.addresses import urls

CALLED = re.compile(r"/workflows/([^/]+)/triggers/[^/]+/(?:paths/invoke|run)", re.IGNORECASE)
"""The path of such a URL, with the id of the workflow."""
#: What the platform writes into the query of such a URL. Anything else may be a secret of its own.
_WRITTEN = re.compile(r"(?:api-version|sp|sv|sig)=[A-Za-z0-9._~%+/=-]*", re.IGNORECASE)
_TEXT_TYPES = frozenset({"string", "securestring"})


def given_urls(flow: Flow, parameter: str) -> tuple[Secret, ...]:
    """What the package's variable may give to a parameter that keeps no value itself, if that is a callback URL."""
    declared = flow.parameters.get(parameter)
    if not isinstance(declared, dict) or "defaultValue" in declared:
        return ()
    if str(declared.get("type", "")).casefold() not in _TEXT_TYPES:
        return ()
    return flow.callback_variables.get(declared_schema_name(declared).casefold(), ())


def given_url(flow: Flow, parameter: str) -> str | None:
    """The callback URL that a parameter without a value of its own stands for; None where it is not sure, or none."""
    given = given_urls(flow, parameter)
    return given[0].reveal() if len(given) == 1 and _is_plain(given[0].reveal()) else None


def why_unsure(flow: Flow, parameter: str) -> str:
    """Why the callback URL of a parameter may not be typed into an action; empty where it may, or there is none."""
    given = given_urls(flow, parameter)
    if not given or given_url(flow, parameter) is not None:
        return ""
    schema = declared_schema_name(flow.parameters[parameter])
    if len(given) > 1:
        return f"the package gives the environment variable {schema} more than one value, so the URL is not sure"
    return f"the URL in the environment variable {schema} holds more than its signature"


def parameters_in(flow: Flow, text: str) -> tuple[str, ...]:
    """The parameters that a text reads by their names, each once, as the flow spells them."""
    if "parameters" not in text.casefold():
        return ()
    try:
        references = list(wdl.references(wdl.parse(text)))
    except wdl.WdlError:
        return ()
    read = {one.name.casefold() for one in references if one.kind == "parameters" and one.name is not None}
    return tuple(name for name in flow.parameters if name.casefold() in read)


def _is_plain(value: str) -> bool:
    """Whether a value is one callback URL, with nothing in it but what the platform writes."""
    found = list(urls(value))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(value)) or "@" in value or "#" in value:
        return False
    (url,) = found
    called = CALLED.search(url.path)
    query = value[url.query :].split("&") if url.query >= 0 else []
    return called is not None and called.end() == len(url.path) and all(map(_WRITTEN.fullmatch, query))
