"""The simulated worlds of a scenario: one per model, ready to run cases."""

from __future__ import annotations

from functools import lru_cache

from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map
from workflows.engine.drivers.conditions import Conditions, Wiring
from workflows.engine.drivers.simulation import Simulation
from workflows.engine.drivers.transitions import Transitions
from workflows.sandbox.scenario import Scenario

__all__ = ["world_of"]


def world_of(
    definition: Definition,
    scenario: Scenario,
    model: OrchestrationModel,
    *,
    number: int = 0,
    follow: int | None = None,
) -> Simulation:
    """A fresh world for replication ``number``, under one model. ``follow`` is the case of which
    every event is to be noted down."""
    boundary = tuple(sorted(scenario.boundary.items()))
    transitions = _transitions(definition, model, scenario.outbox, scenario.inbox, boundary)
    return Simulation(transitions, _conditions(definition, scenario, number, follow))


def _conditions(
    definition: Definition, scenario: Scenario, number: int, follow: int | None
) -> Conditions:
    volume = definition.volume.now
    return Conditions(
        seed=scenario.seed + number,
        cases_per_hour=volume if scenario.cases_per_hour is None else scenario.cases_per_hour,
        faults=scenario.faults,
        watchdog=scenario.watchdog,
        redrive=scenario.redrive,
        standby=scenario.standby,
        follow=follow,
    )


# What was worked out for a map serves all chunks that this process runs of it. Three models.
@lru_cache(maxsize=3)
def _transitions(
    definition: Definition,
    model: OrchestrationModel,
    outbox: bool,
    inbox: bool,
    boundary: tuple[tuple[str, Side], ...],
) -> Transitions:
    compiled = compile_map(definition)
    ownership = COORDINATIONS[model](compiled, dict(boundary))
    return Transitions(compiled, ownership, Wiring(outbox=outbox, inbox=inbox))
