"""Copies of a value that moves to the vault, left where nobody took them for a secret.

What it finds: once it is known what moves, every other place of the package with the same value: another field,
a host, a name, a description, a recorded answer, another flow or file, or the name of one; also escaped for JSON, XML
or a URL, and in base64. What could stand there by chance is not looked for: single words (`Production`), short numbers
and codes.
NAME.deployment-settings.json beside the package and beside its result is searched too.
Why it matters: the value is still in the export, in clear, although it was moved.
Fix: in the settings beside the result the entry of a variable that is emptied goes, where it gives it nothing but what
moves: an import would put it back. Else none is made: what the place needs is not known. The next step is shown.
Fix safety: safe. The value is in the vault by then. A second run does not know what was moved, and tells no copies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Finding, Flagged
from remediate.detectors.outside.interface import Spotted
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.actions import Step, Trigger
from remediate.remedies import Held
from remediate.secret import Secret
from remediate.shapes.copies import Copies, Copy

_Text = tuple[str, str | None, str]
"""A string of a document: its pointer, the name of the member that holds it (None: it is a name itself), and it."""

IsTold = Callable[[str, str, Copy], bool]
"""Whether a copy at a pointer, in that text, has been told already."""

_IN_NAME = Held("no expression is evaluated in a name", "rename it, and change the secret: names were shown before")
_MOVED = "the same value is moved in a flow"
_IN_FILE = Held("only flows are made to read the vault", "delete it there, or let what uses it read the vault")


@dataclass(frozen=True)
class CopyDetector:
    """What is found once it is known what moves. Its docstring and examples are its documentation.

    `in_flow` looks through a flow as it will be, `in_json` and `in_text` through another member.
    """

    id: str
    in_flow: Callable[[Copies, Flow, IsTold], Iterator[Finding]] = field(repr=False)
    in_json: Callable[[Copies, str, Any, Iterable[str]], Iterator[Spotted]] = field(repr=False)
    in_text: Callable[[Copies, str, str, Iterable[str]], Iterator[Spotted]] = field(repr=False)
    examples: tuple[Flagged | Clean, ...] = field(repr=False)

    def __reduce__(self) -> str:
        """There is one, and it travels to another process by its name."""
        return "literal_copy"

    @property
    def explanation(self) -> str:
        """What it finds, why it matters, what is done about it."""
        return __doc__ or ""


def named_copies(copies: Copies, flow: Flow) -> dict[str, str]:
    """The names in a flow that hold a copy, each with the pointer to what is called so."""
    return {name: pointer for name, pointer in _names(flow) if copies.may_stand_in(name) and copies.found_in(name)}


def repeated(copies: Copies, named: Iterable[str]) -> list[str]:
    """Of such names those that are more than the value: where one stands it is meant, and it is told already."""
    return [
        name for name in named if not any(copy.end == copy.start + len(name) for copy in _as_they_are(copies, name))
    ]


def _as_they_are(copies: Copies, text: str) -> Iterator[Copy]:
    return (copy for copy in copies.found_in(text) if copy.end is not None)


def in_flow(copies: Copies, flow: Flow, is_told: IsTold) -> Iterator[Finding]:
    """Every place of the flow that holds a copy, its names first."""
    named = named_copies(copies, flow)
    meant = repeated(copies, named)
    own = set(named.values())
    steps = {step.pointer: step for step in (*flow.triggers, *flow.all_actions)}

    def said(step: Step | None) -> str:
        return discreet(step.name, copies) if step else ""

    for name, pointer in named.items():
        if not is_told(pointer, "", copies.found_in(name)[0]):
            yield _finding(pointer, said(steps.get(pointer)), "its name", _IN_NAME, None)
    for pointer, key, text in _strings(flow.document, "", ""):
        is_told_by_name = key is None and pointer in own
        found = copies.found_in(_without(text, meant)) if copies.may_stand_in(text) and not is_told_by_name else []
        untold = next((copy for copy in found if not is_told(pointer, text, copy)), None)
        if untold is not None:
            step = _owner(pointer, steps)
            where = "the name of a member" if key is None else discreet(key, copies)
            yield _finding(pointer, said(step), where, _IN_NAME if key is None else _why_not(step, pointer), untold)


def in_json(copies: Copies, member: str, document: Any, named: Iterable[str]) -> Iterator[Spotted]:
    """Every string of a document beside the flows that holds a copy; `named` are names that do, and are told."""
    for pointer, _, text in _strings(document, "", ""):
        found = copies.found_in(_without(text, named)) if copies.may_stand_in(text) else []
        if found:
            yield Spotted(member, replace(in_file(pointer, found[0].spelling), span=found[0].span))


def in_text(copies: Copies, member: str, text: str, named: Iterable[str]) -> Iterator[Spotted]:
    """Every place in another text that holds a copy."""
    for copy in copies.found_in(_without(text, named)):
        yield Spotted(member, in_file("", copy.spelling), copy.start)


def _finding(pointer: str, step: str, where: str, held: Held, copy: Copy | None) -> Finding:
    spelled = f", {copy.spelling}" if copy and copy.spelling else ""
    message = f"{step or 'The flow'} has a copy of a value that goes to the vault in {where}{spelled}"
    return Finding(pointer, message, "the same value is moved elsewhere", held, step, copy.span if copy else None)


def discreet(name: str, copies: Copies) -> str:
    """A name, or a pointer, without the copies in it."""
    for copy in sorted(copies.found_in(name), key=lambda copy: copy.start, reverse=True):
        if copy.end is None:
            return Secret.MASK
        name = name[: copy.start] + Secret.MASK + name[copy.end :]
    return name


def in_file(pointer: str, spelling: str) -> Finding:
    """What is said of a copy in a file that is no flow."""
    spelled = f", {spelling}" if spelling else ""
    message = f"The file has a copy of a value that goes to the vault{spelled}"
    return Finding(pointer, message, _MOVED, _IN_FILE)


def in_file_name() -> Finding:
    """What is said of a copy in the name of a file that is no flow."""
    return Finding("", "The file has a copy of a value that goes to the vault in its name", _MOVED, _IN_NAME)


def _why_not(step: Step | None, pointer: str) -> Held:
    """Why no read of the secret is put there, and what a person can do."""
    below = ptr.split(pointer.removeprefix(step.pointer)) if step else ptr.split(pointer)
    if below and ("metadata" in below or below[-1] == "description"):
        return Held("no expression is evaluated in a text for people", "delete it there")
    if isinstance(step, Trigger):
        return Held("a trigger cannot read a vault before the flow runs", "move the call into an action")
    if step is None:
        return Held("nothing there reads a vault", "delete it there")
    return Held("nothing tells that it is a credential there", "let it read the secret too, or delete it there")


def _names(flow: Flow) -> Iterator[tuple[str, str]]:
    """Everything that has a name of its author's, with the pointer to it: the flow, its steps and cases."""
    yield flow.name, flow.definition_pointer
    for step in (*flow.triggers, *flow.all_actions):
        yield step.name, step.pointer
        cases = step.node.get("cases")
        yield from (
            (case, ptr.join(step.pointer, "cases", case)) for case in (cases if isinstance(cases, dict) else ())
        )


def _owner(pointer: str, steps: Mapping[str, Step]) -> Step | None:
    """The innermost step that holds the place."""
    while pointer and pointer not in steps:
        pointer = pointer.rpartition("/")[0]
    return steps.get(pointer)


def _strings(value: Any, pointer: str, key: str | None) -> Iterator[_Text]:
    if isinstance(value, str):
        yield pointer, key, value
    elif isinstance(value, dict):
        for name, child in value.items():
            at = ptr.join(pointer, name)
            yield at, None, name
            yield from _strings(child, at, name)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _strings(child, ptr.join(pointer, index), key)


def _without(text: str, named: Iterable[str]) -> str:
    """The text without names that are told themselves, since expressions repeat them; all else stays where it is."""
    for name in named:
        for spelled in (name, name.replace("'", "''")):
            text = text.replace(spelled, "\0" * len(spelled))
    return text


def _beside(name: str, text: str) -> examples.Definition:
    """A flow whose key moves, and an action beside it."""
    calls = examples.http(headers={"x-api-key": "CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"})
    return examples.definition({"Get_orders": calls, name: examples.compose(text)})


literal_copy = CopyDetector(
    "literal-copy",
    in_flow,
    in_json,
    in_text,
    examples=(
        Flagged(_beside("Note", "asked with CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj")),
        Flagged(_beside("Note", "https://canarykvt3bxo1zp9slm2qe4rcyw7hduf5gj.contoso.example/")),
        Flagged(_beside("Note", "b3JkZXJzOkNBTkFSWWtWdDNiWG8xWnA5c0xtMlFlNFJjWXc3SGRVZjVHag==")),
        Clean(_beside("Note", "asked with the key of the order desk"), because="no copy of the key"),
    ),
)
