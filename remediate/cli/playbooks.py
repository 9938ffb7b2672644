"""`remediate playbook`."""

from typing import Annotated

import typer

from remediate.cli.leaving import one_sentence

app = typer.Typer(help="What to look for and what to do about it.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
@one_sentence
def list_playbooks() -> None:
    """List the playbooks that come with remediate.

    \b
    Example:
      remediate playbook list
    """
    from remediate.playbook import load, shipped

    for name in shipped():
        typer.echo(f"{name:<12}{' '.join(load(name).why.split())}")


@app.command("show")
@one_sentence
def show_playbook(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A playbook's name, or a .toml file.")],
) -> None:
    """Show a playbook's steps in order.

    Those that it takes over from another playbook too. Each step says what is done with the findings of its detector:
    safe (fixes that need nobody else), unsafe (all fixes) or report (only told).

    \b
    Examples:
      remediate playbook show lockdown
      remediate playbook show ours.toml
    """
    from remediate.playbook import load
    from remediate.report.words import plain

    playbook = load(name)
    typer.echo(f"{plain(playbook.name)}: {plain(' '.join(playbook.why.split()))}\n")
    for step in playbook.steps:
        typer.echo(f"{step.apply.value:<8}{step.detector.id}\n        {plain(step.name)}")
        for option, value in step.options.given().items():
            typer.echo(f"        {option} = {plain(', '.join(value) if isinstance(value, tuple) else value)}")
    for waiver in playbook.waivers:
        typer.echo(f"waived  {plain(waiver.place)}")
        typer.echo(f"        until {waiver.until} by {plain(waiver.owner)}: {plain(waiver.reason)}")
