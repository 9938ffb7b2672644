"""A callback URL that only the package's variable has is known where nothing else can be meant, or goes with it."""

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow.variable_urls import given_url, parameters_in, why_unsure
from remediate.secret import Secret

URL = (
    "https://prod-21.westeurope.logic.azure.com/workflows/952ac9e941f550cb98e25cec8d6c0560/triggers/manual/paths/invoke"
)
SIGNED = f"{URL}?api-version=1&sp=%2Ft&sv=1.0&sig=CANARYsig9f27c4a1b3d85e60"


def flow(*values, **declared):
    parameter = {"type": "String", "metadata": {"schemaName": "contoso_Url"}, **declared}
    document = {"properties": {"definition": ex.definition({"N": ex.compose("x")}, parameters={"Url": parameter})}}
    return Flow(document, "Orders", callback_variables={"contoso_url": tuple(map(Secret, values))})


@pytest.mark.parametrize("value", [SIGNED, URL, SIGNED.replace("/paths/invoke", "/run"), SIGNED.replace("sig", "Sig")])
def test_one_plain_callback_url_is_known(value):
    one = flow(value)
    assert given_url(one, "Url") == value
    assert not why_unsure(one, "Url")


@pytest.mark.parametrize(
    "value",
    [
        f"{SIGNED}&code=CANARY9f27c4a1b5d6",
        SIGNED.replace("https://", "https://svc:CANARY2024@"),
        f"{SIGNED}#CANARY",
        f"{SIGNED} CANARY",
        f"see {SIGNED}",
        f"{SIGNED}{SIGNED}",
        f"{SIGNED};{SIGNED}",
        f"{SIGNED};AccountKey=CANARY",
        f"{URL}/CANARY?api-version=1",
        f"{SIGNED}&sig=@{{body('x')}}",
        SIGNED.replace("&", "&amp;"),
    ],
)
def test_what_holds_more_is_not(value):
    one = flow(value)
    assert given_url(one, "Url") is None
    assert "more than its signature" in why_unsure(one, "Url")


def test_two_values_are_not_sure():
    assert "more than one value" in why_unsure(flow(SIGNED, URL), "Url")


@pytest.mark.parametrize("declared", [{"defaultValue": "x"}, {"defaultValue": ""}, {"type": "Object"}])
def test_a_parameter_with_a_value_of_its_own_or_of_another_type_is_none_of_these(declared):
    one = flow(SIGNED, **declared)
    assert given_url(one, "Url") is None
    assert not why_unsure(one, "Url")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("@parameters('URL')", ("Url",)),
        ("@{parameters(concat('U','rl'))}x", ("Url",)),
        ("parameters('Url')", ()),
        ("@parameters(", ()),
        ("@parameters()", ()),
        ("@parameters('other')", ()),
    ],
)
def test_the_parameters_that_a_text_reads(text, read):
    assert parameters_in(flow(SIGNED), text) == read


def test_nothing_shows_the_value():
    assert "CANARY" not in repr(flow(SIGNED))
