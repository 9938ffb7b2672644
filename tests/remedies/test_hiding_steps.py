"""Hiding a step's data, whatever stands where the setting goes."""

import pytest

from remediate.remedies.patching import Patching
from remediate.remedies.secured_data import secure

HIDDEN = {"secureData": {"properties": ["inputs"]}}


@pytest.mark.parametrize(
    ("runtime", "becomes"),
    [
        ({}, HIDDEN),
        (None, HIDDEN),
        ([], HIDDEN),
        ({"secureData": None}, HIDDEN),
        ({"secureData": "inputs"}, HIDDEN),
        ({"secureData": {"properties": None}}, HIDDEN),
        ({"secureData": {"properties": "inputs"}}, HIDDEN),
        ({"concurrency": {"runs": 1}, "secureData": None}, {"concurrency": {"runs": 1}, **HIDDEN}),
    ],
)
def test_what_is_no_setting_makes_place_for_one(runtime, becomes):
    patching = Patching({"A": {"type": "Http", "runtimeConfiguration": runtime}})
    secure(patching, "/A", {"inputs"})
    assert patching.document["A"]["runtimeConfiguration"] == becomes
