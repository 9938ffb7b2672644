import pytest
from package_builders import TYPES, manifest

from remediate.errors import PackageError
from remediate.package.manifest import ensure_content_types, raise_version, read_manifest
from remediate.package.xml import find


def test_reads_the_head_of_a_solution():
    found = read_manifest(manifest("2"))
    assert (found.unique_name, found.display_name, found.version) == ("ContosoReports", "Contoso Reports", "1.0.0.9")
    assert (found.publisher_prefix, found.managed) == ("contoso", "2")


@pytest.mark.parametrize("text", ["<ImportExportXml />", "<project><SolutionManifest /></project>"])
def test_refuses_what_names_no_solution(text):
    with pytest.raises(PackageError, match="names none"):
        read_manifest(text)


@pytest.mark.parametrize(
    ("old", "new"), [("1.0.0.9", "1.0.0.10"), ("1.2", "1.3"), (" 1.0.20240131.1 ", " 1.0.20240131.2 "), ("7", "8")]
)
def test_raises_the_last_number_and_nothing_else(old, new):
    text = manifest().replace("1.0.0.9", old)
    assert raise_version(text) == text.replace(f">{old}<", f">{new}<")


def test_does_not_raise_another_version():
    assert 'version="9.2.0.0"' in raise_version(manifest())


@pytest.mark.parametrize("version", ["<Version />", "<Version></Version>", "<Version>one</Version>", ""])
def test_refuses_a_solution_without_version(version):
    with pytest.raises(PackageError, match="no version"):
        raise_version(manifest().replace("<Version>1.0.0.9</Version>", version))


def test_adds_the_content_types_that_lack():
    text = TYPES.removeprefix("\ufeff")
    assert ensure_content_types(text, {"xml", "json"}) == text
    assert ensure_content_types(text, {"XML"}) == text
    added = ensure_content_types(text, {"yml", "css", "json"})
    kinds = [item.attributes["Extension"] for item in find(added, "Types/Default")["Types/Default"]]
    assert kinds == ["xml", "json", "css", "yml"]
    assert ensure_content_types(added, {"yml", "css"}) == added


def test_adds_a_line_among_lines():
    text = '<Types>\r\n  <Default Extension="xml" ContentType="text/xml" />\r\n</Types>'
    assert ensure_content_types(text, {"json"}) == text.replace(
        "\r\n</Types>", '\r\n  <Default Extension="json" ContentType="application/octet-stream" />\r\n</Types>'
    )


def test_refuses_what_is_no_list_of_types():
    with pytest.raises(PackageError, match="content types"):
        ensure_content_types("<Other />", {"xml"})
