"""What all tests share: where the real exports are, and the word that marks an invented secret."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

CORPUS = Path(os.environ.get("REMEDIATE_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the real exports are not at {CORPUS}")

# The same generated examples each time, so that what is tested does not hang on luck. REMEDIATE_EXAMPLES=5000 searches
# for new ones, so many a test.
settings.load_profile("default" if "REMEDIATE_EXAMPLES" in os.environ else "ci")


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory, monkeypatch):
    """Journals of runs go to a folder of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))
