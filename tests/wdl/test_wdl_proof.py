"""A rewritten value is proven, or it is said why not; the reason shows no value."""

from typing import Any

import pytest

from remediate.wdl import KEY_VAULT_PATHS, SECRET_VARIABLE_PATHS, equivalent, equivalent_value

READ = "body('Get_X')?['EnvironmentVariableSecretValue']"
STORED = {"Get_X": "CANARY's @{1}"}


@pytest.mark.parametrize(
    "read",
    [
        READ,
        "BODY('get_x')['EnvironmentVariableSecretValue']",
        "body('Get_X')?.EnvironmentVariableSecretValue",
        "outputs('Get_X')?['body/EnvironmentVariableSecretValue']",
        "outputs('Get_X')?['body']?['EnvironmentVariableSecretValue']",
        "body('Get_X')?['value']",
        "outputs('Get_X')?['body/value']",
        "outputs('Get_X')['body']['value']",
    ],
)
def test_each_way_to_read_a_secret(read: str) -> None:
    assert equivalent("CANARY's @@{1}", f"@{read}", STORED) is None
    assert equivalent("Bearer CANARY's @@{1}", f"Bearer @{{{read}}}", STORED) is None
    assert equivalent("@f('CANARY''s @{1}')", f"@f({read})", STORED) is None


@pytest.mark.parametrize(
    "read",
    [
        "body('Get_Y')?['EnvironmentVariableSecretValue']",
        "body('Get_X')",
        "body('Get_X')?['environmentvariablesecretvalue']",
        "outputs('Get_X')?['EnvironmentVariableSecretValue']",
        "outputs('Get_X')?['body']",
        f"{READ}?['x']",
        "actions('Get_X')?['EnvironmentVariableSecretValue']",
        "body(concat('Get_X'))?['EnvironmentVariableSecretValue']",
        f"toUpper({READ})",
    ],
)
def test_nothing_else_is_taken_for_the_secret(read: str) -> None:
    assert equivalent("CANARY's @@{1}", f"@{read}", STORED) is not None


def test_a_read_of_the_other_kind_proves_nothing() -> None:
    secret, vault = f"@{READ}", "@body('Get_X')?['value']"
    assert equivalent("a", secret, {"Get_X": "a"}, paths=SECRET_VARIABLE_PATHS) is None
    assert equivalent("a", vault, {"Get_X": "a"}, paths=KEY_VAULT_PATHS) is None
    assert equivalent("a", secret, {"Get_X": "a"}, paths=KEY_VAULT_PATHS) is not None
    assert equivalent("a", vault, {"Get_X": "a"}, paths=SECRET_VARIABLE_PATHS) is not None


@pytest.mark.parametrize(
    ("old", "new", "stored"),
    [
        ("Basic dXNlcjpDQU5BUlk=", f"Basic @{{base64(concat('user:', {READ}))}}", "CANARY"),
        ("x?code=CANARY%3D%3D&y", f"x?code=@{{encodeUriComponent({READ})}}&y", "CANARY=="),
        ("@concat('k=', 'CANARY')", f"@concat('k=', {READ})", "CANARY"),
        ("@concat('k=CANARY')", f"@concat('k=', {READ})", "CANARY"),
        ("@if(f(), 'Bearer CANARY', null)", f"@if(f(), concat('Bearer ', {READ}), null)", "CANARY"),
        ("@{'CANARY'}", f"@{{{READ}}}", "CANARY"),
    ],
)
def test_the_consumers_of_the_table(old: str, new: str, stored: str) -> None:
    assert equivalent(old, new, {"get_x": stored}) is None
    assert equivalent(old, new, {"get_x": stored + "2"}) is not None
    assert equivalent(old, new, {}) is not None


@pytest.mark.parametrize(
    ("old", "new", "stored"),
    [
        (5, f"@int({READ})", "5"),
        (-1.25, f"@float({READ})", "-1.25"),
        (True, f"@bool({READ})", "true"),
        (None, f"@json({READ})", "null"),
        (5, f"@json({READ})", "5"),
        ("5", f"@{READ}", "5"),
        ("@int('5')", f"@int({READ})", "5"),
        ("@5", 5, "unused"),
    ],
)
def test_scalars_keep_their_type(old: Any, new: Any, stored: str) -> None:
    assert equivalent_value(old, new, {"Get_X": stored}) is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("5", f"@int({READ})", "the old value is text, the new one a number"),
        (5, f"@{READ}", "the old value is a number, the new one text"),
        (True, f"@int({READ})", "the old value is a boolean, the new one a number"),
        (1, True, "the old value is a number, the new one a boolean"),
        (5.0, f"@int({READ})", "old and new are both a number, but not the same"),
        (5, f"@float({READ})", "the old value is a number, the new one computed"),
        ({"a": 5}, f"@json({READ})", "the old value is an object or an array"),
        ("a", ["a"], "the new value is an object or an array"),
        ("@f('a'", "a", "the old text cannot be read: expected , or ), found the end"),
        ("a", "@f()[1", "the new text cannot be read: expected ], found the end"),
    ],
)
def test_the_reason_says_what_differs(old: Any, new: Any, reason: str) -> None:
    assert equivalent_value(old, new, {"Get_X": "5"}) == reason


def test_a_text_that_did_not_change_needs_no_reading() -> None:
    assert equivalent("@odata.type", "@odata.type", {}) is None


def test_reads_that_differ_by_case_alone_prove_nothing() -> None:
    assert equivalent("a", f"@{READ}", {"Get_X": "a", "get_x": "a"}) is not None


@pytest.mark.parametrize("new", [f"@{READ}", "@CANARY", "@'CANARY2'", "@f('CANARY')", "@{CANARY"])
def test_a_reason_shows_no_value(new: str) -> None:
    reason = equivalent("CANARY old", new, {"Get_X": "CANARY stored"})
    assert reason is not None
    assert "CANARY" not in reason
