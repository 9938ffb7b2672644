"""How a secret passes through an action: the texts that take it in, the variables it is written to, what comes out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from remediate.flow.actions import Action
from remediate.flow.failures import keeps_only_failures
from remediate.flow.strings import NOT_VALUES, Leaf, computed_texts, leaves_of
from remediate.flow.tainted import CLEAN, Path, Taint
from remediate.flow.variables import WRITERS

_REPEATING = ("Expression", "JavaScriptCode", "Join", "Table", "XmlParse", "SetVariable", "InitializeVariable")
#: Actions whose list `item()` means, in every text but the list itself.
_LISTING = ("Query", "Select", "Table")
#: Actions that give out nothing but what they take in.
COPYING = ("Compose", "ParseJson", "Query", "Select", *_REPEATING)
_NOT_RUN = frozenset({"description", "metadata", "runtimeConfiguration"})
#: Actions whose `authentication` is the platform's own key to their connection, never shown in the history.
_CONNECTED = ("OpenApiConnection", "OpenApiConnectionWebhook", "ApiConnection", "ApiConnectionWebhook")


@dataclass(frozen=True, slots=True)
class Taken:
    """One text of an action that reads a secret: where it stands, and what its value carries."""

    leaf: Leaf = field(repr=False)
    taint: Taint

    @property
    def path(self) -> Path:
        """The members of the action that lead to the text, in casefold, without positions in lists."""
        return _names(self.leaf)

    @property
    def tracked(self) -> bool:
        """Whether the text is sent to the log of tracked properties and not to what the action works on."""
        return self.path[:1] == ("trackedproperties",)


def repeated(action: Action, inputs: Taint) -> Taint:
    """What an action that gives back its inputs, or a part of them, gives out."""
    if action.is_a("Compose"):
        return inputs
    if action.is_a("ParseJson"):
        return inputs.member("content")
    if action.is_a("Query"):
        listed = inputs.member("from")
        return listed.without("outputs") if keeps_only_failures(action) else listed
    if action.is_a("Select"):
        return inputs.member("select")
    return inputs.whole() if action.is_a(*_REPEATING) else CLEAN


def listers(action: Action, leaves: Sequence[Leaf]) -> Iterator[Action | None]:
    """For each of the action's texts, the action or loop whose item `item()` is there."""
    loop = next((a for a in action.outward if a is not action and a.is_a("Foreach")), None)
    lists = action.is_a(*_LISTING)
    return (action if lists and not leaf.below("inputs", "from") else loop for leaf in leaves)


def evaluated(action: Action) -> Iterator[Leaf]:
    """The texts that the action itself evaluates and that hold an expression."""
    for leaf in leaves_of(action):
        if "@" in leaf.text and leaf.path[0] not in _NOT_RUN and not _is_connection_key(action, leaf):
            yield leaf


def words(action: Action) -> str:
    """All that stands in the texts of `evaluated`, and of what is not evaluated a little more: quicker to come by."""
    read = [child for name, child in action.node.items() if name not in NOT_VALUES and name not in _NOT_RUN]
    return "\n".join(computed_texts(read))


def _is_connection_key(action: Action, leaf: Leaf) -> bool:
    return action.is_a(*_CONNECTED) and leaf.below("inputs", "authentication")


def written(action: Action, taken: Iterable[Taken]) -> Iterator[tuple[str, Taint]]:
    """The variables that an action writes a secret to."""
    inputs = action.inputs
    if not isinstance(inputs, dict):
        return
    for one in taken:
        if action.is_a(*WRITERS) and one.leaf.below("inputs", "value") and isinstance(inputs.get("name"), str):
            yield inputs["name"], one.taint.under(*one.path[2:])
        if action.is_a("InitializeVariable") and one.leaf.below("inputs", "variables"):
            declared = inputs["variables"][one.leaf.path[2]]
            if isinstance(declared, dict) and isinstance(declared.get("name"), str):
                yield declared["name"], one.taint.under(*one.path[3:])


def _names(leaf: Leaf) -> Path:
    return tuple(part.casefold() for part in leaf.path if isinstance(part, str))
