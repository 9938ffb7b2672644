from hypothesis import given
from hypothesis import strategies as st
from package_builders import customizations

from remediate.package.connections import add_connection_reference, connection_references

NAMES = st.from_regex(r"[a-z]{1,8}_[A-Za-z0-9]{1,8}", fullmatch=True)
CONNECTOR = "/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps"


def reference(name, *more):
    return "\n".join(
        [
            f'    <connectionreference connectionreferencelogicalname="{name}">',
            f"      <connectionreferencedisplayname>{name}</connectionreferencedisplayname>",
            "      <connectorid>/providers/Microsoft.PowerApps/apis/shared_x</connectorid>",
            "      <iscustomizable>1</iscustomizable>",
            *more,
            "      <statecode>0</statecode>",
            "      <statuscode>1</statuscode>",
            "    </connectionreference>",
        ]
    )


def listed(*names, more=()):
    lines = "".join(reference(name, *more) + "\n" for name in names)
    return customizations(references=f"  <connectionreferences>\n{lines}  </connectionreferences>\n")


def add(text, name="contoso_dataverse"):
    return add_connection_reference(text, name, "Dataverse", CONNECTOR)


NEW = """    <connectionreference connectionreferencelogicalname="contoso_dataverse">
      <connectionreferencedisplayname>Dataverse</connectionreferencedisplayname>
      <connectorid>/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps</connectorid>
      <iscustomizable>1</iscustomizable>
      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>
"""


def test_a_list_is_made_before_the_languages():
    text = customizations()
    expected = text.replace("  <Languages>", f"  <connectionreferences>\n{NEW}  </connectionreferences>\n  <Languages>")
    assert add(text) == expected


def test_an_empty_list_is_opened():
    for empty in (
        "<connectionreferences />",
        "<connectionreferences/>",
        "<connectionreferences></connectionreferences>",
    ):
        expected = customizations(references=f"  <connectionreferences>\n{NEW}  </connectionreferences>\n")
        assert add(customizations(references=f"  {empty}\n")) == expected


def test_takes_its_place_among_sorted_siblings():
    text = listed("contoso_a", "contoso_z")
    assert add(text) == text.replace(reference("contoso_z"), NEW + reference("contoso_z"))


def test_comes_last_among_unsorted_siblings():
    text = listed("contoso_z", "contoso_a")
    assert add(text) == text.replace(reference("contoso_a") + "\n", reference("contoso_a") + "\n" + NEW)


def test_comes_last_where_it_sorts_last():
    text = listed("contoso_a")
    assert add(text) == text.replace(reference("contoso_a") + "\n", reference("contoso_a") + "\n" + NEW)


def test_prompting_behaviour_only_where_siblings_have_it():
    prompt = "      <promptingbehavior>0</promptingbehavior>"
    assert add(listed("contoso_a", more=[prompt])).count(prompt.strip()) == 2
    assert prompt.strip() not in add(listed("contoso_a"))


def test_a_single_line_stays_a_single_line():
    text = "".join(line.strip() for line in listed("contoso_a").splitlines())
    assert "\n" not in add(text)
    bare = "<ImportExportXml><Languages /></ImportExportXml>"
    assert "\n" not in add(bare)


def test_keeps_windows_newlines():
    text = customizations().replace("\n", "\r\n")
    assert add(text) == add(customizations()).replace("\n", "\r\n")


def test_without_languages_it_comes_last():
    assert add("<ImportExportXml>\n  <A />\n</ImportExportXml>") == (
        f"<ImportExportXml>\n  <A />\n  <connectionreferences>\n{NEW}  </connectionreferences>\n</ImportExportXml>"
    )


def test_the_custom_connector_inside_a_reference_is_not_its_connector():
    custom = "      <customconnectorid>\n        <connectorid>CANARY</connectorid>\n      </customconnectorid>"
    [found] = connection_references(listed("contoso_a", more=[custom]))
    assert found.connector_id == "/providers/Microsoft.PowerApps/apis/shared_x"


@given(st.lists(NAMES, unique_by=str.casefold, max_size=5), NAMES, st.booleans())
def test_adds_exactly_one_and_leaves_the_rest(names, new, crlf):
    text = listed(*names)
    text = text.replace("\n", "\r\n") if crlf else text
    result = add(text, new)
    before = [found.logical_name for found in connection_references(text)]
    after = [found.logical_name for found in connection_references(result)]
    if new.casefold() in {name.casefold() for name in names}:
        assert result == text
    else:
        assert sorted(after) == sorted([*before, new])
        assert [name for name in after if name != new] == before
    assert add(result, new.upper()) == result
    assert ("\r\n" in result) == crlf
    assert result.count("\n") == result.count("\r\n") or not crlf


def test_names_are_escaped():
    [found] = connection_references(add_connection_reference(customizations(), 'a"&<', "Tom & Co. <x>", CONNECTOR))
    assert (found.logical_name, found.display_name) == ('a"&<', "Tom & Co. <x>")
