from remediate.detectors.sightings.naming import named_secrets
from remediate.flow import Flow

PASSWORD = "CANARY-Kv7!pLw2"


def flow(*names, gathered=None):
    actions = {name: {"type": "Compose", "inputs": {}} for name in names}
    return Flow({"properties": {"definition": {"triggers": {}, "actions": actions}}}, "Orders", names=gathered)


def test_names_that_the_reader_gathered_are_not_gathered_again():
    assert flow("Get").member_names == {"properties", "definition", "triggers", "actions", "Get", "type", "inputs"}
    assert flow("Get", gathered=frozenset({"Set"})).member_names == {"Set"}


def test_a_flow_with_other_content_has_other_names():
    told = flow(f"Sign_in,_password:_{PASSWORD}")
    assert PASSWORD in named_secrets(told)
    before = flow("Get", gathered=flow("Get").member_names)
    assert PASSWORD in named_secrets(before.with_document(told.document))
