"""A run that goes on tells all packages as one that nobody disturbed; what it keeps for that holds no value."""

import json
import re
import shutil
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from many import flow
from package_builders import FLOW_MEMBER, solution, variable, write_zip

from remediate.batch import Destination, Journal, Means, Result, apply_plan, fix_all, plan_all
from remediate.errors import PlanError
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, SavedPlan, read_plan
from remediate.playbook import load
from remediate.report import json_output
from remediate.report.telling import Telling, Told, told
from remediate.report.text import Detail, package_lines
from remediate.secret import Secret
from remediate.vault import MemoryVault

TODAY = date(2026, 11, 27)
SITE = "environmentvariabledefinitions/contoso_Site/environmentvariabledefinition.xml"
FIXTURES = Path(__file__).parents[2] / "fixtures"
BOOK = """name = "ours"
why = "Everything that there is to tell."
extends = "lockdown"

[[step]]
name = "Callers sign in with the registration of the order desk."
detector = "caller-without-token"
apply = "unsafe"
with = { tenant = "t1", client_id = "c1", secret = "orders-caller" }

[[waive]]
detector = "literal-named-value"
flow = "Guest Wi-Fi"
pointer = "/properties/definition/actions/Wi-Fi_password/inputs/variables/0/value"
reason = "Nobody uses it."
owner = "orders@alpenrad.example"
until = 2099-01-01
"""


class World:
    """A folder of its own with the same input, a vault, and a place for journals."""

    def __init__(self, folder: Path, book: Path) -> None:
        self.folder = folder
        self.options = Options(load(str(book)).as_of(TODAY), unsafe=True)
        self.vault = MemoryVault()
        self.vault.add("orders-caller", Secret("CANARY-of-the-registration"), tags={})

    def run(self, *, resume: bool, stop_after: int | None = None):
        """The JSON report of a run, None where it was stopped, and the number of packages."""
        journal = Journal(self.folder / "runs", {}, resume=resume, told=Told)
        means = Means(tell=Telling(changes=False), journal=journal)
        results = fix_all([Path("in")], self.options, self.vault, Destination(), means)
        done = []
        for result in results:
            done.append((result, list(told(result).records)))
            if len(done) == stop_after:
                results.close()
                return None, done
        whole = json_output.Document("fix", self.options.playbook)
        for result, found in done:
            whole.add(result, found)
        text, summary = whole.text(), whole.summary
        return (json.loads(text), summary.exit_code(), summary.line(dry=False)), done

    def plan(self) -> SavedPlan:
        writer = PlanWriter(Request(("in",), self.options, None, None))
        for result in plan_all([Path("in")], self.options, Means(tell=Telling(saved=True)), Destination()):
            if result.plan is not None:
                writer.note(result.path, result.plan, result.told.saved)
        return read_plan(writer.document()).as_of(TODAY)

    def apply(self, plan: SavedPlan, *, resume: bool, stop_after: int | None = None) -> list[Result]:
        journal = Journal(self.folder / "runs", {}, resume=resume, told=Told)
        results = apply_plan(plan, self.vault, Means(tell=Telling(), journal=journal))
        done = list(islice(results, stop_after))
        results.close()
        return done

    def journal(self) -> str:
        return "".join(path.read_text("ascii") for path in (self.folder / "runs").glob("*"))


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Makes worlds. The input is all fixtures, and solutions with environment variables that contradict each other."""
    book = tmp_path / "ours.toml"
    book.write_text(BOOK)

    source = shutil.copytree(FIXTURES, tmp_path / "source", ignore=shutil.ignore_patterns("*.fixed.json"))
    (source / "zz").mkdir()
    for number, value in enumerate(("one", "two", "one", "CANARY-5b1e77c09a4d2f63")):
        members = {FLOW_MEMBER: flow(number), SITE: variable("contoso_Site", value)}
        write_zip(source / "zz" / f"{number}.zip", solution(members))

    def make(name: str) -> World:
        folder = tmp_path / name
        shutil.copytree(source, folder / "in")
        monkeypatch.chdir(folder)
        return World(folder, book)

    return make


def without(document, name):
    packages = [{key: value for key, value in package.items() if key != name} for package in document["packages"]]
    return {**document, "packages": packages}


def test_a_run_that_goes_on_tells_what_one_tells_that_nobody_disturbed(world):
    (expected, code, line), done = world("undisturbed").run(resume=False)
    assert expected["callers"]["triggers"]
    assert any(package["warnings"] for package in expected["packages"])
    assert {"fixed", "held", "report", "waived"} <= {finding["fate"] for finding in expected["findings"]}
    for stop_after in (3, len(done) // 2, len(done) - 1):
        other = world(f"stopped after {stop_after}")
        other.run(resume=False, stop_after=stop_after)
        assert re.findall(r".{80}CANARY.{30}", other.journal()) == []
        (found, its_code, its_line), _ = other.run(resume=True)
        assert sum(package["earlier"] for package in found["packages"]) >= stop_after - 3
        assert without(found, "earlier") == without(expected, "earlier")
        assert its_code == code
        assert its_line.startswith(line.partition(" packages")[0])


def test_the_report_for_people_tells_what_was_found_and_what_is_next_and_no_diff(world):
    other = world("stopped")
    other.run(resume=False, stop_after=3)
    _, done = other.run(resume=True)
    again = [(result, found) for result, found in done if result.earlier and result.carried]
    assert again
    for result, found in again:
        lines = [line.plain for line in package_lines(result, found, Detail.CHANGES)]
        assert lines[0].endswith("fixed (by the run before)")
        assert any("  fixed  " in line for line in lines)
        assert "  next" in lines
        assert any(line.strip().startswith("written: ") for line in lines)
        assert not any(line.startswith(("      +", "      -")) and "vault secret" not in line for line in lines)


@pytest.mark.parametrize("damage", [{"kept": 7}, {"kept": {}}, {"kept": None}])
def test_what_cannot_be_told_again_is_done_again(world, damage):
    other = world("damaged")
    other.run(resume=False, stop_after=6)
    (path,) = (other.folder / "runs").glob("*")
    head, first, *rest = path.read_text("ascii").splitlines()
    path.write_text("\n".join([head, json.dumps({**json.loads(first), **damage}), *rest]) + "\n")
    (_, code, _), done = other.run(resume=True)
    assert not done[0][0].earlier
    assert sum(result.earlier for result, _ in done) == 5
    assert code == 1


def below(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_plan_that_was_carried_out_in_part_is_gone_on_with(world):
    whole = world("undisturbed")
    whole.apply(whole.plan(), resume=False)
    expected = below(whole.folder / "in")
    part = world("stopped")
    plan = part.plan()
    done = part.apply(plan, resume=False, stop_after=9)
    assert any(result.carried for result in done), "folders that were changed in place are no more what the plan says"
    with pytest.raises(PlanError, match="changed since the plan was made"):
        part.apply(plan, resume=False)
    done = part.apply(plan, resume=True)
    assert sum(result.earlier for result in done) >= 7
    assert below(part.folder / "in") == expected


def test_a_plan_that_goes_on_asks_the_vault_once_for_each_value(world):
    part = world("asked")
    plan = part.plan()
    part.apply(plan, resume=False, stop_after=9)
    asked, get = Counter(), part.vault.get
    part.vault.get = lambda name: asked.update([name]) or get(name)
    journal = Journal(part.folder / "runs", {}, resume=True, told=Told)
    stored = {name for entry in journal.earlier.values() for _, name in entry.names}
    assert stored
    results = apply_plan(plan, part.vault, Means(tell=Telling(), journal=journal))
    next(results)
    assert {asked[name] for name in stored} == {1}


def test_a_plan_is_not_gone_on_with_where_its_rest_is_another(world):
    part = world("changed")
    plan = part.plan()
    part.apply(plan, resume=False, stop_after=5)
    path = part.folder / "in" / "zz" / "0.zip"
    write_zip(path, solution({FLOW_MEMBER: flow(0).replace(b"Get_orders", b"Get_more")}))
    before = below(part.folder / "in")
    with pytest.raises(PlanError, match=r"0\.zip"):
        part.apply(plan, resume=True)
    assert below(part.folder / "in") == before


def test_a_plan_is_not_gone_on_with_where_the_vault_has_lost_what_was_stored(world):
    part = world("lost")
    plan = part.plan()
    part.apply(plan, resume=False, stop_after=9)
    part.vault = MemoryVault()
    with pytest.raises(PlanError, match="changed since the plan was made"):
        part.apply(plan, resume=True)


def test_what_must_be_in_the_vault_before_is_told_before(world):
    made = world("told before")
    said = [w for r in plan_all([Path("in")], made.options, Means(tell=Telling()), Destination()) for w in r.warnings]
    assert "The playbook names the secret orders-caller: it must be in the Key Vault before fix." in said
