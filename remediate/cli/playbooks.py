"""`remediate playbook`."""

from typing import Annotated

import typer

from remediate.cli.leaving import one_sentence

app = typer.Typer(help="What to look for and what to do about it.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
@one_sentence
def list_playbooks() -> None:
    """List the playbooks that come with remediate."""
    from remediate.playbook import load, shipped

    for name in shipped():
        typer.echo(f"{name:<12}{' '.join(load(name).why.split())}")


@app.command("show")
@one_sentence
def show_playbook(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A playbook's name, or a .toml file.")],
) -> None:
    """Show a playbook's steps in order, with those that it takes over from another."""
    from remediate.playbook import load

    playbook = load(name)
    typer.echo(f"{playbook.name}: {' '.join(playbook.why.split())}\n")
    for step in playbook.steps:
        typer.echo(f"{step.apply.value:<8}{step.detector.id}\n        {step.name}")
        for option, value in step.options.items():
            typer.echo(f"        {option} = {value}")
