"""Measures detection: plants secrets and decoys into real flows, lets an engine look, prints what it found.

    python tests/benchmarks/detection/run.py --flows 300 --seed 7
    python tests/benchmarks/detection/run.py --engine detect-secrets --markdown

Every secret is invented. Speed is given as a ratio to `json.loads` of the same files in the same run, because times
alone say nothing about another machine.
"""
# ruff: noqa: E402, T201 - a command: it makes its modules found first, and it prints

import argparse
import json
import random
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3])]

from detection_engines import ENGINES, Engine
from detection_score import LEVELS, Case, score
from detection_tables import details, listing, summary
from planting import FIRST_DETECTORS, Source, plant, sample_flows
from planting.mint import MARKER
from planting.plant import VARIANTS

_WARM = 60
_CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def main() -> None:
    """Plants, measures, prints."""
    options = _options()
    flows = sample_flows(options.corpus, random.Random(options.seed), options.flows)
    engine = ENGINES[options.engine]()
    others = sample_flows(options.corpus, random.Random(options.seed + 2), _WARM)
    looked_at = {source.name for source in flows}
    said = speed(flows, engine, [source for source in others if source.name not in looked_at])
    cases = measure(flows, engine, options)
    scores = [score(cases, level=level) for level in LEVELS]
    print(f"{options.engine}: {len(flows)} flows, seed {options.seed}\n")
    print(summary(scores, markdown=options.markdown), "\n")
    chosen = scores[LEVELS.index(options.level)]
    if not options.brief:
        print(details(chosen, markdown=options.markdown), "\n")
    print(said, "\n")
    if options.list:
        print("\n".join(listing(chosen, cases)))


def measure(flows: list[Source], engine: Engine, options: argparse.Namespace) -> list[Case]:
    """Every flow planted and looked at."""
    rng = random.Random(options.seed + 1)
    total, count = options.secrets, len(flows)
    variants = VARIANTS if options.variant == "mixed" else (options.variant,)
    cases = []
    for index, source in enumerate(flows):
        share = (index + 1) * total // count - index * total // count
        made = plant(
            source.document,
            rng,
            secrets=share,
            decoys=share,
            kinds=options.kind,
            places=options.place,
            pairs=FIRST_DETECTORS if options.first else None,
            variants=variants,
            decoy_classes=options.decoy,
            marker=options.marker,
        )
        cases.append(Case(f"{index}:{source.name}", made.document, source.document, made.labels, engine(made.document)))
    return cases


def speed(flows: list[Source], engine: Engine, others: list[Source]) -> str:
    """MB/s over the untouched flows, of parsing alone and of the engine.

    Other flows warm it up. Of these it has seen none: an engine may know again what it has looked at before.
    """
    for source in others:
        engine(source.document)
    size = sum(len(source.raw) for source in flows) / 1e6
    texts = [source.raw.decode("utf-8-sig") for source in flows]
    start = time.perf_counter()
    for text in texts:
        json.loads(text)
    parsed = time.perf_counter()
    for source in flows:
        engine(source.document)
    done = time.perf_counter()
    parse, look = parsed - start, done - parsed
    return (
        f"{size:.1f} MB: json.loads {size / parse:.1f} MB/s, engine {size / look:.1f} MB/s "
        f"({look / parse:.2f} times the time of json.loads), together {size / (parse + look):.1f} MB/s"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flows", type=int, default=300, help="how many flows to plant into")
    parser.add_argument("--secrets", type=int, default=1000, help="about how many secrets, and as many decoys")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--engine", choices=sorted(ENGINES), default="remediate")
    parser.add_argument("--first", action="store_true", help="only what the first detectors promise to cover")
    parser.add_argument("--kind", action="append", help="only this kind of secret; may be given again")
    parser.add_argument("--place", action="append", help="only this place; may be given again")
    parser.add_argument("--decoy", action="append", help="only this class of decoys; may be given again")
    parser.add_argument("--variant", choices=("mixed", "plain", "foreign", "unusual"), default="mixed")
    parser.add_argument("--marker", default=MARKER, help="the word in every invented value; empty for none")
    parser.add_argument("--level", choices=LEVELS, default="medium", help="least confidence for the detailed tables")
    parser.add_argument("--corpus", type=Path, default=_CORPUS)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--brief", action="store_true", help="the summary and the speed only")
    parser.add_argument("--list", action="store_true", help="every miss, inexact span and false alarm")
    return parser.parse_args()


if __name__ == "__main__":
    main()
