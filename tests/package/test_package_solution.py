import json

import pytest
from package_builders import (
    FLOW_MEMBER,
    GUID,
    customizations,
    flow,
    manifest,
    solution,
    unpacked,
    variable,
    workflow,
    write_folder,
    write_zip,
)

from remediate.errors import PackageError
from remediate.package import Kind, open_package

FORMS = {
    "zip": lambda path: write_zip(path / "Contoso_1_0_0_9.zip", solution()),
    "unzipped": lambda path: write_folder(path / "plain", solution()),
    "unpacked": lambda path: write_folder(path / "unpacked", unpacked()),
    "src": lambda path: write_folder(path / "project", {f"src/{n}": c for n, c in unpacked().items()}),
    "lower case": lambda path: write_folder(path / "lower", {n.lower(): c for n, c in unpacked().items()}),
    "backslashes": lambda path: write_zip(path / "b.zip", {n.replace("/", "\\"): c for n, c in solution().items()}),
    "zipped folder": lambda path: write_zip(path / "f.zip", {f"Contoso/src/{n}": c for n, c in unpacked().items()}),
    "unzipped over unpacked": lambda path: write_folder(path / "both", unpacked() | solution()),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_flow(form, tmp_path):
    path = FORMS[form](tmp_path)
    package = open_package(path)
    assert package.path == path
    assert package.kind is (Kind.SOLUTION_ZIP if path.suffix == ".zip" else Kind.SOLUTION_FOLDER)
    assert (package.name, package.problems) == ("ContosoReports", ())
    assert (package.scan_only is not None) == (form == "backslashes")
    [found] = package.flows
    assert (found.name, found.workflow_id) == ("Daily report", GUID.lower())
    assert found.member.casefold().endswith(FLOW_MEMBER.casefold())
    assert found.document == json.loads(flow())
    assert (found.definition_pointer, found.references_pointer) == (
        "/properties/definition",
        "/properties/connectionReferences",
    )
    assert package.read(found.member) == found.data
    assert "CANARY" not in repr(package)


def test_the_facts_of_an_export(tmp_path):
    reference = (
        '<connectionreferences><connectionreference connectionreferencelogicalname="contoso_c">'
        "<connectionreferencedisplayname>C</connectionreferencedisplayname>"
        "<connectorid>/providers/Microsoft.PowerApps/apis/shared_x</connectorid></connectionreference>"
        "</connectionreferences>"
    )
    folder = "environmentvariabledefinitions/contoso_ApiKey"
    values = {"environmentvariablevalues": {"environmentvariablevalue": {"value": "CANARY-value"}}}
    parts = solution(
        {
            "customizations.xml": customizations(workflow("Daily report", FLOW_MEMBER), references=reference),
            f"{folder}/environmentvariabledefinition.xml": variable(),
            f"{folder}/environmentvariablevalues.json": json.dumps(values).encode("utf-16"),
        }
    )
    package = open_package(write_zip(tmp_path / "a.zip", parts))
    facts = package.facts
    assert facts is not None
    assert (facts.unique_name, facts.display_name, facts.version) == ("ContosoReports", "Contoso Reports", "1.0.0.9")
    assert (facts.publisher_prefix, facts.managed, facts.root) == ("contoso", False, "")
    assert (facts.manifest, facts.customizations) == ("solution.xml", "customizations.xml")
    assert facts.content_types == "[Content_Types].xml"
    assert facts.names == tuple(sorted(parts))
    assert [(r.logical_name, r.display_name) for r in facts.connection_references] == [("contoso_c", "C")]
    [found] = facts.environment_variables
    assert (found.schema_name, found.values_member) == ("contoso_ApiKey", f"{folder}/environmentvariablevalues.json")
    assert found.value is not None
    assert found.value.reveal() == "CANARY-value"
    assert "CANARY" not in repr(package)


def test_the_members_of_a_project_are_below_src(tmp_path):
    package = open_package(FORMS["src"](tmp_path))
    assert package.facts is not None
    assert (package.facts.root, package.facts.manifest) == ("src/", "src/Other/Solution.xml")
    assert package.flows[0].member == f"src/{FLOW_MEMBER}"


@pytest.mark.parametrize("category", ["0", "6", "9000"])
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_only_cloud_flows_are_flows(category, form, tmp_path):
    entry = workflow("Macro", FLOW_MEMBER, category)
    if form == "zip":
        path = write_zip(tmp_path / "a.zip", solution({"customizations.xml": customizations(entry)}))
    else:
        path = write_folder(tmp_path, unpacked() | {f"{FLOW_MEMBER}.data.xml": entry.encode()})
    package = open_package(path)
    assert (package.flows, package.problems) == ((), ())


def test_where_nothing_says_the_category_the_file_is_looked_at(tmp_path):
    parts = solution({"customizations.xml": customizations(), "Workflows/other.json": b'{"actions": {}}'})
    [found] = open_package(write_zip(tmp_path / "a.zip", parts)).flows
    assert (found.name, found.workflow_id) == ("Dailyreport", GUID.lower())


def test_a_managed_solution_is_scanned_only(tmp_path):
    package = open_package(write_zip(tmp_path / "a.zip", solution({"solution.xml": manifest("1")})))
    assert len(package.flows) == 1
    assert package.scan_only is not None
    assert "managed" in package.scan_only


def test_flows_come_in_the_order_of_their_names(tmp_path):
    names = [f"Workflows/{letter}.json" for letter in "cab"]
    parts = solution(
        {FLOW_MEMBER: None, "customizations.xml": customizations(*(workflow(n, n) for n in names))}
        | dict.fromkeys(names, flow()),
    )
    assert [found.member for found in open_package(write_zip(tmp_path / "a.zip", parts)).flows] == sorted(names)


BAD_FLOWS = {
    "cut off": (b'{"properties": {"definition"', "not JSON"),
    "empty": (b"", "empty"),
    "not a flow": (b'{"a": 1}', "listed as a cloud flow"),
    "duplicate": (flow().replace(b'"actions": {', b'"actions": {}, "actions": {'), "duplicate member 'actions'"),
    "not a number": (flow().replace(b'"CANARY-value"', b"NaN"), "NaN"),
    "deep": (flow().replace(b'"CANARY-value"', b"[" * 3000 + b"]" * 3000), "levels deep"),
    "not text": (flow().replace(b"CANARY", b"CANARY\xff"), "not text"),
    "huge": (flow() + b" " * (8 * 1024 * 1024), "larger than"),
    "missing": (None, "does not hold its file"),
}


@pytest.mark.parametrize("fault", BAD_FLOWS)
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_a_flow_that_cannot_be_read_is_a_problem_and_the_others_are_read(fault, form, tmp_path):
    content, sentence = BAD_FLOWS[fault]
    entries = [workflow("Bad", "Workflows/bad.json"), workflow("Daily report", FLOW_MEMBER)]
    parts = solution({"customizations.xml": customizations(*entries), "Workflows/bad.json": content})
    write = write_zip if form == "zip" else write_folder
    package = open_package(write(tmp_path / "a.zip", parts))
    assert [found.name for found in package.flows] == ["Daily report"]
    [problem] = package.problems
    assert sentence in str(problem)
    assert problem.file == "Workflows/bad.json"
    assert "CANARY" not in str(problem)
    assert "\n" not in str(problem)


ENTITIES = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("member", ["solution.xml", "customizations.xml"])
@pytest.mark.parametrize(
    "content", [ENTITIES + "<ImportExportXml>&x;</ImportExportXml>", "<ImportExportXml>", b"\xff\xff"]
)
def test_a_solution_without_its_own_files_is_refused(member, content, tmp_path):
    path = write_zip(tmp_path / "a.zip", solution({member: content}))
    with pytest.raises(PackageError) as caught:
        open_package(path)
    assert caught.value.file == f"{path}/{member}"
    assert "\n" not in str(caught.value)


def test_a_variable_that_cannot_be_read_is_a_problem(tmp_path):
    member = "environmentvariabledefinitions/a_b/environmentvariabledefinition.xml"
    package = open_package(write_zip(tmp_path / "a.zip", solution({member: ENTITIES + "<a/>"})))
    assert len(package.flows) == 1
    assert [problem.file for problem in package.problems] == [member]


def test_data_that_cannot_be_read_is_a_problem_and_the_flow_is_looked_at(tmp_path):
    member = f"{FLOW_MEMBER}.data.xml"
    package = open_package(write_folder(tmp_path, unpacked() | {member: b"<Workflow"}))
    assert [found.name for found in package.flows] == ["Dailyreport"]
    assert [problem.file for problem in package.problems] == [member]


def test_a_json_file_name_that_leads_outside_reads_nothing(tmp_path):
    (tmp_path / "outside.json").write_bytes(flow())
    entry = workflow("Evil", "../outside.json")
    package = open_package(write_folder(tmp_path / "in", solution({"customizations.xml": customizations(entry)})))
    assert [found.member for found in package.flows] == [FLOW_MEMBER]
    assert "does not hold its file" in str(package.problems[0])


def test_a_linked_flow_is_a_problem_and_not_followed(tmp_path):
    (tmp_path / "outside.json").write_bytes(flow())
    folder = write_folder(tmp_path / "in", unpacked())
    (folder / FLOW_MEMBER).unlink()
    (folder / FLOW_MEMBER).symlink_to(tmp_path / "outside.json")
    package = open_package(folder)
    assert package.flows == ()
    assert "symbolic link" in str(package.problems[0])


def test_a_linked_folder_is_a_problem_and_not_followed(tmp_path):
    write_folder(tmp_path / "outside", {"a.json": flow()})
    folder = write_folder(tmp_path / "in", {n: c for n, c in unpacked().items() if not n.startswith("Workflows")})
    (folder / "Workflows").symlink_to(tmp_path / "outside")
    package = open_package(folder)
    assert package.flows == ()
    assert [problem.file for problem in package.problems] == ["Workflows"]
