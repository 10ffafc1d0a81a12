"""The soak: every invariant over many thousand random maps, scenarios and fault schedules.

    python -m tests.proof.soak [--seeds 10000] [--first 0] [--minutes M] [--processes 2]

Each seed grows one map and one scenario and runs them under all three models. Prints progress and
figures; a violation is made smaller, its map written as YAML, and the command that replays it
printed. Exits with 1 where an invariant is broken.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path

from tests.proof.counterexamples import ERROR, Counterexample, examined, shrunk
from tests.proof.invariants import INVARIANTS

__all__ = ["main"]

_BATCH = 20
_TOLD = 3
"""Violations of one invariant that are shrunk and told; the rest is counted."""


def main(arguments: list[str] | None = None) -> int:
    """Run the soak; 1 where an invariant is broken."""
    options = _options(arguments)
    began = time.monotonic()
    until = began + options.minutes * 60 if options.minutes else float("inf")
    broken: Counter[str] = Counter()
    seeds = 0
    for done, found in _soaked(options, until):
        seeds += done
        for one in found:
            broken[one.invariant] += 1
            if broken[one.invariant] <= _TOLD:
                print(f"\n{shrunk(one).written(options.folder)}\n", flush=True)
        if seeds % 500 < done:
            print(f"{seeds:,} seeds in {time.monotonic() - began:,.0f} s", flush=True)
    _sum_up(seeds, time.monotonic() - began, broken)
    return int(bool(broken))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.proof.soak", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000, help="how many (default: 10,000)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (default: 0)")
    parser.add_argument("--minutes", type=float, help="begin nothing new after this time")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, default=Path("var/soak"), help="where maps go")
    return parser.parse_args(arguments)


def _soaked(
    options: argparse.Namespace, until: float
) -> Iterator[tuple[int, list[Counterexample]]]:
    """Batches of seeds as they get done: how many, and what they brought to light."""
    last = options.first + options.seeds
    batches = iter(
        range(first, min(first + _BATCH, last)) for first in range(options.first, last, _BATCH)
    )
    with ProcessPoolExecutor(options.processes) as pool:
        under_way: dict[Future[list[Counterexample]], int] = {}
        while True:
            while len(under_way) < 2 * options.processes and time.monotonic() < until:
                batch = next(batches, None)
                if batch is None:
                    break
                under_way[pool.submit(_examined, batch)] = len(batch)
            if not under_way:
                return
            finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                yield under_way.pop(future), future.result()


def _examined(seeds: range) -> list[Counterexample]:
    return [found for seed in seeds for found in examined(seed)]


def _sum_up(seeds: int, seconds: float, broken: Counter[str]) -> None:
    print(f"\n{seeds:,} seeds in {seconds:,.0f} s; violations:")
    print(f"  {broken[ERROR]:6,}  {ERROR}: the engine raises no error, whatever the map")
    for rule in INVARIANTS:
        print(f"  {broken[rule.name]:6,}  {rule.name}: {rule.sentence}")


if __name__ == "__main__":
    sys.exit(main())
