"""Where a secret goes inside a flow: which steps take it in, which give it out again (rewriting.md part 4).

Sources are secret reads, answers of token endpoints, credentials that arrive with the trigger or from another flow of
the package, and outputs that are already marked secure. A value passes through references, compared without case;
through actions whose outputs repeat their inputs; through variables and loop items; through child flows. An entry of
`result()` carries it only in its `inputs` and `outputs`. Only flows with a source pay for any of it.

Hidden outputs of an action that only repeats its inputs are no source of their own where these explain them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from remediate import wdl
from remediate.flow.actions import Action, Step
from remediate.flow.arriving import credential_fields
from remediate.flow.expression_taint import Reading, of_template, read_template
from remediate.flow.failures import keeps_only_failures
from remediate.flow.flow import Flow
from remediate.flow.secret_reads import gives_secret, is_secret_read
from remediate.flow.strings import Leaf, leaves_of
from remediate.flow.tainted import CLEAN, Origin, Path, Taint, Way, joined

_REPEATING = ("Expression", "JavaScriptCode", "Join", "Table", "XmlParse", "SetVariable", "InitializeVariable")
_WRITERS = (
    *("SetVariable", "AppendToArrayVariable", "AppendToStringVariable"),
    *("IncrementVariable", "DecrementVariable"),
)
#: Actions whose list `item()` means, in every text but the list itself.
_LISTING = ("Query", "Select", "Table")
_COPYING = ("Compose", "ParseJson", "Query", "Select", *_REPEATING)
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


@dataclass(slots=True)
class _Visited:
    """An action with the texts that it evaluates, parsed."""

    action: Action
    texts: tuple[tuple[Leaf, wdl.Template], ...]
    taken: tuple[Taken, ...] = ()


class Taints:
    """The taints of one flow. Everything is worked out at once; the methods answer."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._visited: dict[str, _Visited] = {}
        self._in: dict[str, Taint] = {}
        self._out: dict[str, Taint] = {}
        self._variables: dict[str, Taint] = {}
        self._hiding: set[str] = set()
        self._trigger = _arriving(flow)
        if self._trigger or flow.secret_givers or any(_brings_in(flow, action) for action in flow.all_actions):
            self._settle()

    @property
    def arrives(self) -> Taint:
        """What the outputs of the trigger carry."""
        return self._trigger

    def takes_in(self, action: Action) -> Taint:
        """What the action's own inputs, condition or list carry, without those of actions inside it."""
        return self._in.get(action.name.casefold(), CLEAN) if self._in else CLEAN

    def taken(self, action: Action) -> tuple[Taken, ...]:
        """The texts of the action that read a secret, in the order of the file."""
        visited = self._visited.get(action.pointer)
        return visited.taken if visited else ()

    def gives_out(self, step: Step) -> Taint:
        """What an action gives out: its body, or for a Compose its outputs."""
        return self._out.get(step.name.casefold(), CLEAN)

    def _settle(self) -> None:
        for action in self._flow.all_actions:
            self._visited[action.pointer] = _Visited(action, tuple(_texts(action)))
        self._hiding = {a.name.casefold() for a in self._flow.all_actions if _hides(a) and not a.is_a(*_COPYING)}
        self._spread()
        names = {v.action.name.casefold() for v in self._visited.values() if _hides(v.action)}
        unexplained = {name for name in names if not self._out.get(name)}
        if not unexplained <= self._hiding:
            self._hiding |= unexplained
            self._spread()

    def _spread(self) -> None:
        changed = True
        while changed:
            changed = False
            for visited in self._visited.values():
                changed |= self._visit(visited)

    def _visit(self, visited: _Visited) -> bool:
        action, name = visited.action, visited.action.name.casefold()
        found = [Taken(leaf, self._read(text, action, leaf)) for leaf, text in visited.texts]
        visited.taken = tuple(one for one in found if one.taint)
        taken = joined(one.taint.under(*one.path) for one in visited.taken if not one.tracked)
        changed = _raise(self._in, name, taken)
        changed |= _raise(self._out, name, self._outputs(action, taken).via(action.name))
        for variable, value in _written(action, visited.taken):
            changed |= _raise(self._variables, variable.casefold(), value.via(variable))
        return changed

    def _read(self, text: wdl.Template, action: Action, leaf: Leaf) -> Taint:
        return of_template(text, Reading(self, _lister(action, leaf), action))

    def _outputs(self, action: Action, taken: Taint) -> Taint:
        if source := _source(self._flow, action):
            return source
        if action.name.casefold() in self._hiding:
            return Taint({(): Way(Origin.HIDDEN, action.name)})
        return _repeated(action, taken.member("inputs"))

    # what expressions refer to ---------------------------------------------------------------------------------

    def outputs_of(self, name: str) -> Taint:
        """`outputs('name')`."""
        action, out = self._flow.action(name), self._out.get(name.casefold(), CLEAN)
        return out if action is None or action.is_a("Compose", "Expression") else out.answered()

    def body_of(self, name: str) -> Taint:
        """`body('name')`."""
        action, out = self._flow.action(name), self._out.get(name.casefold(), CLEAN)
        return out.member("body") if action is not None and action.is_a("Compose") else out

    def variable(self, name: str) -> Taint:
        """`variables('name')`."""
        return self._variables.get(name.casefold(), CLEAN)

    def entry_of(self, action: Action) -> Taint:
        """An entry of `result()`, or `actions('name')`: the action's inputs and outputs, with its state."""
        carried = joined((self.takes_in(action).member("inputs"), self.takes_in(action).member("foreach")))
        return joined((carried.under("inputs"), self.outputs_of(action.name).under("outputs"))).via(action.name)

    def result_of(self, name: str) -> Taint:
        """`result('name')`: the entries of all actions in a scope or loop."""
        action = self._flow.action(name)
        inside = [a for c in action.containers for a in c] if action else []
        return joined(self.entry_of(a) for a in inside).via(action.name) if action else CLEAN

    def action_of(self, name: str) -> Taint:
        """`actions('name')`."""
        action = self._flow.action(name)
        return self.entry_of(action) if action else CLEAN

    def items_of(self, name: str) -> Taint:
        """`items('loop')`."""
        return self._in.get(name.casefold(), CLEAN).member("foreach")

    def item_of(self, lister: Action) -> Taint:
        """`item()` in an action that goes through a list, or in a loop."""
        taken = self.takes_in(lister)
        return taken.member("foreach") if lister.is_a("Foreach") else taken.member("inputs").member("from")


def _arriving(flow: Flow) -> Taint:
    """What the trigger's outputs carry: fields that are credentials by name, and what another flow passes.

    Where the author hides the outputs and no field says why, all of them.
    """
    found: dict[Path, Way] = {}
    for trigger in flow.triggers:
        for path, name in credential_fields(flow).items():
            found[path] = Way(Origin.ARRIVES, f"{trigger.name} ({name})")
        for path, parent in flow.neighbours.arriving.items():
            found.setdefault(("body", *path), Way(Origin.FLOW, f"{parent}, which calls {trigger.name}"))
        if not found and "outputs" in trigger.secured:
            found[()] = Way(Origin.HIDDEN, trigger.name)
    return Taint(found)


def _brings_in(flow: Flow, action: Action) -> bool:
    """Whether the action hides its outputs, or is given a secret by the flow that it calls."""
    if "outputs" in action.secured:
        return True
    return bool(flow.neighbours.children) and bool(_source(flow, action))


def _source(flow: Flow, action: Action) -> Taint:
    """What the action brings in by itself, whatever it takes in."""
    if gives_secret(action):
        return Taint({(): Way(Origin.READ if is_secret_read(action) else Origin.TOKEN, action.name)})
    child = flow.neighbours.children.get(called_flow(action))
    if child is not None and child.returns:
        return Taint({path: Way(Origin.FLOW, f"the child flow {child.name}") for path in child.returns})
    return CLEAN


def _repeated(action: Action, inputs: Taint) -> Taint:
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


def _hides(action: Action) -> bool:
    return "outputs" in action.secured


def _lister(action: Action, leaf: Leaf) -> Action | None:
    """The action or loop whose item `item()` is in one of the action's texts."""
    if action.is_a(*_LISTING) and not leaf.below("inputs", "from"):
        return action
    return next((a for a in action.outward if a is not action and a.is_a("Foreach")), None)


def called_flow(action: Action) -> str:
    """The workflow id, in lower case, of the child flow that a Workflow action calls; empty for other actions."""
    if not action.is_a("Workflow") or not isinstance(action.inputs, dict):
        return ""
    host = action.inputs.get("host")
    found = host.get("workflowReferenceName") if isinstance(host, dict) else None
    return found.strip("{}").lower() if isinstance(found, str) else ""


def _names(leaf: Leaf) -> Path:
    return tuple(part.casefold() for part in leaf.path if isinstance(part, str))


def _raise(known: dict[str, Taint], name: str, taint: Taint) -> bool:
    """Add what is new of a taint to what is known under a name; whether anything was."""
    before = known.get(name, CLEAN)
    after = joined((before, taint))
    if {path: way.origin for path, way in after.ways.items()} == {p: w.origin for p, w in before.ways.items()}:
        return False
    known[name] = after
    return True


def _texts(action: Action) -> Iterator[tuple[Leaf, wdl.Template]]:
    """The texts that the action itself evaluates and that hold an expression."""
    for leaf in leaves_of(action):
        if "@" in leaf.text and leaf.path[0] not in _NOT_RUN and not _is_connection_key(action, leaf):
            yield leaf, read_template(leaf.text)


def _is_connection_key(action: Action, leaf: Leaf) -> bool:
    return action.is_a(*_CONNECTED) and leaf.below("inputs", "authentication")


def _written(action: Action, taken: Iterable[Taken]) -> Iterator[tuple[str, Taint]]:
    """The variables that an action writes a secret to."""
    inputs = action.inputs
    if not isinstance(inputs, dict):
        return
    for one in taken:
        if action.is_a(*_WRITERS) and one.leaf.below("inputs", "value") and isinstance(inputs.get("name"), str):
            yield inputs["name"], one.taint.under(*one.path[2:])
        if action.is_a("InitializeVariable") and one.leaf.below("inputs", "variables"):
            declared = inputs["variables"][one.leaf.path[2]]
            if isinstance(declared, dict) and isinstance(declared.get("name"), str):
                yield declared["name"], one.taint.under(*one.path[3:])


@lru_cache(maxsize=1)
def taints_of(flow: Flow) -> Taints:
    """The taints of a flow, worked out once for all detectors that ask in a row."""
    return Taints(flow)
