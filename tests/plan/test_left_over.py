"""No value that moves is left anywhere in what is written without being told: every other place of it is a finding."""

import base64
import io
import json
import zipfile
from datetime import date
from urllib.parse import quote

import pytest
from package_builders import (
    FLOW_MEMBER,
    customizations,
    legacy,
    legacy_flow,
    solution,
    unpacked,
    variable,
    workflow,
    write_folder,
    write_zip,
)

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import PackageError
from remediate.package import open_package
from remediate.plan import Options, plan_package
from remediate.playbook import load
from remediate.remedies.naming import SecretNames
from remediate.report.json_output import Document
from remediate.report.records import records
from remediate.report.telling import told as said
from remediate.report.text import Detail, package_lines
from remediate.vault import MemoryVault
from remediate.waivers import Waiver

KEY = "CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"
CHOSEN = "CANARY&2024!"
OPTIONS = Options(load("baseline"))
OTHER = "Workflows/Other-3578E499-0BE1-EC11-BB3C-000D3A233A82.json"
VARIABLE = "environmentvariabledefinitions/contoso_Endpoint/environmentvariabledefinition.xml"
VALUES = "environmentvariabledefinitions/contoso_Endpoint/environmentvariablevalues.json"


def moving(actions=None, key=KEY, **definition):
    """A flow whose key moves, and what else it has."""
    call = ex.http(headers={"x-api-key": key})
    whole = {**ex.definition({"Get_orders": call, **(actions or {})}), **definition}
    return json.dumps({"properties": {"connectionReferences": {}, "definition": whole}}).encode()


def planned(path, options=OPTIONS):
    (result,) = plan_all([path], options)
    assert result.plan is not None, result.error
    return result


def copies(result):
    return [record for record in records(result) if record.detector == "literal-copy"]


def of(tmp_path, members, options=OPTIONS):
    return copies(planned(write_zip(tmp_path / "Orders.zip", solution(members)), options))


IN_FLOW = {
    "a neutral field": ex.compose(f"use {KEY} here"),
    "a host": ex.http(f"https://{KEY.lower()}.shop.example/"),
    "base64": ex.compose(base64.b64encode(f"orders:{KEY}".encode()).decode()),
    "JSON in a string": ex.compose(json.dumps({"note": f"'{KEY}'"})),
    "a URL": ex.compose(quote(f"https://shop.example/{KEY}/x", safe="")),
    "an expression": ex.compose(f"@concat('a', '{KEY}')"),
    "a description": {**ex.http(), "description": f"signs in with {KEY}"},
    "a connector's parameter": ex.connector("PostItem", {"item/Note": KEY}),
    "the name of a member": ex.compose({KEY: 1}),
}


@pytest.mark.parametrize("action", IN_FLOW.values(), ids=IN_FLOW)
def test_a_copy_in_the_same_flow_is_told(action, tmp_path):
    result = planned(write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: moving({"Note": action})})))
    left = [r for r in records(result) if r.action == "Note" and r.fate is Fate.HELD]
    assert left, list(records(result))
    assert all(record.reason and record.unblock for record in left)
    assert [r.fate for r in records(result) if r.action == "Get_orders"] == [Fate.FIXABLE]


def test_a_copy_that_needs_escapes_is_told_in_each_of_them(tmp_path):
    actions = {
        "In_XML": ex.compose("<p>CANARY&amp;2024!</p>"),
        "In_a_URL": ex.compose("https://shop.example/?note=CANARY%262024%21"),
        "In_JSON": ex.compose('{"note": "CANARY\\u00262024!"}'),
    }
    found = of(tmp_path, {FLOW_MEMBER: moving(actions, CHOSEN)})
    assert {record.action for record in found} == set(actions)
    assert {record.span for record in found} == {None}


def test_a_name_is_told_once_and_not_every_use_of_it(tmp_path):
    name = f"Post_with_{KEY}"
    actions = {name: ex.http(), "Log": ex.after(ex.compose(f"@body('{name}')"), name)}
    result = planned(write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: moving(actions)})))
    assert [r.detector for r in records(result) if r.fate is Fate.HELD] == ["literal-name"]


def test_what_is_called_by_nothing_but_the_value_hides_no_other_copy(tmp_path):
    actions = {KEY: ex.http(), "Note": ex.compose(f"use {KEY}")}
    found = of(tmp_path, {FLOW_MEMBER: moving(actions)})
    assert [record.action for record in found] == ["Note"]
    assert all("CANARY" not in record.message for record in found)


def test_a_step_that_is_named_by_a_value_is_told_without_it(tmp_path):
    name = f"Post_{KEY}"
    path = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: moving({name: ex.compose(f"use {KEY}")})}))
    found = [outcome.finding for _, _, outcome in planned(path).plan.outcomes if outcome.detector == "literal-copy"]
    assert [finding.action for finding in found] == ["Post_••••••"]
    assert "CANARY" not in repr(found)


def test_the_spelling_is_said(tmp_path):
    note = ex.compose(base64.b64encode(f"orders:{KEY}".encode()).decode())
    (record,) = of(tmp_path, {FLOW_MEMBER: moving({"Note": note}), "a.txt": KEY[:10]})
    assert record.message == "Note has a copy of a value that goes to the vault in inputs, in base64"


def test_a_name_with_a_weaker_value_is_told_too(tmp_path):
    found = of(tmp_path, {FLOW_MEMBER: moving({"Post_Pa$s7w_on": ex.http()}, "Pa$s7w")})
    assert [record.reason for record in found] == ["no expression is evaluated in a name"]


@pytest.mark.parametrize("place", ["parameters", "staticResults"])
def test_a_copy_outside_the_actions_is_told(place, tmp_path):
    told = {"Note": {"type": "String", "defaultValue": f"see {KEY}"}} if place == "parameters" else {"A0": {"x": KEY}}
    result = planned(write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: moving(**{place: told})})))
    assert [r for r in records(result) if r.pointer.startswith(f"/properties/definition/{place}/")]


def test_a_copy_in_another_flow_is_told(tmp_path):
    other = json.dumps({"properties": {"definition": ex.definition({"Note": ex.compose(f"use {KEY}")})}})
    (record,) = of(tmp_path, {FLOW_MEMBER: moving(), OTHER: other})
    assert (record.file, record.action, record.fate, record.line) == (OTHER, "Note", Fate.HELD, 1)


def app(text):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as inner:
        inner.writestr("Controls/1.json", json.dumps({"Script": text}))
    return data.getvalue()


BESIDE = {
    "a web page": ("WebResources/page.js", f"const key = '{KEY}';\n".encode()),
    "one in UTF-16": ("WebResources/page.htm", f"<p>{KEY}</p>".encode("utf-16")),
    "a canvas app": ("CanvasApps/orders.msapp", app(f'Set(key, "{KEY}")')),
    "a file of JSON": ("Assets/notes.json", json.dumps({"a": [{"b": f"Basic {KEY}"}]}).encode()),
    "JSON behind a byte order mark": ("Assets/notes.json", b"\xef\xbb\xbf" + json.dumps([KEY]).encode()),
    "a file of no encoding": ("WebResources/page.htm", f"<p>\xe4 {KEY}</p>".encode("latin-1")),
    "a file that is called JSON": ("Assets/notes.json", f"{{{KEY}".encode()),
    "a default of a variable": (VARIABLE, variable("contoso_Endpoint", f"https://{KEY.lower()}.shop.example")),
    "the note of a form": ("customizations.xml", customizations(references=f"<Note>{KEY}</Note>").encode()),
}


@pytest.mark.parametrize(("member", "data"), BESIDE.values(), ids=BESIDE)
def test_a_copy_in_another_file_is_told(member, data, tmp_path):
    (record,) = of(tmp_path, {FLOW_MEMBER: moving(), member: data})
    assert (record.file, record.fate, record.flow) == (member, Fate.HELD, "")
    assert record.unblock


def test_where_it_stands_is_said(tmp_path):
    page = f"a\nb {KEY}\n"
    members = {FLOW_MEMBER: moving(), "WebResources/page.js": page, "Assets/notes.json": f'{{\n"a": ["{KEY}"]}}'}
    inside, in_text = of(tmp_path, members)
    assert (inside.pointer, inside.line, inside.column, inside.span) == ("/a/0", 2, 7, (0, 36))
    assert (in_text.line, in_text.column) == (2, 3)


def test_what_is_told_of_a_variable_is_not_told_again(tmp_path):
    values = {"environmentvariablevalues": {"environmentvariablevalue": {"value": f"{KEY.lower()}.shop.example"}}}
    members = {FLOW_MEMBER: moving(), VARIABLE: variable("contoso_Endpoint", "x"), VALUES: json.dumps(values)}
    result = planned(write_zip(tmp_path / "Orders.zip", solution(members)))
    assert [r.detector for r in records(result) if r.file == VALUES] == ["literal-environment-variable"]


def test_a_copy_in_a_package_outside_solutions_is_told(tmp_path):
    definition = json.loads(moving({"Note": ex.compose(f"use {KEY}")}))["properties"]["definition"]
    path = write_zip(tmp_path / "Daily.zip", legacy(legacy_flow(definition)))
    assert [record.action for record in copies(planned(path))] == ["Note"]


def test_in_a_folder_the_same_is_told(tmp_path):
    members = {**unpacked(), FLOW_MEMBER: moving({"Note": ex.compose(f"use {KEY}")}), "notes/readme.md": KEY.encode()}
    found = copies(planned(write_folder(tmp_path / "Orders", members)))
    assert [record.file for record in found] == [FLOW_MEMBER, "notes/readme.md"]


def test_what_another_finding_tells_is_told_once(tmp_path):
    about = 'Name="Daily report" Description="Runs as svc-orders, password: CANARY2024!"'
    told = '<Descriptions><Description description="Runs as svc-orders, password: CANARY2024!" /></Descriptions>'
    one = workflow("Daily report", FLOW_MEMBER).replace("<JsonFileName>", f"{told}<JsonFileName>")
    text = customizations(one.replace('Name="Daily report"', about))
    result = planned(
        write_zip(
            tmp_path / "Orders.zip", solution({FLOW_MEMBER: moving(key="CANARY2024!"), "customizations.xml": text})
        )
    )
    assert [r.detector for r in records(result) if r.file == "customizations.xml"] == ["literal-description"]


def test_the_description_of_another_flow_is_told_besides(tmp_path):
    about = 'Description="Runs as svc-orders, password: Sommer-CANARY24"'
    one = workflow("Daily report", FLOW_MEMBER).replace("Name=", f"{about} Name=")
    two = workflow("Other", OTHER, guid="3578E499-0BE1-EC11-BB3C-000D3A233A82")
    text = customizations(one, two.replace("Name=", f'Description="asks with {KEY} for all" Name='))
    members = {FLOW_MEMBER: moving(), OTHER: moving(), "customizations.xml": text}
    result = planned(write_zip(tmp_path / "Orders.zip", solution(members)))
    found = {r.pointer.rpartition("Workflows/")[2] for r in records(result) if r.file == "customizations.xml"}
    assert found == {"Workflow/@Description", "Workflow[2]/@Description"}


def test_a_flow_that_stands_alone_is_searched_too(tmp_path):
    (tmp_path / "Orders.json").write_bytes(moving({"Note": ex.compose(f"use {KEY}")}))
    assert [record.action for record in copies(planned(tmp_path / "Orders.json"))] == ["Note"]


def test_a_link_in_a_folder_is_left_alone(tmp_path):
    folder = write_folder(tmp_path / "Orders", {**unpacked(), FLOW_MEMBER: moving()})
    (folder / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (tmp_path / "elsewhere.txt").write_text(KEY)
    assert copies(planned(folder)) == []


def test_a_file_that_is_too_large_to_be_searched_is_told(tmp_path, monkeypatch):
    path = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: moving(), "WebResources/page.js": "x" * 5000}))
    package = open_package(path)
    read = package.members.read
    too_large = PackageError("It is larger than 64 MB, the most that is read of such a file.")

    def refusing(member, *limit):
        if member.endswith(".js"):
            raise too_large
        return read(member, *limit)

    monkeypatch.setattr(package.members, "read", refusing)
    (one,) = plan_package(package, OPTIONS, SecretNames()).elsewhere
    assert (one.member, one.outcome.held.unblock) == ("WebResources/page.js", "look through it yourself")


def packed(method, size):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as inner:
        inner.writestr("Controls/1.json", b"0" * size)
    return data.getvalue()


@pytest.mark.parametrize(
    "app",
    [b"PK no zip", packed(zipfile.ZIP_LZMA, 100), packed(zipfile.ZIP_DEFLATED, 40_000_000)],
    ids=["no zip", "another packing", "a bomb"],
)
def test_a_canvas_app_that_cannot_be_looked_into_is_told(tmp_path, app):
    (record,) = of(tmp_path, {FLOW_MEMBER: moving(), "CanvasApps/orders.msapp": app})
    assert (record.reason, record.unblock) == ("It cannot be looked into.", "look through it yourself")


def test_a_secret_that_is_held_elsewhere_is_told_once(tmp_path):
    definition = json.loads(moving())["properties"]["definition"]
    definition["triggers"] = {"When": {"type": "HttpWebhook", "inputs": {"subscribe": {"headers": {"x-api-key": KEY}}}}}
    flow = json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})
    result = planned(write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow})))
    assert len([r for r in records(result) if r.action == "When"]) == 1


@pytest.mark.parametrize("key", ["admin", "1234", "Production"])
def test_a_value_that_stands_anywhere_by_chance_is_not_looked_for(key, tmp_path):
    call = ex.http(authentication={"type": "Basic", "username": "orders", "password": key})
    note = ex.compose(f"the {key} account")
    flow = {"properties": {"connectionReferences": {}, "definition": ex.definition({"Call": call, "Note": note})}}
    assert of(tmp_path, {FLOW_MEMBER: json.dumps(flow), "WebResources/page.js": f"// {key}"}) == []


def test_where_nothing_moves_nothing_is_told(tmp_path):
    definition = ex.definition({"Send": ex.compose({"password": "CANARY2024!"}), "Note": ex.compose("CANARY2024!")})
    flow = json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})
    assert of(tmp_path, {FLOW_MEMBER: flow}) == []  # the flow would become premium


MEMBERS = {FLOW_MEMBER: moving({"Note": ex.compose(f"use {KEY}")}), "WebResources/page.js": f"// {KEY}"}


def test_a_run_says_that_something_is_left(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution(MEMBERS))
    (result,) = fix_all([source], OPTIONS, MemoryVault(), Destination())
    assert result.status is Status.FIXED
    found = list(records(result))
    whole = Document("fix", OPTIONS.playbook)
    whole.add(result, found)
    text, summary = whole.text(), whole.summary
    assert (summary.fates[Fate.FIXED] > 0, summary.left, summary.exit_code()) == (True, 2, 1)
    shown = "\n".join(line.plain for line in package_lines(result, found, Detail.CHANGES))
    assert "has a copy of a value that goes to the vault" in shown
    assert KEY not in text + shown


def test_a_scan_tells_the_same(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution(MEMBERS))
    scanned = planned(source, Options(load("baseline"), only_fates=True))
    assert copies(scanned)
    assert list(records(scanned)) == list(records(planned(source)))


def test_it_can_be_waived(tmp_path):
    pointer = "/properties/definition/actions/Note/inputs"
    waiver = Waiver("literal-copy", pointer, "an old key", "ada@contoso.example", date(2030, 1, 1), "Daily report")
    playbook = load("baseline")
    waived = type(playbook)(playbook.name, playbook.why, playbook.steps, playbook.legacy, (waiver,), date(2026, 1, 1))
    fates = [record.fate for record in of(tmp_path, MEMBERS, Options(waived))]
    assert sorted(fates) == [Fate.HELD, Fate.WAIVED]


def test_it_is_told_whatever_else_is_looked_for(tmp_path):
    assert len(of(tmp_path, MEMBERS, Options(load("baseline").only(("literal-header",))))) == 2


def test_the_name_of_a_file_is_searched_too_and_masked(tmp_path):
    members = solution({FLOW_MEMBER: moving(), f"WebResources/{KEY}/{KEY}.png": b"", "WebResources/key.txt": b"none"})
    result = planned(write_zip(tmp_path / "Orders.zip", members))
    (told,) = copies(result)
    assert told.message == "The file has a copy of a value that goes to the vault in its name"
    assert told.fate is Fate.HELD
    found = list(said(result).records)
    whole = Document("dry-run", OPTIONS.playbook)
    whole.add(result, found)
    text = whole.text()
    assert KEY not in text + "\n".join(line.plain for line in package_lines(result, found, Detail.CHANGES))


def test_what_a_folder_has_beside_a_flow_is_called_like_it(tmp_path):
    named = FLOW_MEMBER.replace("/", f"/{KEY}", 1)
    members = {**unpacked(), named: moving(), f"{named}.data.xml": b"<Workflow/>"}
    assert not any("in its name" in one.message for one in copies(planned(write_folder(tmp_path / "Orders", members))))
