"""Where flows live: exported solutions, their unpacked folders, legacy packages and bare definitions.

`packages` finds and opens them; the other functions make the small edits that a solution's own files need.
"""

from remediate.package.connections import add_connection_reference
from remediate.package.discovery import discover, is_package_folder, solution_around
from remediate.package.inline_variables import empty_inline_variable, without_inline_variable
from remediate.package.interface import (
    Candidate,
    ConnectionReference,
    EnvironmentVariable,
    Facts,
    FlowFile,
    Kind,
    Members,
    Package,
)
from remediate.package.manifest import ensure_content_types, raise_version
from remediate.package.opening import open_package, opened_package, packages
from remediate.package.variables import (
    empty_environment_variable,
    environment_variable_definition,
    environment_variable_member,
    text_variable_definition,
)
from remediate.package.viewing import view, view_alone

__all__ = [
    "Candidate",
    "ConnectionReference",
    "EnvironmentVariable",
    "Facts",
    "FlowFile",
    "Kind",
    "Members",
    "Package",
    "add_connection_reference",
    "discover",
    "empty_environment_variable",
    "empty_inline_variable",
    "ensure_content_types",
    "environment_variable_definition",
    "environment_variable_member",
    "is_package_folder",
    "open_package",
    "opened_package",
    "packages",
    "raise_version",
    "solution_around",
    "text_variable_definition",
    "view",
    "view_alone",
    "without_inline_variable",
]
