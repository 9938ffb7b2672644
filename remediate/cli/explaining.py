"""`remediate explain`."""

import json
from typing import TYPE_CHECKING, Annotated, Any, assert_never

import typer

from remediate.cli.leaving import one_sentence

if TYPE_CHECKING:
    from remediate.detectors import Clean, Flagged
    from remediate.detectors.outside import CleanFile, FlaggedFile

    Example = Clean | Flagged | CleanFile | FlaggedFile


@one_sentence
def explain(
    detector: Annotated[
        str | None,
        typer.Argument(metavar="DETECTOR", help="A detector's id; without it, all are listed.", show_default=False),
    ] = None,
) -> None:
    """Say what a detector finds, and how it is fixed.

    With its examples; without a name, all detectors are listed, one a line.

    \b
    Examples:
      remediate explain
      remediate explain literal-header
    """
    from remediate.detectors import ALL
    from remediate.errors import UsageError
    from remediate.misspelt import did_you_mean

    if detector is None:
        width = max(len(known.id) for known in ALL)
        for known in ALL:
            typer.echo(f"{known.id:<{width}}  {known.explanation.strip().splitlines()[0]}")
        return
    found = next((known for known in ALL if known.id == detector), None)
    if found is None:
        hint = f"{did_you_mean(detector, (known.id for known in ALL))}`remediate explain` lists them."
        raise UsageError(f"there is no detector {detector!r}.", hint=hint)
    typer.echo(f"{found.id}\n\n{found.explanation.strip()}\n")
    for example in found.examples:
        typer.echo(_example(example))


def _example(example: "Example") -> str:
    from remediate.detectors import Clean, Flagged
    from remediate.detectors.outside import CleanFile, FlaggedFile

    match example:
        case Clean():
            return f"Not flagged: {example.because}\n\n{_shown(example.definition)}\n"
        case Flagged(becomes=None):
            return f"Flagged:\n\n{_shown(example.definition)}\n"
        case Flagged():
            return f"Flagged:\n\n{_shown(example.definition)}\n\nBecomes:\n\n{_shown(example.becomes or {})}\n"
        case CleanFile():
            return f"Not flagged: {example.because}\n\n{_file(example)}\n"
        case FlaggedFile():
            return f"Flagged:\n\n{_file(example)}\n"
        case _:
            assert_never(example)


def _shown(definition: dict[str, Any]) -> str:
    """The parts of a definition that make the example."""
    told = ("triggers", "actions", "parameters")
    parts = {name: definition[name] for name in told if definition.get(name)}
    if "$authentication" in parts.get("parameters", {}):
        own = {name: value for name, value in parts["parameters"].items() if not name.startswith("$")}
        parts = {**parts, "parameters": own} if own else {n: v for n, v in parts.items() if n != "parameters"}
    text = json.dumps(parts or definition, indent=2, ensure_ascii=False)
    return _indented(text)


def _file(example: "CleanFile | FlaggedFile") -> str:
    return _indented(f"{example.member}\n\n{example.text}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
