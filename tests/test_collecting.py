"""How often garbage is looked for: rarely, and not at the end."""

import subprocess
import sys

RUN = """
import atexit, gc
from remediate.collecting import collect_rarely

atexit.register(lambda: print(gc.get_threshold()[0], gc.get_freeze_count() > 1000))
collect_rarely()
"""


def test_garbage_is_looked_for_rarely_and_not_at_the_end():
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["100000", "True"]
