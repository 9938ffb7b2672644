"""A caller that signs in to the trigger it calls: what may differ between its versions, and nothing else."""

from collections.abc import Mapping
from typing import Any

from remediate import wdl
from remediate.flow import Flow
from remediate.flow.actions import Action, Step
from remediate.flow.callback_urls import callback_urls, called_url, unsigned, without_signature
from remediate.flow.secret_reads import is_secret_read

_MEMBERS = {"type", "tenant", "audience", "clientId", "secret"}
_CHANGED = {"authentication", "uri"}


def signs_in(old: Step, new: Step, before: Flow, after: Flow) -> bool:
    """Whether the new version of an HTTP action differs by a sign-in, and by the signature that its URL lost.

    The client secret must be a secret read; the URL must be that of an HTTP trigger, and the same but for `sp`, `sv`
    and `sig`, wherever BEFORE had typed it.
    """
    if not (isinstance(old, Action) and old.is_a("Http") and new.is_a("Http")):
        return False
    if not (isinstance(old.inputs, dict) and isinstance(new.inputs, dict)):
        return False
    given, url = new.inputs.get("authentication"), called_url(before, old)
    if "authentication" in old.inputs or not isinstance(given, dict) or url is None:
        return False
    is_oauth = set(given) == _MEMBERS and given["type"] == "ActiveDirectoryOAuth"
    same = new.inputs.get("uri") == without_signature(url.text) and any(callback_urls(url.text))
    is_unsigned = new.inputs.get("queries") == unsigned(new.inputs.get("queries"))
    return is_oauth and same and is_unsigned and _is_read(given["secret"], after)


def without_sign_in(node: Mapping[str, Any]) -> dict[str, Any]:
    """The action without what a sign-in changes: the rest must stay."""
    rest = {name: value for name, value in node["inputs"].items() if name not in _CHANGED}
    if "queries" in rest:
        rest["queries"] = unsigned(rest["queries"])
    return {**node, "inputs": rest}


def _is_read(text: Any, flow: Flow) -> bool:
    """Whether a text is what a secret read has got, and nothing around it."""
    try:
        template = wdl.parse(text) if isinstance(text, str) else wdl.Mixed(())
    except wdl.WdlError:
        return False
    if not isinstance(template, wdl.Whole):
        return False
    references = list(wdl.references(template))
    read = flow.action(references[0].name or "") if len(references) == 1 else None
    return read is not None and is_secret_read(read) and references[0].chain is template.expression
