"""The deployment settings file that `pac solution import --settings-file` takes (platform-facts 1.9, 11c).

It gives the target environment the values that do not travel in the solution: for a Secret variable the path of its
secret in Key Vault, for an ordinary one what another environment may have under another name. An empty value makes the
import fail, so what is not known is left out.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.document import parse
from remediate.package.folder import read_file
from remediate.package.xml import newline_of
from remediate.writer.encoding import Decoded, decode, encode
from remediate.writer.store import stored

_VARIABLES = "EnvironmentVariables"
_REFERENCES = "ConnectionReferences"
_GIVEN = ("Value", "DefaultValue")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a settings file says of one variable: its schema name, the pointer to the entry, the values in it.

    `value` is the one that an import sets, empty where it sets none; `given` are all that stand there.
    """

    name: str
    pointer: str
    value: str = field(repr=False)
    given: tuple[str, ...] = field(repr=False)

    def gives_only(self, values: Mapping[str, Collection[str]]) -> bool:
        """Whether all that it gives are values of its variable, by the variables' names in casefold."""
        own = values.get(self.name.casefold(), ())
        return bool(self.given) and all(value in own for value in self.given)


def entries(settings: Any) -> list[Entry]:
    """The entries of variables in a document of settings; none where it has another shape."""
    found = settings.get(_VARIABLES) if isinstance(settings, dict) else None
    told = enumerate(found if isinstance(found, list) else ())
    return [_entry(index, one) for index, one in told if isinstance(one, dict)]


def entry_around(pointer: str) -> str:
    """The pointer to the entry in which a place of a settings file is, if it is in one."""
    return "/".join(pointer.split("/", 3)[:3])


def _entry(index: int, entry: dict[str, Any]) -> Entry:
    given = [entry.get(name) for name in _GIVEN]
    texts = [value if isinstance(value, str) else json.dumps(value) if value else "" for value in given]
    return Entry(str(entry.get("SchemaName", "")), f"/{_VARIABLES}/{index}", texts[0], tuple(filter(None, texts)))


def read_settings(path: Path) -> bytes | None:
    """The bytes of a settings file, None where there is none.

    Raises:
        PackageError: it cannot be read, is no ordinary file, or is too large for one.
        OSError: cloud storage gives no answer.
    """
    if not path.is_file():
        return None
    return path.read_bytes() if stored(path) else read_file(path, limits.FLOW_LIMIT, follow=True)


def without_entries(data: bytes, values: Mapping[str, Collection[str]]) -> bytes:
    """A settings file without the entries that give nothing but values of their variable, as in `gives_only`.

    Raises:
        PackageError: it is no deployment settings file.
    """
    settings = _read(data)
    gone = {entry.pointer for entry in entries(settings) if entry.gives_only(values)}
    if not gone:
        return data
    told = enumerate(settings[_VARIABLES])
    settings[_VARIABLES] = [one for index, one in told if f"/{_VARIABLES}/{index}" not in gone]
    return _written(settings, data)


def deployment_settings(
    variables: Sequence[tuple[str, str | None]],
    references: Sequence[tuple[str, str]],
    existing: bytes | None = None,
    defaults: Sequence[tuple[str, str]] = (),
) -> tuple[bytes, list[str]]:
    """The settings file, merged into `existing` if there is one, and the schema names whose value is missing from it.

    `variables` are schema name and value, the full Key Vault resource path or None; `references` are logical name and
    connector id, `defaults` are ordinary variables with the value that each has where nobody chooses another. Members
    and entries that are not named stay as they are, a connection or an ordinary value that was already chosen too. A
    merge that changes nothing gives back the same bytes.

    Raises:
        PackageError: `existing` is no deployment settings file.
    """
    settings = _read(existing) if existing else {}
    before = json.dumps(settings)
    missing = [name for name, value in variables if not _set_variable(_entries(settings, _VARIABLES), name, value)]
    for name, value in defaults:
        _set_default(_entries(settings, _VARIABLES), name, value)
    for name, connector in references:
        _set_reference(_entries(settings, _REFERENCES), name, connector)
    _entries(settings, _VARIABLES)
    _entries(settings, _REFERENCES)
    if existing and json.dumps(settings) == before:
        return existing, missing
    return _written(settings, existing), missing


def variable_values(data: bytes) -> dict[str, str]:
    """The values that a settings file gives, by the variables' schema names.

    Raises:
        PackageError: it is no deployment settings file.
    """
    entries = _read(data).get(_VARIABLES, [])
    return {str(e["SchemaName"]): str(e["Value"]) for e in entries if e.get("SchemaName") and e.get("Value")}


def empty_entries(data: bytes) -> list[str]:
    """The variables that a settings file names with an empty value, which makes the import fail.

    Raises:
        PackageError: it is no deployment settings file.
    """
    entries = _read(data).get(_VARIABLES, [])
    return [str(entry.get("SchemaName", "")) for entry in entries if entry.get("Value") == ""]


def _read(existing: bytes) -> dict[str, Any]:
    settings = parse(existing)
    if not isinstance(settings, dict) or not all(_is_entries(settings.get(n, [])) for n in (_VARIABLES, _REFERENCES)):
        raise PackageError(
            "This is not a deployment settings file.",
            hint="Make one with `pac solution create-settings`, or name none.",
        )
    return settings


def _is_entries(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _entries(settings: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = settings.setdefault(name, [])
    return entries


def _named(entries: list[dict[str, Any]], member: str, name: str) -> dict[str, Any] | None:
    return next((entry for entry in entries if str(entry.get(member, "")).casefold() == name.casefold()), None)


def _set_variable(entries: list[dict[str, Any]], name: str, value: str | None) -> bool:
    """Whether the variable has a value afterwards."""
    entry = _named(entries, "SchemaName", name)
    if value:
        if entry is None:
            entries.append({"SchemaName": name, "Value": value})
        else:
            entry["Value"] = value
        return True
    return bool(entry and entry.get("Value"))


def _set_default(entries: list[dict[str, Any]], name: str, value: str) -> None:
    entry = _named(entries, "SchemaName", name)
    if entry is None:
        entries.append({"SchemaName": name, "Value": value})
    elif not entry.get("Value"):
        entry["Value"] = value


def _set_reference(entries: list[dict[str, Any]], name: str, connector: str) -> None:
    """The connection itself belongs to the target environment: its id is chosen there and never written empty."""
    entry = _named(entries, "LogicalName", name)
    if entry is None:
        entries.append({"LogicalName": name, "ConnectorId": connector})
    else:
        entry.setdefault("ConnectorId", connector)


def _written(settings: dict[str, Any], existing: bytes | None) -> bytes:
    text = json.dumps(settings, indent=2, ensure_ascii=False)
    if existing is None:
        return f"{text}\n".encode()
    like: Decoded = decode(existing)
    ending = "\n" if like.text.endswith("\n") else ""
    return encode(like, (text + ending).replace("\n", newline_of(like.text)))
