"""What somebody meant who misspelt a name."""

import pytest
from typer.testing import CliRunner

from remediate.cli import app
from remediate.misspelt import did_you_mean


def test_what_is_close_is_meant_and_nothing_else():
    assert did_you_mean("Literal-Heder", ["literal-header", "open-http-trigger"]) == "Did you mean literal-header? "
    assert not did_you_mean("zebra", ["literal-header"])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["explain", "literal-heder"], "literal-header"),
        (["scan", ".", "--only", "literal-heder"], "literal-header"),
        (["scan", ".", "--playbook", "basline"], "baseline"),
    ],
)
def test_a_command_says_what_was_meant(words, meant, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert f"Did you mean {meant}?" in done.output
