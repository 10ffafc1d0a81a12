"""Queues behave as queueing theory says, within 5 % at a test's size (2 % in the benchmark)."""

from __future__ import annotations

import pytest

from benchmarks.queueing import WORLDS, QueueingWorld, measured, predicted

CASES = 40_000
SEEDS = (7, 8, 9, 10)

every_world = pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)


@every_world
def test_the_mean_wait_is_that_of_the_formula(world: QueueingWorld) -> None:
    waits = [measured(world, CASES, seed)[0] for seed in SEEDS]

    assert sum(waits) / len(waits) == pytest.approx(predicted(world), rel=0.05)


@every_world
def test_servers_are_as_busy_as_the_load_asks(world: QueueingWorld) -> None:
    _, busy = measured(world, CASES)

    assert busy == pytest.approx(world.utilisation, rel=0.05)
