"""What a package is, wherever its flows live: the shape that everything downstream works on.

Nothing here prints a value: the bytes, the parsed JSON and the values of environment variables stay out of every repr.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from remediate.errors import PackageError
from remediate.secret import Secret

TEXT_TYPE = 100000000
"""The type of a Text environment variable (platform-facts 1.5)."""

SECRET_TYPE = 100000005
"""The type of a Secret environment variable (platform-facts 1.5)."""


class Kind(StrEnum):
    """The forms in which flows come."""

    SOLUTION_ZIP = "solution-zip"
    SOLUTION_FOLDER = "solution-folder"
    DEFINITION = "definition"
    LEGACY_ZIP = "legacy-zip"
    LEGACY_FOLDER = "legacy-folder"
    GIT_FOLDER = "git-folder"
    GIT_ZIP = "git-zip"
    SETTINGS = "deployment-settings"


@dataclass(frozen=True)
class FlowFile:
    """One cloud flow in a package: its bytes, its parsed JSON, and where in it the definition stands.

    `member` is the path inside the package with `/` separators; for a bare definition it is the file's name. `name` is
    the flow's display name. `definition_pointer` and `references_pointer` are RFC 6901 pointers into `document`; the
    latter is where `connectionReferences` stand or would stand, None where the file has no such place. The document
    is shared: whoever changes it works on a copy. `names` are those of all its members, None where they are not
    gathered.
    """

    member: str
    name: str
    data: bytes = field(repr=False)
    document: Any = field(repr=False)
    definition_pointer: str
    references_pointer: str | None
    workflow_id: str | None = None
    names: frozenset[str] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ConnectionReference:
    """A connection reference of a solution; `connector_id` as in `/providers/Microsoft.PowerApps/apis/shared_x`."""

    logical_name: str
    connector_id: str
    display_name: str


@dataclass(frozen=True)
class EnvironmentVariable:
    """An environment variable of a solution; its values may be secrets whatever its type (platform-facts 1.5, 1.6).

    `member` is its definition, `values_member` the file with its current value, None where the solution has none.
    """

    schema_name: str
    display_name: str
    type: int
    default: Secret | None
    value: Secret | None
    member: str
    values_member: str | None


@dataclass(frozen=True)
class Facts:
    """What a solution says about itself (platform-facts 1.2, 1.3), and the members that say it.

    `root` is the folder inside the package in which the solution stands: empty, or ending in `/` as in `src/`.
    `names` are all members, sorted; `customizations` and `content_types` are None where there is no such member.
    """

    unique_name: str
    display_name: str
    version: str
    publisher_prefix: str
    managed: bool
    connection_references: tuple[ConnectionReference, ...]
    environment_variables: tuple[EnvironmentVariable, ...]
    names: tuple[str, ...] = field(repr=False)
    root: str
    manifest: str
    customizations: str | None
    content_types: str | None


@dataclass(frozen=True, slots=True)
class Prose:
    """A text for people, as it reads, and the offset in its member's text where it begins."""

    member: str
    at: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON member, parsed."""

    member: str
    value: Any = field(repr=False)


@dataclass(frozen=True)
class Outside:
    """A package without its flows.

    `connectors` are what custom connectors say of their connections and policies; `inline` the same where an export
    keeps it in customizations.xml. `settings` are the deployment settings files that lie in the package, `manifests`
    what a package outside solutions says of itself.
    """

    variables: tuple[EnvironmentVariable, ...] = ()
    descriptions: tuple[Prose, ...] = ()
    connectors: tuple[Document, ...] = ()
    inline: tuple[Prose, ...] = ()
    settings: tuple[Document, ...] = ()
    manifests: tuple[Document, ...] = ()


@dataclass(frozen=True)
class LegacyAsset:
    """A flow of a package outside solutions: its key in the manifest, and the two maps of its connections.

    The maps give, by the local key of a connection, the manifest's key of the connector and of the connection.
    """

    id: str
    apis_map: str
    connections_map: str


@dataclass(frozen=True)
class LegacyFacts:
    """The members that say what a package outside solutions holds (platform-facts 2); `assets` by the flow's member."""

    manifest: str
    assets: Mapping[str, LegacyAsset]


class Members(Protocol):
    """The files inside a package, by their path with `/` separators."""

    @property
    def names(self) -> Sequence[str]:
        """All members that are files, sorted."""

    def read(self, member: str) -> bytes:
        """The bytes of one member.

        Raises:
            PackageError: there is no such member, it cannot be read, or it is larger than what is read.
        """


@dataclass(frozen=True)
class Package:
    """An opened input with its flows, and what could not be read of it.

    `facts` are a solution's, `legacy` those of a package outside solutions, each None for what is neither.
    `path` is the file or folder that holds it and `inner` the zip inside that zip, as Package Deployer wraps a solution
    (else empty): members are then those of the inner zip. `problems` are flows and members that could not be read
    while the rest could. `scan_only` is the reason why the package is scanned and never changed, None where it may be.
    """

    path: Path
    kind: Kind
    name: str
    facts: Facts | None
    flows: tuple[FlowFile, ...]
    problems: tuple[PackageError, ...]
    scan_only: str | None
    members: Members = field(repr=False, compare=False)
    inner: str = ""
    outside: Outside = field(default_factory=Outside, repr=False)
    legacy: LegacyFacts | None = None

    def read(self, member: str) -> bytes:
        """The bytes of one member, as they stand now.

        Raises:
            PackageError: there is no such member, or it cannot be read.
        """
        return self.members.read(member)

    def kept_open(self) -> AbstractContextManager[None]:
        """What holds the members stays open inside: for several reads, one after the other."""
        kept: Callable[[], AbstractContextManager[None]] = getattr(self.members, "kept_open", nullcontext)
        return kept()


@dataclass(frozen=True)
class Candidate:
    """A package that was found by looking and is not opened yet.

    `root` is the folder inside the zip or folder in which it stands: empty, or ending in `/`. `inner` is the member of
    the zip that is itself the package's zip, or empty.
    """

    path: Path
    kind: Kind
    root: str = ""
    inner: str = ""

    def __str__(self) -> str:
        return "/".join(part.rstrip("/") for part in (str(self.path), self.inner, self.root) if part)
