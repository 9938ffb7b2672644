"""Secrets of letters and words as people type them into texts: app passwords in groups, letters only, passphrases."""

import json
from typing import Any

import pytest

from remediate.detectors import DETECTORS, Confidence, examples
from remediate.flow import Flow
from remediate.remedies import MoveToVault

WORDPRESS = "CANA RYb4 x9Kd 2mQv Lt7R pZ3w"
GOOGLE = "cana rybq xkdm pvlt"


def found(inputs: Any) -> list[str]:
    """What is found in the inputs of a Compose action, at medium or high."""
    definition = examples.definition({"Data": examples.compose(inputs)})
    flow = Flow({"properties": {"definition": definition, "connectionReferences": {}}}, "example")
    literals = (d for d in DETECTORS if d.id.startswith("literal-"))
    findings = [f for d in literals for f in d.find(flow) if f.confidence is not Confidence.LOW and not f.placeholder]
    return [
        f.remedy.literal.secret.reveal() if isinstance(f.remedy, MoveToVault) else f"held: {f.reason}" for f in findings
    ]


WAYS = {
    "member": lambda name, value: {name: value},
    "JSON text": lambda name, value: json.dumps({"a": 1, name: value}),
    "JSON in JSON": lambda name, value: json.dumps({"a": json.dumps({name: value})}),
    "line": lambda name, value: f"{name}: {value}",
    "line among lines": lambda name, value: f"Host: smtp.contoso.example\n{name}: {value}\nPort: 587",
    "setting": lambda name, value: f"host=smtp.contoso.example\n{name}={value}\n",
    "pairs": lambda name, value: f"Host=smtp.contoso.example;User=svc;{name}={value};Timeout=30",
    "Markdown": lambda name, value: f"| Setting | Value |\n|---|---|\n| {name} | {value} |\n",
    "cell": lambda name, value: f"<table><tr><td>{name}</td><td>{value}</td></tr></table>",
    "label": lambda name, value: f"<p><b>{name}:</b> {value}</p>",
    "XML": lambda name, value: f"<settings><{name}>{value}</{name}></settings>",
    "attribute": lambda name, value: f'<add key="{name}" value="{value}" />',
    "script": lambda name, value: f"${name} = '{value}'",
    "SQL": lambda name, value: f"UPDATE Accounts SET {name} = '{value}' WHERE Id = 1",
    "expression": lambda name, value: f"@trim('{name}={value}')",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("value", [WORDPRESS, GOOGLE], ids=["WordPress", "Google"])
def test_an_app_password_in_groups(value, way):
    assert found(way("wp_app_password", value)) == [value]


@pytest.mark.parametrize("value", ["cana-rybq-xkdm-pvlt", "CaNa-RYb4-x9Kd-2mQv", "ca4n aryb 3qxk 7dmp"])
def test_groups_of_other_sorts(value):
    assert found({"appPassword": value}) == [value]
    assert found(f"app_password: {value}") == [value]


def test_a_second_factor_in_groups():
    assert found({"totpSecret": "cana ry4x k5dm 2pvl tq7w z3hd"}) == ["cana ry4x k5dm 2pvl tq7w z3hd"]


def test_the_password_of_a_message():
    token = (
        "<wsse:UsernameToken><wsse:Username>svc</wsse:Username><wsse:Password>{}</wsse:Password></wsse:UsernameToken>"
    )
    assert found(token.format(WORDPRESS)) == [WORDPRESS]


@pytest.mark.parametrize(
    "inputs",
    [
        {"password": "ES91 2100 0418 4502 0005 1332"},
        {"password": "this must have been done when asked"},
        {"accessKey": "make sure this runs"},
        "Password: this must have been done when told",
        "app password: Must Have Been Sent Last Week",
        {"apiKey": "read more over here"},
    ],
)
def test_what_stands_in_groups_and_is_none(inputs):
    assert found(inputs) == []
