"""What can be done about a finding: a remedy says what is wanted and where, `mend` turns them into a patch."""

from dataclasses import dataclass
from enum import Enum

from remediate.secret import Secret


class Safety(Enum):
    """Whether a fix needs anyone outside the package (rewriting.md part 7)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Literal:
    """A secret as it stands in the file, and how it is taken out.

    `pointer` names a scalar in the file; `span` is the secret's part of it in code points of the decoded string, or
    None where the whole scalar is meant (a number). `secret` is the run-time value that goes to the vault and `wrap`
    the expression that gives back the text of the span from it: `{}` stands for the read, as in
    `base64(concat('user:', {}))`. `opens` and `field` name it for people: the host or thing that it opens, and the
    header, member or parameter that holds it. `with_compose` says that a Compose which holds nothing else goes with it.
    """

    pointer: str
    span: tuple[int, int] | None
    secret: Secret
    opens: str
    field: str
    wrap: str = "{}"
    with_compose: bool = False


@dataclass(frozen=True, slots=True)
class MoveToVault:
    """Move the value to the vault and read it from there."""

    literal: Literal
    safety: Safety = Safety.SAFE


@dataclass(frozen=True, slots=True)
class ReadSecretVariable:
    """Read a Secret environment variable at run time in place of the parameter that cannot hold it."""

    parameter: str
    schema_name: str
    safety: Safety = Safety.SAFE


@dataclass(frozen=True, slots=True)
class SecureData:
    """Hide the inputs, the outputs or both of a step from the run history."""

    pointer: str
    properties: frozenset[str]
    safety: Safety = Safety.SAFE


@dataclass(frozen=True, slots=True)
class UnsecureData:
    """Take back a secured-data setting that the type does not support, so that the flow can turn on."""

    pointer: str
    properties: frozenset[str]
    safety: Safety = Safety.SAFE


@dataclass(frozen=True, slots=True)
class LockTrigger:
    """Require an Entra ID token of the trigger's callers.

    `allowed_users` is copied as it is: Microsoft names no separator (platform-facts 11a). Empty means every user of
    the tenant. `names_users` says that the trigger asks for a token already, and only users are missing.
    """

    pointer: str
    allowed_users: str = ""
    names_users: bool = False
    safety: Safety = Safety.UNSAFE


@dataclass(frozen=True, slots=True)
class Registration:
    """An app registration in Entra ID; `secret` is the name under which the vault has its client secret."""

    tenant: str
    client_id: str
    secret: str


@dataclass(frozen=True, slots=True)
class SendToken:
    """Let an HTTP action sign in to the trigger that it calls, with an app registration that the playbook gives.

    `audience` is empty where the host of the URL does not tell it, until the playbook does.
    """

    pointer: str
    audience: str
    registration: Registration | None = None
    safety: Safety = Safety.UNSAFE


@dataclass(frozen=True, slots=True)
class MoveToVariable:
    """Move a value that differs between environments into a Text environment variable, and read it from there.

    `pointer` and `span` (code points of the decoded string) name its text, `value` is the text at run time. `label`
    names the variable for the platform and `display` for people.
    """

    pointer: str
    span: tuple[int, int]
    value: str
    label: str
    display: str
    safety: Safety = Safety.SAFE


@dataclass(frozen=True, slots=True)
class Held:
    """What could not be fixed: why, and the smallest step that would unblock it."""

    reason: str
    unblock: str = ""


Remedy = MoveToVault | MoveToVariable | ReadSecretVariable | SecureData | UnsecureData | LockTrigger | SendToken
