"""The diff shows all that changes, and nothing that is known to be a secret."""

import json

import pytest
from report_builders import KEY, orders, planned

from remediate.detectors import DETECTORS, Flagged
from remediate.detectors import examples as ex
from remediate.report.diff import GAP, hunks

FLAGGED = [
    pytest.param(example, id=f"{detector.id}-{number}")
    for detector in DETECTORS
    for number, example in enumerate(detector.examples)
    if isinstance(example, Flagged)
]


def diff(path, *args, **more):
    result = planned(path, *args, **more)
    (flow,) = result.plan.flows
    return flow, list(hunks(flow))


def test_a_flow_that_stays_has_no_diff(tmp_path):
    _, shown = diff(orders(tmp_path, {"A": ex.http()}))
    assert shown == []


@pytest.mark.parametrize("example", FLAGGED)
def test_every_line_is_in_the_flow_and_no_secret_is(example, tmp_path):
    definition = example.definition
    path = orders(tmp_path, definition.get("actions"), definition.get("triggers"))
    flow, shown = diff(path, "lockdown", unsafe=True)
    text = "\n".join(line for hunk in shown for line in hunk.lines)
    assert "CANARY" not in text
    assert bool(shown) == flow.changes
    # with values masked and long lines cut, what is left of each line is a line of the flow as it was or will be
    mended = flow.mended
    was, now = (json.dumps(f.document, ensure_ascii=False) for f in (mended.before, mended.after))
    for line in (line for hunk in shown for line in hunk.lines if line != GAP and not line.startswith("+ reads ")):
        name = line[1:].strip().partition('": ')[0]
        if name.startswith('"') and "…" not in name:
            assert name.removesuffix(",")[1:] in (now if line[0] == "+" else was), line


def test_every_step_that_changes_is_shown_and_no_other(tmp_path):
    actions = {
        "Key": ex.http(headers={"x-api-key": KEY}),
        "Same": ex.http(),
        "Scope": {"runAfter": {}, "type": "Scope", "actions": {"Inner": ex.http(headers={"x-api-key": KEY + "0"})}},
    }
    _, shown = diff(orders(tmp_path, actions))
    assert [hunk.name for hunk in shown if hunk.step and not hunk.name.startswith("Get_secret")] == ["Key", "Inner"]
    assert [hunk.name for hunk in shown if not hunk.step] == ["connectionReferences"]


def test_an_action_may_be_called_like_a_part_of_the_flow(tmp_path):
    actions = {name: ex.http(headers={"x-api-key": KEY}) for name in ("parameters", "connectionReferences", "manual")}
    _, shown = diff(orders(tmp_path, actions, {"manual": ex.request()}), "lockdown", unsafe=True)
    assert [hunk.name for hunk in shown].count("manual") == 2
    assert [(h.name, h.step) for h in shown if h.name == "connectionReferences"] == [
        ("connectionReferences", True),
        ("connectionReferences", False),
    ]
    assert [h.step for h in shown if h.name == "parameters"] == [True]


def test_a_new_read_is_one_line(tmp_path):
    _, shown = diff(orders(tmp_path, {"Key": ex.http(headers={"x-api-key": KEY})}))
    (read,) = [hunk for hunk in shown if hunk.name.startswith("Get_secret")]
    (line,) = read.lines
    assert line.startswith("+ reads contoso_")
    assert line.endswith("outputs secured")


def test_places_that_lie_apart_have_a_gap_between_them(tmp_path):
    _, shown = diff(orders(tmp_path, {"Key": ex.http(headers={"x-api-key": KEY})}))
    (lines,) = [hunk.lines for hunk in shown if hunk.name == "Key"]
    assert GAP in lines
    assert GAP not in (lines[0], lines[-1])


@pytest.mark.parametrize(
    ("only", "playbook"), [(("unsecured-http-action",), "lockdown"), (("literal-named-value",), "baseline")]
)
def test_what_the_run_does_not_look_for_is_masked_too(only, playbook, tmp_path):
    noisy = ex.http(headers={"x-api-key": KEY, "password": "CANARY-7d21e90b44"}, uri=f"https://h.example/?note={KEY}")
    path = orders(tmp_path, {"A": noisy, "B": ex.compose({"password": "CANARY-b5b2c9"})})
    flow, shown = diff(path, playbook, only)
    assert flow.changes
    assert "CANARY" not in repr(shown)


def test_a_long_text_is_cut_to_what_changes(tmp_path):
    body = "word " * 4000 + f"password={KEY};Server=h.example" + " word" * 4000
    _, shown = diff(orders(tmp_path, {"A": ex.http(uri=f"https://h.example/?text={'w' * 9000}&code={KEY}", body=body)}))
    assert shown
    assert max(len(line) for hunk in shown for line in hunk.lines) <= 220
    assert any("EnvironmentVariableSecretValue" in line for hunk in shown for line in hunk.lines)


def test_no_line_is_obeyed_by_a_terminal(tmp_path):
    nasty = "x\x1b[31m\u202e\u2028\x9b"
    _, shown = diff(orders(tmp_path, {"A": ex.http(headers={"x-api-key": KEY, nasty: nasty})}))
    assert shown
    assert all(line.isprintable() for hunk in shown for line in hunk.lines)


def test_an_unchanged_value_beside_a_change_is_not_shown(tmp_path):
    headers = {"x-before": "CANARY-known-to-none", "x-api-key": KEY, "x-after": "CANARY-known-to-none"}
    call = ex.http(headers=headers, queries={"q": "CANARY"}, body="CANARY: a text, and a number follows", retry=4711)
    _, shown = diff(orders(tmp_path, {"A": call}))
    lines = [line for hunk in shown for line in hunk.lines]
    assert "CANARY" not in repr(lines)
    assert any(line.strip() == '"x-before": "…",' for line in lines)


def test_a_value_that_another_member_follows_now_is_no_change(tmp_path):
    _, shown = diff(orders(tmp_path, {"A": {**ex.http(headers={"x-api-key": KEY}), "zz": "CANARY-known-to-none"}}))
    lines = [line for hunk in shown for line in hunk.lines]
    assert "CANARY" not in repr(lines)
    assert any("secureData" in line for line in lines)
