"""Lines of a report on their way to the screen, many at once: rich takes as long over one as over a page."""

import os
from collections.abc import Iterable
from typing import Literal

from rich.console import Console
from rich.text import Text


def console(*, colour: bool) -> Console:
    """Stdout; coloured only where it is a terminal and `colour` is wanted. Names of the input are no markup.

    Without colours nothing is bold either: whoever asks for none, or sets `NO_COLOR`, gets no escape at all.
    """
    system: Literal["auto"] | None = "auto" if colour and not os.environ.get("NO_COLOR") else None
    return Console(markup=False, emoji=False, highlight=False, soft_wrap=True, color_system=system)


def print_lines(screen: Console, lines: Iterable[Text], *, apart: bool = True) -> None:
    """Print the lines, and an empty one where they stand `apart`.

    What is no terminal gets their letters without passing through rich.
    """
    lines = (*lines, Text()) if apart else tuple(lines)
    if screen.is_terminal:
        screen.print(Text("\n").join(lines))
    else:
        screen.file.write("".join(f"{line.plain}\n" for line in lines))
        screen.file.flush()
