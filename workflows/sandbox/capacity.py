"""The capacity sweep: the volume at which the 99th percentile leaves the SLA, model by model.

A volume that some resource cannot keep up with leaves the SLA too, however long that takes.

Every volume is tried with the same cases and the same luck (common random numbers): cases only
come closer together, so that a difference between two volumes is the volume's doing. The volume is
doubled or halved until it stands on the other side of the SLA, and then the gap is bisected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.drivers.world import World
from workflows.sandbox.measures import Part, capacities, outcomes
from workflows.sandbox.scenario import CHUNK_CASES, Scenario
from workflows.sandbox.worlds import participants_of, world_of

__all__ = ["TOLERANCE", "Capacity", "Load", "capacity_sweep", "find_capacity"]

TOLERANCE = 0.02
"""The bisection ends once the two sides of the SLA are this near each other."""

_LEAST, _MOST = 1e-3, 1e9
"""The volumes, in cases an hour, between which a limit is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one volume came to: the 99th percentile in seconds (None: no case finished) and the
    share of its time that each resource has to work to keep up. From 1 on it cannot, and its queue
    grows for as long as cases come; a run of so many cases only begins to show that."""

    p99: float | None
    utilisation: Mapping[str, float]

    @property
    def busiest(self) -> str:
        """The resource that has to work most; empty where none works."""
        working = {name: share for name, share in self.utilisation.items() if share > 0}
        return max(working, key=working.__getitem__, default="")

    def meets(self, sla: float) -> bool:
        """Whether the SLA holds, and goes on to hold."""
        in_time = self.p99 is not None and self.p99 <= sla
        return in_time and self.utilisation.get(self.busiest, 0.0) < 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """One model's limit. At ``holds`` cases an hour the SLA is met (None: at no volume), at
    ``breaks`` it is left (None: at no volume that was tried). ``p99`` is the latency there,
    ``saturated`` the resource that has to work most, and ``utilisation`` the share of its time."""

    model: OrchestrationModel
    holds: float | None
    breaks: float | None
    p99: float | None
    saturated: str
    utilisation: float

    def as_json(self) -> dict[str, Any]:
        """The limit as data; volumes in cases an hour, ``p99_s`` in seconds."""
        return {
            "model": self.model.value,
            "holds_per_hour": self.holds,
            "breaks_per_hour": self.breaks,
            "p99_s": self.p99,
            "saturated": self.saturated,
            "utilisation": self.utilisation,
        }


def capacity_sweep(
    definition: Definition, scenario: Scenario, *, cases: int = CHUNK_CASES
) -> tuple[Capacity, ...]:
    """The limit of each of the scenario's models, each volume tried with so many cases at most.

    Raises ``DefinitionError`` where the map states no SLA to be left.
    """
    sla = definition.sla
    if sla is None:
        message = "states no sla; the capacity sweep asks at which volume it is left"
        raise DefinitionError((Problem(where="map", message=message),))
    start = scenario.cases_per_hour or definition.volume.now
    tried = replace(scenario, cases=min(scenario.cases, cases), replications=1)
    return tuple(
        find_capacity(_measured(definition, tried, model), sla=sla, start=start, model=model)
        for model in scenario.models
    )


def _measured(
    definition: Definition, scenario: Scenario, model: OrchestrationModel
) -> Callable[[float], Load]:
    servers = capacities(participants_of(definition, scenario), World())
    part = Part(replication=0, first=0, cases=scenario.cases, warm_up=scenario.warm_up)

    def measure(volume: float) -> Load:
        world = world_of(definition, replace(scenario, cases_per_hour=volume), model)
        tallies = {model: world.run(0, scenario.cases)}
        outcome = outcomes(tallies, part=part, servers=servers)[model]
        seconds = {name: outcome.per_case(us) / 1e6 for name, us in outcome.busy_us.items()}
        used = {name: s * volume / 3_600 / servers.get(name, 1) for name, s in seconds.items()}
        return Load(p99=outcome.quantile(0.99), utilisation=used)

    return measure


def find_capacity(
    measure: Callable[[float], Load], *, sla: float, start: float, model: OrchestrationModel
) -> Capacity:
    """Where ``measure`` leaves the SLA, looked for from the volume ``start`` on."""

    def met(volume: float) -> bool:
        return measure(volume).meets(sla)

    holds, breaks = _bracket(met, start)
    while holds is not None and breaks is not None and breaks > holds * (1 + TOLERANCE):
        middle = sqrt(holds * breaks)
        if met(middle):
            holds = middle
        else:
            breaks = middle
    edge = breaks if breaks is not None else holds
    load = measure(edge if edge is not None else start)
    return Capacity(
        model=model,
        holds=holds,
        breaks=breaks,
        p99=load.p99,
        saturated=load.busiest,
        utilisation=load.utilisation.get(load.busiest, 0.0),
    )


def _bracket(holds: Callable[[float], bool], start: float) -> tuple[float | None, float | None]:
    """A volume that holds and one at most twice as high that does not; None for a side that was
    not found."""
    if holds(start):
        low = start
        while low < _MOST:
            high = min(2 * low, _MOST)
            if not holds(high):
                return low, high
            low = high
        return low, None
    high = start
    while high > _LEAST:
        low = max(high / 2, _LEAST)
        if holds(low):
            return low, high
        high = low
    return None, high
