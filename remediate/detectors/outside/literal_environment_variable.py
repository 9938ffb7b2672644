"""Ordinary environment variables with a credential as their value or default.

What it finds: a secret in the definition of an environment variable that is not of type Secret, in its current value
where the solution carries one, or in the variables that old exports keep inside customizations.xml.
Why it matters: the value is not encrypted, everyone who gets the package or may read the variable has it, and the
platform copies it into every flow that uses the variable.
Fix: where the flows of the package are what reads it, they read the vault instead, and the variable is emptied. Where
nothing in the package reads it, or something that cannot read a vault, it is held and the readers are named.
Fix safety: safe. A variable is emptied only when nothing in the package needs its value any more.
"""

from collections.abc import Iterator

from remediate.detectors.outside.interface import CleanFile, FlaggedFile, OutsideDetector, Spotted
from remediate.detectors.outside.judging import in_value
from remediate.package.interface import SECRET_TYPE, EnvironmentVariable, Outside
from remediate.remedies import Held
from remediate.secret import Secret

ID = "literal-environment-variable"
_VALUE = "/environmentvariablevalues/environmentvariablevalue/value"
#: What is known before anyone looked who reads the variable.
_UNREAD = Held(
    "no flow of the package reads it, so who does cannot be told from here",
    "keep the value in Key Vault behind a Secret variable, let its readers read that, and empty this one",
)


def find(outside: Outside) -> Iterator[Spotted]:
    """Every secret in the default or the current value of an ordinary variable."""
    for variable in outside.variables:
        if variable.type != SECRET_TYPE:
            yield from _in(variable, variable.default, variable.member, "")
            if variable.values_member is not None:
                yield from _in(variable, variable.value, variable.values_member, _VALUE)


def _in(variable: EnvironmentVariable, value: Secret | None, member: str, pointer: str) -> Iterator[Spotted]:
    """What the schema name tells, or else the display name."""
    text = value.reveal() if value is not None else ""
    where = f"The environment variable {variable.schema_name}"
    for name in dict.fromkeys((variable.schema_name, variable.display_name)):
        found = [Spotted(member, f, variable=variable) for f in in_value(name, text, where, _UNREAD, pointer)]
        if found:
            yield from found
            return


def _definition(value: str, name: str = "contoso_ApiKey", kind: int = 100000000) -> tuple[str, str]:
    return f"environmentvariabledefinitions/{name}/environmentvariabledefinition.xml", (
        f'<environmentvariabledefinition schemaname="{name}">\n'
        f"  <defaultvalue>{value}</defaultvalue>\n"
        f'  <displayname default="{name}" />\n'
        f"  <type>{kind}</type>\n"
        "</environmentvariabledefinition>"
    )


literal_environment_variable = OutsideDetector(
    ID,
    find,
    examples=(
        FlaggedFile(*_definition("CANARY0d4f4e8a8b1c2d3e")),
        FlaggedFile(*_definition("Server=sql.contoso.example;Password=CANARY2024;Uid=svc", "contoso_Store")),
        FlaggedFile(*_definition("{&quot;password&quot;: &quot;CANARY2024&quot;}", "contoso_Erp", 100000003)),
        FlaggedFile(*_definition("&lt;api key&gt;")),
        CleanFile(*_definition("https://contoso.sharepoint.com/sites/orders", "contoso_Site"), because="an address"),
        CleanFile(
            *_definition("/subscriptions/1/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/orders-key"),
            because="the path of a secret in a vault is no secret",
        ),
    ),
)
