"""Lines on the screen: the same letters whether rich prints them one by one or they go out as a page."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from remediate.cli.printing import console, print_lines
from remediate.report.words import plain

LINES = st.lists(st.text(max_size=120).map(plain).map(lambda text: text + "."))


def screen(*, terminal):
    return Console(file=io.StringIO(), highlight=False, soft_wrap=True, force_terminal=terminal, width=40)


@settings(deadline=None)  # a busy machine is slow
@given(LINES)
def test_a_page_reads_as_its_lines(lines):
    one_by_one, page = screen(terminal=False), screen(terminal=False)
    for line in lines:
        one_by_one.print(Text(line, style="bold"))
    one_by_one.print()
    print_lines(page, (Text(line, style="bold") for line in lines))
    assert page.file.getvalue() == one_by_one.file.getvalue()


def test_a_terminal_gets_the_styles_of_every_line():
    page = screen(terminal=True)
    print_lines(page, [Text("gone", style="red"), Text("come [bold]", style="green")])
    assert page.file.getvalue() == "\x1b[31mgone\x1b[0m\n\x1b[32mcome [bold]\x1b[0m\n\n"


def test_a_name_is_no_markup(capsys):
    console(colour=False).print("Anyone can call: [/bold] [red]Orders[/red] :smile:")
    assert capsys.readouterr().out == "Anyone can call: [/bold] [red]Orders[/red] :smile:\n"
