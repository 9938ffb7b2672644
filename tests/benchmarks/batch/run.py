"""Measures a batch: the floor, `remediate scan`, `remediate fix`, start-up and memory, all in one run.

    python tests/benchmarks/batch/run.py                                  # 1,000 solutions, 10,000 flows
    python tests/benchmarks/batch/run.py --solutions 200 --flows 2000 --markdown

The floor reads the zips, parses every flow with `json.loads` and writes the zips. Times alone say nothing about another
machine: the ratios to the floor of the same run do. CPU time and memory are those of one process, `--on serial`; with
worker processes, which nobody's children are, only the wall time is told.
"""
# ruff: noqa: T201 - a command: it prints

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from batch_measure import Taken, measure

_HERE = Path(__file__).parent
_WORKERS = f"remediate scan --on processes:{min(os.cpu_count() or 1, 8)}"
_REMEDIATE = (sys.executable, "-m", "remediate")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what ran, on how many solutions, what it took."""

    what: str
    solutions: int
    taken: Taken


def main() -> None:
    """Makes the solutions, measures, prints."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="remediate-batch-") as folder:
        rows = run(Path(folder), options)
    print(f"{options.solutions:,} solutions, {options.flows:,} flows, seed {options.seed}\n")
    print(table(rows, markdown=options.markdown))
    print(f"\n{in_words(rows)}")


def run(folder: Path, options: argparse.Namespace) -> list[Row]:
    """Every measurement, one after the other."""
    packages = folder / "packages"
    _make(packages, options)
    extra = tuple(options.remediate.split())
    scan = (*_REMEDIATE, "scan", *extra, "--on", "serial")
    fix = (*_REMEDIATE, "fix", *extra, "--vault", f"file:{folder / 'vault.db'}", "--out", str(folder / "fixed"))
    first = packages / "first"
    one = min(first.glob("*.zip"))
    few = len(list(first.glob("*.zip")))
    plan: list[tuple[str, int, tuple[str, ...]]] = [
        ("bare Python", 0, (sys.executable, "-c", "pass")),
        ("remediate --help", 0, (*_REMEDIATE, "--help")),
        ("remediate scan", 1, (*scan, str(one))),
        ("remediate scan", few, (*scan, str(first))),
        ("floor", options.solutions, (sys.executable, str(_HERE / "batch_floor.py"), str(packages), str(folder / "f"))),
        ("remediate scan", options.solutions, (*scan, str(packages))),
        ("remediate fix", options.solutions, (*fix, "--on", "serial", str(packages))),
        (
            _WORKERS,
            options.solutions,
            (*_REMEDIATE, "scan", *extra, "--on", _WORKERS.rpartition(" ")[2], str(packages)),
        ),
    ]
    return [Row(what, count, _measured(command, folder, options.repeat)) for what, count, command in plan]


def _make(packages: Path, options: argparse.Namespace) -> None:
    asked = ("solutions", "flows", "planted_every", "secrets", "seed", "corpus")
    words = [word for name in asked for word in (f"--{name.replace('_', '-')}", str(getattr(options, name)))]
    made = measure((sys.executable, str(_HERE / "batch_solutions.py"), str(packages), *words), packages.parent / "made")
    if made.code:
        sys.exit((packages.parent / "made").read_text())


def _measured(command: tuple[str, ...], folder: Path, repeat: int) -> Taken:
    """The quickest of several runs; a run that writes (`fix`, the floor) is done once."""
    times = 1 if "--out" in command or command[1].endswith("batch_floor.py") else repeat
    taken = min((measure(command, folder / "printed") for _ in range(times)), key=lambda taken: taken.cpu)
    if taken.code >= 2:
        sys.exit(f"{' '.join(command)} failed with {taken.code}:\n{(folder / 'printed').read_text()[-2000:]}")
    return taken


def table(rows: list[Row], *, markdown: bool) -> str:
    """The runs, each with its ratio to the floor on as many solutions."""
    floors = {row.solutions: row.taken.cpu for row in rows if row.what == "floor"}
    lines = [("run", "solutions", "CPU s", "wall s", "peak MB", "CPU / floor")]
    for row in rows:
        floor = floors.get(row.solutions)
        ratio = f"{row.taken.cpu / floor:.2f}" if floor else ""
        taken = row.taken
        if row.what == _WORKERS:
            numbers = ("", f"{taken.wall:.2f}", "", "")
        else:
            numbers = (f"{taken.cpu:.2f}", f"{taken.wall:.2f}", f"{taken.memory:.0f}", ratio)
        lines.append((row.what, f"{row.solutions or ''}", *numbers))
    return _laid_out(lines, markdown=markdown)


def in_words(rows: list[Row]) -> str:
    """Start-up and memory, which are no ratios to the floor."""
    taken = {(row.what, row.solutions): row.taken for row in rows}
    bare, one = taken["bare Python", 0].wall, taken["remediate scan", 1].wall
    memory = [f"{row.taken.memory:.0f} MB at {row.solutions:,}" for row in rows if row.what == "remediate scan"]
    return (
        f"Start-up: --help {taken['remediate --help', 0].wall:.2f} s; scan of one solution {one - bare:.2f} s more "
        f"than bare Python. Peak memory of scan by solutions: {', '.join(memory)}."
    )


def _laid_out(lines: list[tuple[str, ...]], *, markdown: bool) -> str:
    if markdown:
        rule = "|---|" + "---:|" * (len(lines[0]) - 1)
        shown = [f"| {' | '.join(line)} |" for line in lines]
        return "\n".join([shown[0], rule, *shown[1:]])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(w) if not at else cell.rjust(w) for at, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--solutions", type=int, default=1000)
    parser.add_argument("--flows", type=int, default=10_000, help="together, in all solutions")
    parser.add_argument("--planted-every", type=int, default=10, help="one of so many flows holds secrets")
    parser.add_argument("--secrets", type=int, default=2, help="in each planted flow")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeat", type=int, default=1, help="runs that write nothing: the quickest of so many")
    parser.add_argument("--remediate", default="", metavar="OPTIONS", help="more options for scan and fix")
    parser.add_argument("--corpus", type=Path, default=_HERE.parents[3] / "shared" / "corpus")
    parser.add_argument("--markdown", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
