"""One JSON document for pipelines, as its schema says."""

import importlib.resources
import json

import jsonschema
import pytest
from report_builders import KEY, carried, orders, planned

from remediate.detectors import examples as ex
from remediate.playbook import load
from remediate.report.json_output import Document
from remediate.report.records import records

SCHEMA = json.loads(importlib.resources.files("remediate.report").joinpath("output.schema.json").read_text())
MEMBERS = {
    *("detector", "package", "file", "flow", "action", "pointer", "span", "line", "column", "fate", "safety"),
    *("unsafe_because",),
    *("confidence", "placeholder", "reason", "message"),
}


def told(result, command="scan"):
    whole = Document(command, load("baseline"))
    whole.add(result, list(records(result)))
    text = whole.text()
    read = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    assert "CANARY" not in text
    return text, read


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_member_is_required_and_described_by_the_schema():
    finding = SCHEMA["properties"]["findings"]["items"]
    assert set(finding["required"]) == MEMBERS
    assert finding["additionalProperties"] is False
    assert set(SCHEMA["properties"]["packages"]["items"]["required"]) >= {"path", "kind", "status", "error"}


@pytest.mark.parametrize("member", sorted(MEMBERS))
def test_a_finding_without_a_member_is_refused(member, tmp_path):
    _, read = told(planned(orders(tmp_path, {"A": ex.http(headers={"x-api-key": KEY})})))
    del read["findings"][0][member]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read, SCHEMA)


def test_any_name_of_an_action_is_given_back_in_ascii(tmp_path):
    names = ["Größe 😀", "half \ud800", "\x1b[31m\x9b\u202e\u2028", "quote\"'\\"]
    text, read = told(planned(orders(tmp_path, {name: ex.http(headers={"x-api-key": KEY}) for name in names})))
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert [finding["action"] for finding in read["findings"]] == names


def test_a_held_finding_says_why_and_what_would_help(tmp_path):
    trigger = {"Poll": {"type": "Http", "inputs": {"uri": "https://h.example", "headers": {"x-api-key": KEY}}}}
    _, read = told(planned(orders(tmp_path, {}, trigger)))
    (held,) = [finding for finding in read["findings"] if finding["fate"] == "held"]
    assert held["reason"] == "a trigger cannot read a vault before the flow runs"
    assert held["unblock"]
    assert held["safety"] is None


def test_a_setting_has_no_span(tmp_path):
    _, read = told(planned(orders(tmp_path, {}, {"manual": ex.request()})))
    (finding,) = read["findings"]
    assert finding["detector"] == "open-http-trigger"
    assert finding["span"] is None
    assert (finding["fate"], finding["line"] is not None) == ("report", True)


def test_a_package_that_was_written_names_its_results_and_no_value(tmp_path):
    _, read = told(carried(orders(tmp_path, {"A": ex.http(headers={"x-api-key": KEY})})), "fix")
    (package,) = read["packages"]
    assert package["status"] == "fixed"
    assert package["output"].endswith("Orders.remediated.zip")
    assert package["settings"].endswith("Orders.deployment-settings.json")
    assert package["secrets"]
    assert read["summary"]["fixed"] == 1


def test_a_package_that_cannot_be_read_is_there_with_its_error(tmp_path):
    path = tmp_path / "Broken.zip"
    path.write_bytes(b"PK\x03\x04 nothing")
    _, read = told(planned(path))
    (package,) = read["packages"]
    assert package["status"] == "failed"
    assert package["error"]
    assert read["summary"]["failed"] == 1
