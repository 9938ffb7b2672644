"""`remediate explain`."""

import json
from typing import Annotated, Any

import typer

from remediate.cli.leaving import one_sentence


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
    from remediate.detectors import DETECTORS, Clean
    from remediate.errors import UsageError

    if detector is None:
        width = max(len(known.id) for known in DETECTORS)
        for known in DETECTORS:
            typer.echo(f"{known.id:<{width}}  {known.explanation.strip().splitlines()[0]}")
        return
    found = next((known for known in DETECTORS if known.id == detector), None)
    if found is None:
        raise UsageError(f"there is no detector {detector!r}.", hint="`remediate explain` lists them.")
    typer.echo(f"{found.id}\n\n{found.explanation.strip()}\n")
    for example in found.examples:
        if isinstance(example, Clean):
            typer.echo(f"Not flagged: {example.because}\n\n{_shown(example.definition)}\n")
            continue
        typer.echo(f"Flagged:\n\n{_shown(example.definition)}\n")
        if example.becomes is not None:
            typer.echo(f"Becomes:\n\n{_shown(example.becomes)}\n")


def _shown(definition: dict[str, Any]) -> str:
    """The parts of a definition that make the example."""
    told = ("triggers", "actions", "parameters")
    parts = {name: definition[name] for name in told if definition.get(name)}
    if "$authentication" in parts.get("parameters", {}):
        own = {name: value for name, value in parts["parameters"].items() if not name.startswith("$")}
        parts = {**parts, "parameters": own} if own else {n: v for n, v in parts.items() if n != "parameters"}
    text = json.dumps(parts or definition, indent=2, ensure_ascii=False)
    return "\n".join(f"    {line}" for line in text.split("\n"))
