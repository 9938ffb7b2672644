"""Where a secret goes inside a flow: which steps take it in, which give it out again (rewriting.md part 4).

Sources are secret reads, answers of token endpoints, credentials that arrive with the trigger or from another flow of
the package, and outputs that are already marked secure. A value passes through references, compared without case;
through actions whose outputs repeat their inputs; through variables and loop items; through child flows. An entry of
`result()` carries it only in its `inputs` and `outputs`. Only flows with a source pay for any of it.

Hidden outputs of an action that only repeats its inputs are no source of their own where these explain them.
"""

from collections.abc import Iterable
from threading import local

from remediate.flow.actions import Action, Step
from remediate.flow.changes import hold_the_same
from remediate.flow.expression_taint import Reading, of_template
from remediate.flow.flow import Flow
from remediate.flow.passing import COPYING, Taken, repeated, written
from remediate.flow.taint_sources import arriving, bring_in, hides, source
from remediate.flow.tainted import CLEAN, Origin, Taint, Way, joined
from remediate.flow.variables import declared_names
from remediate.flow.visiting import Visited

#: Members of an action that are looked at on their own: the actions inside it, and what it hides.
_ELSEWHERE = frozenset({"actions", "else", "default", "cases", "runtimeConfiguration"})
_GIVEN = ("inputs", "foreach", "expression")


def _spelled(name: str) -> str:
    """A name in casefold, as it stands in an expression."""
    return name.replace("'", "''")


class Taints:
    """The taints of one flow. Everything is worked out at once; the methods answer."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._visited: dict[str, Visited] = {}
        self._in: dict[str, Taint] = {}
        self._out: dict[str, Taint] = {}
        self._variables: dict[str, Taint] = {}
        self._hiding: set[str] = set()
        self._trigger = arriving(flow)
        if self._trigger or flow.secret_givers or bring_in(flow):
            self._settle()

    @property
    def has_source(self) -> bool:
        """Whether the flow has a source at all; most have none, and no action of theirs takes in anything."""
        return bool(self._visited)

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
            self._visited[action.pointer] = Visited.of(action, self._own(action))
        hiding = [visited.action for visited in self._visited.values() if visited.hides]
        self._hiding = {action.name.casefold() for action in hiding if not action.is_a(*COPYING)}
        self._spread()
        unexplained = {name for action in hiding if not self._out.get(name := action.name.casefold())}
        if not unexplained <= self._hiding:
            self._hiding |= unexplained
            self._spread()

    def _own(self, action: Action) -> Taint:
        """What the action brings in by itself; few can."""
        may = action in self._flow.secret_givers or self._flow.neighbours.children
        return source(self._flow, action) if may else CLEAN

    def _spread(self) -> None:
        """Look at every action, and again at those that may read what has changed, until nothing does."""
        waiting = dict.fromkeys(self._visited)
        while waiting:
            pointer = next(iter(waiting))
            del waiting[pointer]
            for name in map(_spelled, self._visit(self._visited[pointer])):
                for at, other in self._visited.items():
                    if other.may_read(name):
                        other.reached = True
                        waiting[at] = None

    def _visit(self, visited: Visited) -> list[str]:
        """Work out one action anew; the names, in casefold, of the action and the variables that have changed."""
        action, name = visited.action, visited.action.name.casefold()
        can_take = self._can_take(visited)
        if not can_take and not visited.own and name not in self._hiding:
            return []
        texts = visited.texts() if can_take else ()
        found = [Taken(leaf, of_template(read, Reading(self, around, action))) for leaf, read, around in texts]
        visited.taken = tuple(one for one in found if one.taint)
        taken = joined(one.taint.under(*one.path) for one in visited.taken if not one.tracked)
        raised = _raise(self._in, name, taken)
        raised |= _raise(self._out, name, self._outputs(visited, taken).via(action.name))
        changed = [name] if raised else []
        for named, value in written(action, visited.taken):
            may_be = self.names_for("variables") if "@" in named else (named,)
            changed += [v.casefold() for v in may_be if _raise(self._variables, v.casefold(), value.via(v))]
        return changed

    def _can_take(self, visited: Visited) -> bool:
        """Whether a text of the action can carry anything: it names what does, or something that has no name."""
        return visited.reached or visited.nameless or (bool(self._trigger) and "trigger" in visited.words)

    def _outputs(self, visited: Visited, taken: Taint) -> Taint:
        action = visited.action
        if visited.own:
            return visited.own
        if action.name.casefold() in self._hiding:
            return Taint({(): Way(Origin.HIDDEN, action.name)})
        return repeated(action, taken.member("inputs"))

    # what expressions refer to ---------------------------------------------------------------------------------

    def names_for(self, function: str) -> Iterable[str]:
        """Every name with which a function can be called in this flow, where the name is only known at run time."""
        if function == "variables":
            return [name for action in self._flow.actions("InitializeVariable") for name in declared_names(action)]
        return [a.name for a in self._flow.all_actions if function != "items" or a.is_a("Foreach")]

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
        """An entry of `result()`, or `actions('name')`: the action's inputs and outputs, with its state.

        What a condition, switch or loop is given counts as its inputs: nothing says that its entry leaves them out.
        """
        carried = joined(map(self.takes_in(action).member, _GIVEN))
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


def _raise(known: dict[str, Taint], name: str, taint: Taint) -> bool:
    """Add what is new of a taint to what is known under a name; whether anything was."""
    if not taint:
        return False
    before = known.get(name, CLEAN)
    after = joined((before, taint))
    if {path: way.origin for path, way in after.ways.items()} == {p: w.origin for p, w in before.ways.items()}:
        return False
    known[name] = after
    return True


class _Last(local):
    """The flow that this thread asked about last, with its taints."""

    flow: Flow | None = None
    taints: Taints


_last = _Last()


def taints_of(flow: Flow) -> Taints:
    """The taints of a flow, worked out once for all detectors that ask in a row."""
    if _last.flow is not flow:
        _last.taints, _last.flow = Taints(flow), flow
    return _last.taints


def carry_over(before: Flow, after: Flow) -> None:
    """Let the taints of `after` be those of `before`, where a patch changed nothing that they depend on.

    Hiding inputs is such a change, and the last one of most fixes: only whether outputs are hidden counts.
    """
    if _last.flow is before and _carries_alike(before, after) and arriving(after) == _last.taints.arrives:
        _last.flow = after


def _carries_alike(before: Flow, after: Flow) -> bool:
    """Whether the actions of both are the same objects where they stand, but for what is hidden of their inputs."""
    old, new = before.all_actions, after.all_actions
    return len(old) == len(new) and before.neighbours is after.neighbours and all(map(_is_alike, old, new))


def _is_alike(old: Action, new: Action) -> bool:
    if old.node is new.node:
        return old.base == new.base and old.name == new.name
    same = hold_the_same(old.node, new.node, _ELSEWHERE)
    return same and old.base == new.base and old.name == new.name and hides(old) is hides(new)
