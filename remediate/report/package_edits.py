"""What a package gains and loses besides what changes inside its flows."""

from collections.abc import Iterator

from rich.text import Text

from remediate.batch.destinations import SETTINGS, companion
from remediate.plan import PackagePlan
from remediate.report.words import plain


def edit_lines(plan: PackagePlan, *, planned: bool) -> Iterator[Text]:
    """The edits of one package. `planned`: the settings file too, which is named with its path once it is written."""
    if not plan.changes:
        return
    yield Text("  the package", style="bold")
    for edit in (*_gained(plan), *_changed(plan)):
        yield Text(f"    {plain(edit)}")
    if planned and (plan.variables or plan.texts or plan.references):
        yield Text(f"    + {plain(companion(plan.package.path, SETTINGS).name)} beside the result")


def _gained(plan: PackagePlan) -> Iterator[str]:
    for variable in plan.variables:
        yield f"+ environment variable {variable.schema_name} (Secret) -> vault secret {variable.secret_name}"
    for text in plan.texts:
        yield f"+ environment variable {text.schema_name} (Text), {text.display_name}"
    for deposit in plan.deposits:
        if deposit.named:
            yield f"+ vault secret {deposit.secret_name}, which the flow reads by this name"
        elif not deposit.schema_name:
            yield f"+ vault secret {deposit.secret_name}, which no action reads"
    if plan.names_secrets:
        yield "  (where the vault holds another value under such a name, the flow will say the name that is used then)"
        yield "+ connection to Azure Key Vault"
    for reference in plan.references:
        yield f"+ connection reference {reference.logical_name} (Microsoft Dataverse)"


def _changed(plan: PackagePlan) -> Iterator[str]:
    for member in plan.removed:
        yield f"- {member}"
    for schema_name in plan.emptied:
        yield f"~ environment variable {schema_name}: without the value that it held"
    if plan.raised_to and plan.package.facts is not None:
        yield f"~ version {plan.package.facts.version} -> {plan.raised_to}"
