"""Secrets that stand in what a flow says of itself: descriptions, notes, recorded results."""

from collections.abc import Iterator
from typing import Any

from remediate.detectors.interface import Finding
from remediate.detectors.sightings import sighted_secrets
from remediate.flow import Action, Flow, Leaf
from remediate.flow import pointer as ptr
from remediate.remedies import Held

#: A shorter secret may be an ordinary word, and words stand in every description.
_SHORTEST = 8
_NO_READ = "no expression is evaluated in a text for people"


def written_down(flow: Flow) -> Iterator[Finding]:
    """Every secret of the flow that stands in a text for people, and every recorded answer that holds one."""
    yield from _in_words(flow)
    for action in flow.secret_givers:
        yield from _recorded(flow, action)


def _in_words(flow: Flow) -> Iterator[Finding]:
    secrets = sorted(s for s in sighted_secrets(flow) if len(s) >= _SHORTEST)
    for leaf in flow.leaves if secrets else ():
        if not leaf.text or not _is_for_people(leaf):
            continue
        found = next((s for s in secrets if s in leaf.text), None)
        if found is not None:
            start = leaf.text.index(found)
            owner = leaf.owner.name if leaf.owner else "The flow"
            yield Finding(
                leaf.pointer,
                f"{owner} has a secret of the flow in its {leaf.key}",
                "the same value is a credential elsewhere in the flow",
                Held(_NO_READ, f"delete it from the {leaf.key}"),
                leaf.owner.name if leaf.action and leaf.owner else "",
                (start, start + len(found)),
            )


def _is_for_people(leaf: Leaf) -> bool:
    return leaf.path[0] in ("description", "metadata") or leaf.key == "description"


def _recorded(flow: Flow, action: Action) -> Iterator[Finding]:
    """The static result of an action that gets a secret: what it got once, kept in the flow."""
    runtime = action.node.get("runtimeConfiguration")
    chosen = runtime.get("staticResult") if isinstance(runtime, dict) else None
    name = chosen.get("name") if isinstance(chosen, dict) else None
    results = flow.definition.get("staticResults")
    result = results.get(name) if isinstance(results, dict) and isinstance(name, str) else None
    outputs: Any = result.get("outputs") if isinstance(result, dict) else None
    body = outputs.get("body") if isinstance(outputs, dict) else None
    if body:
        yield Finding(
            ptr.join(flow.at("staticResults", str(name)), "outputs", "body"),
            f"{action.name} has a recorded answer in the flow, and its answer is a secret",
            f"the static result {name} has a body",
            Held(
                "a static result is kept as it is, and its body is shown to everyone who can read the flow", "delete it"
            ),
            action.name,
        )
