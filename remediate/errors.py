"""Everything that can go wrong for a user, as a tree.

    RemediateError              one sentence, where, what to do next, an exit code
    ├── UsageError              the command cannot be carried out as it was given (exit 2)
    │   ├── PlaybookError       a playbook that does not hold together
    │   └── PlanError           a plan that cannot be read, or is stale
    ├── PackageError            an input that cannot be read or must not be touched (exit 3)
    │   └── LinkError           a symbolic link, which is not followed
    ├── VaultError              a vault that could not take or give a value (exit 3)
    │   ├── VaultUnreachable    no answer, or no way to sign in
    │   ├── VaultRefused        an answer, and it was no
    │   └── VaultLost           it does not hold any more what it was given: the run ends
    ├── WriteError              an output that could not be put in place (exit 3)
    ├── ClusterError            workers that cannot be had, or are lost (exit 3)
    └── ProofError              a result that failed its own verification; nothing is written (exit 3)

A message never holds a value, and each is made with a hint. What could not be *fixed* is no error: it is
`Held(reason)`.
"""

from pathlib import Path
from typing import ClassVar

REPORT = "Nothing was written; please report this line."
"""What to do about a fault of our own."""

_HOME = Path(__file__).parent


class RemediateError(Exception):
    """One sentence about what went wrong, where, and what to do next.

    `message` is the sentence; `hint` says what to do next; `file` and `pointer` (RFC 6901) say where.
    `str()` gives all of it on one line. `exit_code` is what the command line leaves with.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, hint: str = "", file: str = "", pointer: str = "") -> None:
        self.message = message
        self.hint = hint
        self.file = file
        self.pointer = pointer
        super().__init__(message)

    def __str__(self) -> str:
        where = self.file + (f"#{self.pointer}" if self.pointer else "")
        sentence = f"{where}: {self.message}" if where else self.message
        return f"{sentence} {self.hint}".rstrip()


class UsageError(RemediateError):
    """The command cannot be carried out as it was given."""

    exit_code: ClassVar[int] = 2


class PlaybookError(UsageError):
    """A playbook that does not hold together."""


class PlanError(UsageError):
    """A plan that cannot be read, or is stale."""


class PackageError(RemediateError):
    """An input that cannot be read or must not be touched."""


class LinkError(PackageError):
    """A symbolic link that was met and left alone."""


class VaultError(RemediateError):
    """A vault that could not take or give a value."""


class VaultUnreachable(VaultError):
    """No answer from the vault, or no way to sign in to it."""


class VaultRefused(VaultError):
    """The vault answered, and the answer was no."""


class VaultLost(VaultError):
    """Whoever looks into the vault does not find what this run put there; nothing more may be written."""


class WriteError(RemediateError):
    """An output that could not be put in place; what was there before is still there."""


class ClusterError(RemediateError):
    """Workers that cannot be had or were lost; what is done is done, and --resume goes on from there."""


class ProofError(RemediateError):
    """A result that failed its own verification; nothing was written."""


def raised(error: BaseException) -> BaseException:
    """What was raised, where Python made another error of it: a stop, such as Ctrl-C, is no fault of ours.

    What comes while a class is just being made, in a `__set_name__`, is a `RuntimeError` afterwards
    (https://docs.python.org/3/whatsnew/3.12.html: "no longer wrapped by a RuntimeError").
    """
    cause = error.__cause__
    return error if cause is None or isinstance(cause, Exception) else cause


def fault(error: BaseException) -> str:
    """A fault of our own code as `TypeError in flow/actions.py:67`: its type and place, never its text.

    The text of an exception could hold a value; so could the locals of its frames. The place is the innermost one in
    this package.
    """
    trace, places = error.__traceback__, [("remediate", 0)]
    while trace is not None:
        places.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    ours = [(Path(file), line) for file, line in places if Path(file).is_relative_to(_HOME)]
    file, line = ours[-1] if ours else (Path(places[-1][0]), places[-1][1])
    shown = file.relative_to(_HOME).as_posix() if ours else file.name
    return f"{type(error).__name__} in {shown}:{line}"
