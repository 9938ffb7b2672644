from dataclasses import replace

import pytest
from package_builders import variable

from remediate.errors import PackageError
from remediate.package.interface import SECRET_TYPE, Facts
from remediate.package.variables import (
    empty_environment_variable,
    environment_variable,
    environment_variable_definition,
    environment_variable_member,
    is_definition,
)

FACTS = Facts("Contoso", "Contoso", "1.0", "contoso", False, (), (), (), "", "solution.xml", None, None)  # noqa: FBT003
MEMBER = "environmentvariabledefinitions/contoso_ApiKey/environmentvariabledefinition.xml"


def read(text, values=None):
    return environment_variable(text, MEMBER, values, None)


def test_reads_a_variable_and_hides_its_values():
    values = {"environmentvariablevalues": {"environmentvariablevalue": {"value": "CANARY-value"}}}
    found = read(variable().decode(), values)
    assert (found.schema_name, found.display_name, found.type) == ("contoso_ApiKey", "Api Key", 100000000)
    assert found.default is not None
    assert found.value is not None
    assert (found.default.reveal(), found.value.reveal()) == ("CANARY-default", "CANARY-value")
    assert "CANARY" not in repr(found)


@pytest.mark.parametrize("values", [None, [], {"environmentvariablevalues": []}, {"environmentvariablevalues": {}}])
def test_a_variable_may_have_no_value(values):
    assert read(variable().decode(), values).value is None


@pytest.mark.parametrize("text", ["<a />", "<environmentvariabledefinition />"])
def test_refuses_what_is_no_definition(text):
    with pytest.raises(PackageError, match="names none"):
        read(text)


def test_a_new_definition_is_what_the_platform_exports():
    assert environment_variable_definition("contoso_Key", "Key", 'of "A & B"') == (
        b'<environmentvariabledefinition schemaname="contoso_Key">\r\n'
        b'  <description default="of &quot;A &amp; B&quot;">\r\n'
        b'    <label description="of &quot;A &amp; B&quot;" languagecode="1033" />\r\n'
        b"  </description>\r\n"
        b'  <displayname default="Key">\r\n'
        b'    <label description="Key" languagecode="1033" />\r\n'
        b"  </displayname>\r\n"
        b"  <introducedversion>1.0.0.0</introducedversion>\r\n"
        b"  <iscustomizable>1</iscustomizable>\r\n"
        b"  <isrequired>0</isrequired>\r\n"
        b"  <secretstore>0</secretstore>\r\n"
        b"  <type>100000005</type>\r\n"
        b"</environmentvariabledefinition>"
    )


def test_a_new_definition_reads_back():
    found = read(environment_variable_definition("contoso_Key", "Key <1>", newline="\n").decode())
    assert (found.schema_name, found.display_name, found.type) == ("contoso_Key", "Key <1>", SECRET_TYPE)
    assert found.default is None


def test_emptying_takes_the_default_only():
    text = variable().decode()
    empty = text.replace("\n  <defaultvalue>CANARY-default</defaultvalue>", "")
    assert empty_environment_variable(text) == empty
    assert empty_environment_variable(empty) == empty


def test_the_place_of_a_new_definition():
    assert environment_variable_member(FACTS, "contoso_ApiKey") == MEMBER
    assert environment_variable_member(replace(FACTS, root="src/"), "contoso_ApiKey") == f"src/{MEMBER}"


def test_the_place_keeps_the_spelling_of_the_package():
    other = "src/EnvironmentVariableDefinitions/contoso_Other/environmentvariabledefinition.xml"
    facts = replace(FACTS, root="src/", names=(other,))
    assert environment_variable_member(facts, "contoso_ApiKey") == other.replace("Other", "ApiKey")
    assert environment_variable_member(facts, "CONTOSO_OTHER") == other


def test_what_is_a_definition_by_its_place():
    assert is_definition(MEMBER)
    assert is_definition("src/EnvironmentVariableDefinitions/x/EnvironmentVariableDefinition.xml")
    assert not is_definition("environmentvariabledefinition.xml")
    assert not is_definition("botcomponents/x/environmentvariabledefinition.xml")
