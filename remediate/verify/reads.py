"""The secret reads of a flow: which one gives what, under the name of what it reads rather than its own.

Two reads of one variable stand for one value, in one flow as in all flows of a package.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from remediate import wdl
from remediate.flow import Action, Flow
from remediate.flow.secret_reads import is_secret_read, retrieved_variable

VARIABLE = "environment variable"
KEY_VAULT = "Key Vault secret"


@dataclass(frozen=True, slots=True)
class Source:
    """What a read reads: a Secret environment variable by its schema name, or a secret of a Key Vault connection.

    `identity` tells two sources apart, without case.
    """

    kind: str
    name: str
    identity: str

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
    found = {a.name.lower(): (a, flow) for flow in flows for a in flow.all_actions if is_secret_read(a)}
    return Reads(
        {name: source_of(action, flow) for name, (action, flow) in found.items()},
        {name: _paths(action) for name, (action, _) in found.items()},
    )


def _paths(action: Action) -> wdl.Paths:
    return wdl.KEY_VAULT_PATHS if retrieved_variable(action) is None else wdl.SECRET_VARIABLE_PATHS


def source_of(action: Action, flow: Flow) -> Source:
    """What a read reads; a name that is computed when the flow runs is known by its action alone."""
    variable = retrieved_variable(action)
    if variable is not None:
        return _named(VARIABLE, variable, "", action)
    parameters = action.inputs.get("parameters")
    given = parameters if isinstance(parameters, dict) else {}
    name, version = given.get("secretName"), given.get("secretVersion")
    shown = f"{name} {version}" if isinstance(version, str) else name
    return _named(KEY_VAULT, shown if isinstance(shown, str) else "", _vault(action, flow), action)


def _named(kind: str, name: str, where: str, action: Action) -> Source:
    if not name or "@" in name:
        return Source(kind, f"of {action.name}", f"action {action.pointer}")
    return Source(kind, name, f"{kind} {where}{name.casefold()}")


def _vault(action: Action, flow: Flow) -> str:
    """What tells the vault: a Key Vault connection stands for one, by its reference's name in the solution."""
    host = action.inputs.get("host")
    key = host.get("connectionName") if isinstance(host, dict) else None
    reference = flow.connection_references.get(key) if isinstance(key, str) else None
    connection = reference.get("connection") if isinstance(reference, dict) else None
    named = connection.get("connectionReferenceLogicalName") if isinstance(connection, dict) else None
    return f"{named or key}/".casefold()


def users(flow: Flow) -> Iterator[tuple[str, Action]]:
    """Every action that refers to a secret read, with the name of the read in lower case."""
    names = {action.name.casefold(): action.name.lower() for action in flow.all_actions if is_secret_read(action)}
    if not names:
        return
    for leaf in flow.leaves:
        if leaf.action is not None and "@" in leaf.text:
            for name in _named_in(leaf.text) & names.keys():
                yield names[name], leaf.action


def _named_in(text: str) -> set[str]:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return set()
    return {reference.name.casefold() for reference in wdl.references(template) if reference.name is not None}
