"""Hostile texts: the work grows with the length of a text, not with its square.

Five times the text may take five times the work, with room to spare. The work is counted in events of the interpreter.
What patterns do inside is not seen there: where it was once too much, the time of the process is compared, too.
"""

import sys
import time
from collections.abc import Callable

import pytest

from remediate.detectors.sightings.judging import judged
from remediate.detectors.sightings.places import Place
from remediate.detectors.sightings.reading import Reading
from remediate.shapes import commands, connection_strings, cookies, embedded, headers, tables, tokens, urls
from remediate.shapes.looks import is_random
from remediate.shapes.names import Kind, Naming, split
from remediate.shapes.placeholders import is_placeholder
from remediate.shapes.roots import lowered
from remediate.shapes.values import judge
from remediate.wdl.view import views

CHARACTERS = [
    "a",
    "A",
    "0",
    "=",
    "&",
    ":",
    "/",
    "\\",
    '"',
    "'",
    "<",
    ">",
    "{",
    "-",
    "_",
    ".",
    " ",
    "\n",
    "@",
    "%",
    "x",
    "é",
]
UNITS = [
    "eyJ",
    "://",
    "a=",
    "key=",
    "password:",
    '"key":"',
    "<key>",
    "sk-",
    "8Q~",
    "AzFu",
    "-----BEGIN PRIVATE KEY-----",
]
UNITS += ["bearer ", "secret=a;", "'\"", '\\"', "a.b", "token is ", "?sig="]
UNITS += ["&sig=a", "sv=1&", "sid=", "sessionid=a", "abcd ", "IBAzCC", "password;a\n", "sqlcmd ", "u:p@", "curl -u a"]
UNITS += [
    "redis-cli -a ",
    "net use \\\\",
    "credential('a',",
    "mongo -p",
    "zip -P",
    "echo a:chpasswd",
    "'|convertto-securestring",
]
UNITS += ["password=a)]}", "password: <b>", "%C3%A9=", "\\u0022"]
UNITS += ["insert into t (a) values ('", "set value='", "<tr><td>", "btoa('", "password is ", "://a/rest/1/", "„"]
UNITS += ["machine a login b password c ", "machine ", '"machine a login b\\\\n', "machine a login b password \\\\"]
UNITS += ["&quot;password&quot;:", "password=&#39;a", "&amp;amp;quot;", "&quot;", "&lt;a x=&quot;"]
LOOKS: dict[str, Callable[[str], object]] = {
    "urls": lambda text: [found for url in urls.urls(text) for found in urls.in_url(url)],
    "connection strings": lambda text: list(connection_strings.in_text(text, lowered(text))),
    "named values": lambda text: list(embedded.in_text(text, lowered(text))),
    "commands": lambda text: list(commands.in_text(text, lowered(text))),
    "tables": lambda text: list(tables.in_text(text, lowered(text))),
    "cookies": lambda text: list(cookies.in_text(text, lowered(text))),
    "signatures": lambda text: list(urls.in_bare_sas(text)),
    "tokens": lambda text: list(tokens.in_text(text)),
    "headers": lambda text: list(headers.in_header("Authorization", text)) + list(headers.in_header("Cookie", text)),
    "values": lambda text: (
        judge(text, Naming(Kind.PASSWORD, strong=True)),
        judge(text, Naming(Kind.KEY, strong=False)),
        is_placeholder(text),
        is_random(text),
    ),
}


def work(look: Callable[[str], object], text: str) -> int:
    events = 0

    def count(_frame: object, _event: str, _argument: object) -> None:
        nonlocal events
        events += 1

    sys.setprofile(count)
    try:
        look(text)
    finally:
        sys.setprofile(None)
    return events


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", CHARACTERS)
@pytest.mark.parametrize("look", LOOKS)
def test_a_megabyte_of_one_character(look: str, unit: str) -> None:
    LOOKS[look](unit * 1_000_000)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("look", LOOKS)
def test_work_grows_with_the_text(look: str, unit: str) -> None:
    small = work(LOOKS[look], unit * (10_000 // len(unit)))
    large = work(LOOKS[look], unit * (50_000 // len(unit)))
    assert large <= 7 * small + 500


def _sightings(text: str) -> object:
    return list(judged(Reading("note", text, Place.OTHER, None, "", ("inputs", "note"))))


#: Each took a time that grew with the square of the text, or read thousands of characters for each word: seen from so
#: many characters on.
SLOW = [
    ("connection strings", "pwd=", 2_000),
    ("connection strings", "pwd=&amp;", 2_000),
    ("connection strings", "password=a)]}", 8_000),
    ("connection strings", "pwd= ", 20_000),
    ("connection strings", 'pwd=" ', 20_000),
    ("named values", "auth", 8_000),
    ("named values", "keykey", 8_000),
    ("named values", "\u5bc6\u7801", 8_000),
    ("named values", "Cookie: ", 20_000),
    ("named values", "Authorization: Bearer a, ", 20_000),
    ("sightings", "host=a password=Canary2024 ", 40_000),
]
#: Texts for which a pattern tried every way to part them, with what stands around what is repeated.
TRIED = [
    ("tables", "insert into t (a) values (", "a b", ""),
    ("named values", "`password", "`\n:=" + 4 * "\\", "x"),
    ("headers", "Bearer", "\t ", ""),
    ("values", "[a(", ").", ""),
    ("values", "x=", "w", ""),
    ("names", "", "w", ""),
    ("expressions", "@coalesce(", "'a',", "'b')"),
    ("expressions", "@concat(", "'a',body('b'),", "'c')"),
]
OTHERS: dict[str, Callable[[str], object]] = {"names": split, "expressions": views, **LOOKS}


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("look", "before", "unit", "after"), TRIED)
def test_no_way_to_part_a_text_is_tried_twice(look: str, before: str, unit: str, after: str) -> None:
    for size in (400, 8_000, 100_000):
        OTHERS[look](before + unit * (size // len(unit)) + after)


def seconds(look: Callable[[str], object], text: str) -> float:
    """The least time of the process: others only make it longer."""
    least = float("inf")
    for _ in range(2):
        started = time.process_time()
        look(text)
        least = min(least, time.process_time() - started)
    return least


@pytest.mark.timeout(120)
def test_what_stands_far_before_a_name_is_not_read_for_each() -> None:
    names = "password: a;1xxxx<b " * 2_000
    near, far = (seconds(LOOKS["named values"], before * 200_000 + names) for before in ("{ ", "x "))
    assert far <= 4 * near + 0.02


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("look", "unit", "size"), SLOW)
def test_time_grows_with_the_text(look: str, unit: str, size: int) -> None:
    sought = LOOKS.get(look, _sightings)
    small = seconds(sought, unit * (size // len(unit)))
    large = seconds(sought, unit * (4 * size // len(unit)))
    assert large <= 8 * small + 0.02
