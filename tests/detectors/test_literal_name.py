"""A name with a credential in it is told without any part of that."""

from remediate.detectors import examples as ex
from remediate.detectors.literal_name import literal_name
from remediate.flow import Flow


def test_of_a_secret_that_may_end_early_no_end_is_left():
    actions = {"Sign_in,_password:_CANARY2024!x_y9!zz": ex.http()}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    (finding,) = literal_name.find(flow)
    assert "y9!zz" not in finding.message + finding.action
