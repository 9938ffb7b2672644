"""Environment variables as exports of version 9.1 keep them: inside customizations.xml, and not in files of their own.

Six published exports of that version (2020) agree on the form; none holds a current value or a Secret variable, so no
such element is known:

    <EnvironmentVariables>
      <Definition IntroducedVersion="1.0.0.0">
        <SchemaName>contoso_Site</SchemaName>
        <IsRequired>0</IsRequired>
        <Type>100000000</Type>
        <DefaultValue xsi:nil="true"></DefaultValue>
        <DisplayName>
          <LocalizedNames><LocalizedName description="Site" languagecode="1033" /></LocalizedNames>
        </DisplayName>
      </Definition>
"""

from collections.abc import Iterable, Iterator

from remediate.errors import PackageError
from remediate.package.interface import EnvironmentVariable
from remediate.package.xml import AGAIN, Element, find
from remediate.secret import Secret

DEFINITION = "ImportExportXml/EnvironmentVariables/Definition"
"""Where customizations.xml declares variables, if it does."""
_NIL = "xsi:nil"
_NAMESPACE = "xmlns:xsi="


def inline_variables(text: str, member: str) -> Iterator[EnvironmentVariable]:
    """The variables that a customizations.xml declares itself; those of today's exports have files of their own.

    Raises:
        PackageError: the text cannot be read.
    """
    return variables_in(find(text, DEFINITION)[DEFINITION], member)


def variables_in(definitions: Iterable[Element], member: str) -> Iterator[EnvironmentVariable]:
    """The variables in the elements at `DEFINITION` of the customizations.xml `member`."""
    for definition in definitions:
        schema_name = definition.child_text("SchemaName")
        default = definition.child("DefaultValue")
        kind = definition.child_text("Type")
        if schema_name:
            yield EnvironmentVariable(
                schema_name=schema_name,
                display_name=_display_name(definition),
                type=int(kind) if kind.isascii() and kind.isdecimal() else 0,
                default=Secret(default.text) if default and not _is_nil(default) else None,
                value=None,
                member=member,
                values_member=None,
            )


def empty_inline_variable(text: str, schema_name: str) -> str:
    """customizations.xml in which that variable has no default value, as the platform writes it; the rest stands.

    Raises:
        PackageError: the text cannot be read, or declares no such variable.
    """
    default = _named(text, schema_name).child("DefaultValue")
    if default is None or _is_nil(default):
        return text
    nil = f' {_NIL}="true"' if _NAMESPACE in text[: default.start] else ""
    return text[: default.start] + f"<DefaultValue{nil}></DefaultValue>" + text[default.end :]


def inline_default_at(text: str, schema_name: str) -> int | None:
    """Where the default value of that variable begins, None where it has none.

    Raises:
        PackageError: the text cannot be read, or declares no such variable.
    """
    default = _named(text, schema_name).child("DefaultValue")
    return default.content_start if default else None


def without_inline_variable(text: str, schema_name: str) -> str:
    """The text around the definition of that variable: what else says its name uses it.

    Raises:
        PackageError: the text cannot be read, or declares no such variable.
    """
    definition = _named(text, schema_name)
    return text[: definition.start] + text[definition.end :]


def _named(text: str, schema_name: str) -> Element:
    wanted = schema_name.casefold()
    for definition in find(text, DEFINITION)[DEFINITION]:
        if definition.child_text("SchemaName").casefold() == wanted:
            return definition
    raise PackageError(f"The customizations.xml declares no environment variable {schema_name}.", hint=AGAIN)


def _is_nil(element: Element) -> bool:
    return element.attributes.get(_NIL, "").strip().casefold() in ("true", "1")


def _display_name(definition: Element) -> str:
    shown = definition.child("DisplayName")
    names = shown.child("LocalizedNames") if shown else None
    return (
        next((n.attributes["description"] for n in names.children if "description" in n.attributes), "")
        if names
        else ""
    )
