"""Deployment settings files that give a credential to an environment variable.

What it finds: a secret among the values of a deployment settings file (the JSON that `pac solution import
--settings-file` takes) that lies in the folder or the package. In the one beside a package, also any other value of a
variable that is emptied: its flows would not find it in the vault.
Why it matters: the file is kept with the sources and read by every pipeline; the value becomes that of an ordinary
variable, which is not encrypted.
Fix: none is made; the file belongs to the environments that it is for. The next step is shown.
Fix safety: nothing is changed.
"""

import re
from collections.abc import Iterator
from typing import Any

from remediate.detectors.outside.interface import CleanFile, FlaggedFile, OutsideDetector, Spotted
from remediate.detectors.outside.judging import in_value
from remediate.flow import pointer as ptr
from remediate.package.interface import Document, Outside
from remediate.remedies import Held

ID = "literal-deployment-setting"
_VALUES = ("Value", "DefaultValue")
#: What a pipeline puts the value in place of: `#{x}#`, `$(x)`, `${x}`, `${{ x }}`, `__x__`.
_FILLED_IN = re.compile(r"#\{[^{}]+\}#|\$\([^()]+\)|\$\{[^{}]+\}|\$\{\{[^{}]+\}\}|__\w+__")
_HELD = Held(
    "the file gives the value to every environment that it is used for",
    "make it a Secret variable, and give it here the path of its secret in Key Vault",
)


def find(outside: Outside) -> Iterator[Spotted]:
    """Every secret among the values of a settings file."""
    for document in outside.settings:
        yield from _in(document)


def _in(document: Document) -> Iterator[Spotted]:
    """What the schema name tells, or else a display name: schema names lose every letter that is not Latin."""
    given = document.value.get("EnvironmentVariables")
    for index, entry in enumerate(given if isinstance(given, list) else ()):
        for name, value in _values(entry):
            where = f"The setting of {entry.get('SchemaName')}"
            at = ptr.join("/EnvironmentVariables", index, name)
            for called in dict.fromkeys((str(entry.get("SchemaName")), *_display_names(entry))):
                found = [Spotted(document.member, one) for one in in_value(called, value, where, _HELD, at)]
                if found:
                    yield from found
                    break


def _display_names(entry: Any) -> Iterator[str]:
    """The names of a variable as its makers read them. Source: `pac solution create-settings`."""
    name = entry.get("Name")
    given = name if isinstance(name, dict) else {"Default": name}
    by_language = given.get("ByLcid")
    for one in (given.get("Default"), *(by_language.values() if isinstance(by_language, dict) else ())):
        if isinstance(one, str):
            yield one


def _values(entry: Any) -> Iterator[tuple[str, str]]:
    for name in _VALUES if isinstance(entry, dict) else ():
        if isinstance(entry.get(name), str) and not _FILLED_IN.fullmatch(entry[name]):
            yield name, entry[name]


def _settings(value: str) -> tuple[str, str]:
    return "deploymentSettings.json", (
        '{\n  "EnvironmentVariables": [\n'
        f'    {{"SchemaName": "contoso_ApiKey", "Value": "{value}"}}\n'
        '  ],\n  "ConnectionReferences": []\n}'
    )


def _displayed(name: str) -> tuple[str, str]:
    return "deploymentSettings.json", (
        '{\n  "EnvironmentVariables": [\n'
        f'    {{"SchemaName": "contoso_API", "Value": "CANARY0d4f4e8a8b1c2d3e", "Name": {name}}}\n'
        '  ],\n  "ConnectionReferences": []\n}'
    )


literal_deployment_setting = OutsideDetector(
    ID,
    find,
    examples=(
        FlaggedFile(*_settings("CANARY0d4f4e8a8b1c2d3e")),
        FlaggedFile(*_settings("https://api.contoso.example/orders?code=CANARYkVt3bXo1Zp9sLm2Qe4Rc")),
        FlaggedFile(*_displayed('{"Default": "API \u30ad\u30fc", "ByLcid": {}}')),
        FlaggedFile(*_displayed('{"Default": "API", "ByLcid": {"1041": "API \u30ad\u30fc"}}')),
        CleanFile(*_settings("#{environmentvariable.contoso_ApiKey}#"), because="a pipeline fills in the value"),
        CleanFile(
            *_settings("/subscriptions/1/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/orders-key"),
            because="the path of a secret in a vault is no secret",
        ),
    ),
)
