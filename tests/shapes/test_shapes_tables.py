"""Columns whose name tells."""

import pytest

from remediate.shapes import tables


def found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in tables.in_text(text)]


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("user;password\nsvc;CANARY2024!\nann;CANARY2025!\n", ["CANARY2024!", "CANARY2025!"]),
        ('"host","api key"\r\n"a","CANARY0d4f4e8a8b1c2d3e"', ["CANARY0d4f4e8a8b1c2d3e"]),
        ("system\tKennwort\nsap\tCANARY1", ["CANARY1"]),
        ("| User | Password |\n|---|---|\n| svc | CANARY2024! |", ["CANARY2024!"]),
        ("const apiKey = key;\nreturn response.json2();", []),
        ("user;password\\nsvc;CANARY2024!", ["CANARY2024!"]),
        ("user;password\nsvc;required", []),
        ("system;tok\nerp;CANARY0d4f4e8a8b1c2d3e", ["CANARY0d4f4e8a8b1c2d3e"]),
        ("system;tok\nerp;orders2024", []),
        ("user;password\nsvc", []),
        ("Please note, the password\nis required, 2024", []),
        ("name;date\nsvc;CANARY2024!", []),
        ("password", []),
    ],
)
def test_columns(text: str, secrets: list[str]) -> None:
    assert found(text) == secrets
