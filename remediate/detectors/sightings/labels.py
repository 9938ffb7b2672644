"""The members that name the value beside them, and the members that hold it: `{"name": "apiKey", "value": ...}`.

Lists of SharePoint and tables of Dataverse write both in their own ways, and the same rule reads them: case, joints
and SharePoint's `_x0020_` do not count, nor does the publisher's prefix that Dataverse puts before a column,
`cr123_name` and `cr123_value`, where both columns have it.
"""

import re
from functools import lru_cache
from itertools import product
from typing import Any

from remediate.shapes.headers import header_naming

#: Members whose name says nothing: what they hold is called by the name around them.
GENERIC = frozenset(
    {
        *("value", "values", "defaultValue", "default", "inputs", "variables", "val", "Value", "content", "text"),
        *("Text", "Default", "example", "examples", "const", "enum", "data", "Val", "body", "outputs", "parameters"),
        *("wert", "valor", "valeur", "waarde", "defaultvalue", "currentValue", "plainText", "string", "result"),
        *("fieldValue", "FieldValue", "field_value", "paramValue", "parameterValue", "settingValue", "headerValue"),
        *("v", "propertyValue", "attributeValue", "configValue", "variableValue", "keyValue"),
        *("itemValue", "newValue", "#text", "_text", "__text", "$t", "_", "$value", "#cdata-section", "current"),
        *("@value", "_value", "secureValue", "secure_value", "Wert", "Waarde", "Valor", "Valeur", "Inhalt", "answer"),
        *("値",),
        *("actual", "raw", "plain", "literal", "initial", "previous", "live"),
    }
)
#: Members that name the value beside them.
_LABELS = (
    *("name", "key", "Name", "Key", "header", "field", "parameter", "property", "label", "variable", "setting"),
    *("nom", "nombre", "nome", "naam", "title", "Title", "column", "fieldName", "FieldName", "field_name", "keyName"),
    *("paramName", "parameterName", "settingName", "headerName", "propertyName", "attributeName", "configName"),
    *("variableName", "itemName", "Field", "id", "k", "n", "type", "@name", "_name", "displayName", "Parameter"),
    *("sleutel", "attribute", "clave", "chave", "schluessel", "schlüssel", "chiave", "campo", "champ", "veld", "feld"),
    *("Bezeichnung", "bezeichnung", "Titel", "titel", "titre", "titulo", "título", "Naam", "Nom", "Nombre", "Nome"),
    *("項目",),
)
_PART = re.compile(r'\bname="?([^";]{1,80})')
_LABELLING = frozenset(_LABELS)
#: Labels that are more often something else: unless they tell, another label beside them is the better one.
_LOOSE = frozenset({"id", "type", "k", "n"})
_JOINT = re.compile(r"_x00[0-9a-f]{2}_|[ _-]")
#: A publisher's prefix has two to eight letters and digits, a letter first.
_PUBLISHER = re.compile(r"([a-z][a-z0-9]{1,7})_(?=[a-z])")
#: What a row of settings calls its entries.
_ENTRIES = ("setting", "config", "configuration", "parameter", "param", "property", "option", "variable", "item")


def _folded(name: str) -> str:
    return _JOINT.sub("", name.lower())


_NAMES = frozenset(
    {
        *map(_folded, _LABELLING - _LOOSE),
        *map("".join, product(_ENTRIES, ("", "name", "key", "title"))),
        *("schemaname", "parametro"),
    }
)
_HOLDERS = frozenset(
    {
        *(_folded(name) for name in GENERIC if len(name) > 1),
        *map("".join, product(_ENTRIES, ("value", "val", "content", "data"))),
        *("contenido", "conteudo", "contenu", "inhoud"),
    }
)


def _publisher(name: str, words: frozenset[str]) -> str | None:
    """The publisher of a column that is one of the words, empty where it states none; None for other columns."""
    if _folded(name) in words:
        return ""
    prefix = _PUBLISHER.match(name.lower())
    return prefix[1] if prefix and _folded(name[prefix.end() :]) in words else None


@lru_cache(maxsize=16384)
def naming_publisher(name: str) -> str | None:
    """The publisher of a column that names another, empty where it states none; None where it names none."""
    publisher = _publisher(name, _NAMES)
    found = header_naming(name) if publisher is not None else None
    return None if found is not None and found.strong else publisher


@lru_cache(maxsize=16384)
def holding_publisher(name: str) -> str | None:
    """The publisher of a column that holds what another names, empty where it states none; None for other columns.

    One that tells itself what it holds, `secret_value`, needs no other.
    """
    if name in GENERIC:
        return ""
    publisher = _publisher(name, _HOLDERS)
    return publisher if publisher is not None and header_naming(name) is None else None


@lru_cache(maxsize=16384)
def is_generic(name: str) -> bool:
    """Whether the name of a member says nothing about what it holds: asked for every member of every flow."""
    return holding_publisher(name) is not None


def label(member: str, holder: dict[str, Any]) -> str:
    """The name that stands beside a value: `{"name": "apiKey", "value": ...}`; empty where there is none."""
    if len(holder) == 1:
        return ""
    publisher = holding_publisher(member)
    loose = ""
    if not publisher and not _LABELLING.isdisjoint(holder):
        for name in _LABELS:
            found = holder.get(name) if name != member else None
            if isinstance(found, str) and (name not in _LOOSE or header_naming(found) is not None):
                return found
            loose = loose or (found if isinstance(found, str) else "")
    return _column_name(member, holder, publisher) or loose or (_part_name(holder) if member == "body" else "")


def _column_name(member: str, holder: dict[str, Any], publisher: str | None) -> str:
    """What the column of the same publisher says that names a member."""
    for name, stated in holder.items():
        if isinstance(stated, str) and name != member and naming_publisher(name) == publisher:
            return stated
    return ""


def _part_name(holder: dict[str, Any]) -> str:
    """What one part of a multipart body is called: its Content-Disposition says so."""
    headers = holder.get("headers")
    disposition = headers.get("Content-Disposition") if isinstance(headers, dict) else None
    found = _PART.search(disposition) if isinstance(disposition, str) else None
    return found[1] if found else ""
