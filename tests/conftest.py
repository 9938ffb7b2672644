"""What all tests share: where the real exports are, and the word that marks an invented secret."""

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("REMEDIATE_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the real exports are not at {CORPUS}")


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory, monkeypatch):
    """Journals of runs go to a folder of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))
