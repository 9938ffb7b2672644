"""Credentials that a request takes from a variable, Compose or parameter whose own name tells nothing.

What it finds: a text of a variable, Compose or parameter that goes as it is into the credentials of an HTTP action, or
into a header that holds a credential.
Why it matters: what the place tells, the name does not: `x-api-key` reads `variables('k')`, and nobody sees the key.
Fix: the text moves to the vault. A variable or parameter that never changes goes, and the request reads the secret.
Fix safety: safe. The request is the same at run time.
"""

from collections.abc import Iterator
from typing import Any

from remediate import wdl
from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Action, Flow, Leaf
from remediate.flow import pointer as ptr
from remediate.flow.strings import leaves_in
from remediate.remedies import Literal, MoveToVault
from remediate.secret import Secret
from remediate.shapes.headers import header_naming
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.values import Verdict, judge

_PLACES = frozenset({"authentication", "headers"})
_CREDENTIALS = frozenset({"password", "secret", "pfx", "value"})
_SCHEMES = ("bearer ", "basic ", "token ", "apikey ")


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal text that a request reads as a credential."""
    for action in flow.all_actions:
        for leaf in _sent(action):
            named = _demanded(leaf)
            if named is not None:
                for reference in _whole_references(leaf.text):
                    yield from _behind(flow, leaf, reference, named)


def _sent(action: Action) -> Iterator[Leaf]:
    """What stands in the action's places for credentials; most have none."""
    inputs = action.inputs
    if isinstance(inputs, dict) and not _PLACES.isdisjoint(map(str.casefold, inputs)):
        for name, value in inputs.items():
            if value.__class__ is not str and name.casefold() in _PLACES:
                yield from leaves_in(action, "inputs", name)


def _demanded(leaf: Leaf) -> Naming | None:
    """What the place of a leaf holds, if that is a credential and nothing else."""
    if "@" not in leaf.text:
        return None
    if leaf.below("inputs", "authentication") and leaf.key.casefold() in _CREDENTIALS:
        return Naming(Kind.SECRET, strong=True)
    if leaf.below("inputs", "headers") and len(leaf.path) == len(("inputs", "headers", "name")):
        return header_naming(leaf.key)
    return None


def _whole_references(text: str) -> Iterator[wdl.Reference]:
    """The references that the text consists of, but for a scheme such as `Bearer`."""
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return
    if isinstance(template, wdl.Mixed):
        words = "".join(part.value for part in template.parts if isinstance(part, wdl.Text))
        if words.strip() and words.lstrip().casefold() not in _SCHEMES:
            return
    whole = list(wdl.expressions(template))
    yield from (r for r in wdl.references(template) if r.chain in whole and r.name is not None and not r.path)


def _behind(flow: Flow, leaf: Leaf, reference: wdl.Reference, named: Naming) -> Iterator[Finding]:
    """The text that the reference leads to, if it is one, and a credential."""
    for pointer, value, owner, label in _sources(flow, reference):
        text = wdl.literal_value(value) if isinstance(value, str) else None
        tells = naming(reference.name or "") is not None  # then a detector of names has seen it
        if tells or not text or judge(text, named) not in (Verdict.SURE, Verdict.LIKELY):
            continue
        start = next((len(scheme) for scheme in _SCHEMES if value.casefold().startswith(scheme)), 0)
        secret = Secret(wdl.runtime_slice(value, (start, len(value))))
        opens = leaf.owner.name if leaf.owner else ""
        yield Finding(
            pointer,
            f"{label} holds a credential that {opens} sends",
            f"{opens} reads it as its {leaf.key}",
            MoveToVault(Literal(pointer, (start, len(value)), secret, opens, leaf.key)),
            owner,
            (start, len(value)),
        )


def _sources(flow: Flow, reference: wdl.Reference) -> Iterator[tuple[str, Any, str, str]]:
    """Where the value comes from: pointer, value, the action's name, and words for it."""
    if reference.kind == "variables":
        for action in flow.actions("InitializeVariable"):
            declared = (action.inputs.get("variables") or [{}])[0] if isinstance(action.inputs, dict) else {}
            if isinstance(declared, dict) and reference.names(str(declared.get("name"))):
                at = ptr.join(action.pointer, "inputs", "variables", 0, "value")
                yield at, declared.get("value"), action.name, f"the variable {declared['name']}"
    elif reference.kind == "parameters":
        for name, declared in flow.parameters.items():
            if reference.names(name) and isinstance(declared, dict):
                at = flow.at("parameters", name, "defaultValue")
                yield at, declared.get("defaultValue"), "", f"the parameter {name}"
    elif reference.kind == "outputs":
        source = flow.action(reference.name or "")
        if source is not None and source.is_a("Compose"):
            yield ptr.join(source.pointer, "inputs"), source.inputs, source.name, source.name


_CALL = examples.http(headers={"x-api-key": "@variables('k')"})

literal_behind_reference = Detector(
    "literal-behind-reference",
    find,
    examples=(
        Flagged(
            examples.definition(
                {
                    "Get_ready": examples.compose("x"),
                    "Initialize": examples.after(examples.variable("k", "CANARY-4f7e1b9d"), "Get_ready"),
                    "Call": examples.after(_CALL, "Initialize"),
                }
            ),
            becomes={"actions": {"Call": {"inputs": {"headers": {"x-api-key": "@..."}}}}},
        ),
        Flagged(
            examples.definition(
                {
                    "Compose": examples.compose("Bearer CANARY-4f7e1b9d"),
                    "Call": examples.after(examples.http(headers={"Authorization": "@outputs('Compose')"}), "Compose"),
                }
            ),
            becomes={"actions": {"Compose": {"inputs": "Bearer @{...}"}}},
        ),
        Clean(
            examples.definition(
                {
                    "Initialize": examples.variable("k", "application/json"),
                    "Call": examples.after(examples.http(headers={"Accept": "@variables('k')"}), "Initialize"),
                }
            ),
            because="the header holds no credential",
        ),
        Clean(
            examples.definition(
                {
                    "Initialize": examples.variable("k", "<your key>"),
                    "Call": examples.after(_CALL, "Initialize"),
                }
            ),
            because="a placeholder is no credential",
        ),
    ),
)
