"""What was stored and written, and what is left to do by hand, in the words of the field."""

from collections.abc import Iterator, Sequence
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


def carried_lines(carried: Carried, plan: PackagePlan, found: Sequence[Record]) -> Iterator[Text]:
    """What became of one package: secrets by name, files by path, then the next steps; `found` are its findings."""
    if carried.deposited:
        yield Text(f"    in the vault {plain(carried.vault)}:")
    for stored in carried.deposited:
        yield Text(f"      {plain(stored.name)} ({stored.written.value})")
        for skipped in stored.skipped:
            yield Text(f"        not {plain(skipped.name)}, which {skipped.why.value}", style="dim")
    yield Text.assemble("    written: ", (plain(str(carried.output)), "bold"))
    for path in carried.beside:
        yield Text(f"    for its solution: {plain(str(path))}")
    if carried.settings is not None:
        yield Text(f"    settings: {plain(str(carried.settings))}")
    yield Text("  next", style="bold")
    for number, step in enumerate(_next_steps(carried, plan, found), 1):
        yield Text(f"    {number}. {step}")


def _next_steps(carried: Carried, plan: PackagePlan, found: Sequence[Record]) -> Iterator[str]:
    left = sum(one.detector == literal_copy.id and one.fate is not Fate.WAIVED for one in found)
    if left:
        stands = "a value that moved still stands" if left == 1 else "values that moved still stand"
        yield f"see to {counted(left, 'place')} above in which {stands} in clear, before the result goes anywhere"
    if carried.vault.startswith("file:") and (carried.missing or plan.names_secrets):
        named = "; the flow names them, so each must keep its name there" if plan.names_secrets else ""
        copying = f"remediate vault copy {quoted(carried.vault)} https://NAME.vault.azure.net"
        yield f"copy the secrets to Key Vault: {copying}{named}"
    if carried.missing and carried.settings is not None:
        yield from _to_fill_in(carried.settings, carried.missing, plan)
    if plan.texts and carried.settings is not None:
        number = counted(len(plan.texts), "Text variable")
        yield f"for each other environment, change the values of the {number} in a copy of {quoted(carried.settings)}"
    yield from _import_steps(carried, plan)
    if plan.names_secrets:
        yield _connection_step(carried)
    for new in plan.references:
        yield f"choose a connection for {plain(new.logical_name)} at the import, or as its ConnectionId in the settings"
    locked = sum(one.detector == "open-http-trigger" and one.fate is Fate.FIXED for one in found)
    if locked:
        yield (
            f"give the callers of {counted(locked, 'trigger')} its new URL (without sig), and let them send an "
            "Entra ID token for https://service.flow.microsoft.com/ (the audience of the public cloud)"
        )
    yield from _turning_on(plan)
    if plan.deposits:
        number = counted(len(plan.deposits), "secret")
        yield f"rotate {number}: old exports, source control and run history still hold the old values"


def _to_fill_in(settings: Path, missing: Sequence[str], plan: PackagePlan) -> Iterator[str]:
    """What to write into the settings file by hand; it holds no empty value, which would make the import fail."""
    secrets = {variable.schema_name: variable.secret_name for variable in plan.variables}
    yield (
        f"fill in {quoted(settings)}: each variable has the path of its secret as value, "
        '{"SchemaName": "NAME", "Value": "/subscriptions/.../vaults/VAULT/secrets/SECRET"}; a run with that path up to '
        "the vault's name as --vault writes them itself"
        + "".join(f"\n         {plain(name)}: .../secrets/{plain(secrets.get(name, 'SECRET'))}" for name in missing)
    )


def _import_steps(carried: Carried, plan: PackagePlan) -> Iterator[str]:
    package = plan.package
    if package.kind is Kind.DEFINITION:
        needs = ", with what stands in the files above" if carried.beside else ""
        yield f"bring the flow into a solution{needs}"
        return
    settings = f" --settings-file {quoted(carried.settings)}" if carried.settings else ""
    by_pac = package.facts is not None and _is_unpacked_by_pac(package.facts.manifest)
    zipped, root = package.kind in ZIPS, _root(plan)
    file, folder = quoted(carried.output), quoted(Path(root) if zipped else carried.output / root)
    if zipped and (root or by_pac):  # an import takes what stands at the top of a zip
        yield f"unpack {file}" + (f"; this package is in {folder}" if root else "")
    if by_pac:
        yield f"pac solution pack --folder {folder} --zipfile NAME.zip"
        file = "NAME.zip"
    elif root or not zipped:
        top = "manifest.json" if package.facts is None else "solution.xml"
        yield f"zip what is in {folder}, with {top} at the top, as NAME.zip"
        file = "NAME.zip"
    if package.facts is None:
        yield "import it at make.powerautomate.com: My flows, Import, Import Package (Legacy)"
    else:
        yield f"pac solution import --path {file}{settings}"


def _root(plan: PackagePlan) -> str:
    """The folder inside the zip or folder in which the package stands, empty for none."""
    if plan.package.facts is not None:
        return plan.package.facts.root.rstrip("/")
    member = plan.flows[0].file.member if plan.flows else ""
    return member[: max(0, member.casefold().find("microsoft.flow/"))].rstrip("/")


def _turning_on(plan: PackagePlan) -> Iterator[str]:
    facts = plan.package.facts
    if facts is None or not isinstance(plan.package.members, MadeMembers):
        yield "save each changed flow, or turn it off and on again, so that it takes up the new values"
        return
    if facts.connection_references:
        number = counted(len(facts.connection_references), "connection reference")
        yield f"choose connections for the {number} of the flows at the import, or as ConnectionId in the settings"
    yield "turn each old flow off, then the new one on: it arrives turned off, so that nothing is done twice"


def _connection_step(carried: Carried) -> str:
    """What a flow needs that names secrets itself: the vault is a parameter of its connection (platform-facts 4)."""
    vault = "that vault" if carried.vault.startswith("file:") else f"the vault {plain(_vault_name(carried.vault))}"
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
