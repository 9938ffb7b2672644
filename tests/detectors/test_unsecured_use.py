"""Which uses of a secret are told, and how sure the cure is."""

from remediate.detectors import examples as ex
from remediate.detectors.unsecured_secret_use import unsecured_secret_use
from remediate.flow import Flow
from remediate.flow.neighbours import Child, Neighbours
from remediate.remedies import Safety

VALUE = "body('Get_key')?['EnvironmentVariableSecretValue']"
CHILD = "bc6384f4-82c3-5484-bd41-a298550c4f9a"


def found(actions, neighbours=None):
    definition = ex.definition({"Get_key": ex.secret_read("contoso_Key"), **actions})
    flow = Flow({"properties": {"definition": definition}}, "Orders", neighbours=neighbours or Neighbours())
    return {f.action: (f.remedy.properties, f.remedy.safety, f.reason) for f in unsecured_secret_use.find(flow)}


def test_the_reason_tells_the_way():
    told = found({"Copy": ex.compose(f"@{VALUE}"), "Call": ex.http(body="@outputs('Copy')")})
    assert told["Call"][2] == "inputs: reads Get_key through Copy"


def test_what_is_only_hidden_does_not_justify_a_setting_that_was_never_seen():
    hidden = {**ex.http(), **ex.securing("inputs", "outputs")}
    query = ex.action("Query", {"from": "@body('Call')", "where": "@equals(1, 1)"})
    told = found({"Call": hidden, "Filter": query, "Use": ex.compose("@body('Filter')")})
    assert told.keys() == {"Use"}
    known = ex.action("Query", {"from": f"@createArray({VALUE})", "where": "@equals(1, 1)"})
    assert found({"Filter": known})["Filter"][:2] == (frozenset({"inputs", "outputs"}), Safety.UNSAFE)


def test_a_child_that_takes_and_answers_with_a_secret_hides_its_inputs_for_sure():
    call = ex.action("Workflow", {"host": {"workflowReferenceName": CHILD}, "body": {"text": f"@{VALUE}"}})
    told = found({"Run": call}, Neighbours(children={CHILD: Child("Child", frozenset({("key",)}))}))
    assert told["Run"][:2] == (frozenset({"inputs"}), Safety.SAFE)
