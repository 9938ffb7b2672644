"""Columns whose name tells."""

import pytest

from remediate.shapes import tables
from remediate.shapes.roots import lowered


def found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in tables.in_text(text, lowered(text))]


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("user;password\nsvc;CANARY2024!\nann;CANARY2025!\n", ["CANARY2024!", "CANARY2025!"]),
        ('"host","api key"\r\n"a","CANARY0d4f4e8a8b1c2d3e"', ["CANARY0d4f4e8a8b1c2d3e"]),
        ("system\tKennwort\nsap\tCANARY1", ["CANARY1"]),
        ("| User | Password |\n|---|---|\n| svc | CANARY2024! |", ["CANARY2024!"]),
        ("| User | Password (prod) |\n|---|---|\n| svc | CANARY2024! |", ["CANARY2024!"]),
        ("const apiKey = key;\nreturn response.json2();", []),
        ("user;password\\nsvc;CANARY2024!", ["CANARY2024!"]),
        ("user;password\nsvc;required", []),
        ("system;tok\nerp;CANARY0d4f4e8a8b1c2d3e", ["CANARY0d4f4e8a8b1c2d3e"]),
        ("system;tok\nerp;orders2024", []),
        ("user;password\nsvc", []),
        ("Please note, the password\nis required, 2024", []),
        ("name;date\nsvc;CANARY2024!", []),
        ("password", []),
        ("INSERT INTO dbo.S (Name, [User], [Password]) VALUES ('ERP', 'svc', 'CANARY2024!')", ["CANARY2024!"]),
        (
            "insert into s(name, `pwd`, at) values ('a', N'CANARY1x', GETDATE()), ('b', 'CANARY2x', NULL);",
            ["CANARY1x", "CANARY2x"],
        ),
        ("UPDATE dbo.C SET [Value] = 'CANARY2024!', At = 1 WHERE [Key] = 'smtpPassword'", ["CANARY2024!"]),
        ("INSERT INTO t (Name, PasswordPolicy) VALUES ('a', 'CANARY12')", []),
        ("INSERT INTO t (Name, Password) VALUES (@name, @password)", []),
        ("UPDATE c SET Value = 'CANARY12' WHERE Name = 'passwordRotation'", []),
        (
            "<table><tr><th>System</th><th style='a:b'>Password</th></tr><tr><td>ERP</td><td><b>CANARY2!</b></td></tr>",
            ["CANARY2!"],
        ),
        ("<tr><td>Password:</td><td>CANARY1x</td></tr><tr><td>Benutzer:</td><td>CANARY2x</td></tr>", []),
        ("<tr><td>API key</td><td>CANARY1x</td></tr><tr><td>Server/Port</td><td>CANARY2x</td></tr>", []),
        ("<tr><th>Password</th><th>User</th></tr><tr><td>required</td><td>CANARY2024</td></tr>", []),
    ],
)
def test_columns(text: str, secrets: list[str]) -> None:
    assert found(text) == secrets
