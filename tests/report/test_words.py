"""Whatever an author typed, no terminal obeys it and no line is made up."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.report.words import counted, plain, quoted


@given(st.text(st.characters()))
def test_nothing_that_is_shown_is_obeyed(text):
    shown = plain(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert plain(shown) == shown
    shown.encode()


@pytest.mark.parametrize("text", ["Größe", "日本語", "😀", "[red]x[/red]", "a'b\"c", ":smile:"])
def test_what_people_read_stays(text):
    assert plain(text) == text


def test_text_direction_and_line_separators_are_spelled():
    assert plain("a\u202eb\u2028c\r\x9b") == "a\\u{202e}b\\u{2028}c\\u{d}\\u{9b}"


@pytest.mark.skipif(os.name == "nt", reason="quotes for a POSIX shell")
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_a_quoted_path_is_one_word(text):
    assert shlex.split(quoted(text)) == [text]


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="quotes for bash")
@pytest.mark.parametrize("name", [b"lat\xe9.zip", "Gr\u00f6\u00dfe \u202e'x'\\.zip".encode(), b"a\nb\x1b.zip"])
def test_a_name_that_cannot_be_shown_can_still_be_copied_into_a_shell(name):
    word = quoted(os.fsdecode(name))
    assert plain(word) == word
    done = subprocess.run(["/bin/bash", "-c", f"printf %s {word}"], capture_output=True, check=True)
    assert done.stdout == name


@pytest.mark.skipif(os.name == "nt", reason="quotes for a POSIX shell")
def test_a_shell_gives_the_path_back():
    path = "My $(touch x) `Orders` \"1\" 'a'.zip"
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -c 'import sys; print(sys.argv[1])' {quoted(path)}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == path + "\n"


def test_numbers_have_their_noun():
    assert [counted(n, "flow") for n in (0, 1, 2)] == ["0 flows", "1 flow", "2 flows"]
