import json

import pytest
from package_builders import GUID, definition, flow, legacy

from remediate.errors import PackageError
from remediate.package import Kind, open_package


def write(path, document, name="flow.json"):
    target = path / name
    target.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    return target


@pytest.mark.parametrize(
    ("document", "pointer", "references"),
    [
        (json.loads(flow()), "/properties/definition", "/properties/connectionReferences"),
        ({"definition": definition()}, "/definition", "/connectionReferences"),
        (definition(), "", None),
        ({"triggers": {}, "actions": {}}, "", None),
    ],
)
def test_the_three_forms(document, pointer, references, tmp_path):
    path = write(tmp_path, document, f"Daily_report-{GUID}.json")
    package = open_package(path)
    assert (package.kind, package.name, package.scan_only) == (Kind.DEFINITION, path.name, None)
    [found] = package.flows
    assert (found.member, found.name, found.workflow_id) == (path.name, "Daily_report", GUID.lower())
    assert (found.definition_pointer, found.references_pointer) == (pointer, references)
    assert package.read(found.member) == found.data == path.read_bytes()
    assert "CANARY" not in repr(package)
    with pytest.raises(PackageError, match="no such member"):
        package.read("other.json")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding, tmp_path):
    [found] = open_package(write(tmp_path, flow().decode().encode(encoding))).flows
    assert found.document == json.loads(flow())


def test_the_name_of_a_file_with_a_common_name_is_its_folder(tmp_path):
    (tmp_path / "Daily").mkdir()
    [found] = open_package(write(tmp_path / "Daily", {"definition": definition()}, "workflow.json")).flows
    assert found.name == "Daily"


def template(*resources):
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "resources": resources,
    }


def logic_app(name):
    return {"type": "Microsoft.Logic/workflows", "name": name, "properties": {"definition": definition()}}


def test_a_resource_template_is_scanned_only(tmp_path):
    document = template({"type": "Microsoft.Web/connections"}, logic_app("daily"), logic_app("[parameters('name')]"))
    package = open_package(write(tmp_path, document))
    assert package.scan_only is not None
    assert "Logic Apps" in package.scan_only
    assert [(f.name, f.definition_pointer, f.references_pointer) for f in package.flows] == [
        ("daily", "/resources/1/properties/definition", None),
        ("flow", "/resources/2/properties/definition", None),
    ]


def test_a_template_with_named_or_nested_resources(tmp_path):
    document = template()
    document["resources"] = {"a/b": logic_app("one"), "web": {"type": "x", "resources": [logic_app("two")]}}
    assert [found.definition_pointer for found in open_package(write(tmp_path, document)).flows] == [
        "/resources/a~1b/properties/definition",
        "/resources/web/resources/0/properties/definition",
    ]


@pytest.mark.parametrize("kind", ["Stateful", "stateless", "Agent"])
def test_a_standard_logic_app_is_scanned_only(kind, tmp_path):
    package = open_package(write(tmp_path, {"definition": definition(), "kind": kind}))
    assert package.scan_only is not None
    assert "Logic Apps" in package.scan_only


def test_the_definition_out_of_a_legacy_package_is_scanned_only(tmp_path):
    [document] = [content for name, content in legacy().items() if name.endswith("definition.json")]
    package = open_package(write(tmp_path, document))
    assert package.scan_only is not None
    assert package.flows[0].name == "Daily mail"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"[1]", "no flow"),
        (b'{"definition": {"actions": {}}}', "no flow"),
        (b'{"a": "CANARY', "not JSON"),
        (b"CANARY", "not JSON"),
        (b'{"a": "CANARY\xff"}', "not text"),
        (b"\0" * 100, "not text"),
        (flow()[:-1] + b" " * 9 * 1024 * 1024 + b"}", "larger than 8 MB"),
        (flow().replace(b'"triggers"', b'"actions"'), "duplicate member 'actions'"),
    ],
)
def test_what_is_no_flow_is_refused_in_one_sentence(content, sentence, tmp_path):
    path = write(tmp_path, content)
    with pytest.raises(PackageError, match=sentence) as caught:
        open_package(path)
    assert caught.value.file == str(path)
    assert "CANARY" not in str(caught.value)
    assert "\n" not in str(caught.value)
