"""The secret reads of a flow: which one gives what, under the name of what it reads rather than its own.

Two reads of one variable stand for one value, in one flow as in all flows of a package.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from remediate import wdl
from remediate.flow import Action, Flow
from remediate.flow.secret_reads import is_secret_read, retrieved_variable

_PATH = re.compile(r"/secrets/([^/]+)/value/?", re.IGNORECASE)

VARIABLE = "environment variable"
KEY_VAULT = "Key Vault secret"


@dataclass(frozen=True, slots=True)
class Source:
    """What a read reads: a Secret environment variable by its schema name, or a secret of a Key Vault connection.

    `identity` tells two sources apart, without case. `named` is False where the name is not written in the flow.
    """

    kind: str
    name: str
    identity: str
    version: str = ""
    named: bool = True

    def __str__(self) -> str:
        return f"the {self.kind} {self.name}"


@dataclass(frozen=True)
class Reads:
    """The reads of one flow by the name of their action in lower case."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    places: Mapping[str, wdl.Paths] = field(default_factory=dict)

    def stored(self, values: Mapping[str, str]) -> wdl.Stored:
        """What each read gives: the value of its source by identity, or a sign for the unknown one."""
        return {
            (path, action): wdl.Str(value) if (value := values.get(source.identity)) is not None else sign
            for action, source in self.sources.items()
            for sign in (wdl.unknown(source.identity),)
            for path in self.places[action]
        }


def reads_of(*flows: Flow) -> Reads:
    """The reads of a flow in several versions; the last one counts where they differ."""
    found = {a.name.lower(): (a, flow) for flow in flows for a in flow.secret_givers if is_secret_read(a)}
    return Reads(
        {name: source_of(action, flow) for name, (action, flow) in found.items()},
        {name: _paths(action) for name, (action, _) in found.items()},
    )


def _paths(action: Action) -> wdl.Paths:
    return wdl.KEY_VAULT_PATHS if retrieved_variable(action) is None else wdl.SECRET_VARIABLE_PATHS


def source_of(action: Action, flow: Flow) -> Source:
    """What a read reads; a name that is computed when the flow runs is known by its action alone."""
    variable = retrieved_variable(action)
    kind, where, version = VARIABLE, "", ""
    if variable is None:
        kind, where = KEY_VAULT, _vault(action, flow)
        variable, version = _secret(action.inputs)
    if not variable or "@" in variable:
        return Source(kind, f"of {action.name}", f"action {flow.member}{action.pointer}", named=False)
    tail = f"/{version}" if version else ""
    return Source(kind, variable, f"{kind} {where}{variable.casefold()}{tail}", version)


def _secret(inputs: Any) -> tuple[str, str]:
    """The name and version of a Key Vault secret: parameters, or in the older form a part of the path."""
    parameters = inputs.get("parameters")
    if isinstance(parameters, dict):
        given = [parameters.get(name) for name in ("secretName", "secretVersion")]
        name, version = (text if isinstance(text, str) else "" for text in given)
        return name, version
    try:
        path = wdl.evaluated(inputs.get("path"), {})
    except wdl.WdlError:
        return "", ""
    found = _PATH.fullmatch(path.value) if isinstance(path, wdl.Str) else None
    return (found[1], "") if found else ("", "")


def _vault(action: Action, flow: Flow) -> str:
    """What tells the vault: a Key Vault connection stands for one, by its name outside the flow where it has one."""
    host = action.inputs.get("host")
    key = host.get("connectionName") if isinstance(host, dict) else None
    reference = flow.connection_references.get(key) if isinstance(key, str) else None
    known = reference if isinstance(reference, dict) else {}
    connection = known.get("connection")
    named = connection.get("connectionReferenceLogicalName") if isinstance(connection, dict) else None
    return f"{named or known.get('connectionName') or key or host}/".casefold()


def users(flow: Flow) -> Iterator[tuple[str, Action]]:
    """Every action that refers to a secret read, with the name of the read in lower case."""
    names = {action.name.casefold(): action.name.lower() for action in flow.secret_givers if is_secret_read(action)}
    if not names:
        return
    spelled = [name.replace("'", "''") for name in names]  # as a text must have it to be worth parsing
    for leaf in flow.leaves:
        if leaf.action is not None and "@" in leaf.text:
            folded = leaf.text.casefold()
            if any(name in folded for name in spelled):
                for name in _named_in(leaf.text) & names.keys():
                    yield names[name], leaf.action


def _named_in(text: str) -> set[str]:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return set()
    return {reference.name.casefold() for reference in wdl.references(template) if reference.name is not None}
