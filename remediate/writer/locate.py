"""Where in a file a JSON pointer leads to, as an editor counts: line and column."""

from collections.abc import Collection, Mapping

from remediate.flow import pointer as ptr
from remediate.writer.tree import Box, Node, Wanted, read_document


def locate(text: str, pointers: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """Line and column, both from 1, of the values that the pointers lead to; those that lead nowhere are left out.

    The text is read once. A column counts code points; CRLF ends one line.
    """
    wanted: Wanted = {}
    for pointer in pointers:
        inner = wanted
        for name in ptr.split(pointer):
            inner = inner.setdefault(name, {})
    starts: dict[str, int] = {}
    _walk(read_document(text, wanted), "", 0, starts)
    found = {pointer: starts[pointer] for pointer in pointers if pointer in starts}
    return {pointer: line_and_column(text, at) for pointer, at in found.items()}


def _walk(node: Node, pointer: str, at: int, starts: dict[str, int]) -> int:
    """Note where every opened value begins; gives back where the node ends."""
    if isinstance(node, str):
        return at + len(node)
    at += len(node.opener)
    for index, member in enumerate(node.members):
        at += (1 if index else 0) + len(member.lead) + len(member.name) + len(member.colon)
        inner = _below(node, pointer, index, member.key)
        starts.setdefault(inner, at)
        at = _walk(member.value, inner, at, starts) + len(member.trail)
    return at + len(node.tail) + (1 if node.opener else 0)


def _below(box: Box, pointer: str, index: int, key: str) -> str:
    if not box.opener:
        return pointer
    return ptr.join(pointer, key if box.opener == "{" else index)


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset in the text."""
    line_start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at) + 1, at - line_start + 1
