"""A run that goes on tells all packages as one that nobody disturbed; what it keeps for that holds no value."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from many import flow
from package_builders import FLOW_MEMBER, solution, variable, write_zip

from remediate.batch import Destination, Journal, Means, fix_all
from remediate.plan import Options
from remediate.playbook import load
from remediate.report import json_output
from remediate.report.telling import Telling, Told, told
from remediate.report.text import Detail, package_lines
from remediate.secret import Secret
from remediate.vault import MemoryVault

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
        self.options = Options(load(str(book)).as_of(date(2026, 11, 27)), unsafe=True)
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
        text, summary = json_output.document(done, "fix", self.options.playbook)
        return (json.loads(text), summary.exit_code(), summary.line(dry=False)), done

    def journal(self) -> str:
        return "".join(path.read_text("ascii") for path in (self.folder / "runs").glob("*"))


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Makes worlds. The input is all fixtures, and solutions with environment variables that contradict each other."""
    book = tmp_path / "ours.toml"
    book.write_text(BOOK)

    def make(name: str) -> World:
        folder = tmp_path / name
        shutil.copytree(FIXTURES, folder / "in", ignore=shutil.ignore_patterns("*.fixed.json"))
        (folder / "in" / "zz").mkdir()
        for number, value in enumerate(("one", "two", "one", "CANARY-5b1e77c09a4d2f63")):
            members = {FLOW_MEMBER: flow(number), SITE: variable("contoso_Site", value)}
            write_zip(folder / "in" / "zz" / f"{number}.zip", solution(members))
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
        assert "CANARY" not in other.journal()
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
