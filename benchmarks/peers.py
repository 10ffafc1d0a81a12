"""What others would do with the same machine: SimPy, and a loop that does next to nothing."""

from __future__ import annotations

import random
from collections.abc import Generator
from heapq import heappop, heapreplace
from math import log, sqrt
from statistics import NormalDist
from typing import Any

import simpy

from workflows.definition.model import Duration

__all__ = ["bare_loop", "in_simpy"]


def in_simpy(cases: int, steps: int, per_hour: float, duration: Duration, seed: int) -> int:
    """One process per case takes a lognormal time per step, one after another, on one shared
    resource. How many cases got to their end."""
    rng = random.Random(seed)
    mu, sigma = _lognormal(duration)
    world = simpy.Environment()
    resource = simpy.Resource(world, capacity=80)
    finished = 0

    def case() -> Generator[simpy.Event, Any, None]:
        nonlocal finished
        for _ in range(steps):
            with resource.request() as turn:
                yield turn
                yield world.timeout(rng.lognormvariate(mu, sigma))
        finished += 1

    def arrivals() -> Generator[simpy.Event, Any, None]:
        for _ in range(cases):
            yield world.timeout(rng.expovariate(per_hour / 3600))
            world.process(case())

    world.process(arrivals())
    world.run()
    return finished


def bare_loop(cases: int, steps: int, per_hour: float, duration: Duration, seed: int) -> int:
    """The limit of what a queue in Python can do: two events a step, a free server is found, and
    nothing else is known about the case. How many cases got to their end."""
    rng = random.Random(seed)
    mu, sigma = _lognormal(duration)
    free = [0.0] * 80
    heap: list[tuple[float, int, int, int]] = []
    at, sequence, finished = 0.0, 0, 0
    for _ in range(cases):
        at += rng.expovariate(per_hour / 3600)
        sequence += 1
        heap.append((at, sequence, 0, 0))
    while heap:
        at, _, step, answered = heap[0]
        sequence += 1
        if not answered:
            end = max(at, free[0]) + rng.lognormvariate(mu, sigma)
            heapreplace(free, end)
            heapreplace(heap, (end, sequence, step, 1))
        elif step + 1 < steps:
            heapreplace(heap, (at, sequence, step + 1, 0))
        else:
            heappop(heap)
            finished += 1
    return finished


def _lognormal(duration: Duration) -> tuple[float, float]:
    """Mu and sigma of this mean and 95th percentile: p95 / mean = exp(z·sigma - sigma²/2)."""
    z = NormalDist().inv_cdf(0.95)
    sigma = z - sqrt(max(0.0, z**2 - 2 * log(duration.p95 / duration.mean)))
    return log(duration.mean) - sigma**2 / 2, sigma
