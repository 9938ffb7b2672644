"""No member of a fixed flow can be lost, and no value changed, without `prove` saying so."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.mend import mend
from remediate.playbook import load
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection
from remediate.verify import prove

KEY = "CANARY-9f27c4a1b3d85e60"
REFERENCE = {"runtimeSource": "embedded", "connection": {}, "api": {"name": "shared_office365"}}


def _original() -> Flow:
    call = ex.http(headers={"x-api-key": KEY}, retryPolicy={"type": "fixed", "count": 3})
    actions = {
        "Var": ex.variable("v", "plain"),
        "Check": {
            "type": "If",
            "expression": {"and": [{"equals": ["@variables('v')", "x"]}]},
            "actions": {"Call": call},
            "else": {"actions": {"Other": ex.compose({"list": [1, True, None, "text"]})}},
            "runAfter": {"Var": ["Succeeded"]},
        },
        "Choose": {
            "type": "Switch",
            "expression": "@variables('v')",
            "cases": {"One": {"case": "one", "actions": {"First": ex.compose("1")}}},
            "default": {"actions": {"Rest": ex.compose("2")}},
            "runAfter": {"Check": ["Succeeded", "Failed"]},
        },
        "Repeat": {
            "type": "Until",
            "expression": "@equals(variables('v'), 'x')",
            "limit": {"count": 60, "timeout": "PT1H"},
            "actions": {"Again": {**ex.compose("3"), "description": "why"}},
            "runAfter": {"Choose": ["Succeeded"]},
        },
        "Mail": {
            **ex.connector("SendEmailV2", {"emailMessage/To": "@parameters('Site (contoso_Site)')"}, "shared_office365")
        },
    }
    actions["Mail"]["runAfter"] = {"Repeat": ["Failed", "TimedOut"]}
    trigger = {"manual": ex.request("Http", schema={"type": "object"}, method="POST")}
    properties = {
        "connectionReferences": {"shared_office365": REFERENCE},
        "definition": ex.definition(actions, triggers=trigger, parameters=ex.environment_variable("contoso_Site", "s")),
        "templateName": "",
    }
    return Flow({"properties": properties, "schemaVersion": "1.0.0.0"}, "Orders", "Workflows/Orders.json")


NAMES = PackageNames("contoso", "contoso", [], SecretNames())
DONE = mend(_original(), load("baseline"), Surroundings(NAMES, Connection("contoso_d", "D", new=True), "contoso"))
BEFORE, AFTER = DONE.before, DONE.after
VALUES = {read.action: read.secret.reveal() for read in DONE.reads if read.secret}


def every_pointer(value: Any, at: str = "") -> Iterator[str]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in members:
        pointer = ptr.join(at, name)
        yield pointer
        yield from every_pointer(inner, pointer)


def is_ours(pointer: str) -> bool:
    """Whether the place was made by the fix itself, or is the definition without which there is no flow to compare."""
    if ptr.contains(pointer, AFTER.definition_pointer):
        return True
    read, consumer = (AFTER.action(name).pointer for name in (next(iter(VALUES)), "Call"))
    reference = "/properties/connectionReferences/shared_commondataserviceforapps"
    ours = (f"{read}/metadata", f"{read}/inputs", f"{read}/runtimeConfiguration", f"{consumer}/runtimeConfiguration")
    return any(ptr.contains(one, pointer) for one in (*ours, reference))


def problems(change) -> bool:
    """Whether a change to the fixed flow is seen; just so where both flows share all that is equal, as in a fix."""
    document = copy.deepcopy(AFTER.document)
    change(document)
    found = prove(BEFORE, AFTER.with_document(document), VALUES)
    shared = sharing(document, BEFORE.document)
    assert prove(BEFORE, AFTER.with_document(shared), VALUES) == found
    return bool(found)


def sharing(value: Any, other: Any) -> Any:
    """The value, with objects of the other in the place of those that equal them."""
    if json.dumps(value) == json.dumps(other):
        return other
    if isinstance(value, dict) and isinstance(other, dict):
        return {name: sharing(inner, other.get(name)) for name, inner in value.items()}
    if isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        return [sharing(one, another) for one, another in zip(value, other, strict=True)]
    return value


def holder(document: Any, pointer: str) -> tuple[Any, Any]:
    above, _, last = pointer.rpartition("/")
    found = ptr.resolve(document, above)
    return found, int(last) if isinstance(found, list) else ptr.split("/" + last)[0]


def lost(pointer: str):
    def change(document):
        found, name = holder(document, pointer)
        del found[name]

    return change


def another(pointer: str):
    def change(document):
        found, name = holder(document, pointer)
        old = found[name]
        found[name] = f"{old}x" if isinstance(old, str) else not old if isinstance(old, bool) else "another"

    return change


def gained(pointer: str):
    return lambda document: ptr.resolve(document, pointer).update({"unheardOf": "x"})


def test_the_fix_itself_is_proven():
    assert VALUES
    assert prove(BEFORE, AFTER, VALUES) == []


def test_nothing_is_lost_unseen():
    places = [p for p in every_pointer(AFTER.document) if ptr.resolve(AFTER.document, p) != {}]
    silent = [p for p in places if not is_ours(p) and not problems(lost(p))]
    assert not silent, json.dumps(silent, indent=1)


def test_nothing_changes_unseen():
    places = [p for p in every_pointer(AFTER.document) if not isinstance(ptr.resolve(AFTER.document, p), dict | list)]
    silent = [p for p in places if not is_ours(p) and not problems(another(p))]
    assert not silent, json.dumps(silent, indent=1)


def test_nothing_is_gained_unseen():
    places = [p for p in every_pointer(AFTER.document) if isinstance(ptr.resolve(AFTER.document, p), dict)]
    silent = [p for p in places if not is_ours(p) and not problems(gained(p))]
    assert not silent, json.dumps(silent, indent=1)


def test_a_setting_of_no_shape_is_named():
    for wrong in ({"properties": "inputs"}, {"properties": [1]}, [], {"properties": ["everything"]}):

        def change(document, wrong=wrong):
            ptr.resolve(document, AFTER.action("Other").pointer)["runtimeConfiguration"] = {"secureData": wrong}

        assert problems(change), wrong
