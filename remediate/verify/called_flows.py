"""Calls of child flows: a flow that has another id now is the same flow, and its callers must name it by that."""

from collections.abc import Mapping
from typing import Any

from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.copying import with_value
from remediate.flow.taint_sources import called_flow


def calling(flow: Flow, new_ids: Mapping[str, str]) -> Flow:
    """The flow as it calls its children by their new ids, given by the old ones in lower case."""
    document: Any = flow.document
    for action in flow.actions("Workflow") if new_ids else ():
        new = new_ids.get(called_flow(action))
        if new is not None:
            document = with_value(document, ptr.join(action.pointer, "inputs", "host", "workflowReferenceName"), new)
    return flow if document is flow.document else flow.with_document(document)
