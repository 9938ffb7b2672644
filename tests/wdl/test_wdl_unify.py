"""What a read must stand for is found back from the text that it replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate import wdl

READ = "body('R')?['EnvironmentVariableSecretValue']"
OTHER = "body('S')?['EnvironmentVariableSecretValue']"
STORED = {(path, name): wdl.unknown(name.upper()) for name in ("r", "s") for path in wdl.SECRET_VARIABLE_PATHS}
SECRET = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12)


def found(old, new):
    """Every filling that does make the new text the old one."""
    sides = [wdl.evaluated(side, STORED) for side in (old, new)]
    for filling in wdl.fillings(*sides):
        values = {key: wdl.Str(filling[key[1].upper()]) for key in STORED if key[1].upper() in filling}
        if wdl.difference(old, new, values) is None:
            yield dict(filling)


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("CANARY", f"@{READ}", "CANARY"),
        ("CANARY", f"@{{{READ}}}", "CANARY"),
        ("Bearer CANARY", f"Bearer @{{{READ}}}", "CANARY"),
        ("https://h/?code=CANARY&x=1", f"https://h/?code=@{{{READ}}}&x=1", "CANARY"),
        ("@concat('k=', 'CANARY')", f"@concat('k=', {READ})", "CANARY"),
        ("@concat('a CANARY b', body('X'))", f"@concat('a ', {READ}, ' b', body('X'))", "CANARY"),
        ("Basic dTpDQU5BUlk=", f"Basic @{{base64(concat('u:', {READ}))}}", "CANARY"),
        ("a=C%20N", f"a=@{{encodeUriComponent({READ})}}", "C N"),
        (42, f"@int({READ})", "42"),
        (True, f"@bool({READ})", "true"),
        ("@equals('CANARY', body('X'))", f"@equals({READ}, body('X'))", "CANARY"),
        ("@json('{}')?['CANARY']", f"@json('{{}}')?[{READ}]", "CANARY"),
        ("@if(true, 'CANARY', 'x')", f"@if(true, {READ}, 'x')", "CANARY"),
        ('say \\"C\\"', f"say \\@{{replace({READ}, '\"', '\\\"')}}", None),
    ],
)
def test_the_value_is_found_back(old, new, value):
    assert [one.get("R") for one in found(old, new)] == ([value] if value else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bearer CANARY", f"Basic @{{{READ}}}"),
        ("CANARY", f"x@{{{READ}}}"),
        (42, f"@{READ}"),
        ("42", f"@int({READ})"),
        ("x", f"x@{{{READ}}}"),
        ("a-a", f"@{{{READ}}}-@{{{READ}}}x"),
        ("@concat('a', body('X'))", f"@concat({READ}, body('Y'))"),
    ],
)
def test_where_no_value_fits_none_is_found(old, new):
    assert list(found(old, new)) == []


def test_the_same_read_stands_for_the_same_value_within_a_text():
    assert list(found("CANARY-CANARY", f"@{{{READ}}}-@{{{READ}}}")) == [{"R": "CANARY"}]


def test_a_text_cut_between_two_reads_has_many_ways():
    assert list(found("abc", f"@{{{READ}}}@{{{OTHER}}}")) == [{"R": "a", "S": "bc"}, {"R": "ab", "S": "c"}]
    assert list(found("a:b:c", f"@{{{READ}}}:@{{{OTHER}}}")) == [{"R": "a", "S": "b:c"}, {"R": "a:b", "S": "c"}]


@given(SECRET, st.text(max_size=6), st.text(max_size=6))
def test_a_secret_that_is_put_in_place_is_found_back(secret, before, after):
    old = wdl.escape_text(before + secret + after)
    old = f"@@{old[1:]}" if old.startswith("@") else old
    try:
        template = wdl.parse(old)
        (literal,) = wdl.literals(template)
        start = len(before)
        new = wdl.place(old, [(wdl.source_span(literal, start, start + len(secret)), READ)])
    except (ValueError, wdl.WdlError):
        return
    if literal.value != before + secret + after:
        return
    assert {"R": secret} in list(found(old, new))
