"""What a plan is: per flow the patch and every finding with its fate, per package the deposits and edits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from remediate.detection import Fate, Outcome
from remediate.mend import Mended
from remediate.package import FlowFile, Package
from remediate.secret import Secret


@dataclass(frozen=True, slots=True)
class Deposit:
    """A value on its way to the vault.

    `schema_name` is the Secret variable that will point to it, or empty; `named` whether flows name the secret itself,
    so that they must carry the name under which it will be found. `wanted` is the name in the vault that it would have
    if no other value wanted the same. `secret` is None in a plan that is only told (see `lean`).
    """

    secret_name: str
    schema_name: str
    secret: Secret | None
    flows: tuple[str, ...]
    wanted: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class NewVariable:
    """A Secret environment variable that the package gains."""

    schema_name: str
    display_name: str
    secret_name: str


@dataclass(frozen=True, slots=True)
class NewText:
    """A Text environment variable that the package gains, with its default value."""

    schema_name: str
    display_name: str
    default: str


@dataclass(frozen=True, slots=True)
class NewReference:
    """A connection reference that the package gains."""

    logical_name: str
    display_name: str
    connector_id: str


@dataclass(frozen=True)
class FlowPlan:
    """One flow: what was found, and its new bytes, None where they stay as they are."""

    file: FlowFile
    mended: Mended = field(repr=False)
    outcomes: tuple[Outcome, ...]
    data: bytes | None = field(default=None, repr=False)

    @property
    def changes(self) -> bool:
        """Whether the flow's file will be another one."""
        return self.data is not None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A finding outside the flows: the member that holds it, and its line and column there, None where it has none.

    `variable` is the schema name of the environment variable that holds the value, or empty.
    """

    member: str
    outcome: Outcome
    place: tuple[int, int] | None = None
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """An HTTP trigger that was found open. `locks` says that this run locks it, `users` whom it lets in then.

    `workflow` is the flow's id in lower case without hyphens.
    """

    member: str
    flow: str
    workflow: str
    locks: bool
    users: str


@dataclass(frozen=True, slots=True)
class Call:
    """A callback URL: the member, flow and step that hold it, its host, and the id in it (empty: computed).

    `signs_in` says that the step is an HTTP action that says who it is, after the fix.
    """

    member: str
    flow: str
    step: str
    pointer: str
    host: str
    workflow: str
    signs_in: bool = False


@dataclass(frozen=True)
class PackagePlan:
    """One package: its flows, what goes to the vault, and the members that change.

    `edits` are new or changed members in the order in which they must be written: what flows need comes before them.
    `elsewhere` are the findings outside the flows, by member. `skipped` is why nothing is changed. `doors` are HTTP
    triggers that were found open, `calls` the callback URLs that the package holds, `asking` the HTTP triggers that
    ask for a token when the plan is carried out, as in `Neighbours.doors`. `emptied` are the schema names of
    ordinary variables that lose their value, `raised_to` is the solution's version afterwards, empty where it stays.
    """

    package: Package
    flows: tuple[FlowPlan, ...]
    deposits: tuple[Deposit, ...] = ()
    variables: tuple[NewVariable, ...] = ()
    references: tuple[NewReference, ...] = ()
    texts: tuple[NewText, ...] = ()
    edits: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    removed: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    skipped: str = ""
    doors: tuple[Door, ...] = ()
    calls: tuple[Call, ...] = ()
    asking: Mapping[str, str] = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    raised_to: str = ""

    @property
    def names_secrets(self) -> bool:
        """Whether flows name secrets of the vault themselves, and read them through a connection to it."""
        return any(deposit.named for deposit in self.deposits)

    @property
    def changes(self) -> bool:
        """Whether anything will be written."""
        return bool(self.edits or self.removed)

    @property
    def outcomes(self) -> Iterator[tuple[str, FlowPlan | None, Outcome]]:
        """Every finding, with the member that holds it and the flow, None outside flows."""
        for flow in self.flows:
            for outcome in flow.outcomes:
                yield flow.file.member, flow, outcome
        for one in self.elsewhere:
            yield one.member, None, one.outcome

    def count(self, fate: Fate) -> int:
        """How many findings have that fate."""
        return sum(outcome.fate is fate for _, _, outcome in self.outcomes)

    def renamed(self, names: Mapping[str, str]) -> "PackagePlan":
        """The plan in which vault secrets have other names, given by those that they have."""
        if all(old == new for old, new in names.items()):
            return self
        deposits = tuple(replace(d, secret_name=names.get(d.secret_name, d.secret_name)) for d in self.deposits)
        variables = tuple(replace(v, secret_name=names.get(v.secret_name, v.secret_name)) for v in self.variables)
        return replace(self, deposits=deposits, variables=variables)
