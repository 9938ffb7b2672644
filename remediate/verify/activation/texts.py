"""The texts of a flow that may hold expressions, each parsed once for all rules that look into them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from remediate import wdl
from remediate.flow import Action, Flow

#: Functions that give what an action of the same flow was given or gave.
ACTION_FUNCTIONS = frozenset({"outputs", "body", "actions", "actionoutputs", "actionbody", "result"})


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where it stands, the action that evaluates it, its template, None where it does not parse."""

    pointer: str
    action: Action | None = field(repr=False)
    template: wdl.Template | None = field(repr=False)

    @property
    def calls(self) -> Iterator[tuple[wdl.Call, str]]:
        """The calls whose first argument is a literal name, each with that name."""
        for node in wdl.walk(self.template) if self.template else ():
            if isinstance(node, wdl.Call) and node.args and isinstance(node.args[0], wdl.Str):
                yield node, node.args[0].value


@lru_cache(maxsize=2)
def texts(flow: Flow) -> tuple[Text, ...]:
    """Every text of the flow with an `@` in it, names of members included."""
    found = [Text(leaf.pointer, leaf.action, _parsed(leaf.text)) for leaf in flow.leaves if "@" in leaf.text]
    return (*found, *(Text(flow.definition_pointer, None, _parsed(name)) for name in flow.computed_names))


def _parsed(text: str) -> wdl.Template | None:
    try:
        return wdl.parse(text)
    except wdl.WdlError:
        return None
