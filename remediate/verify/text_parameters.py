"""Parameters that a flow gained because a value moved into a Text environment variable (platform-facts 3.1).

Where nobody gives the variable a value, the parameter is its default: so a text that reads it stands for that text.
Only a parameter of that form counts, and only where the old text did not read it.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from remediate import wdl
from remediate.flow import Flow
from remediate.flow.secret_parameters import declared_schema_name
from remediate.remedies import constants
from remediate.remedies.constants import Constant

_MEMBERS = frozenset({"defaultValue", "type", "metadata"})


def stands_for_text(declared: Any) -> bool:
    """Whether a parameter has the form of a Text environment variable with a value."""
    if not isinstance(declared, dict) or set(declared) != _MEMBERS or declared["type"] != "String":
        return False
    return isinstance(declared["defaultValue"], str) and bool(declared_schema_name(declared))


def as_their_values(after: Flow) -> Callable[[Any, Any], Any]:
    """Gives a new scalar with the value of each such parameter in its place, where the old scalar did not read it."""
    found = [
        Constant("parameters", name, "", declared["defaultValue"], ())
        for name, declared in after.parameters.items()
        if stands_for_text(declared)
    ]

    def valued(old: Any, new: Any) -> Any:
        if isinstance(new, str) and "@" in new:
            for constant in found:
                if constant.calls_in(new) and not (isinstance(old, str) and constant.calls_in(old)):
                    with suppress(ValueError):  # then the texts differ, and that is the problem to name
                        new = constants.inline(constant, new, wdl.quote(constant.value))
        return new

    return valued
