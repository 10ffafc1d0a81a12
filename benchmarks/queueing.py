"""Worlds of which queueing theory knows the answer: one step, one kind of server, no latencies.

M/M/1 and M/G/1 by Pollaczek and Khinchine, M/M/c by Erlang's C formula (Kleinrock, *Queueing
Systems*, volume 1, chapters 3 and 5).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import factorial, log

from workflows.definition.model import (
    Definition,
    Duration,
    Flow,
    Node,
    NodeKind,
    OrchestrationModel,
    Participant,
    Requirements,
)
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import CompiledMap, compile_map
from workflows.engine.core.rules import SECOND, service_times
from workflows.engine.drivers.conditions import Conditions, Wiring
from workflows.engine.drivers.simulation import Simulation
from workflows.engine.drivers.transitions import Transitions
from workflows.engine.drivers.world import World

__all__ = ["WORLDS", "QueueingWorld", "measured", "predicted"]

_SLOTS = 4096
_INSTANT = World(hop=0, decision=0, write=0, relay=0, workers=64, shards=64)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueingWorld:
    """``servers`` that work for ``service`` microseconds, each value equally likely, at this
    ``utilisation``."""

    name: str
    servers: int
    service: tuple[int, ...]
    utilisation: float

    @property
    def mean(self) -> float:
        """The mean service time in microseconds."""
        return sum(self.service) / len(self.service)

    @property
    def per_hour(self) -> float:
        """Arrivals an hour that give the utilisation."""
        return self.utilisation * self.servers / self.mean * 3600 * SECOND


def _exponential(mean: float) -> tuple[int, ...]:
    """Equally likely values of an exponential distribution, scaled to its mean."""
    values = [-log(1 - (slot + 0.5) / _SLOTS) for slot in range(_SLOTS)]
    scale = mean * SECOND * _SLOTS / sum(values)
    return tuple(round(scale * value) for value in values)


WORLDS = (
    QueueingWorld(name="M/M/1", servers=1, service=_exponential(1.0), utilisation=0.7),
    QueueingWorld(name="M/M/4", servers=4, service=_exponential(1.0), utilisation=0.8),
    QueueingWorld(
        name="M/G/1, lognormal",
        servers=1,
        service=service_times(Duration(mean=1.0, p95=2.5)),
        utilisation=0.6,
    ),
)


def predicted(world: QueueingWorld) -> float:
    """Mean waiting time in seconds, by formula."""
    rate = world.utilisation * world.servers / world.mean
    if world.servers == 1:
        second_moment = sum(value * value for value in world.service) / len(world.service)
        return rate * second_moment / (2 * (1 - world.utilisation)) / SECOND
    return _erlang_c(world) * world.mean / world.servers / (1 - world.utilisation) / SECOND


def _erlang_c(world: QueueingWorld) -> float:
    """The share of arrivals that find every server busy."""
    servers, load = world.servers, world.utilisation * world.servers
    busy = load**servers / factorial(servers) / (1 - world.utilisation)
    return busy / (sum(load**n / factorial(n) for n in range(servers)) + busy)


def measured(world: QueueingWorld, cases: int, seed: int = 7) -> tuple[float, float]:
    """Mean waiting time in seconds and utilisation, in the simulation of so many cases."""
    compiled = _compiled(world)
    ownership = COORDINATIONS[OrchestrationModel.CENTRALIZED](compiled, {})
    transitions = Transitions(compiled, ownership, Wiring(world=_INSTANT))
    conditions = Conditions(seed=seed, cases_per_hour=world.per_hour)
    tally = Simulation(transitions, conditions).run(0, cases)
    waiting = tally.time["queueing"] / cases / SECOND
    return waiting, tally.busy["server"] / tally.span / world.servers


def _compiled(world: QueueingWorld) -> CompiledMap:
    server = Participant(id="server", name="server", concurrency=world.servers)
    needs = Requirements(timeout=None)
    step = Node(id="serve", name="", kind=NodeKind.TASK, participant="server", requirements=needs)
    nodes = (
        Node(id="start", name="", kind=NodeKind.START),
        step,
        Node(id="end", name="", kind=NodeKind.END),
    )
    flows = (
        Flow(id="in", source="start", target="serve"),
        Flow(id="out", source="serve", target="end"),
    )
    compiled = compile_map(
        Definition(id="q", name=world.name, participants=(server,), nodes=nodes, flows=flows)
    )
    rules = {
        node: replace(its, service=world.service, timeout=None)
        for node, its in compiled.rules.items()
    }
    return replace(compiled, rules=rules)
