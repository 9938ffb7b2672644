"""Deployment settings beside a result, or beside its input, that give a value which moves out of the package.

Where a variable is emptied, the entry that would give it the same value again goes from the settings of the result,
which are written on. All else that holds such a value is told and stays: what it is for cannot be told from here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from remediate.batch.destinations import SETTINGS, companion
from remediate.detection import Fate, Outcome, waived
from remediate.detectors import Finding
from remediate.detectors.literal_copy import discreet, in_json, literal_copy
from remediate.detectors.outside.literal_deployment_setting import literal_deployment_setting
from remediate.errors import PackageError
from remediate.package.document import parse
from remediate.package.settings import Entry, entries, entry_around, read_settings
from remediate.plan import PackagePlan
from remediate.plan.model import Elsewhere
from remediate.plan.ordinary_variables import emptied_values
from remediate.playbook import Playbook
from remediate.remedies import Held, Safety
from remediate.shapes.copies import Copies
from remediate.writer import decode
from remediate.writer.locate import locate

_KEPT = Held(
    "an import sets it in the environment that the file is for",
    "take the whole entry out of the file before anybody imports with it: an empty value makes the import fail",
)

_OTHER = Held(
    "the variable is emptied and its flows read the vault, where this value is not",
    "put it into the Key Vault of the environment that the file is for, give the path of that secret to the new Secret "
    "variable in this file, and take this entry out",
)


def with_settings(plan: PackagePlan, output: Path, playbook: Playbook, folder: str = "") -> PackagePlan:
    """The plan that also tells what settings beside its result and its input hold of the values that move.

    `folder` is what relative paths start from, empty for the current one.
    """
    values = {deposit.secret.reveal() for deposit in plan.deposits if deposit.secret is not None}
    if not values:
        return plan
    ours, beside = companion(output, SETTINGS), companion(plan.package.path, SETTINGS)
    found = [
        one for path in dict.fromkeys((ours, beside)) for one in _in(path, folder, plan, values, ours=path == ours)
    ]
    told = (replace(one, outcome=waived(one.outcome, playbook, "", one.member)) for one in found)
    return replace(plan, elsewhere=(*plan.elsewhere, *told)) if found else plan


def going(plan: PackagePlan, path: Path) -> list[str]:
    """The variables, in casefold, whose entries go from these settings, as the plan tells it."""
    told = (one for one in plan.elsewhere if one.member == str(path) and one.outcome.fate is Fate.FIXED)
    return [one.variable.casefold() for one in told]


def _in(path: Path, folder: str, plan: PackagePlan, values: set[str], *, ours: bool) -> Iterator[Elsewhere]:
    try:
        data = read_settings(Path(folder, path) if folder and isinstance(path, Path) else path)
        document = parse(data) if data else None
    except (PackageError, OSError):
        return  # whoever writes them says so
    if not data:
        return  # as beside most packages
    named, copies = entries(document), Copies(values)
    own = {name: of_it & values for name, of_it in emptied_values(plan).items()}
    gone = [one for one in named if ours and one.gives_only(own)]
    others = [one for one in named if one.value and one.value not in own.get(one.name.casefold(), (one.value,))]
    found = [*_gone(gone, copies), *_kept(document, named, gone, copies), *_others(others, copies)]
    places = locate(decode(data).text, {outcome.finding.pointer for outcome, _ in found}) if found else {}
    for outcome, variable in found:
        yield Elsewhere(str(path), outcome, places.get(outcome.finding.pointer), variable)


def _gone(gone: Iterable[Entry], copies: Copies) -> Iterator[tuple[Outcome, str]]:
    for entry in gone:
        message = f"The setting of {discreet(entry.name, copies)} is a value that goes to the vault"
        why = "the variable is emptied, and an import would give the value back to it"
        yield Outcome(literal_copy.id, Finding(entry.pointer, message, why), Fate.FIXED, Safety.SAFE), entry.name


def _others(others: Iterable[Entry], copies: Copies) -> Iterator[tuple[Outcome, str]]:
    """Values of other environments, which their flows would not find in the vault."""
    for entry in others:
        message = f"The setting of {discreet(entry.name, copies)} is another value than the one that moves to the vault"
        finding = Finding(f"{entry.pointer}/Value", message, _OTHER.reason)
        yield Outcome(literal_deployment_setting.id, finding, Fate.HELD, held=_OTHER), ""


def _kept(
    document: object, named: Iterable[Entry], gone: Iterable[Entry], copies: Copies
) -> Iterator[tuple[Outcome, str]]:
    by_pointer, going_on = {one.pointer: one for one in named}, {one.pointer for one in gone}
    for spotted in in_json(copies, "", document, ()):
        at = entry_around(spotted.finding.pointer)
        if at not in going_on:
            entry = by_pointer.get(at)
            whose = f"The setting of {discreet(entry.name, copies)}" if entry and entry.name else "The file"
            message = f"{whose} has a copy of a value that goes to the vault"
            yield Outcome(literal_copy.id, replace(spotted.finding, message=message), Fate.HELD, held=_KEPT), ""
