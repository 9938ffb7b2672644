"""Values with blanks in lines of settings: all of one is found, or nothing of it, and never a part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes import connection_strings, embedded
from remediate.shapes.roots import lowered
from remediate.shapes.values import Verdict

LINES = {
    "ini": "[erp]\nServer = sql01\nUser = svc\n{} = {}\nTimeout = 30",
    "only line": "{}: {}",
    "only setting": "{}={}",
    "environment": "DB_HOST=sql01\n{}={}\nPORT=1",
    "exported": "export HOST=sql01\nexport {}={}\n",
    "description": "Server: sql01\r\nUser: svc\r\n{}: {}\r\nPort: 1",
    "pairs": "Server=sql01;User=svc;{}={};Timeout=30",
    "commas": "Server=sql01, User=svc, {}={}, Timeout=30",
    "blanks": "host=sql01 user=svc {}={}",
    "JSON text": '{{"a":"Server=sql01\\nUser=svc\\n{}={}\\nPort=1"}}',
    "YAML": "erp:\n  host: sql01\n  {}: {}\n  port: 1",
    "page": "<p>Server: sql01<br>{}: {}<br>Port: 1</p>",
    "label": "<p><b>{}:</b> {}<br></p>",
    "Markdown": "| Name | Value |\n|---|---|\n| {} | {} |",
    "cell": "<table><tr><td>{}</td><td>{}</td></tr></table>",
    "column": "Server\tsql01\n{}\t{}\nPort\t1",
}
NAMES = ("password", "Senha", "DB_PASSWORD", "smtpPassword", "client_secret", "apiKey", "Kennwort")
WORDS = ("tiger", "canary", "Canary", "CANARY2024", "Winter2024!", "blue", "75", "xQ9-CANARYfd2", "CanaryTigerBlue")
values = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(" ".join)


def found(text: str) -> list[str]:
    """What is found, but for what lies inside of something else that is."""
    lower = lowered(text)
    both = (*embedded.in_text(text, lower), *connection_strings.in_text(text, lower))
    spans = {(one.start, one.end) for one in both if one.verdict in {Verdict.SURE, Verdict.LIKELY}}
    outer = [(a, z) for a, z in spans if not any(b <= a and z <= y and (b, y) != (a, z) for b, y in spans)]
    return [text[a:z] for a, z in outer]


@given(st.sampled_from(sorted(LINES)), st.sampled_from(NAMES), values)
def test_no_part_of_a_value_is_taken_for_all_of_it(line: str, name: str, value: str) -> None:
    assert set(found(LINES[line].format(name, value))) <= {value}


@pytest.mark.parametrize("name", ["Senha", "password", "Kennwort"])
@pytest.mark.parametrize("value", ["tiger canary tiger 75", "CANARY2024 blue", "Winter2024! canary"])
@pytest.mark.parametrize("line", ["ini", "environment", "description", "YAML", "page", "pairs", "commas", "blanks"])
def test_what_has_its_line_to_itself_is_found_whole(line: str, value: str, name: str) -> None:
    assert set(found(LINES[line].format(name, value))) == {value}


@pytest.mark.parametrize(
    "text",
    [
        "password = CANARY2024! and then restart the service",
        "Password: CANARY2024! please change it",
        "Server=sql01, Password=CANARY2024! User=svc",
        "host=sql01 password=CANARY2024! user=svc",
        "Connect with host=sql01 password=CANARY2024! and wait",
        "mysql --user=svc --password=CANARY2024! orders",
        "password=CANARY2024! # the old one",
        "Password: CANARY2024! (prod)",
        "Password: CANARY2024! - prod",
        "Password: CANARY2024! Server: sql01",
    ],
)
def test_what_else_a_line_says_is_no_part_of_the_value(text: str) -> None:
    assert set(found(text)) == {"CANARY2024!"}
