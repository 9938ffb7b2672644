"""What is told of a plan: without its secrets, and of its flows what a comparison of plans has."""

import hashlib
from dataclasses import replace
from types import SimpleNamespace

from package_builders import FLOW_MEMBER
from report_builders import KEY, document, orders, planned

from remediate.detectors import examples as ex
from remediate.plan.saved import flow_records
from remediate.report.telling import Telling

OTHER = FLOW_MEMBER.replace("2578", "2579")
SECRET = r"CANARY\9f27c4a1b3d85e60"


def test_a_digest_is_saved_as_it_is_even_if_a_secret_could_be_read_in_it(tmp_path, monkeypatch):
    result = planned(orders(tmp_path, {"A": ex.http(headers={"x-api-key": KEY})}))
    monkeypatch.setattr(hashlib, "sha256", lambda _data: SimpleNamespace(hexdigest=lambda: f"00{KEY}00"))
    told = Telling(saved=True)(result)
    assert list(told.saved) == flow_records(result.plan)
    assert told.saved[0]["masked_sha256"] == f"00{KEY}00"


def test_a_flow_named_after_a_secret_of_another_one_is_told_without_it(tmp_path):
    others = {OTHER: document({"B": ex.compose("x")})}
    result = planned(orders(tmp_path, {"A": ex.http(headers={"x-api-key": SECRET})}, **others))
    one, other = sorted(result.plan.flows, key=lambda flow: not flow.outcomes)
    named = replace(other, file=replace(other.file, name=f"Use {SECRET}"))
    told = Telling()(replace(result, plan=replace(result.plan, flows=(one, named))))
    assert not any("CANARY" in name for name in told.names.values())
