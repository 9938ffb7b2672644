"""How often Python looks for objects that only hold each other.

Reading a flow makes thousands of objects that stay until it is done: looking at them every 700 new ones, as Python
does, costs a tenth of the time. The views of a flow do hold each other, so it is done rarely and not never: some
megabytes more memory, however many packages there are.
"""

import gc


def collect_rarely() -> None:
    """For a process that is ours alone: the command, and each of its workers."""
    gc.set_threshold(50_000, 20, 50)
