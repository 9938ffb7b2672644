"""What a vault is: a place outside every flow where a value is kept under a name, version by version."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from enum import Enum
from types import TracebackType
from typing import Self

from remediate.errors import VaultLost, VaultRefused
from remediate.secret import Secret


class Taken(Enum):
    """Why a name cannot be given to a value."""

    OTHER_VALUE = "holds another value"
    RACED = "was taken by another writer at the same moment"
    DISABLED = "is disabled"
    DELETED = "belongs to a deleted secret that can still be recovered"


class NameTaken(VaultRefused):
    """A name that the vault will not give to this value; `why` says which of the reasons it is."""

    def __init__(self, name: str, why: Taken) -> None:
        self.name = name
        self.why = why
        super().__init__(f"the name {name} {why.value}.", hint="Use another name, or free this one.")


class Vault(ABC):
    """Values by name, each with its versions; the newest is current. Names differ in more than case.

    `address` is the vault as its user named it. Making a vault opens nothing: the first call that needs it does.
    Every method but `reference` and `close` raises `VaultUnreachable` or `VaultRefused`; none of their messages,
    causes or frames holds a value. What can be done to a name is one call each; `deposit` is how a value gets in.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    @abstractmethod
    def get(self, name: str, version: str = "") -> Secret | None:
        """The value of a version, or of the current one; None where the vault has no such secret.

        Raises:
            NameTaken: the secret is there, disabled, and so cannot be read.
        """

    def holds(self, name: str, secret: Secret) -> bool | None:
        """Whether the current value is this one, and can be relied on to stay; None where the name is free.

        Raises:
            NameTaken: as `get` does.
        """
        held = self.get(name)
        return None if held is None else held == secret

    @abstractmethod
    def add(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """Give a free name its first value and return the version written, as `get` takes it.

        Raises:
            NameTaken: the name is not free. What it held, it still holds.
        """

    @abstractmethod
    def set(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """Write a new current version, whatever the name held, and return the version as `get` takes it.

        Older versions stay. A deposit never calls this: what reads the name gets the new value from now on.
        """

    @abstractmethod
    def names(self) -> Iterator[str]:
        """The names of all secrets, read from the vault page by page."""

    def together(self) -> AbstractContextManager[None]:
        """What is added inside is stored when this ends: all of it or nothing, where the vault can do that."""
        return nullcontext()

    def check(self, given: Mapping[str, Secret]) -> None:
        """See that whoever looks into the vault now finds these values, each under its name.

        Raises:
            VaultLost: a value is not there any more, or the vault itself is not.
        """
        gone = [name for name, secret in given.items() if self.get(name) != secret]
        if gone:
            raise VaultLost(
                f"{self.address} does not hold any more what it was given as {', '.join(gone)}.",
                hint="Nothing more was written. Put its secrets back and see who removes them, then run again.",
            )

    def reference(self, name: str) -> str | None:  # noqa: ARG002 - for those vaults that have one
        """What a Secret environment variable must hold to mean this secret; None where that is not known."""
        return None

    def how_to_put(self, name: str) -> str:  # noqa: ARG002 - for those vaults that have a way
        """What to do so that the vault has a secret of this name, which no flow holds."""
        return "A local vault takes only what flows hold: name a Key Vault that has the secret, with --vault."

    @property
    def notices(self) -> tuple[str, ...]:
        """What its user should know of how it is kept, a sentence each; nothing is known before it was opened."""
        return ()

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections; a later call opens them again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.address!r})"
