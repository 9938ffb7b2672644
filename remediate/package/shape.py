"""Looking at parsed JSON: is it a flow, where does its definition stand, and is it one of Power Automate's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from remediate.flow import pointer as ptr

_SCHEMA = "workflowdefinition.json"
_GUID = re.compile(r"[-_]?\{?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\}?\Z", re.IGNORECASE)
_LOGIC_APPS = "microsoft.logic/workflows"
_LOGIC_APPS_KINDS = frozenset({"stateful", "stateless", "agent"})
_OUTSIDE_SOLUTIONS = frozenset({"microsoft.flow/flows", "/providers/microsoft.processsimple/environments/flows"})

_LEGACY = (
    "This flow was taken out of its package, whose other files must name the connection that reads secrets: "
    "name the whole package, zipped or unpacked."
)

_ARM = (
    "This is an Azure Logic Apps resource template and not a Power Automate flow: "
    "give its secrets to the template as secure parameters that refer to a key vault."
)
_STANDARD = (
    "This is a Logic Apps Standard workflow and not a Power Automate flow: "
    "keep its secrets in app settings that refer to a key vault."
)


@dataclass(frozen=True)
class Place:
    """Where in a document a definition and its connection references stand (RFC 6901); `name` if the file gives one."""

    definition: str
    references: str | None
    name: str = ""


def places(document: Any) -> list[Place]:
    """Where flows stand in a document: one in a flow's file, any number in a resource template, none elsewhere."""
    if not isinstance(document, dict):
        return []
    properties = document.get("properties")
    if isinstance(properties, dict) and _is_definition(properties.get("definition")):
        shown = properties.get("displayName")
        name = shown if isinstance(shown, str) else ""
        return [Place("/properties/definition", "/properties/connectionReferences", name)]
    if _is_definition(document.get("definition")):
        return [Place("/definition", "/connectionReferences")]
    if _is_definition(document):
        return [Place("", None)]
    return list(_resources(document.get("resources"), "/resources"))


def scan_only(document: Any) -> str | None:
    """Why a flow that stands by itself is scanned only, or None where it may be fixed."""
    if "resources" in document and "actions" not in document:
        return _ARM
    if str(document.get("kind", "")).casefold() in _LOGIC_APPS_KINDS:
        return _STANDARD
    if is_outside_solutions(document):
        return _LEGACY
    return None


def is_outside_solutions(document: Any) -> bool:
    """Whether a flow's document says that it was exported outside a solution."""
    return isinstance(document, dict) and str(document.get("type", "")).casefold() in _OUTSIDE_SOLUTIONS


def looks_like_flow(data: bytes) -> bool:
    """Whether bytes that may not even be JSON have the marks of a flow."""
    plain = data.replace(b"\0", b"")
    return _SCHEMA.encode() in plain or (b'"triggers"' in plain and b'"actions"' in plain)


def split_name(file_name: str) -> tuple[str, str | None]:
    """The name and the id in a file name such as `Daily_report-2578E499-0BE1-EC11-BB3C-000D3A233A82.json`."""
    stem = file_name.rpartition(".")[0] or file_name
    found = _GUID.search(stem)
    if not found:
        return stem, None
    return stem[: found.start()] or stem, found[1].lower()


def _is_definition(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    has = [isinstance(value.get(name), dict) for name in ("triggers", "actions")]
    return all(has) or (any(has) and _SCHEMA in str(value.get("$schema", "")).lower())


def _resources(resources: Any, pointer: str) -> Iterator[Place]:
    """The Logic Apps in a resource template, whose resources are a list or, in the newer form, an object."""
    named = (
        resources.items()
        if isinstance(resources, dict)
        else enumerate(resources if isinstance(resources, list) else ())
    )
    for key, resource in named:
        if not isinstance(resource, dict):
            continue
        here = ptr.join(pointer, key)
        properties = resource.get("properties")
        if (
            str(resource.get("type", "")).casefold() == _LOGIC_APPS
            and isinstance(properties, dict)
            and _is_definition(properties.get("definition"))
        ):
            name = resource.get("name")
            shown = name if isinstance(name, str) and not name.startswith("[") else ""
            yield Place(f"{here}/properties/definition", None, shown)
        yield from _resources(resource.get("resources"), f"{here}/resources")
