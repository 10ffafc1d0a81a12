"""Simulated cases per second and core, beside SimPy in the same run.

A figure alone says more about the machine than about Podium. SimPy does far less here, which makes
it a yardstick of the machine rather than a rival. The rounds are interleaved, so that a machine
that slows down halfway slows all of them, and time is processor time, so that neighbours count
little.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from math import log, sqrt
from pathlib import Path
from statistics import NormalDist, median
from typing import Any

import simpy

from assessment.decision.boundary import scenario_with_boundary
from assessment.file.read import read_assessment
from benchmarks.tables import print_table
from workflows.definition.model import Definition, Duration, NodeKind, OrchestrationModel
from workflows.sandbox.runner import run_experiment
from workflows.sandbox.scenario import Scenario

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "online-order.yaml"
CASES = 10_000
ROUNDS = 3
HEADINGS = ("what runs", "cases", "seconds", "cases/s", "of SimPy", "lowest", "highest")

type Route = tuple[tuple[float, float], ...]
"""The lognormal's mu and sigma of each step that a case passes, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One row. ``run`` simulates ``CASES`` cases and returns how many it has counted at the end;
    ``does`` says what a case costs there, without which the ratio means nothing."""

    name: str
    does: str
    run: Callable[[], int]


def main() -> None:
    """Run every contender once a round and print the median of the rounds."""
    assessment = read_assessment(EXAMPLE.read_bytes(), source=EXAMPLE.name).assessment
    scenario = replace(scenario_with_boundary(assessment), cases=CASES)
    definition = assessment.definition
    podium = [_podium(definition, scenario, model) for model in OrchestrationModel]
    yardstick = _simpy(definition, scenario)
    contenders = [*podium, yardstick]
    rounds = [{one.name: _seconds(one) for one in contenders} for _ in range(ROUNDS)]
    print_table(
        f"{EXAMPLE.stem}: one core, median of {ROUNDS} interleaved rounds",
        HEADINGS,
        [_row(one.name, yardstick.name, rounds) for one in contenders],
    )
    print("\nlowest, highest: the same ratio within a single round\n")
    # The three models do the same: it is said once.
    for does in dict.fromkeys(one.does for one in contenders):
        print(f"{'; '.join(one.name for one in contenders if one.does == does)}:\n  {does}")


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


def _podium(definition: Definition, scenario: Scenario, model: OrchestrationModel) -> Contender:
    alone = replace(scenario, models=(model,))
    kinds = ", ".join(fault.kind.value for fault in scenario.faults)
    return Contender(
        name=f"Podium, {model.value}",
        does=f"gateways, compensations, retries and timeouts, messages, a limit per participant; "
        f"the example's faults ({kinds}); outbox {_switch(scenario.outbox)}, inbox "
        f"{_switch(scenario.inbox)}; the ledger and a verdict per case; every metric",
        run=lambda: run_experiment(definition, alone).outcomes[model].cases,
    )


def _switch(on: bool) -> str:
    return "on" if on else "off"


def _simpy(definition: Definition, scenario: Scenario) -> Contender:
    """The routes are drawn before the clock starts: choosing them is not SimPy's work."""
    rng = random.Random(scenario.seed)
    routes = [_route(definition, rng) for _ in range(CASES)]
    rate = scenario.cases_per_hour or definition.volume.now
    servers = sum(participant.concurrency for participant in definition.participants)
    return Contender(
        name=f"SimPy {simpy.__version__}",
        does=f"one process per case takes a lognormal time per step, one step after another, on "
        f"one shared resource of {servers}; exponential arrivals; no faults, retries, messages, "
        "ledger or metrics",
        run=lambda: _simulate(routes, 3600 / rate, servers, scenario.seed),
    )


def _simulate(routes: list[Route], mean_gap: float, servers: int, seed: int) -> int:
    """Run the cases to their end; how many got there."""
    rng = random.Random(seed)
    world = simpy.Environment()
    resource = simpy.Resource(world, capacity=servers)
    finished = 0

    def case(route: Route) -> Generator[simpy.Event, Any, None]:
        nonlocal finished
        for mu, sigma in route:
            with resource.request() as turn:
                yield turn
                yield world.timeout(rng.lognormvariate(mu, sigma))
        finished += 1

    def arrivals() -> Generator[simpy.Event, Any, None]:
        for route in routes:
            yield world.timeout(rng.expovariate(1 / mean_gap))
            world.process(case(route))

    world.process(arrivals())
    world.run()
    return finished


def _route(definition: Definition, rng: random.Random) -> Route:
    """The steps of one case: a decision takes one flow by its probability, everything else all."""
    waiting = [node.id for node in definition.nodes if node.kind is NodeKind.START]
    seen: set[str] = set()
    route = []
    while waiting:
        node = definition.by_id[waiting.pop(0)]
        if node.id in seen:
            continue
        seen.add(node.id)
        if node.is_step and node.requirements:
            route.append(_lognormal(node.requirements.duration))
        flows = definition.outgoing[node.id]
        if node.kind is NodeKind.DECISION:
            flows = tuple(rng.choices(flows, [flow.probability or 0.0 for flow in flows]))
        waiting += [flow.target for flow in flows]
    return tuple(route)


def _lognormal(duration: Duration) -> tuple[float, float]:
    """Mu and sigma of this mean and 95th percentile: p95 / mean = exp(z·sigma - sigma²/2)."""
    z = NormalDist().inv_cdf(0.95)
    sigma = z - sqrt(max(0.0, z**2 - 2 * log(duration.p95 / duration.mean)))
    return log(duration.mean) - sigma**2 / 2, sigma


if __name__ == "__main__":
    main()
