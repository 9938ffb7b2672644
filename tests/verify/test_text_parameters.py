"""A value that became a parameter of a Text variable is the same value, and nothing else passes for it."""

import copy

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.verify import prove

SITE = "https://contoso.sharepoint.com/sites/orders"
KEY = "Site (contoso_Site)"
DECLARED = {"defaultValue": SITE, "type": "String", "metadata": {"schemaName": "contoso_Site", "description": "x"}}


def flow_of(text, **parameters):
    definition = ex.definition({"A": ex.compose(text)}, parameters=parameters)
    return Flow({"properties": {"connectionReferences": {}, "definition": definition}}, "Orders")


def problems(before, after, declared, old=None):
    was = flow_of(before, **({KEY: old} if old else {}))
    return [str(problem) for problem in prove(was, flow_of(after, **{KEY: declared}), {})]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SITE, f"@parameters('{KEY}')"),
        (f"{SITE}/x", f"@{{parameters('{KEY}')}}/x"),
        (f"@concat('{SITE}', 'x')", f"@concat(parameters('{KEY}'), 'x')"),
    ],
)
def test_the_literal_and_the_parameter_are_the_same(before, after):
    assert problems(before, after, DECLARED) == []


def test_an_existing_parameter_may_be_read_where_the_text_did_not_read_it():
    assert problems(SITE, f"@parameters('{KEY}')", DECLARED, old=DECLARED) == []


@pytest.mark.parametrize(
    "change",
    [
        {"defaultValue": SITE + "2"},
        {"defaultValue": 1},
        {"type": "SecureString"},
        {"metadata": {}},
        {"metadata": None},
        {"allowedValues": [SITE]},
    ],
)
def test_another_default_or_form_is_a_problem(change):
    assert problems(SITE, f"@parameters('{KEY}')", {**DECLARED, **change})


def test_a_parameter_that_changed_is_a_problem():
    old = {**copy.deepcopy(DECLARED), "defaultValue": "https://contoso.sharepoint.com"}
    assert problems(SITE, f"@parameters('{KEY}')", DECLARED, old=old)


def test_the_other_way_round_is_a_problem():
    assert problems(f"@parameters('{KEY}')", SITE, DECLARED, old=DECLARED)
