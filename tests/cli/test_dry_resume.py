"""A dry run is whole: what `--resume` would leave out is shown too, and that is said."""

from package_builders import FLOW_MEMBER, solution, write_zip
from typer.testing import CliRunner

from remediate.cli import app


def test_a_dry_run_says_that_it_does_not_go_on(tmp_path):
    write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: "{}"}))
    done = CliRunner().invoke(app, ["fix", "-n", "--resume", str(tmp_path / "Orders.zip")])
    assert "--resume changes nothing in it." in done.output
