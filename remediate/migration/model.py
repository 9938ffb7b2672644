"""What a migration deals with: flows outside solutions, the solution that they go to, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from remediate.package import FlowFile


@dataclass(frozen=True, slots=True)
class Target:
    """The solution that is made; its names as the platform takes them."""

    unique_name: str
    display_name: str
    publisher: str
    publisher_name: str
    prefix: str
    version: str = "1.0.0.0"


@dataclass(frozen=True, slots=True)
class Connector:
    """What a package says of the connector behind one of a flow's connections; `custom` if it is nobody's but ours."""

    display_name: str
    custom: bool


@dataclass(frozen=True)
class Source:
    """A flow outside solutions: the package it stands in, its file, and its connectors by the local key."""

    path: str
    file: FlowFile
    connectors: Mapping[str, Connector] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Migrated:
    """A flow that is part of the new solution: where it came from, its file there, and what has to be known of it."""

    path: str
    name: str
    member: str
    workflow_id: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that was named or found and is nothing to migrate: no flow is missing for it."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A flow that is no part of the new solution: why, and the smallest step that would change it."""

    path: str
    name: str
    reason: str
    unblock: str
