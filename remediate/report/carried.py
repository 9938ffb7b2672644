"""What was stored and written, and what is left to do by hand, in the words of the field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from remediate.batch import Carried
from remediate.batch.destinations import ZIPS
from remediate.detection import Fate
from remediate.detectors import literal_copy
from remediate.package import Kind
from remediate.package.made import MadeMembers
from remediate.plan import PackagePlan
from remediate.report.records import Record
from remediate.report.words import counted, plain, quoted
from remediate.vault import Deposited

_VALUES = (
    "each variable has the path of its secret as value, "
    '{"SchemaName": "NAME", "Value": "/subscriptions/.../vaults/VAULT/secrets/SECRET"}; a run with that path up to the '
    "vault's name as --vault writes them itself"
)
_HELD_ELSEWHERE = "old exports, source control and run history still hold the old values"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is left to do: as it is `said` of one package, and as it is `of_many`, who name no file."""

    said: str
    of_many: str


def carried_lines(carried: Carried, plan: PackagePlan, found: Sequence[Record]) -> Iterator[Text]:
    """What became of one package: secrets by name, files by path, then the next steps; `found` are its findings."""
    if carried.deposited:
        yield Text(f"    in the vault {plain(carried.vault)}:")
    for stored in carried.deposited:
        yield Text(f"      {plain(stored.name)} ({stored.written.value})")
        for line in taken_lines(stored):
            yield Text(f"        {line}", style="dim")
    yield Text.assemble("    written: ", (plain(str(carried.output)), "bold"))
    for path in carried.beside:
        yield Text(f"    for its solution: {plain(str(path))}")
    if carried.settings is not None:
        yield Text(f"    settings: {plain(str(carried.settings))}")
    yield Text("  next", style="bold")
    for number, step in enumerate(next_steps(carried, plan, found), 1):
        yield Text(f"    {number}. {step.said}")


def taken_lines(stored: Deposited) -> Iterator[str]:
    """The names that a secret would have had, and why it has another."""
    for skipped in stored.skipped:
        yield f"not {plain(skipped.name)}, which {skipped.why.value}"


def next_steps(carried: Carried, plan: PackagePlan, found: Sequence[Record]) -> Iterator[Step]:
    """What is left to do for one package that was written, in the order in which it is done."""
    left = sum(one.detector == literal_copy.id and one.fate not in (Fate.WAIVED, Fate.FIXED) for one in found)
    if left:
        stands = "a value that moved still stands" if left == 1 else "values that moved still stand"
        yield Step(
            f"see to {counted(left, 'place')} above in which {stands} in clear, before the result goes anywhere",
            "see to the places above in which values that moved still stand in clear, before the results go anywhere",
        )
    if carried.vault.startswith("file:") and (carried.missing or plan.names_secrets):
        named = "; the flow names them, so each must keep its name there" if plan.names_secrets else ""
        copy = f"remediate vault copy {quoted(carried.vault)} https://NAME.vault.azure.net"
        yield Step(f"copy the secrets to Key Vault: {copy}{named}", f"copy the secrets to Key Vault: {copy}")
    if carried.missing and carried.settings is not None:
        yield Step(
            "\n".join((f"fill in {quoted(carried.settings)}: {_VALUES}", *missing_lines(carried, plan))),
            f"fill in the settings files, with the secrets that stand under each package: {_VALUES}",
        )
    if plan.texts and carried.settings is not None:
        number = counted(len(plan.texts), "Text variable")
        yield Step(
            f"for each other environment, change the values of the {number} in a copy of {quoted(carried.settings)}",
            "for each other environment, change the values of the Text variables in copies of the settings files",
        )
    yield from _import_steps(carried, plan)
    if plan.names_secrets:
        step = _connection_step(carried)
        yield Step(step, f"{step}; the flows name their secrets, so each must keep its name there")
    for new in plan.references:
        yield Step(
            f"choose a connection for {plain(new.logical_name)} at the import, or as its ConnectionId in the settings",
            "choose connections for new connection references at the import, or as ConnectionId in the settings",
        )
    locked = sum(one.detector == "open-http-trigger" and one.fate is Fate.FIXED for one in found)
    if locked:
        sent = "Entra ID token for https://service.flow.microsoft.com/ (the audience of the public cloud)"
        yield Step(
            f"give the callers of {counted(locked, 'trigger')} its new URL (without sig), and let them send an {sent}",
            f"give the callers of locked triggers the new URLs (without sig), and let them send an {sent}",
        )
    yield from _turning_on(plan)
    if plan.deposits:
        number = counted(len(plan.deposits), "secret")
        yield Step(f"rotate {number}: {_HELD_ELSEWHERE}", f"rotate the secrets: {_HELD_ELSEWHERE}")


def _same(said: str) -> Step:
    """A step that is the same for any number of packages."""
    return Step(said, said)


def missing_lines(carried: Carried, plan: PackagePlan) -> Iterator[str]:
    """What to write into the settings file by hand; it holds no empty value, which would make the import fail."""
    stored = {_wanted_name(one): one.name for one in carried.deposited}
    secrets = {one.schema_name: stored.get(one.secret_name, one.secret_name) for one in plan.variables}
    for name in carried.missing:
        yield f"         {plain(name)}: .../secrets/{plain(secrets.get(name, 'SECRET'))}"


def _wanted_name(stored: Deposited) -> str:
    """The name by which the plan knows a secret: the first one that it did not get, or its own."""
    return stored.skipped[0].name if stored.skipped else stored.name


def _import_steps(carried: Carried, plan: PackagePlan) -> Iterator[Step]:
    package = plan.package
    if package.kind is Kind.DEFINITION:
        needs = ", with what stands in the files above" if carried.beside else ""
        yield Step(
            f"bring the flow into a solution{needs}",
            "bring each flow into a solution, with what is in NAME.solution beside it",
        )
        return
    by_pac = package.facts is not None and _is_unpacked_by_pac(package.facts.manifest)
    zipped, root = package.kind in ZIPS, _root(plan)
    file, folder = quoted(carried.output), quoted(Path(root) if zipped else carried.output / root)
    result = "RESULT.zip" if zipped else "FOLDER"
    if zipped and (root or by_pac):  # an import takes what stands at the top of a zip
        inside = f"; this package is in {folder}" if root else ""
        yield Step(f"unpack {file}{inside}", "unpack the zips whose packages stand in folders or as pac unpacks them")
        result = "FOLDER"
    if by_pac:
        yield Step(
            f"pac solution pack --folder {folder} --zipfile NAME.zip",
            "pac solution pack --folder FOLDER --zipfile NAME.zip",
        )
        file = result = "NAME.zip"
    elif root or not zipped:
        top = "manifest.json" if package.facts is None else "solution.xml"
        zip_it = f"{top} at the top, as NAME.zip"
        yield Step(f"zip what is in {folder}, with {zip_it}", f"zip what is in each folder, with {zip_it}")
        file = result = "NAME.zip"
    if package.facts is None:
        yield _same("import it at make.powerautomate.com: My flows, Import, Import Package (Legacy)")
    else:
        settings = f" --settings-file {quoted(carried.settings)}" if carried.settings else ""
        of_many = " --settings-file NAME.deployment-settings.json" if carried.settings else ""
        yield Step(
            f"pac solution import --path {file}{settings}",
            f"pac solution import --path {result}{of_many}",
        )


def _root(plan: PackagePlan) -> str:
    """The folder inside the zip or folder in which the package stands, empty for none."""
    if plan.package.facts is not None:
        return plan.package.facts.root.rstrip("/")
    member = plan.flows[0].file.member if plan.flows else ""
    return member[: max(0, member.casefold().find("microsoft.flow/"))].rstrip("/")


def _turning_on(plan: PackagePlan) -> Iterator[Step]:
    facts = plan.package.facts
    if facts is None or not isinstance(plan.package.members, MadeMembers):
        yield _same("save each changed flow, or turn it off and on again, so that it takes up the new values")
        return
    if facts.connection_references:
        number = counted(len(facts.connection_references), "connection reference")
        yield _same(
            f"choose connections for the {number} of the flows at the import, or as ConnectionId in the settings"
        )
    yield _same("turn each old flow off, then the new one on: it arrives turned off, so that nothing is done twice")


def _connection_step(carried: Carried) -> str:
    """What a flow needs that names secrets itself: the vault is a parameter of its connection (platform-facts 4)."""
    copied = carried.vault.startswith("file:")
    vault = "the Key Vault that has the copies" if copied else f"the vault {plain(_vault_name(carried.vault))}"
    return (
        f"choose for Azure Key Vault, during that import, a connection whose vault name is that of {vault} (one "
        "connection is for one vault), and whose account may read secrets there (Key Vault Secrets User)"
    )


def _vault_name(address: str) -> str:
    """The name of a Key Vault, from its URL or its resource path."""
    return (
        address.removeprefix("https://").partition(".")[0]
        if "://" in address
        else address.rstrip("/").rpartition("/")[2]
    )


def _is_unpacked_by_pac(manifest: str) -> bool:
    """Whether the solution lies as `pac solution unpack` lays it out, and not as in a zip (platform-facts 1.7)."""
    return manifest.casefold().endswith("other/solution.xml")
