"""Simulated cases per second and core, beside SimPy and a bare loop in the same run.

A figure alone says more about the machine than about Podium. The rounds are interleaved, so that a
machine that slows down halfway slows all of them, and time is processor time, so that neighbours
count little.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

import simpy

from benchmarks.chains import CONDITIONS, DURATION, chain, transitions_of
from benchmarks.peers import bare_loop, in_simpy
from benchmarks.tables import print_table
from workflows.definition.model import OrchestrationModel
from workflows.engine.drivers.simulation import Simulation

CASES = 10_000
CHUNK = 2_000
ROUNDS = 5
STEPS = 5
HEADINGS = ("what runs", "cases", "seconds", "cases/s", "of SimPy", "lowest", "highest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One row. ``run`` simulates ``CASES`` cases and returns how many it has counted at the end;
    ``does`` says what a case costs there, without which the ratio means nothing."""

    name: str
    does: str
    run: Callable[[], int]


def main() -> None:
    """Run every contender once a round and print the median of the rounds."""
    yardstick = _peer(
        f"SimPy {simpy.__version__}",
        f"{STEPS} service times, one after another, on one shared resource; nothing else",
        in_simpy,
    )
    limit = _peer("bare heap loop", "the same in two queue events a step, by hand", bare_loop)
    podium = [_podium(model) for model in OrchestrationModel]
    contenders = [*podium, yardstick, limit]
    rounds = [{one.name: _seconds(one) for one in contenders} for _ in range(ROUNDS)]
    print_table(
        f"an online order of {STEPS} steps: one core, median of {ROUNDS} interleaved rounds",
        HEADINGS,
        [_row(one.name, yardstick.name, rounds) for one in contenders],
    )
    print("\nlowest, highest: the same ratio within a single round\n")
    # The three models do the same: it is said once.
    for does in dict.fromkeys(one.does for one in contenders):
        print(f"{'; '.join(one.name for one in contenders if one.does == does)}:\n  {does}")
    _print_length()


def _row(name: str, yardstick: str, rounds: list[dict[str, float]]) -> tuple[str, ...]:
    seconds = median(one[name] for one in rounds)
    ratio = median(one[yardstick] for one in rounds) / seconds
    ratios = [one[yardstick] / one[name] for one in rounds]
    shares = (f"{value:.2f}" for value in (ratio, min(ratios), max(ratios)))
    return name, f"{CASES:,}", f"{seconds:.2f}", f"{CASES / seconds:,.0f}", *shares


def _seconds(contender: Contender) -> float:
    # What one contender leaves behind must not be collected on the next one's time.
    gc.collect()
    started = time.process_time()
    counted = contender.run()
    seconds = time.process_time() - started
    if counted != CASES:
        raise SystemExit(f"{contender.name} counted {counted:,} of {CASES:,} cases")
    return seconds


def _podium(model: OrchestrationModel) -> Contender:
    return Contender(
        name=f"Podium, {model.value}",
        does="1 % of attempts fail and are retried, 0.1 % of messages get lost, timeouts, outbox "
        "and inbox, a limit per participant, the ledger, a verdict per case, every measure",
        run=lambda: _simulate(STEPS, model, CASES),
    )


def _simulate(steps: int, model: OrchestrationModel, cases: int) -> int:
    """Everything that an experiment does, from the definition on. Cases come in so that as many
    steps an hour have to be done on a long map as on a short one."""
    transitions = transitions_of(chain(steps), model)
    per_hour = CONDITIONS.cases_per_hour * STEPS / steps
    conditions = replace(CONDITIONS, cases_per_hour=per_hour)
    tallies = [
        Simulation(transitions, conditions).run(first, min(CHUNK, cases - first))
        for first in range(0, cases, CHUNK)
    ]
    return sum(tally.verdicts.total() for tally in tallies)


def _peer(name: str, does: str, run: Callable[..., int]) -> Contender:
    per_hour, seed = CONDITIONS.cases_per_hour, CONDITIONS.seed
    return Contender(name=name, does=does, run=lambda: run(CASES, STEPS, per_hour, DURATION, seed))


def _print_length() -> None:
    """What a step costs on a long map, against a short one."""
    rows = []
    for model in OrchestrationModel:
        short, long = (_per_step(steps, model) for steps in (5, 100))
        figures = (f"{short * 1e6:.2f}", f"{long * 1e6:.2f}", f"{long / short:.2f}")
        rows.append((model.value, *figures))
    headings = ("model", "5 steps: µs a step", "100 steps: µs a step", "ratio")
    print_table("a step on a long map, median of rounds", headings, rows)


def _per_step(steps: int, model: OrchestrationModel) -> float:
    """Processor seconds per simulated step."""
    cases = 3 * CHUNK

    def once() -> float:
        gc.collect()
        started = time.process_time()
        _simulate(steps, model, cases)
        return (time.process_time() - started) / cases / steps

    return median(once() for _ in range(ROUNDS))


if __name__ == "__main__":
    main()
