import pytest
from package_builders import customizations, inline_variables, solution, write_zip

from remediate.errors import PackageError
from remediate.package import empty_inline_variable, open_package, without_inline_variable

TEXT = customizations(references=inline_variables())


def test_variables_inside_customizations_are_read_and_their_values_hidden(tmp_path):
    package = open_package(write_zip(tmp_path / "Old.zip", solution({"customizations.xml": TEXT})))
    key, site = package.facts.environment_variables
    assert (key.schema_name, key.display_name, key.type) == ("contoso_ApiKey", "Api Key", 100000000)
    assert (key.default.reveal(), key.value, key.member) == ("CANARY-default", None, "customizations.xml")
    assert site.default is None
    assert "CANARY" not in repr(package)


def test_one_is_emptied_as_the_platform_writes_it_and_the_rest_stands():
    emptied = empty_inline_variable(TEXT, "CONTOSO_apikey")
    full = "<DefaultValue>CANARY-default</DefaultValue>"
    assert emptied == TEXT.replace(full, '<DefaultValue xsi:nil="true"></DefaultValue>')
    assert empty_inline_variable(emptied, "contoso_ApiKey") == emptied


def test_without_the_namespace_it_is_just_empty():
    text = TEXT.replace(' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', "").replace(' xsi:nil="true"', "")
    assert "<DefaultValue></DefaultValue>" in empty_inline_variable(text, "contoso_ApiKey")


def test_one_that_is_not_there_is_an_error():
    with pytest.raises(PackageError, match="contoso_Other"):
        empty_inline_variable(TEXT, "contoso_Other")


def test_the_text_around_one_tells_who_else_uses_it():
    assert "contoso_ApiKey" not in without_inline_variable(TEXT, "contoso_ApiKey")
    assert "contoso_Site" in without_inline_variable(TEXT, "contoso_ApiKey")
