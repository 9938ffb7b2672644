"""Invented secrets at random places of real flows, and a detector that sees exactly those."""

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from remediate import wdl
from remediate.detectors import Detector, Finding
from remediate.flow import Flow, Leaf
from remediate.flow import pointer as ptr
from remediate.package import FlowFile, Package, view
from remediate.playbook import Apply, Playbook, Step, load
from remediate.remedies import Literal, MoveToVault
from remediate.remedies.constants import evaluated
from remediate.secret import Secret

MARK = "CANARY"
#: What makes values hard to write down: quotes, signs of the language, blanks, other scripts, XML and JSON.
_ENDINGS = ("", "'", "@{x}", " and more", "äß€", '"\\', "<&>", "{0}", "=%2F+/")


def planted(package: Package, rng: random.Random, each: int) -> tuple[Package, dict[str, list[str]]]:
    """The package with up to `each` secrets in every flow, and the secrets by the flow's member."""
    files, secrets = [], {}
    for file in package.flows:
        document, found = _in_flow(view(package, file), rng, each)
        data = json.dumps(document, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass")
        files.append(replace(file, document=document, data=data))
        secrets[file.member] = found
    return replace(package, flows=tuple(files)), secrets


def _in_flow(flow: Flow, rng: random.Random, each: int) -> tuple[Any, list[str]]:
    document = copy.deepcopy(flow.document)
    places = [leaf for leaf in flow.leaves if leaf.action is not None and leaf.text and evaluated(leaf)]
    found = []
    for leaf in rng.sample(places, min(each, len(places))):
        secret = f"{MARK}{rng.getrandbits(48):012x}{rng.choice(_ENDINGS)}"
        text = _with(leaf, secret, rng)
        if text is not None:
            above, _, last = leaf.pointer.rpartition("/")
            holder = ptr.resolve(document, above)
            holder[int(last) if isinstance(holder, list) else ptr.split("/" + last)[0]] = text
            found.append(secret)
    return document, found


def _with(leaf: Leaf, secret: str, rng: random.Random) -> str | None:
    """The leaf's text with the secret somewhere in one of its literals, or in place of all of it."""
    if "@" not in leaf.text and rng.random() < 0.3:
        return ("@" if secret.startswith("@") else "") + wdl.escape_text(secret)
    try:
        literals = [node for node in wdl.literals(wdl.parse(leaf.text)) if node.value]
    except wdl.WdlError:
        return None
    if not literals:
        return None
    node = rng.choice(literals)
    at = rng.randrange(len(node.value))
    try:
        start, _ = wdl.source_span(node, at, at + 1)
    except ValueError:
        return None
    written = secret.replace("'", "''") if isinstance(node, wdl.Str) else wdl.escape_text(secret)
    text = leaf.text[:start] + written + leaf.text[start:]
    return text if secret in {s for s, _ in _spans(text, [secret])} else None


def _spans(text: str, secrets: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each secret that stands in a literal of the text, with its span."""
    try:
        literals = list(wdl.literals(wdl.parse(text)))
    except wdl.WdlError:
        return
    for node in literals:
        for secret in secrets:
            at = node.value.find(secret)
            if at >= 0:
                try:
                    yield secret, wdl.source_span(node, at, at + len(secret))
                except ValueError:
                    continue


def playbook(secrets: dict[str, list[str]]) -> Playbook:
    """The baseline, and before it a step that moves these secrets, by the member of their flow."""

    def find(flow: Flow) -> Iterator[Finding]:
        for leaf in flow.leaves:
            for secret, span in _spans(leaf.text, secrets[flow.member]) if MARK in leaf.text else ():
                literal = Literal(leaf.pointer, span, Secret(secret), "planted.example", "value")
                name = leaf.owner.name if leaf.owner else ""
                yield Finding(
                    leaf.pointer, f"{name} holds a planted value", "planted", MoveToVault(literal), name, span
                )

    base = load("baseline")
    return replace(base, steps=(Step("planted", Detector("planted", find, ()), Apply.SAFE), *base.steps))


def file_of(package: Package, member: str) -> FlowFile:
    """The flow of a package in a member."""
    return next(file for file in package.flows if file.member == member)
