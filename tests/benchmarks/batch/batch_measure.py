"""What a child process takes: CPU time, wall time, peak memory."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Taken:
    """User and system seconds with those of its own children, wall seconds, MB of the largest process among them."""

    cpu: float
    wall: float
    memory: float
    code: int


def measure(command: Sequence[str], output: Path) -> Taken:
    """Run a command to its end; what it prints goes to `output`.

    Measure from a small process only: on Linux a child's peak memory counts from what its parent had at the start.
    """
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0"}
    with output.open("wb") as stream, subprocess.Popen(command, stdout=stream, stderr=stream, env=environment) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    return Taken(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, child.returncode)
