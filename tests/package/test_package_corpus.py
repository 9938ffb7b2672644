"""Every package of the real exports loads, and every edit of their XML parts touches nothing but its own span."""

from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

from conftest import CORPUS, needs_corpus

from remediate.errors import PackageError
from remediate.flow.pointer import resolve
from remediate.package import (
    Kind,
    Package,
    add_connection_reference,
    empty_environment_variable,
    ensure_content_types,
    environment_variable_member,
    packages,
    raise_version,
)
from remediate.package.connections import connection_references
from remediate.package.document import parse
from remediate.package.inline_variables import empty_inline_variable, inline_variables
from remediate.package.manifest import read_manifest
from remediate.package.shape import looks_like_flow, places
from remediate.package.variables import environment_variable, environment_variable_definition
from remediate.package.xml import find
from remediate.writer.encoding import decode, encode

pytestmark = needs_corpus

LISTED = "ImportExportXml/connectionreferences"
CONNECTOR = "/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps"


@cache
def opened():
    return list(packages(CORPUS))


def loaded():
    return [package for package in opened() if isinstance(package, Package)]


@cache
def parts():
    """(where, bytes) of every file and every zip member, one level of zips in zips included, each content once."""
    found: dict[bytes, str] = {}
    for path in sorted(CORPUS.rglob("*")):
        if path.is_file():
            for where, data in _unzipped(str(path.relative_to(CORPUS)), path.read_bytes()):
                found.setdefault(data, where)
    return [(where, data) for data, where in found.items()]


def _unzipped(where, data, depth=2):
    if not where.casefold().endswith(".zip") or not depth:
        yield where, data
        return
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            yield from _unzipped(f"{where}/{name}", archive.read(name), depth - 1)


def texts(name):
    """The distinct texts of all XML parts of that file name."""
    return [decode(data).text for where, data in parts() if where.replace("\\", "/").casefold().endswith(name)]


def test_every_package_loads():
    assert [str(item) for item in opened() if isinstance(item, PackageError)] == []
    kinds = Counter(package.kind for package in loaded())
    assert kinds[Kind.SOLUTION_ZIP] > 90
    assert kinds[Kind.SOLUTION_FOLDER] > 100
    assert kinds[Kind.LEGACY_ZIP] > 40
    assert kinds[Kind.LEGACY_FOLDER] > 15
    assert kinds[Kind.DEFINITION] > 40
    assert len({flow.data for package in loaded() for flow in package.flows}) > 400


def test_every_problem_is_one_sentence():
    problems = [problem for package in loaded() for problem in package.problems]
    assert len(problems) < 5
    assert all(problem.file and "\n" not in str(problem) for problem in problems)


def test_every_definition_is_where_its_pointer_says():
    for package in loaded():
        for flow in package.flows:
            definition = resolve(flow.document, flow.definition_pointer)
            assert {"triggers", "actions"} & set(definition), (package.path, flow.member)
            assert flow.name
            assert package.read(flow.member) == flow.data


def test_every_solution_names_itself():
    for package in loaded():
        if package.kind in (Kind.SOLUTION_ZIP, Kind.SOLUTION_FOLDER):
            assert package.facts is not None
            assert package.facts.unique_name
            assert package.facts.version
            assert package.facts.publisher_prefix


def test_only_the_expected_are_scanned_only():
    for package in loaded():
        reasons = [
            package.kind in (Kind.LEGACY_ZIP, Kind.LEGACY_FOLDER),
            package.facts is not None and package.facts.managed,
            package.inner != "",
            package.kind is Kind.DEFINITION and "Azure+logicapps" in str(package.path),
        ]
        assert package.scan_only is None or any(reasons)


def test_the_stress_solution_has_its_hundred_flows():
    [stress] = [package for package in loaded() if "StressTest100Flows" in package.path.name]
    assert (len(stress.flows), stress.problems, stress.scan_only) == (100, (), None)


def test_no_flow_is_left_out():
    """Whatever looks like a flow is in a package, but for what a solution itself calls another category."""
    seen = {flow.data for package in loaded() for flow in package.flows}
    missed = [
        where
        for where, data in parts()
        if where.casefold().endswith(".json") and looks_like_flow(data) and places(parse(data)) and data not in seen
    ]
    folders = {where.replace("\\", "/").split("/")[-2].casefold() for where in missed}
    assert folders <= {"workflows"}
    assert len(missed) < 10


def test_a_second_look_gives_the_same():
    again = [package for package in islice(packages(CORPUS), 60) if isinstance(package, Package)]
    assert [(p.path, p.kind, p.name, [f.member for f in p.flows]) for p in again] == [
        (p.path, p.kind, p.name, [f.member for f in p.flows]) for p in loaded()[: len(again)]
    ]


def test_every_xml_part_parses_and_its_spans_hold():
    count = 0
    for where, data in parts():
        if where.casefold().endswith(".xml"):
            text = decode(data).text
            assert encode(decode(data), text) == data
            for elements in find(text, "ImportExportXml/connectionreferences", "Workflow", "Types/Default").values():
                for element in elements:
                    source = text[element.start : element.end]
                    assert source.startswith(f"<{element.name}")
                    assert source.endswith("/>" if element.closed else ">")
            count += 1
    assert count > 500


def inserted(before, after):
    """What stands in `after` and not in `before`, which is otherwise the same at both ends."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    tail = len(before) - start
    assert after.endswith(before[start:])
    return after[start : len(after) - tail]


def test_a_connection_reference_is_added_to_every_customizations():
    count = 0
    for text in texts("/customizations.xml"):
        result = add_connection_reference(text, "zzz_dataverse", "Dataverse", CONNECTOR)
        references = connection_references(result)
        assert [r for r in references if r.logical_name != "zzz_dataverse"] == list(connection_references(text))
        assert len(references) == len(connection_references(text)) + 1
        assert add_connection_reference(result, "ZZZ_dataverse", "Dataverse", CONNECTOR) == result
        if "<connectionreferences />" not in text:
            added = inserted(text, result)
            assert "zzz_dataverse" in added
            assert ("\r\n" in added) == (added.count("\n") > 0 and "\r\n" in text)
        order = [line.strip() for line in result.splitlines() if line.startswith("  <") and line[2] == "<"]
        names = [line[1:].split(">")[0].split(" ")[0] for line in order if not line.startswith("</")]
        if "Languages" in names:
            assert names.index("connectionreferences") < names.index("Languages")
        count += 1
    assert count > 100


def test_a_real_list_can_be_taken_away_and_made_anew():
    """Taking the only reference out of a real list and adding it again gives the same bytes back."""
    count = 0
    for text in texts("/customizations.xml"):
        holder = next(iter(find(text, LISTED)[LISTED]), None)
        names = {child.name for item in holder.children for child in item.children} if holder else set()
        if (
            holder is None
            or len(holder.children) != 1
            or names & {"promptingbehavior", "description", "customconnectorid"}
        ):
            continue
        [reference] = connection_references(text)
        white = len(text[: holder.start]) - len(text[: holder.start].rstrip())
        without = text[: holder.start - white] + text[holder.end :]
        arguments = (reference.logical_name, reference.display_name, reference.connector_id)
        assert add_connection_reference(without, *arguments) == text
        count += 1
    assert count > 5


def test_every_version_is_raised():
    found = [text for text in texts("/solution.xml") if "SolutionManifest" in text]
    for text in found:
        old, new = read_manifest(text).version, read_manifest(raise_version(text)).version
        assert new.rpartition(".")[0] == old.rpartition(".")[0]
        assert int(new.rpartition(".")[2]) == int(old.rpartition(".")[2]) + 1
        assert raise_version(text).replace(f"<Version>{new}<", f"<Version>{old}<") == text
    assert len(found) > 100


def test_every_definition_of_a_variable_is_emptied():
    found = texts("/environmentvariabledefinition.xml")
    for text in found:
        before = environment_variable(text, "member", None, None)
        emptied = empty_environment_variable(text)
        assert environment_variable(emptied, "member", None, None) == replace(before, default=None)
        assert empty_environment_variable(emptied) == emptied
    assert len(found) > 200


def test_a_new_definition_has_the_bytes_of_a_real_one():
    count = 0
    for text in texts("/environmentvariabledefinition.xml"):
        [root] = find(text, "environmentvariabledefinition")["environmentvariabledefinition"]
        if root.child_text("type") != "100000005" or root.child("defaultvalue") or 'languagecode="1033"' not in text:
            continue
        display, description = root.child("displayname"), root.child("description")
        built = environment_variable_definition(
            root.attributes["schemaname"],
            display.attributes["default"] if display else "",
            description.attributes["default"] if description else "",
            newline="\r\n" if "\r\n" in text else "\n",
        ).decode()
        introduced = root.child_text("introducedversion")
        assert built.replace(">1.0.0.0<", f">{introduced}<") == text
        count += 1
    assert count > 3


def test_every_definition_of_a_variable_is_found_where_a_new_one_would_stand():
    for package in loaded():
        for variable in package.facts.environment_variables if package.facts else ():
            assert package.facts is not None
            if variable.member != package.facts.customizations:
                assert environment_variable_member(package.facts, variable.schema_name.upper()) == variable.member


def test_variables_of_old_exports_are_found_in_customizations_and_can_be_emptied():
    count = 0
    for package in loaded():
        for variable in package.facts.environment_variables if package.facts else ():
            if package.facts is not None and variable.member == package.facts.customizations:
                text = empty_inline_variable(decode(package.read(variable.member)).text, variable.schema_name)
                again = {v.schema_name: v.default for v in inline_variables(text, variable.member)}
                assert again[variable.schema_name] is None
                count += 1
    assert count > 20


def test_every_list_of_content_types_takes_another():
    found = [text for text in texts("/[content_types].xml") if "<Types" in text]
    for text in found:
        result = ensure_content_types(text, {"xml", "json", "zzz"})
        kinds = {item.attributes["Extension"] for item in find(result, "Types/Default")["Types/Default"]}
        assert {"xml", "json", "zzz"} <= kinds
        assert ensure_content_types(result, {"json", "ZZZ"}) == result
        assert 'Extension="zzz"' in inserted(text, result)
    assert len(found) > 50
