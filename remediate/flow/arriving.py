"""Credentials that arrive with the call that starts a flow, told by the names of the fields (platform-facts 6.1).

Buttons and apps give their inputs neutral names (`text_4`) and keep the maker's words in `title`. Fields of an HTTP
trigger are named in its schema; its headers and query parameters only where the flow reads them.
"""

from collections.abc import Iterator
from typing import Any

from remediate import wdl
from remediate.flow.actions import Trigger
from remediate.flow.flow import Flow
from remediate.flow.strings import computed_texts
from remediate.flow.tainted import Path
from remediate.shapes.names import naming

_DEEPEST = 5
_TEXT = frozenset({"string", ""})
#: Headers that the platform adds, and those that it never shows ("Secure access and data in workflows").
_PLATFORM = ("x-ms-", "authorization")


def credential_fields(flow: Flow) -> dict[Path, str]:
    """The members of the trigger's outputs that hold a credential by their name, each with that name."""
    found: dict[Path, str] = {}
    for trigger in flow.triggers:
        if trigger.is_a("Request") and isinstance(trigger.inputs, dict):
            for path, name in _fields(trigger.inputs.get("schema"), ("body",)):
                found.setdefault(path, name)
            found |= _parts_read(flow, trigger)
    return found


def titled_inputs(trigger: Trigger) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a button or app calls the inputs that it asks for: the path from the trigger to each title, and that."""
    inputs = trigger.inputs if trigger.is_a("Request") and isinstance(trigger.inputs, dict) else {}
    schema = inputs.get("schema")
    declared = schema.get("properties") if isinstance(schema, dict) else None
    for name, one in declared.items() if isinstance(declared, dict) else ():
        title = one.get("title") if isinstance(one, dict) else None
        if isinstance(title, str):
            yield ("inputs", "schema", "properties", name, "title"), title


def _fields(schema: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if not isinstance(schema, dict) or len(path) > _DEEPEST:
        return
    properties = schema.get("properties")
    for name, declared in properties.items() if isinstance(properties, dict) else ():
        if not isinstance(declared, dict):
            continue
        inner = (*path, name.casefold())
        title = declared.get("title")
        told = next((n for n in (title, name) if isinstance(n, str) and _is_credential(n)), None)
        if told is not None and _is_text(declared):
            yield inner, told
        else:
            yield from _fields(declared, inner)
    yield from _fields(schema.get("items"), path)


def _is_text(declared: dict[str, Any]) -> bool:
    kinds = declared.get("type", "")
    return any(isinstance(kind, str) and kind in _TEXT for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _is_credential(name: str) -> bool:
    told = naming(name)
    return told is not None and told.strong


def _parts_read(flow: Flow, trigger: Trigger) -> dict[Path, str]:
    """Headers and query parameters of an HTTP trigger that are named like credentials and that the flow reads."""
    found: dict[Path, str] = {}
    if trigger.kind.casefold() != "http" or not any(map(_may_read_part, computed_texts(flow.definition))):
        return found
    for leaf in flow.leaves:
        if _may_read_part(leaf.text):
            for path in _paths_read(leaf.text):
                if path[0] in ("headers", "queries") and not path[1].startswith(_PLATFORM) and _is_credential(path[1]):
                    found.setdefault(path, path[1])
    return found


def _may_read_part(text: str) -> bool:
    lower = text.casefold()
    return "trigger" in lower and ("headers" in lower or "queries" in lower)


def _paths_read(text: str) -> Iterator[Path]:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return
    for reference in wdl.references(template):
        path = tuple(step.casefold() for step in reference.path if isinstance(step, str))
        if reference.kind == "trigger" and path[:1] == ("outputs",):
            path = path[1:]
        if reference.kind in ("trigger", "triggerOutputs") and len(path) > 1:
            yield path[:2]
