"""The names of the new solution and its publisher, checked before any package is read.

Dataverse takes letters, digits and underscores in unique names, a letter or an underscore first; a customization prefix
has 2 to 8 letters and digits, a letter first, and does not start with mscrm.
"""

import re
import unicodedata

from remediate.errors import UsageError
from remediate.migration.model import Target

_PREFIX = re.compile(r"(?!mscrm)[a-z][a-z0-9]{1,7}", re.IGNORECASE)
_UNIQUE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,64}")
_LONGEST_DISPLAY = 256


def target(stem: str, publisher: str, prefix: str, name: str = "") -> Target:
    """The solution called `name`, or after the file it is written to (`stem` is its name without `.zip`).

    Raises:
        UsageError: a name is missing, or is none that Dataverse takes.
    """
    if not publisher.strip() or not prefix.strip():
        raise UsageError(
            "a solution needs a publisher and a prefix.",
            hint="Give --publisher NAME and --prefix PREFIX, or publisher and prefix in the playbook's [legacy].",
        )
    if not _PREFIX.fullmatch(prefix):
        hint = "It has 2 to 8 letters (A to Z) and digits, a letter first, and does not start with mscrm."
        raise UsageError(f"{prefix!r} is no customization prefix.", hint=hint)
    if name and not _UNIQUE.fullmatch(name):
        hint = "It has letters (A to Z), digits and underscores, and no digit first."
        raise UsageError(f"{name!r} is no unique name of a solution.", hint=hint)
    return Target(
        unique_name=name or _unique(stem, "a solution's name", "--name"),
        display_name=shown(name or stem),
        publisher=_unique(publisher, "a publisher's name", "--publisher"),
        publisher_name=shown(publisher),
        prefix=prefix.lower(),
    )


def _unique(text: str, what: str, option: str) -> str:
    """The letters and digits of a text, as a unique name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9_]+", "", plain)[:64]
    found = f"_{found}" if found[:1].isdigit() else found
    if not found:
        raise UsageError(f"{text!r} has no letter from which {what} could be made.", hint=f"Give another {option}.")
    return found


def shown(text: str) -> str:
    """A text for people on one line, without what XML cannot hold."""
    kept = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(kept.split())[:_LONGEST_DISPLAY]
