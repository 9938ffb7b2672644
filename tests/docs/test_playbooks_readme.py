"""playbooks/README.md tells the truth: its playbooks load."""

import importlib.util
import re
from pathlib import Path

import pytest

from remediate.playbook import load

ROOT = Path(__file__).parents[2]
SHOWN = re.findall(r"```toml\n(.*?)```", (ROOT / "playbooks" / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def test_there_are_examples():
    assert len(SHOWN) >= 4


@pytest.mark.parametrize("shown", SHOWN, ids=lambda text: text.split('"')[1])
def test_a_playbook_that_is_shown_loads(shown, tmp_path):
    if "vendor-token" in shown and importlib.util.find_spec("kingfisher") is None:
        pytest.skip("the extra `engine` is not installed")
    path = tmp_path / "shown.toml"
    path.write_text(shown, encoding="utf-8")
    assert load(str(path)).steps
