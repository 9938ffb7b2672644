"""The README tells the truth: its commands exist, and what it shows is what the program prints."""

import json
import re
from pathlib import Path

from typer.testing import CliRunner

from remediate.cli import app
from remediate.playbook import shipped

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_dry_run_that_it_shows_is_what_is_printed(monkeypatch):
    monkeypatch.chdir(ROOT)
    printed = CliRunner().invoke(app, ["fix", "--dry-run", "fixtures/alpenrad-orders"]).stdout.splitlines()
    (shown,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    for line in shown.splitlines():
        if line.strip() != "...":
            assert line in printed


def test_the_finding_that_it_shows_is_what_is_printed(monkeypatch):
    monkeypatch.chdir(ROOT)
    printed = CliRunner().invoke(app, ["scan", "fixtures/alpenrad-orders", "--format", "json"]).stdout
    (shown,) = map(json.loads, re.findall(r"```json\n(.*?)```", README, re.DOTALL))
    assert any(finding.items() >= shown.items() for finding in json.loads(printed)["findings"])


def test_every_command_that_it_names_exists():
    for command in set(re.findall(r"`remediate ([a-z]+)", README)):
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0, command


def test_every_playbook_is_named():
    assert all(f"`{name}`" in README for name in shipped())


def test_every_link_leads_to_a_file():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
