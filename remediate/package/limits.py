"""How much is read of an input before it is refused, so that no file can fill the memory.

For scale: the largest flow among 1,200 real ones has 263 KB, the largest customizations.xml 2.1 MB, the largest
solution 103 members; the platform takes solutions up to about 120 MB (platform-facts, part 10).
"""

MIB = 1024 * 1024

FLOW_LIMIT = 8 * MIB
"""Bytes of one flow file; its parsed JSON takes up to twenty times as much memory."""

PART_LIMIT = 64 * MIB
"""Bytes of any other single file that is read: an XML part, a zip inside a zip."""

PLAN_LIMIT = 512 * MIB
"""Bytes of a saved plan: of ten thousand flows that all change, it has about a tenth."""

TOTAL_LIMIT = 128 * MIB
"""Bytes that are read, unpacked, while one package is opened."""

DECLARED_LIMIT = 2048 * MIB
"""Bytes that a zip may say its members have together, read or not."""

MEMBER_LIMIT = 50_000
"""Members of a zip, files of an unpacked solution."""

DIRECTORY_LIMIT = 8 * MIB
"""Bytes of a zip's table of contents, which is read whole."""

RATIO_LIMIT = 250
"""How many times its packed size a member may have, once it is over `RATIO_FROM`; real XML and JSON reach 25."""

RATIO_FROM = 16 * MIB


def shown(limit: int) -> str:
    """A limit as people read it."""
    return f"{limit // MIB} MB"


def too_large(limit: int) -> str:
    """What is said of a file that is larger than that."""
    return f"It is larger than {shown(limit)}, the most that is read of such a file."


DIVIDE = "A flow of that size is mostly data typed into it: move that out, or divide the flow."
"""What to do about a file that is too large."""

SPLIT = "Export its flows as a solution of their own."
"""What to do about a package that is too large."""
