"""Names with a credential in them.

What it finds: a secret in the name of a flow, a trigger, an action or a case, or in what a button or app calls an
input: one that stands elsewhere in the flow too, or that a name tells by itself (`Sign in, password: ...`, a vendor's
token).
Why it matters: names are in every export, run history, notification and report, and cannot be hidden. They are masked
in all that is shown here, and so are the places of findings inside such steps.
Fix: none is made; an expression is not evaluated in a name, and others may rely on it. The next step is shown.
Fix safety: nothing is changed. Whoever had the flow's name has the secret: change it.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import sighted_secrets
from remediate.detectors.sightings.naming import any_tells, secrets_in
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.actions import Action, Step
from remediate.flow.arriving import titled_inputs
from remediate.flow.secret_reads import is_secret_read
from remediate.hiding import longest_first, without
from remediate.remedies import Held

#: A shorter secret of the flow may be an ordinary word, and words stand in every name.
_SHORTEST = 8


def find(flow: Flow) -> Iterator[Finding]:
    """Every name that holds a secret, the flow's own first."""
    known = longest_first(s for s in sighted_secrets(flow) if len(s) >= _SHORTEST)
    for step, what, name, within in _names(flow) if known or _any_tells(flow) else ():
        own = secrets_in(name)
        if own and isinstance(step, Action) and is_secret_read(step):
            own = frozenset()
        if own or known:
            found = [secret for secret in known if secret in name] or longest_first(own)
            if found:
                yield _finding(_place(flow, step, within), what, without(name, found))


def _finding(pointer: str, what: str, shown: str) -> Finding:
    held = Held("no expression is evaluated in a name", "rename it, and change the secret: names were shown before")
    who = "The flow" if what == "flow" else f"The {what} {shown}"
    message = f"{who} has a literal credential in its name"
    return Finding(pointer, message, "its name holds a literal value", held, "" if what == "flow" else shown)


def _any_tells(flow: Flow) -> bool:
    """Whether a name tells a secret by itself: in most flows none does."""
    cases = (node.get("cases") for action in flow.all_actions if "cases" in (node := action.node))
    named = [case for found in cases if isinstance(found, dict) for case in found]
    steps = [step.name for step in (*flow.triggers, *flow.all_actions)]
    titles = [title for trigger in flow.triggers for _, title in titled_inputs(trigger)]
    return any_tells((flow.name, *steps, *named, *titles))


def _names(flow: Flow) -> Iterator[tuple[Step | None, str, str, tuple[str, ...]]]:
    """Everything that has a name of its author's.

    The step that is called so or holds it, what it is, the name, and the path to it inside the step.
    """
    yield None, "flow", flow.name, ()
    for trigger in flow.triggers:
        yield trigger, "trigger", trigger.name, ()
        yield from ((trigger, "input", title, within) for within, title in titled_inputs(trigger))
    for action in flow.all_actions:
        yield action, "action", action.name, ()
        cases = action.node.get("cases")
        for case in cases if isinstance(cases, dict) else ():
            yield action, "case", case, ("cases", case)


def _place(flow: Flow, step: Step | None, within: tuple[str, ...]) -> str:
    """The pointer to what has the name."""
    return flow.definition_pointer if step is None else ptr.join(step.pointer, *within)


def _asking(title: str) -> examples.Definition:
    schema = {"type": "object", "properties": {"text": {"title": title, "type": "string"}}}
    return examples.definition({"Note": examples.compose("x")}, {"manual": examples.request("Button", schema=schema)})


def _calling(name: str) -> examples.Definition:
    return examples.definition({name: examples.http()})


literal_name = Detector(
    "literal-name",
    find,
    examples=(
        Flagged(_calling("Sign_in,_password:_CANARY2024!x")),
        Flagged(_calling("Post_with_ghp_CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj")),
        Flagged(_asking("Sign-in, default password: CANARY2024!x")),
        Clean(_asking("Order number"), because="no value"),
        Clean(_calling("Get_the_password_of_the_shop"), because="no value"),
        Clean(_calling("Post_with_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"), because="an id"),
    ),
)
