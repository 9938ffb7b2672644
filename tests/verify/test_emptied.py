"""A value that an environment variable lost is moved, or it is lost: `verify` tells the two apart."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from remediate.cli import app
from remediate.package import open_package
from remediate.verify import rules
from remediate.verify.packages import verify

SAMPLE = Path(__file__).parents[2] / "fixtures" / "alpenrad-orders"
VARIABLES = "environmentvariabledefinitions"
DEFINITION = "environmentvariabledefinition.xml"
RULE = rules.ORDINARY_VARIABLES


def without_default(folder: Path, name: str) -> None:
    path = folder / VARIABLES / name / DEFINITION
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "<defaultvalue>" not in line]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")


def without_value(folder: Path, name: str) -> None:
    (folder / VARIABLES / name / "environmentvariablevalues.json").unlink()


@pytest.mark.parametrize(
    ("lose", "name"),
    [(without_default, "arad_DealerSite"), (without_value, "arad_ShopApiKey")],
    ids=["default", "value"],
)
def test_a_value_that_is_only_gone_is_named(lose, name, tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "after")
    lose(tmp_path / "after", name)
    verdict = verify(open_package(SAMPLE), open_package(tmp_path / "after"))
    ((_, problem),) = verdict.problems
    assert problem.rule is RULE
    assert name in problem.why
    assert not verdict.changes


def test_a_value_that_flows_read_from_a_vault_is_moved_and_another_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
    words = ["fix", str(SAMPLE), "--out", str(tmp_path), "--vault", f"file:{tmp_path / 'vault.db'}"]
    assert CliRunner().invoke(app, words).exit_code == 1
    after = tmp_path / SAMPLE.name
    assert not verify(open_package(SAMPLE), open_package(after)).problems
    without_default(after, "arad_DealerSite")
    ((_, problem),) = verify(open_package(SAMPLE), open_package(after)).problems
    assert problem.rule is RULE
