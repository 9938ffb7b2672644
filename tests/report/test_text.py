"""What people read about each package."""

import pytest
from package_builders import (
    FLOW_MEMBER,
    legacy,
    legacy_flow,
    manifest,
    solution,
    unpacked,
    variable,
    write_folder,
    write_zip,
)
from report_builders import KEY, carried, document, found, orders, planned, told

from remediate.batch import Result, Status
from remediate.detectors import examples as ex
from remediate.errors import PackageError, VaultUnreachable, WriteError
from remediate.report.text import Detail, is_told
from remediate.vault import MemoryVault

ACTIONS = {"A": ex.http(headers={"x-api-key": KEY})}


class KeyVault(MemoryVault):
    """A vault that knows the full path of what it holds."""

    def reference(self, name):
        return f"/subscriptions/s/secrets/{name}"


def after_next(lines):
    return [line.strip() for line in lines[lines.index("  next") + 1 :]]


def test_copies_that_are_left_come_first_of_what_is_next(tmp_path):
    actions = {**ACTIONS, "Note": ex.compose(f"use {KEY}"), "More": ex.compose(f"or {KEY}")}
    first, *others = after_next(told(carried(orders(tmp_path, actions), KeyVault())))
    assert (
        first
        == "1. see to 2 places above in which values that moved still stand in clear, before the result goes anywhere"
    )
    assert not any("in clear" in line for line in others)


def test_a_scan_tells_findings_and_no_changes(tmp_path):
    lines = told(planned(orders(tmp_path, ACTIONS)), Detail.FINDINGS)
    assert any("would fix" in line and "literal-header at " in line for line in lines)
    assert not any(line.strip().startswith(("+", "-", "~")) for line in lines)


def test_a_dry_run_tells_what_the_package_gains(tmp_path):
    lines = told(planned(orders(tmp_path, ACTIONS)))
    package = [line.strip() for line in lines[lines.index("  the package") + 1 :]]
    assert [line.rpartition(" ")[0] if line.startswith("+ env") else line for line in package] == [
        "+ environment variable contoso_contosoreports_api_contoso_example_x_api_key (Secret) -> vault secret",
        "+ connection reference contoso_sharedcommondataserviceforapps_5e7c3 (Microsoft Dataverse)",
        "~ version 1.0.0.9 -> 1.0.0.10",
        "+ Orders.deployment-settings.json beside the result",
    ]


def test_a_version_that_is_kept_is_not_told(tmp_path):
    assert not any("~ version" in line for line in told(planned(orders(tmp_path, ACTIONS), keep_version=True)))


def test_an_emptied_variable_is_told(tmp_path):
    member = "environmentvariabledefinitions/contoso_ApiKey/environmentvariabledefinition.xml"
    secret = "CANARY-0c44d1ee71b29a35"
    parameters = ex.environment_variable("contoso_ApiKey", secret)
    (name,) = parameters
    actions = {"A": ex.http(headers={"x-api-key": f"@parameters('{name}')"})}
    members = {FLOW_MEMBER: document(actions, None, parameters), member: variable(default=secret)}
    lines = told(planned(write_zip(tmp_path / "Orders.zip", solution(members))))
    assert "    ~ environment variable contoso_ApiKey: without the value that it held" in lines
    assert "CANARY" not in "\n".join(lines)


def test_after_a_fix_the_next_steps_are_told(tmp_path):
    lines = told(carried(orders(tmp_path, ACTIONS), KeyVault()))
    one, choose, two, three = after_next(lines)
    assert one.startswith("1. pac solution import --path ")
    assert "Orders.remediated.zip --settings-file " in one
    assert choose.startswith("2. choose a connection for contoso_sharedcommondataserviceforapps_")
    assert two.startswith("3. save each changed flow, or turn it off and on again")
    assert three.startswith("4. rotate 1 secret: ")


def test_a_value_that_is_not_known_is_to_be_filled_in_by_hand(tmp_path):
    lines = after_next(told(carried(orders(tmp_path, ACTIONS), MemoryVault())))
    assert lines[0].startswith("1. fill in ")
    name = "contosoreports-api-contoso-example-x-api-key"
    assert f"contoso_{name.replace('-', '_')}: .../secrets/{name}" in lines[0] + lines[1]


@pytest.mark.parametrize(
    ("members", "steps"),
    [
        (unpacked(), ["pac solution pack --folder {} --zipfile NAME.zip", "pac solution import --path NAME.zip"]),
        (
            {f"src/{name}": data for name, data in unpacked().items()},
            ["pac solution pack --folder {}/src --zipfile NAME.zip", "pac solution import --path NAME.zip"],
        ),
        (
            solution(),
            ["zip what is in {}, with solution.xml at the top, as NAME.zip", "pac solution import --path NAME.zip"],
        ),
    ],
)
def test_a_folder_is_packed_as_it_lies(members, steps, tmp_path):
    members = {n: document(ACTIONS) if n.endswith(FLOW_MEMBER) else data for n, data in members.items()}
    folder = write_folder(tmp_path / "orders", members)
    lines = after_next(told(carried(folder, KeyVault())))
    for line, step in zip(lines, steps, strict=False):
        assert step.format(folder) in line


def test_a_bare_flow_goes_into_a_solution(tmp_path):
    path = tmp_path / "flow.json"
    path.write_bytes(document(ACTIONS))
    lines = told(carried(path, KeyVault()))
    assert "bring the flow into a solution, with what stands in the files above" in after_next(lines)[0]
    assert any("for its solution: " in line and "customizations.xml" in line for line in lines)


def test_a_name_that_was_taken_is_told_without_its_value(tmp_path):
    vault = MemoryVault()
    carried(orders(tmp_path, ACTIONS), vault)
    (name,) = vault.names()
    other = orders(tmp_path, {"A": ex.http(headers={"x-api-key": "CANARY-0c44d1ee71b29a35"})})
    lines = told(carried(other, vault))
    assert f"      {name}-2 (new)" in lines
    assert f"        not {name}, which holds another value" in lines
    assert "CANARY" not in "\n".join(lines)


def test_confidence_and_placeholders_are_told(tmp_path):
    lines = told(planned(orders(tmp_path, {"A": ex.http(headers={"x-api-key": "<your key>"})})))
    (reported,) = [number for number, line in enumerate(lines) if "reported" in line]
    assert "confidence" in lines[reported + 1]
    assert "a placeholder stands here" in lines[reported + 1]


def test_what_needs_unsafe_says_so_and_an_unsafe_fix_too(tmp_path):
    path = orders(tmp_path, {}, {"manual": ex.request()})
    assert any("with --unsafe" in line or "reported" in line for line in told(planned(path)))
    lines = told(planned(path, "lockdown", unsafe=True))
    (fixed,) = [number for number, line in enumerate(lines) if "would fix" in line]
    assert lines[fixed + 2].strip() == "unsafe: its callers need the new URL, and must send a token"


def test_a_managed_solution_says_why_it_is_not_changed(tmp_path):
    result = planned(orders(tmp_path, ACTIONS, **{"solution.xml": manifest("1").encode()}))
    lines = told(result)
    assert any("not changed" in line and "managed" in line for line in lines)
    assert any("held" in line for line in lines)


def test_a_package_that_failed_fixed_nothing(tmp_path):
    plan = planned(orders(tmp_path, ACTIONS))
    failed = Result(plan.path, plan.kind, Status.FAILED, plan.plan, VaultUnreachable("no answer.", hint="az login"))
    lines = told(failed)
    assert any(line.startswith("  failed  ") and line.endswith("no answer. az login") for line in lines)
    assert any("not fixed" in line for line in lines)
    assert "  the package" not in lines
    assert not any("would fix" in line for line in lines)


def test_a_part_that_cannot_be_read_is_named_with_its_whole_path(tmp_path):
    path = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: b"{"}))
    result = planned(path)
    assert result.status is Status.FAILED
    (failed,) = [line for line in told(result) if "failed  " in line]
    assert failed.startswith(f"  failed  {path}/{FLOW_MEMBER}: ")


def test_a_clean_package_is_only_counted(tmp_path):
    result = planned(orders(tmp_path, {"A": ex.http()}))
    assert not is_told(result, found(result))


def test_names_are_shown_as_they_are_and_obeyed_by_nobody(tmp_path):
    nasty = "[red]x[/red] \x1b[31m :smile: \u202e\nfixed  everything"
    lines = told(planned(orders(tmp_path, {nasty: ex.http(headers={"x-api-key": KEY})})))
    assert any("[red]x[/red] \\u{1b}[31m :smile: \\u{202e}\\u{a}fixed  everything" in line for line in lines)
    assert all(line.isprintable() for line in lines)


def test_what_lies_outside_of_the_package_is_named_by_its_own_path(tmp_path):
    plan = planned(orders(tmp_path, ACTIONS))
    failed = Result("Orders.zip", plan.kind, Status.FAILED, plan.plan, WriteError("no.", file="out/Orders.settings"))
    assert "  failed  out/Orders.settings: no." in told(failed)
    missing = Result("Orders.zip", "", Status.FAILED, error=PackageError("There is none.", file="Orders.zip"))
    assert told(missing) == ["Orders.zip: failed", "  failed  There is none."]


def test_a_package_in_a_folder_of_a_zip_is_taken_out_before_it_is_imported(tmp_path):
    parts = solution({FLOW_MEMBER: document(ACTIONS)})
    source = write_zip(tmp_path / "Both.zip", {f"Alpha/{name}": data for name, data in parts.items()})
    steps = after_next(told(carried(source, KeyVault())))
    assert steps[0].startswith("1. unpack ")
    assert steps[0].endswith("Both.remediated.zip; this package is in Alpha")
    assert steps[1] == "2. zip what is in Alpha, with solution.xml at the top, as NAME.zip"
    assert steps[2].startswith("3. pac solution import --path NAME.zip --settings-file ")


def test_a_package_outside_solutions_in_a_folder_of_a_zip_too(tmp_path):
    parts = legacy(legacy_flow(ex.definition(ACTIONS), {}))
    source = write_zip(tmp_path / "Both.zip", {f"old/Daily/{name}": data for name, data in parts.items()})
    steps = after_next(told(carried(source, KeyVault())))
    assert steps[0].endswith("Both.remediated.zip; this package is in old/Daily")
    assert steps[1] == "2. zip what is in old/Daily, with manifest.json at the top, as NAME.zip"
    assert steps[2].startswith("3. import it at make.powerautomate.com")


def test_the_prefix_of_a_publisher_gives_a_terminal_nothing_to_obey(tmp_path):
    hostile = manifest().replace(">contoso</CustomizationPrefix>", ">con\u202e\x9b31m</CustomizationPrefix>")
    lines = told(planned(orders(tmp_path, ACTIONS, **{"solution.xml": hostile})))
    assert any(r"con\u{202e}\u{9b}31m_contosoreports" in line and "(Secret)" in line for line in lines)
    assert all(line.isprintable() for line in lines)


def test_a_dry_run_tells_the_settings_file_that_only_text_variables_need(tmp_path):
    read = ex.connector("GetItems", {"dataset": "https://contoso.sharepoint.com/sites/orders", "table": "Orders"})
    lines = told(planned(orders(tmp_path, {"Get": read}), playbook="portable"))
    assert any("(Text)" in line for line in lines)
    assert "    + Orders.deployment-settings.json beside the result" in lines
