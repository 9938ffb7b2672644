"""Rules that look only at what a patch changed say what they would say of the whole flow."""

import copy

import pytest
from breaking import AFTER, BEFORE, BROKEN, READ, ROOT, TRY, VALUES

from remediate.detectors import examples as ex
from remediate.flow import pointer as ptr
from remediate.flow.changes import changed_part
from remediate.verify import new_problems, prove


def shared(old, new):
    """The new value with the very objects of the old one wherever they are equal, as a patch leaves them."""
    if type(old) is type(new) and old == new:
        return old
    if isinstance(old, dict) and isinstance(new, dict):
        return {name: shared(old.get(name), value) for name, value in new.items()}
    return new


def changed(flow, *changes):
    document = copy.deepcopy(flow.document)
    for change in changes:
        change(document)
    return flow.with_document(document)


def sharing(before, after):
    return after.with_document(shared(before.document, after.document))


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_rewrite_is_named_where_the_rest_is_shared(how):
    change, rule = BROKEN[how]
    after = changed(AFTER, change)
    found = prove(BEFORE, sharing(BEFORE, after), VALUES)
    assert rule in {problem.rule.name for problem in found}
    assert sorted(map(str, found)) == sorted(map(str, prove(BEFORE, after, VALUES)))


def put(name, node, at=ROOT):
    return lambda document: ptr.resolve(document, at).__setitem__(name, node)


REFERRING = {
    "after the read": ex.after(ex.compose(f"@outputs('{READ}')"), "Call"),
    "before the read": ex.compose(f"@outputs('{READ}')"),
    "nowhere": ex.compose("@outputs('Nobody')"),
    "a sibling that runs later": ex.compose("@outputs('Call')"),
    "a sibling that ran before": ex.after(ex.compose("@outputs('Call')"), "Call"),
}


@pytest.mark.parametrize("how", REFERRING)
def test_an_action_that_stays_is_proven_or_not_as_if_it_were_looked_at(how):
    add = put("Odd", REFERRING[how], TRY)
    before, after = changed(BEFORE, add), changed(AFTER, add)
    alike = sharing(before, after)
    assert alike.action("Odd").node is before.action("Odd").node
    assert bool(prove(before, alike, VALUES)) == bool(prove(before, after, VALUES))


def test_a_variable_that_went_is_missed_by_what_stays():
    before = changed(
        BEFORE,
        put("Declared", ex.variable("gone", "x")),
        put("Reader", ex.after(ex.compose("@variables('gone')"), "Try")),
    )
    after = changed(before, lambda document: ptr.resolve(document, ROOT).pop("Declared"))
    alike = sharing(before, after)
    assert changed_part(before, alike).action("Reader") is None
    named = [problem for problem in prove(before, alike, {}) if "not declared" in problem.why]
    assert [problem.pointer for problem in named] == [f"{ROOT}/Reader/inputs"]


def test_only_what_changed_is_looked_into():
    broken = put("Odd", ex.compose("@outputs('Nobody')"))
    before, after = changed(BEFORE), changed(BEFORE, broken)
    part = changed_part(before, sharing(before, after))
    assert [action.name for action in part.all_actions] == ["Odd"]
    assert new_problems(before, after, part) == new_problems(before, after) != []
