"""Every real package exported outside solutions, with invented secrets planted in a copy: fixed in place, and migrated.

In place each flow names the secrets as the vault calls them, also where their names were taken. Migrated, the solution
does what the packages did: proven by the verification, and by running both.
"""

import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, needs_corpus
from simulator import Run, Step
from test_real_exports import distinct, plant, shown

from remediate.batch import Destination, Result, Status, fix_all, plan_all
from remediate.flow import Flow
from remediate.flow.gateways import gateways
from remediate.flow.secret_reads import retrieved_secret, retrieved_variable
from remediate.migration import Wanted, carry_out_migration, plan_migration, target
from remediate.package import Kind, Package, open_package, packages
from remediate.plan import Options
from remediate.playbook import load
from remediate.secret import Secret
from remediate.vault import MemoryVault
from remediate.verify import prove
from remediate.verify.packages import verify

OPTIONS = Options(load("baseline"), unsafe=True)
LEGACY = (Kind.LEGACY_ZIP, Kind.LEGACY_FOLDER)
NAMES = target("Legacy", "Contoso Ltd", "contoso")

pytestmark = needs_corpus


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a planted copy of every legacy package of the corpus, each flow once."""
    folder = tmp_path_factory.mktemp("legacy")
    for source in sorted(path.name for path in CORPUS.iterdir() if path.is_dir()):
        for number, package in enumerate(found for found in distinct(source) if found.kind in LEGACY):
            place = folder / f"{source}-{number}"
            place.mkdir()
            plant(package, place, random.Random(f"{source}{number}"))
    return folder


def opened(folder: Path) -> Iterator[Package]:
    for found in packages(folder):
        assert isinstance(found, Package), found
        yield found


def flow_of(file: Any) -> Flow:
    return Flow(file.document, file.name, file.member, file.definition_pointer, file.references_pointer)


def without_names(vault: MemoryVault, folder: Path) -> None:
    """Take every name that the flows would want, for something else."""
    for result in plan_all([folder], OPTIONS):
        for deposit in result.plan.deposits if result.plan else ():
            if vault.get(deposit.secret_name) is None:
                vault.add(deposit.secret_name, Secret("CANARY-somebody-elses"), tags={})


def test_in_place_every_read_names_the_secret_that_holds_its_value(planted, tmp_path):
    vault = MemoryVault()
    without_names(vault, planted)
    results = list(fix_all([planted], OPTIONS, vault, Destination(tmp_path / "out")))
    assert len(results) > 45
    assert all(result.status is Status.FIXED for result in results), shown(results)
    assert "CANARY" not in shown(results)
    for result in results:
        check_fixed(result, vault)
    again = list(plan_all([tmp_path / "out"], OPTIONS))
    assert len(again) == len(results)
    assert not any(result.plan.changes for result in again if result.plan is not None)


def check_fixed(result: Result, vault: MemoryVault) -> None:
    assert result.carried is not None
    assert result.plan is not None
    new = {file.member: flow_of(file) for file in open_package(result.carried.output).flows}
    for plan in result.plan.flows:
        after = new[plan.file.member]
        names = {a.name: name for a in after.all_actions if (name := retrieved_secret(a)) is not None}
        values = {action: secret.reveal() for action, name in names.items() if (secret := vault.get(name)) is not None}
        assert len(values) == len(names) > 0
        assert prove(flow_of(plan.file), after, values) == []


def test_all_migrated_together_do_what_they_did(planted, tmp_path):
    vault = MemoryVault()
    output = tmp_path / "Legacy.zip"
    wanted = Wanted((planted,), output, NAMES, OPTIONS)
    outcome = plan_migration(wanted)
    results = list(carry_out_migration(outcome, vault))
    assert [result.status for result in results] == [Status.FIXED], shown(results)
    assert len(outcome.migration.flows) > 45
    assert {reason(left.reason) for left in outcome.migration.left_out} <= {"custom connector", "another version"}
    with zipfile.ZipFile(output) as archive:
        assert not any(b"CANARY" in archive.read(name) for name in archive.namelist())
    package = open_package(output)
    assert not any(result.plan.changes for result in plan_all([output], OPTIONS) if result.plan is not None)
    old = {(str(one.path), file.name): file for one in opened(planted) for file in one.flows}
    new = {file.member: file for file in package.flows}
    schema = {deposit.schema_name: vault.get(deposit.secret_name) for deposit in outcome.plan.deposits}
    for flow in outcome.migration.flows:
        before, after = flow_of(old[flow.path, flow.name]), flow_of(new[flow.member])
        reads = {a.name: schema[name].reveal() for a in after.all_actions if (name := retrieved_variable(a)) in schema}
        assert len(reads) == 6
        assert traces(before, {}, after) == traces(after, reads, before)
    once = output.read_bytes()
    list(carry_out_migration(plan_migration(wanted), vault))
    assert output.read_bytes() == once


def test_each_migrated_alone_is_proven_by_the_verification(planted, tmp_path):
    proven = 0
    for number, package in enumerate(opened(planted)):
        wanted = Wanted((package.path,), tmp_path / f"{number}.zip", NAMES, OPTIONS)
        outcome = plan_migration(wanted)
        if not outcome.complete:
            continue
        list(carry_out_migration(outcome, MemoryVault()))
        verdict = verify(package, open_package(wanted.output))
        assert not verdict.problems, (package.path, verdict.problems)
        proven += 1
    assert proven > 40


def reason(text: str) -> str:
    return next((known for known in ("custom connector", "another version") if known in text), text)


def traces(flow: Flow, reads: dict[str, str], other: Flow) -> set[Step]:
    """What every action that both flows have was given, once it ran; the old environment's gateway is no input."""
    definition = json.loads(json.dumps(flow.definition))
    copy = Flow(definition, flow.name, definition_pointer="")
    for step in copy.all_actions:
        for *above, last in list(gateways(step)):
            holder = step.node
            for name in above:
                holder = holder[name]
            del holder[last]
    shared = {action.name for action in other.all_actions}
    return {step for step in Run(definition, reads).start() if step.name in shared}
