"""Values that AFTER reads from a vault, and that still stand somewhere in it, or in its settings, in clear."""

from collections.abc import Collection, Iterable, Iterator

from remediate.detectors.literal_copy import discreet, in_flow, in_json
from remediate.errors import PackageError
from remediate.flow import pointer as ptr
from remediate.package import FlowFile, view_alone
from remediate.package.document import parse
from remediate.package.searching import has_text, in_utf_8, texts
from remediate.package.settings import entries, entry_around
from remediate.shapes.copies import Copies
from remediate.verify import rules
from remediate.verify.members import Side
from remediate.verify.pairing import Pairs
from remediate.verify.verdict import Located

_NOTHING = object()


def left_in_clear(
    pairs: Pairs, old: Side, new: Side, values: Iterable[str], *, comparable: bool
) -> Iterator[tuple[Located, bool]]:
    """Every place of AFTER that holds one of the values, and whether BEFORE had it there too.

    Values that could stand somewhere by chance are not looked for. Where members have no counterparts, since the two
    packages are of different sorts, what stands in them is taken for what was there.
    """
    copies = Copies(values)
    if not copies:
        return
    for was, now in pairs.both:
        if copies.may_stand_in(now.name) or copies.may_stand_in(in_utf_8(now.data)):
            for finding in in_flow(copies, view_alone(now), lambda *_: False):
                problem = rules.IN_CLEAR.broken(discreet(finding.pointer, copies), finding.message)
                place = Located(discreet(now.member, copies), discreet(now.name, copies), problem)
                yield place, _was_there(copies, was, now, finding.pointer)
    for path, member in new.members.items():
        if _holds(copies, new, path):
            problem = rules.IN_CLEAR.broken("", "it has a copy of a value that goes to the vault")
            yield (
                Located(discreet(member, copies), "", problem),
                not comparable or (path in old.members and _holds(copies, old, path)),
            )


def left_in_settings(file: str, data: bytes, values: Collection[str], emptied: Collection[str]) -> Iterator[Located]:
    """Every place of the settings with which AFTER is imported that holds one of the values.

    Of an `emptied` variable any of them counts, also one that could stand elsewhere by chance: it gets its value back.

    Raises:
        PackageError: it is no JSON.
    """
    document, copies = parse(data), Copies(values)
    of_emptied = dict.fromkeys(map(str.casefold, emptied), values)
    back = {one.pointer: one for one in entries(document) if one.gives_only(of_emptied)}
    for entry in back.values():
        why = f"an import gives {discreet(entry.name, copies)}, which was emptied, its value back"
        yield Located(file, "", rules.IN_CLEAR.broken(entry.pointer, why))
    for spotted in in_json(copies, file, document, ()):
        at = spotted.finding.pointer
        if entry_around(at) not in back:
            problem = rules.IN_CLEAR.broken(discreet(at, copies), "it has a copy of a value that goes to the vault")
            yield Located(file, "", problem)


def _was_there(copies: Copies, was: FlowFile, now: FlowFile, pointer: str) -> bool:
    """Whether the flow had a copy at that place: in a text, or in the name of what stands there."""
    if pointer == now.definition_pointer:
        return bool(copies.found_in(was.name))
    inside = pointer.startswith(now.definition_pointer)
    at = was.definition_pointer + pointer.removeprefix(now.definition_pointer) if inside else pointer
    found = ptr.find(was.document, at, _NOTHING)
    texts_there = (found, ptr.split(at)[-1]) if found is not _NOTHING else ()
    return any(copies.found_in(text) for text in texts_there if isinstance(text, str))


def _holds(copies: Copies, side: Side, path: str) -> bool:
    """Whether a member has a copy in its name or in its text."""
    if copies.may_stand_in(path) and copies.found_in(path):
        return True
    if not has_text(path):
        return False
    try:
        found = [text for text in texts(path, side.read(path)) if copies.may_stand_in(text)]
    except PackageError:
        return False  # told, where it was to be read
    return any(copies.found_in(text.decode("utf-8", "replace")) for text in found)
