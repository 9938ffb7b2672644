"""The journal of a run on the command line: where it is kept, and what is said of it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from remediate.batch import Journal
from remediate.cli.leaving import done_in_part
from remediate.plan.saved import Request, request_record
from remediate.writer.store import place


def journal_of(asked: Request, *, resume: bool, plan: bytes = b"") -> Journal:
    """The journal of a request, in the user's state folder. Another input, option, playbook or plan is another request.

    `plan` is the file of a plan, which holds no value.
    """
    import platformdirs

    from remediate.report.telling import Told

    folder = Path(platformdirs.user_state_path("remediate", appauthor=False)) / "runs"
    record = request_record(asked)
    record["paths"] = [str(place(path).absolute()) for path in asked.paths]
    record["out"] = str(place(asked.out).absolute()) if asked.out else None
    if plan:
        record["plan"] = hashlib.sha256(plan).hexdigest()
    journal = Journal(folder, record, resume=resume, told=Told)
    if resume and not journal.earlier:
        typer.echo("No run of this command was left unfinished: starting from the beginning.", err=True)
    if not resume and journal.begun:
        typer.echo("A run of this command was left unfinished; with --resume it would be gone on with.", err=True)
    return journal


@contextmanager
def resumable(journal: Journal) -> Iterator[None]:
    """A run with a journal. What stops it says how to go on; so does trouble with the journal itself.

    Raises:
        WriteError: what it prints could not be written. A pipeline must not take the part that was done for all.
    """

    def done() -> str:
        more = "Go on with the same command and --resume." if journal.begun else "Run the same command again."
        return f"What was fixed until then is whole. {more}"

    try:
        with done_in_part(done):
            yield
    except KeyboardInterrupt:
        if journal.begun:
            typer.echo("Go on with the same command and --resume.", err=True)
        raise
    finally:
        if journal.trouble:
            typer.echo(f"The run could not be noted down, --resume will not know of it: {journal.trouble}", err=True)
