"""A package's own XML: what may change by rule is a change, everything else is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from package_builders import customizations, inline_variables, manifest, variable

from remediate.errors import PackageError
from remediate.package.connections import add_connection_reference
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


EXPORT = add_connection_reference(WITH_VARIABLES, "contoso_dataverse", "Dataverse", "/providers/x/shared_x")
EDITS = st.lists(
    st.tuples(st.sampled_from(["delete", "double", "swap", "spell"]), st.integers(0, 99), st.integers(0, 99))
)


def edited(text, edits):
    """The text with lines gone, doubled, exchanged, or with another letter."""
    lines = text.split("\n")
    for what, one, other in edits:
        at, to = one % len(lines), other % len(lines)
        match what:
            case "delete" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[to] = lines[to], lines[at]
            case "spell":
                lines[at] = lines[at].replace("1", "2").replace("o", "0", 1)
    return "\n".join(lines)


def outcome(compare, before, after):
    try:
        return [str(one) for one in compare(before, after)]
    except PackageError as error:
        return str(error)


@pytest.mark.parametrize(
    ("compare", "text"),
    [(documents.manifest, manifest()), (documents.customizations, EXPORT)],
    ids=["solution", "custom"],
)
@settings(deadline=None)  # a busy machine is slow
@given(edits=EDITS)
def test_cut_or_whole_the_comparison_says_the_same(compare, text, edits):
    after = edited(text, edits)
    quick = outcome(compare, text, after), outcome(compare, after, text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents.Cut, "pieces", property(lambda cut: [id(cut)]))  # as if nothing were equal around
        assert quick == (outcome(compare, text, after), outcome(compare, after, text))
