"""A package's own XML: what may change by rule is a change, everything else is named."""

import pytest
from package_builders import customizations, inline_variables, manifest, variable

from remediate.verify import Change, documents

WITH_VARIABLES = customizations(references=inline_variables("CANARY-default"))


def told(compare, before, after):
    found = [*compare(before, after)]
    assert "CANARY" not in str(found)
    return [one.intent.value if isinstance(one, Change) else one.rule.name for one in found]


def test_the_same_laid_out_otherwise_is_the_same():
    assert told(documents.manifest, manifest(), manifest().replace("\n  ", "\r\n\t")) == []


def test_a_value_in_customizations_may_go_and_not_become_another():
    emptied = WITH_VARIABLES.replace(">CANARY-default<", "><")
    assert told(documents.customizations, WITH_VARIABLES, emptied) == ["environment variables emptied"]
    other = WITH_VARIABLES.replace("CANARY-default", "CANARY-other")
    assert told(documents.customizations, WITH_VARIABLES, other) == [
        "customizations.xml only gains connection references"
    ]


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (variable().replace(b"  <defaultvalue>CANARY-default</defaultvalue>\n", b""), "environment variables emptied"),
        (variable(default="CANARY-other"), "environment variables stay, or are emptied"),
        (variable(schema_name="contoso_Other"), "environment variables stay, or are emptied"),
        (variable(kind=100000005), "environment variables emptied"),
        (variable(kind=100000001), "environment variables stay, or are emptied"),
    ],
)
def test_an_environment_variable_stays_or_is_emptied(after, says):
    assert told(documents.definition, variable().decode(), after.decode()) == [says]
