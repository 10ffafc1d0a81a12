"""Short ways to run many cases of a small map in a simulated world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.ledger import Ledger
from workflows.engine.core.state import CaseState
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.conditions import Conditions, Wiring
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.happenings import Happening
from workflows.engine.drivers.simulation import Simulation
from workflows.engine.drivers.tally import Tally
from workflows.engine.drivers.transitions import Transitions
from workflows.engine.drivers.world import World

__all__ = ["Case", "Trial", "simulate", "try_out"]

type Faults = Mapping[FaultKind, float] | Iterable[Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it came to rest."""

    number: int
    verdict: CaseVerdict
    state: CaseState
    ledger: Ledger
    notes: tuple[str, ...]
    history: tuple[Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A run, with every case in it."""

    tally: Tally
    cases: tuple[Case, ...]
    transitions: Transitions


def simulate(
    definition: Definition,
    model: OrchestrationModel = OrchestrationModel.CENTRALIZED,
    **options: Any,
) -> Tally:
    """Run cases, and what was counted; options as in ``try_out``."""
    return try_out(definition, model, **options).tally


def try_out(
    definition: Definition,
    model: OrchestrationModel = OrchestrationModel.CENTRALIZED,
    *,
    cases: int = 200,
    first: int = 0,
    seed: int = 7,
    faults: Faults = (),
    boundary: Mapping[str, Side] | None = None,
    outbox: bool = True,
    inbox: bool = True,
    cases_per_hour: float = 3_600.0,
    careful: bool = False,
    world: World | None = None,
    transitions: Transitions | None = None,
    **watched: Any,
) -> Trial:
    """Run cases with these faults, given as shares by kind or as they are; with ``transitions`` of
    an earlier run, what was worked out for it serves again."""
    if isinstance(faults, Mapping):
        faults = [Fault(kind=kind, share=share) for kind, share in faults.items()]
    conditions = Conditions(
        seed=seed,
        cases_per_hour=cases_per_hour,
        faults=tuple(faults),
        **watched,
    )
    if transitions is None:
        compiled = compile_map(definition)
        ownership = COORDINATIONS[model](compiled, boundary or {})
        wiring = Wiring(outbox=outbox, inbox=inbox, world=world or World())
        transitions = Transitions(compiled, ownership, wiring)
    simulation = Simulation(transitions, conditions, careful=careful)
    tally = simulation.run(first, cases)
    chunk = simulation.chunk
    verdicts = tuple(CaseVerdict)
    rested = tuple(
        Case(
            number=first + place,
            verdict=verdicts[chunk.outcomes[place]],
            state=chunk.rests[place].state,
            ledger=chunk.pages[place].ledger,
            notes=tuple(chunk.notes.get(place, ())),
            history=tuple(chunk.history[place]) if chunk.remembered else (),
        )
        for place in range(cases)
    )
    return Trial(tally=tally, cases=rested, transitions=transitions)
