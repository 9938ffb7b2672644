"""A Compose that only ever holds one text: it can go as a variable does, where the playbook asks for it.

Its outputs cannot be hidden from the run history, only its inputs (platform-facts 5.1): gone, there is nothing to hide.
"""

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.actions import Place
from remediate.flow.order import runs_only_after
from remediate.remedies.constants import Constant, is_referred_to, needed_for_the_order, readers, replaceable
from remediate.remedies.interface import Held

#: Functions that see the action itself; `outputs` sees only its value.
_SEE_THE_ACTION = ("body", "actions", "actionoutputs", "actionbody")


def compose_at(flow: Flow, pointer: str) -> Constant | Held | None:
    """The Compose whose whole inputs `pointer` names; why it cannot go; or None if there is none."""
    action = next((a for a in flow.actions("Compose") if pointer == ptr.join(a.pointer, "inputs")), None)
    if action is None or not isinstance(action.inputs, str):
        return None
    found = Constant("outputs", action.name, pointer, action.inputs, readers(flow, "outputs", action.name), action)
    return _watched(flow, action) or _early(found, action) or needed_for_the_order(action) or replaceable(flow, found)


def _watched(flow: Flow, action: Action) -> Held | None:
    if is_referred_to(flow, action, _SEE_THE_ACTION):
        return Held(f"an expression refers to the action {action.name} itself", "read its outputs instead")
    if any(container.place not in (Place.ROOT, Place.SCOPE) for container in action.container.outward):
        return Held(f"{action.name} stands in a branch or loop", f"move {action.name} out of it")
    around = [scope for scope in action.outward if scope is not action]
    if any(is_referred_to(flow, scope, ("result",)) for scope in around):
        return Held(f"result() lists {action.name} among the actions of its scope", f"move {action.name} out of it")
    return None


def _early(found: Constant, action: Action) -> Held | None:
    """Readers that could run without it: they would read nothing now, and the secret then."""
    using = (leaf.action for leaf in found.readers if leaf.action is not None)
    early = next((reader for reader in using if not runs_only_after(reader, action)), None)
    return Held(f"{early.name} also runs without {action.name}", f"let it wait for {action.name}") if early else None
