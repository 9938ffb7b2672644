"""How often Python looks for objects that only hold each other.

Loading the program makes about a hundred thousand objects that stay, and reading a flow thousands that stay until it
is done: looking at them every 700 new ones, as Python does, costs a tenth of the time. Next to nothing that is made for
a package holds itself (see `flow.actions`), so it is done rarely and not never, and memory stays as it is. When the
process ends, all that is left goes with it: Python would look through it several times, an eighth of a short scan.
"""

import atexit
import gc


def collect_rarely() -> None:
    """For a process that is ours alone: the command, before it is loaded, and each of its workers."""
    gc.set_threshold(100_000, 20, 50)
    atexit.register(gc.freeze)
