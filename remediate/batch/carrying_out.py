"""A plan carried out: values into the vault and read back first, then the package, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from remediate.batch.destinations import SETTINGS, companion
from remediate.errors import WriteError
from remediate.package import Kind
from remediate.package.settings import deployment_settings
from remediate.plan import PackagePlan
from remediate.plan.edits import definition_of, with_references
from remediate.vault import Deposited, Vault, deposit
from remediate.writer import copy_folder, replace_file, rewrite_zip, write_folder


@dataclass(frozen=True)
class Carried:
    """What was done. `missing` are the variables whose value the settings file could not name."""

    output: Path
    vault: str
    deposited: tuple[Deposited, ...]
    settings: Path | None = None
    missing: tuple[str, ...] = ()
    beside: tuple[Path, ...] = ()


def carry_out(plan: PackagePlan, vault: Vault, output: Path) -> Carried:
    """Deposit every value and read it back, then write the package, then what its deployment needs.

    Raises:
        VaultError: a value could not be deposited; the package is as it was.
        WriteError: the package could not be written; it is as it was, and the values are in the vault.
    """
    tags = {"solution": plan.package.name[:200]}
    deposited = {d.secret_name: deposit(vault, d.secret_name, d.secret, tags) for d in plan.deposits}
    beside = _write_needs(plan, output)
    settings, missing = _write_settings(plan, output, deposited)
    _write(plan, output)
    return Carried(output, vault.address, tuple(deposited.values()), settings, missing, beside)


def _write(plan: PackagePlan, output: Path) -> None:
    source = plan.package.path
    match plan.package.kind:
        case Kind.SOLUTION_ZIP:
            _make_folder(output.parent)
            rewrite_zip(source, output, plan.edits, plan.removed)
        case Kind.DEFINITION:
            _make_folder(output.parent)
            (data,) = plan.edits.values()
            replace_file(output, data)
        case _ if output == source:
            write_folder(source, plan.edits, plan.removed)
        case _:
            copy_folder(source, output, plan.edits, plan.removed)


def _write_needs(plan: PackagePlan, output: Path) -> tuple[Path, ...]:
    """For a flow that comes without its solution: the variables and references that a solution must bring for it."""
    if plan.package.kind is not Kind.DEFINITION:
        return ()
    folder = companion(output, "solution")
    written = []
    if plan.references:
        text = with_references("<ImportExportXml>\n</ImportExportXml>\n", plan)
        _make_folder(folder)
        replace_file(folder / "customizations.xml", text.encode())
        written.append(folder / "customizations.xml")
    for variable in plan.variables:
        path = folder / "environmentvariabledefinitions" / variable.schema_name / "environmentvariabledefinition.xml"
        _make_folder(path.parent)
        replace_file(path, definition_of(variable))
        written.append(path)
    return tuple(written)


def _write_settings(
    plan: PackagePlan, output: Path, deposited: Mapping[str, Deposited]
) -> tuple[Path | None, tuple[str, ...]]:
    if not plan.variables and not plan.references:
        return None, ()
    path = companion(output, SETTINGS)
    variables = [(v.schema_name, deposited[v.secret_name].reference) for v in plan.variables]
    references = [(r.logical_name, r.connector_id) for r in plan.references]
    existing = path.read_bytes() if path.is_file() else None
    data, missing = deployment_settings(variables, references, existing)
    _make_folder(path.parent)
    replace_file(path, data)
    return path, tuple(missing)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"The folder cannot be made: {error.strerror}.", hint="Choose another with --out.", file=str(folder)
        ) from None
