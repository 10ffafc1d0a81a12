"""Queues behave as queueing theory says, within 5 % at a test's size (2 % in the benchmark).

Waits of cases that follow one another are much alike, so that the mean wait of 40,000 cases still
scatters by 4 % (M/G/1) to 7 % (M/M/4) from seed to seed. The mean of sixteen runs scatters by a
quarter of that: the margin is about three standard errors, whatever the seeds.
"""

from __future__ import annotations

import pytest

from benchmarks.queueing import WORLDS, QueueingWorld, measured, predicted

CASES = 40_000
SEEDS = range(7, 23)

every_world = pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)


@every_world
def test_the_mean_wait_is_that_of_the_formula(world: QueueingWorld) -> None:
    waits = [measured(world, CASES, seed)[0] for seed in SEEDS]

    assert sum(waits) / len(waits) == pytest.approx(predicted(world), rel=0.05)


@every_world
def test_servers_are_as_busy_as_the_load_asks(world: QueueingWorld) -> None:
    _, busy = measured(world, CASES)

    assert busy == pytest.approx(world.utilisation, rel=0.05)
