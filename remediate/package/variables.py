"""Environment variables of a solution: reading, writing a new one, emptying an old one (platform-facts 1.5, 1.6)."""

from typing import Any

from remediate.errors import PackageError
from remediate.package.interface import SECRET_TYPE, TEXT_TYPE, EnvironmentVariable, Facts
from remediate.package.xml import AGAIN, Element, escape, find, white_before
from remediate.secret import Secret

_ROOT = "environmentvariabledefinition"
_FOLDER = "environmentvariabledefinitions"
_FILE = f"{_ROOT}.xml"
_VALUES = "environmentvariablevalues"
_KEY_VAULT = "0"


VALUES_FILES = ("environmentvariablevalues.json", "environment_variable_values.json")
"""What the file with a variable's current value is called (platform-facts 1.6, 1.8)."""


def schema_name_of_values(member: str) -> str:
    """The variable whose current value a member holds, by its place; empty where it holds none."""
    parts = member.split("/")
    found = len(parts) > 2 and parts[-1].casefold() in VALUES_FILES and parts[-3].casefold() == _FOLDER  # noqa: PLR2004
    return parts[-2] if found else ""


def is_definition(member: str) -> bool:
    """Whether a member is the definition of an environment variable, by its place."""
    parts = member.casefold().split("/")
    return len(parts) > 2 and parts[-1] == _FILE and parts[-3] == _FOLDER  # noqa: PLR2004  # folder/schema/file


def environment_variable(text: str, member: str, values: Any, values_member: str | None) -> EnvironmentVariable:
    """The variable that a definition file declares; `values` is the parsed environmentvariablevalues.json, or None.

    Raises:
        PackageError: the text cannot be read, or is no definition of an environment variable.
    """
    root = _definition(text)
    default = root.child("defaultvalue")
    display = root.child("displayname")
    kind = root.child_text("type")
    return EnvironmentVariable(
        schema_name=root.attributes["schemaname"],
        display_name=display.attributes.get("default", "") if display else "",
        type=int(kind) if kind.isascii() and kind.isdecimal() else 0,
        default=Secret(default.text) if default else None,
        value=current_value(values),
        member=member,
        values_member=values_member,
    )


def default_at(text: str) -> int | None:
    """Where the default value begins in the text of a definition, None where it has none.

    Raises:
        PackageError: the text cannot be read, or is no definition of an environment variable.
    """
    default = _definition(text).child("defaultvalue")
    return default.content_start if default else None


def environment_variable_definition(
    schema_name: str, display_name: str, description: str = "", *, newline: str = "\r\n"
) -> bytes:
    """A new Secret variable kept in Azure Key Vault, as the platform exports one; it has no value (the settings do)."""
    return _new(schema_name, display_name, description, SECRET_TYPE, newline)


def text_variable_definition(
    schema_name: str, display_name: str, default: str, description: str = "", *, newline: str = "\r\n"
) -> bytes:
    """A new Text variable with a default value, as the platform exports one."""
    value = f"  <defaultvalue>{escape(default)}</defaultvalue>"
    return _new(schema_name, display_name, description, TEXT_TYPE, newline, value)


def _new(schema_name: str, display_name: str, description: str, kind: int, newline: str, *more: str) -> bytes:
    name, shown, about = escape(schema_name), escape(display_name), escape(description)
    lines = [f'<{_ROOT} schemaname="{name}">', *more]
    if description:
        lines += [
            f'  <description default="{about}">',
            f'    <label description="{about}" languagecode="1033" />',
            "  </description>",
        ]
    lines += [
        f'  <displayname default="{shown}">',
        f'    <label description="{shown}" languagecode="1033" />',
        "  </displayname>",
        "  <introducedversion>1.0.0.0</introducedversion>",
        "  <iscustomizable>1</iscustomizable>",
        "  <isrequired>0</isrequired>",
        f"  <secretstore>{_KEY_VAULT}</secretstore>",
        f"  <type>{kind}</type>",
        f"</{_ROOT}>",
    ]
    return newline.join(lines).encode()


def empty_environment_variable(text: str) -> str:
    """A definition without its default value; its type and every other byte stand.

    Raises:
        PackageError: the text cannot be read, or is no definition of an environment variable.
    """
    return _without(text, "defaultvalue")


def environment_variable_member(facts: Facts, schema_name: str) -> str:
    """Where the definition of a variable stands in a solution, or would stand, in the spelling that it uses."""
    wanted = f"{facts.root}{_FOLDER}/{schema_name}/{_FILE}"
    same = (name for name in facts.names if name.casefold() == wanted.casefold())
    folders = (name[: len(facts.root) + len(_FOLDER)] for name in facts.names)
    folder = next((f for f in folders if f.casefold() == f"{facts.root}{_FOLDER}".casefold()), facts.root + _FOLDER)
    return next(same, f"{folder}/{schema_name}/{_FILE}")


def _definition(text: str) -> Element:
    root = next(iter(find(text, _ROOT)[_ROOT]), None)
    if root is None or not root.attributes.get("schemaname"):
        raise PackageError("This is not the definition of an environment variable: it names none.", hint=AGAIN)
    return root


def current_value(values: Any) -> Secret | None:
    """The value in a parsed environmentvariablevalues.json; the platform writes one, and it is always text."""
    for name in (_VALUES, "environmentvariablevalue", "value"):
        values = values.get(name) if isinstance(values, dict) else None
    return Secret(values) if isinstance(values, str) else None


def _without(text: str, name: str) -> str:
    found = _definition(text).child(name)
    if found is None:
        return text
    return text[: found.start - len(white_before(text, found.start))] + text[found.end :]
