"""What a check says: a rule that does not hold, or a change that is meant."""

from dataclasses import dataclass
from enum import StrEnum


class Area(StrEnum):
    """What a rule is about."""

    BEHAVIOUR = "it does what it did"
    FILES = "nothing else changed"
    ACTIVATION = "it still turns on"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that a rewrite is held to. `source` is whoever says so: Microsoft's page, or what real exports show."""

    name: str
    area: Area
    source: str

    def broken(self, pointer: str, why: str) -> "Problem":
        """The rule does not hold at `pointer`."""
        return Problem(self, pointer, why)


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that does not hold, the pointer into the file where, and why; never a value."""

    rule: Rule
    pointer: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.why} ({self.pointer or 'the whole file'})"


class Intent(StrEnum):
    """What taking the secrets out of a flow may change."""

    READ = "reads of Secret variables"
    KEY_VAULT_READ = "reads of Key Vault"
    VALUE = "values that read a secret now"
    VARIABLE = "variables that went"
    COMPOSE = "Compose actions that went"
    PARAMETER = "parameters that went"
    TEXT = "parameters for Text variables"
    SECURED = "secured data added"
    UNSECURED = "secured data taken back where it is not supported"
    LOCKED = "triggers locked"
    SIGN_IN = "callers that send a token"
    CONNECTION = "connections added"
    GATEWAY = "addresses of an old gateway that went"
    DEFINITION = "environment variables added"
    EMPTIED = "environment variables emptied"
    VERSION = "versions raised"
    CONTENT_TYPE = "content types added"


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is meant: where, and what in words; never a value."""

    intent: Intent
    pointer: str
    what: str
