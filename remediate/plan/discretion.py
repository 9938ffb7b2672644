"""What may be said of a package: in names and pointers a mask stands in the place of every secret that is known.

Makers name steps, cases and members after what they hold. A pointer with a mask in it leads nowhere, and that is
better than one that gives the secret away; line and column still say where it is.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from weakref import WeakKeyDictionary

from remediate.detectors import Confidence
from remediate.detectors.kept import secrets_in_names
from remediate.detectors.sightings import sighted_secrets
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.hiding import longest_first, without
from remediate.package import Package
from remediate.plan.masking import SHORTEST_COPY
from remediate.plan.model import PackagePlan
from remediate.remedies import MoveToVault
from remediate.shapes.placeholders import is_placeholder

_known: WeakKeyDictionary[Flow, frozenset[str]] = WeakKeyDictionary()


class Discretion:
    """Takes secrets out of what is said."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        long = {secret for secret in secrets if len(secret) >= SHORTEST_COPY}
        self._spellings = longest_first({spelling for secret in long for spelling in _spellings(secret)})
        bare = {re.sub(r"\W|_", "", secret) for secret in long}
        self._bare = longest_first({text for text in bare if len(text) >= SHORTEST_COPY})

    def about(self, said: Iterable[str]) -> "Discretion":
        """The same, made for these texts: most secrets stand in none of them."""
        whole = "\n".join(said)
        fit = Discretion()
        fit._spellings = [text for text in self._spellings if text in whole]
        fit._bare = [text for text in self._bare if text in whole]
        return fit

    def __bool__(self) -> bool:
        """Whether there is anything to leave out."""
        return bool(self._spellings or self._bare)

    def __call__(self, text: str) -> str:
        """The text without a secret."""
        return without(text, self._spellings)

    def path(self, text: str) -> str:
        """The name of a file without a secret: the platform makes it of a flow's name, without punctuation."""
        return without(without(text, self._spellings), self._bare)

    def everywhere(self, value: Any) -> Any:
        """A JSON value without a secret in its strings and in the names of its members."""
        match value:
            case str():
                return self.path(value)
            case list() | tuple():
                return [self.everywhere(item) for item in value]
            case dict():
                return {self.path(name): self.everywhere(child) for name, child in value.items()}
        return value


def discretion(plan: PackagePlan) -> Discretion:
    """What is to be left out of everything that is said of a package.

    Of a plan that is only told (see `lean`) nothing is left to be known, and nothing has to be.
    """
    flows = (plan.mended.before for plan in plan.flows if plan.file.data)
    found = {one.variable for one in plan.elsewhere if one.variable}
    return Discretion(chain(_movable(plan), _in_variables(plan.package, found), *map(secrets_of, flows)))


def secrets_of(flow: Flow) -> frozenset[str]:
    """The secrets that are known of a flow, in its values and in its names; worked out once. In memory only."""
    known = _known.get(flow)
    if known is None:
        known = sighted_secrets(flow) | secrets_in_names(flow)
        _known[flow] = known
    return known


def _movable(plan: PackagePlan) -> Iterator[str]:
    """The values that move or could, also those that only their use tells."""
    for _, _, outcome in plan.outcomes:
        finding = outcome.finding
        if isinstance(finding.remedy, MoveToVault) and finding.confidence is not Confidence.LOW:
            yield finding.remedy.literal.secret.reveal()


def _in_variables(package: Package, found: set[str]) -> Iterator[str]:
    """The values of ordinary environment variables in which a secret was found."""
    for variable in package.facts.environment_variables if found and package.facts else ():
        if variable.schema_name in found:
            values = (value.reveal() for value in (variable.default, variable.value) if value is not None)
            yield from (value for value in values if not is_placeholder(value))


def _spellings(secret: str) -> Iterator[str]:
    """The secret as it stands in names, pointers, JSON and expressions, and with spaces as in the keys of steps."""
    for form in (secret, secret.replace(" ", "_")):
        yield form
        yield ptr.token(form)
        yield json.dumps(form, ensure_ascii=False)[1:-1]
        yield form.replace("'", "''")
