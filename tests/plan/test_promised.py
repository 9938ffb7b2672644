"""What is told as fixable with `--unsafe` is fixed with `--unsafe`; else it is held, as it is then."""

import json
import random
from dataclasses import replace

import pytest
from conftest import CORPUS, needs_corpus
from package_builders import FLOW_MEMBER, solution, write_zip
from planting import plant
from planting.flows import builtin_flows

from remediate import detection
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import PackageError
from remediate.package import open_package, packages
from remediate.plan import Options, plan_package, surroundings
from remediate.playbook import load
from remediate.remedies.naming import SecretNames

KEY = "CANARY-9f27c4a1b3d85e60"
PLAYBOOKS = {name: load(name) for name in ("baseline", "portable")}


def planned(package, playbook="baseline", **options):
    return plan_package(package, Options(PLAYBOOKS[playbook], **options), SecretNames())


def opened(folder, definition):
    path = folder / "Flow.json"
    path.write_text(json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}))
    return open_package(path)


def outcomes(plan, fate):
    told = [(member, *one.place, one.finding.span) for member, _, one in plan.outcomes if one.fate is fate]
    return set(told)


def kept(package, playbook="baseline", **options):
    """How many fixes were promised; each of them is made."""
    promised = outcomes(planned(package, playbook, **options), Fate.FIXABLE)
    assert promised <= outcomes(planned(package, playbook, unsafe=True, **options), Fate.FIXED) if promised else True
    return len(promised)


@pytest.mark.parametrize("only_fates", [True, False])
def test_a_secret_in_a_trigger_is_held_whatever_the_licence(tmp_path, only_fates):
    when = {"type": "OpenApiConnection", "inputs": {"parameters": {"apiKey": KEY}}}
    actions = {"Password": ex.variable("password", f"{KEY}-2")}
    package = opened(tmp_path, ex.definition(actions, triggers={"When": when}))
    found = {one.finding.action: one for _, _, one in planned(package, only_fates=only_fates).outcomes}
    assert found["When"].fate is Fate.HELD
    assert "before the flow runs" in found["When"].held.reason
    assert found["Password"].fate is Fate.FIXABLE
    assert kept(package, only_fates=only_fates) == 1


def test_names_are_the_same_whatever_was_tried(tmp_path):
    """Trying what `--unsafe` would do takes no name from what is done without it."""
    flows = {"Standard.json": ex.variable("key", KEY), "Webhook.json": ex.http(headers={"x-api-key": f"{KEY}-2"})}
    for name, action in flows.items():
        flow = {"properties": {"connectionReferences": {}, "definition": ex.definition({"Key": action})}}
        (tmp_path / name).write_text(json.dumps(flow))
    alone, both = SecretNames(), SecretNames()
    last = list(packages(tmp_path))[-1]
    expected = plan_package(last, Options(PLAYBOOKS["baseline"]), alone)
    for package in packages(tmp_path):
        plan = plan_package(package, Options(PLAYBOOKS["baseline"]), both)
    assert plan.deposits == expected.deposits


def test_names_in_use_are_gathered_once_for_all_that_is_tried(tmp_path, monkeypatch):
    flow = {"properties": {"connectionReferences": {}, "definition": ex.definition({"Key": ex.variable("key", KEY)})}}
    members = {FLOW_MEMBER.replace("Daily", f"{number}"): json.dumps(flow) for number in range(5)}
    package = open_package(write_zip(tmp_path / "Orders.zip", solution(members)))
    looked = []
    monkeypatch.setattr(surroundings, "declared_variables", lambda flow: looked.append(flow.member) or set())
    assert len(outcomes(planned(package), Fate.FIXABLE)) == len(members)
    assert set(looked) >= members.keys()
    assert len(looked) == len(set(looked))


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("premium", [True, False])
def test_promises_are_kept_wherever_secrets_stand(tmp_path, monkeypatch, seed, premium):
    flows = builtin_flows()
    made = plant(flows[seed % len(flows)].document, random.Random(seed), secrets=6, decoys=2)
    if not premium:
        monkeypatch.setattr(detection, "is_premium", lambda _: False)
    path = tmp_path / "Flow.json"
    path.write_text(json.dumps(made.document))
    package = replace(open_package(path), scan_only=None)
    for playbook in PLAYBOOKS:
        kept(package, playbook)


@needs_corpus
@pytest.mark.parametrize("seed", range(4))
def test_promises_are_kept_in_real_flows(monkeypatch, seed):
    monkeypatch.setattr(detection, "is_premium", lambda _: False)
    found = [
        one
        for one in packages(CORPUS / "kkazala+PowerAutomate-Get-Data-Source-List-Info")
        if not isinstance(one, PackageError)
    ]
    for package in found[seed::4]:
        kept(package)
