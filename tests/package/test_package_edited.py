"""A package with other members is what it would be if it were written and opened again."""

import dataclasses
import json

import pytest
from package_builders import (
    FLOW_MEMBER,
    customizations,
    inline_variables,
    manifest,
    solution,
    variable,
    workflow,
    write_zip,
)

from remediate.package import open_package
from remediate.package.edited import edited

OTHER = "Workflows/Other-00000000-0BE1-EC11-BB3C-000D3A233A82.json"
FOLDER = "environmentvariabledefinitions"
KEY = f"{FOLDER}/contoso_ApiKey/environmentvariabledefinition.xml"
VALUES = f"{FOLDER}/contoso_ApiKey/environmentvariablevalues.json"
SITE = f"{FOLDER}/contoso_Site/environmentvariabledefinition.xml"
LISTED = (workflow("Daily report", FLOW_MEMBER), workflow("Other", OTHER, guid="00000000-0BE1-EC11-BB3C-000D3A233A82"))


def members() -> dict[str, bytes]:
    plain = solution()
    return {
        **plain,
        "customizations.xml": customizations(*LISTED, references=inline_variables()).encode(),
        OTHER: plain[FLOW_MEMBER],
        KEY: variable(),
        VALUES: json.dumps({"environmentvariablevalues": {"environmentvariablevalue": {"value": "CANARY-v"}}}).encode(),
        SITE: variable("contoso_Site", "https://contoso.example"),
    }


CHANGES = {
    "nothing": ({}, ()),
    "a flow": ({OTHER: solution()[FLOW_MEMBER].replace(b"Recurrence", b"Every_day")}, ()),
    "a flow that is none any more": ({OTHER: b"{}"}, ()),
    "a flow that is no JSON": ({OTHER: b"{"}, ()),
    "a variable's value": ({KEY: variable(default="")}, (VALUES,)),
    "a value alone": ({}, (VALUES,)),
    "a new variable": ({f"{FOLDER}/contoso_New/environmentvariabledefinition.xml": variable("contoso_New")}, ()),
    "a variable that cannot be read": ({SITE: b"<x"}, ()),
    "values kept in customizations.xml": (
        {"customizations.xml": customizations(*LISTED, references=inline_variables("")).encode()},
        (),
    ),
    "the version": ({"solution.xml": manifest().replace("1.0.0.9", "1.0.0.10").encode()}, ()),
}


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_as_if_written_and_opened_again(what, tmp_path):
    edits, removed = CHANGES[what]
    before = open_package(write_zip(tmp_path / "before.zip", members()))
    written = {name: data for name, data in {**members(), **edits}.items() if name not in removed}
    again = open_package(write_zip(tmp_path / "after.zip", written))
    found = edited(before, edits, removed)
    assert len(before.facts.environment_variables) == 4
    assert [str(problem) for problem in found.problems] == [str(problem) for problem in again.problems]
    for field in dataclasses.fields(found):
        if field.name not in ("members", "path", "problems", "outside"):
            assert getattr(found, field.name) == getattr(again, field.name), field.name
    assert found.outside == dataclasses.replace(again.outside, descriptions=(), inline=())
