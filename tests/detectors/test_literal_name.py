"""A name with a credential in it is told without any part of that."""

import re

from hypothesis import given
from hypothesis import strategies as st

from remediate.detectors import examples as ex
from remediate.detectors.literal_name import literal_name
from remediate.detectors.sightings.naming import _SIGNED
from remediate.flow import Flow


def test_of_a_secret_that_may_end_early_no_end_is_left():
    actions = {"Sign_in,_password:_CANARY2024!x_y9!zz": ex.http()}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    (finding,) = literal_name.find(flow)
    assert "y9!zz" not in finding.message + finding.action


@given(st.text("ab1!_ \n-", max_size=24))
def test_the_quick_look_at_a_name_passes_every_stretch_with_a_sign(name: str) -> None:
    signed = any(re.search(r"[\d!]", stretch) for stretch in re.findall(r"[^_\s]{6,}", name))
    assert _SIGNED(name) is not None or not signed
