"""Descriptions with a credential in them.

What it finds: a secret in the description of a solution, flow, environment variable, connection reference, table or
form: in customizations.xml, solution.xml, the `.data.xml` beside a flow or the definition of a variable; and in the
manifest of a package outside solutions.
Why it matters: descriptions are shown to everyone who may see the thing, and travel with every export.
Fix: none is made; nothing reads a description, so no read of a secret can stand there. The next step is shown.
Fix safety: nothing is changed.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from remediate.detectors.outside.interface import CleanFile, FlaggedFile, OutsideDetector, Spotted
from remediate.detectors.outside.judging import in_prose
from remediate.flow import pointer as ptr
from remediate.package.interface import Outside, Prose
from remediate.remedies import Held

ID = "literal-description"
_WHERE = "A description"
_HELD = Held("nothing reads a description, so no read of a secret can stand there", "delete the value there")


def find(outside: Outside) -> Iterator[Spotted]:
    """Every secret in a description."""
    for prose in outside.descriptions:
        for finding in in_prose(prose, _WHERE, _HELD):
            yield Spotted(prose.member, finding, prose.at)
    for document in outside.manifests:
        for pointer, text in _told(document.value, ""):
            for finding in in_prose(Prose(document.member, 0, text), _WHERE, _HELD):
                yield Spotted(document.member, replace(finding, pointer=pointer))


def _told(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """The descriptions at any depth of a JSON document, with their pointers."""
    if isinstance(value, dict):
        for name, child in value.items():
            at = ptr.join(pointer, name)
            if isinstance(child, str):
                yield from [(at, child)] if name == "description" else []
            else:
                yield from _told(child, at)


def _describing(text: str) -> tuple[str, str]:
    return "Workflows/Orders-2578E499-0BE1-EC11-BB3C-000D3A233A82.json.data.xml", (
        f'<Workflow WorkflowId="{{2578e499-0be1-ec11-bb3c-000d3a233a82}}" Name="Orders" Description="{text}">\n'
        "  <Category>5</Category>\n"
        "</Workflow>"
    )


literal_description = OutsideDetector(
    ID,
    find,
    examples=(
        FlaggedFile(*_describing("Runs as svc-orders, password: CANARY2024!")),
        FlaggedFile(*_describing("POST to https://api.contoso.example/orders?code=CANARYkVt3bXo1Zp9sLm2Qe4Rc")),
        CleanFile(*_describing("The password of svc-orders is in the vault, under orders-erp."), because="no value"),
    ),
)
