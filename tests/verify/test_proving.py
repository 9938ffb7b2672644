"""A value is found back also where a function of the flow makes something else of it."""

import json

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.package import open_package
from remediate.verify import Change, rules
from remediate.verify.equivalence import Equation
from remediate.verify.packages import verify
from remediate.verify.proving import Claim, Proof
from remediate.verify.reads import reads_of

READ = "body('Get')?['EnvironmentVariableSecretValue']"
VALUE = "Canary-CANARY"


def worked_out(*sides, untold=None):
    """What a proof says of equations of one flow, and the value that it has found."""
    document = {"properties": {"definition": ex.definition({"Get": ex.secret_read("contoso_Key")})}}
    reads = reads_of(Flow(document, "Orders", "Orders.json"))
    proof = Proof({}, untold={one.identity: untold for one in reads.sources.values()} if untold else {})
    proof.work_out([Claim("", Equation(f"/{number}", "Call", *both), reads) for number, both in enumerate(sides)])
    return [what for _, what in proof.found], list(proof.values.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"@trim('{VALUE} \n')", f"@trim(concat({READ}, ' \n'))"),
        (f"x@{{trim('{VALUE} ')}}", f"x@{{trim(concat({READ}, ' '))}}"),
        (f"@toUpper('{VALUE}')", f"@toUpper({READ})"),
        (f"@substring('{VALUE}', 0, 4)", f"@substring({READ}, 0, 4)"),
        (f"@replace('{VALUE}', 'CANARY', 'x')", f"@replace({READ}, 'CANARY', 'x')"),
        (f"@length('{VALUE}')", f"@length({READ})"),
    ],
)
def test_a_value_that_a_function_changes_is_found_back(old, new):
    for sides in ([(old, new)], [(old, new), (VALUE, f"@{READ}")], [(VALUE, f"@{READ}"), (old, new)]):
        found, values = worked_out(*sides)
        assert values == [VALUE]
        assert all(isinstance(what, Change) for what in found)


def test_another_value_is_still_seen_behind_a_function():
    found, _ = worked_out((f"@toUpper('{VALUE}')", f"@toUpper({READ})"), ("CANARY-other", f"@{READ}"))
    assert rules.ONE_VALUE in [what.rule for what in found if not isinstance(what, Change)]


def test_what_is_not_told_is_not_made_up():
    found, values = worked_out((VALUE, f"@{READ}"), untold="read before")
    assert values == []
    assert [what.why for what in found] == ["read before"]


def test_what_is_not_told_may_stand_on_both_sides():
    found, _ = worked_out((f"@concat({READ}, 'a')", f"@concat({READ}, 'a')"), untold="read before")
    assert all(isinstance(what, Change) for what in found)


@pytest.mark.parametrize(
    ("read", "earlier", "why"),
    [
        ("contoso_Key", True, "BEFORE reads the environment variable contoso_Key already"),
        ("@triggerBody()", False, "its name is computed"),
    ],
)
def test_two_flows_prove_nothing_of_what_only_a_run_or_a_vault_tells(tmp_path, read, earlier, why):
    call = ex.http(headers={"x-api-key": VALUE})
    reads = {"Get": ex.secret_read(read)}
    after = {**reads, "Call": ex.after(ex.http(headers={"x-api-key": f"@{READ}"}), "Get")}
    sides = []
    for name, actions in (("before", {**(reads if earlier else {}), "Call": call}), ("after", after)):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"properties": {"connectionReferences": {}, "definition": ex.definition(actions)}}))
        sides.append(open_package(path))
    assert any(why in problem.why for _, problem in verify(*sides).problems)
