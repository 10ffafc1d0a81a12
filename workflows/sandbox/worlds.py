"""The simulated worlds of a scenario: one per model, ready to run cases."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from workflows.definition.model import Definition, OrchestrationModel, Participant, Side
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.rules import SECOND
from workflows.engine.core.verdicts import CaseVerdict, Rest, verdict_of
from workflows.engine.drivers.conditions import Conditions, Wiring
from workflows.engine.drivers.deployment import Deployment
from workflows.engine.drivers.settlement import what_is_wrong
from workflows.engine.drivers.simulation import Simulation
from workflows.engine.drivers.transitions import Transitions
from workflows.sandbox.pairing import FINISHED
from workflows.sandbox.scenario import CHUNK_CASES, Scenario

__all__ = ["Rested", "participants_of", "rest_of", "world_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """How one case ended: its latency in seconds (None: it did not finish), ``what`` is wrong
    where it is not well, the events ``because`` of which, oldest first, and how often each kind of
    fault ``struck``, in whatever case."""

    case: int
    verdict: CaseVerdict
    latency: float | None
    what: str
    because: tuple[str, ...]
    struck: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """The ending as data."""
        return {
            "case": self.case,
            "verdict": self.verdict.value,
            "latency_s": self.latency,
            "what": self.what,
            "because": list(self.because),
            "struck": dict(sorted(self.struck.items())),
        }


def rest_of(
    definition: Definition,
    scenario: Scenario,
    model: OrchestrationModel,
    *,
    case: int,
    alone: bool = True,
    follow: bool = False,
) -> Rested:
    """One case of the scenario, ``alone`` in its world or among those of its chunk. To ``follow``
    it is to be told its every event, not only what went wrong."""
    first = case if alone else case // CHUNK_CASES * CHUNK_CASES
    count = 1 if alone else min(CHUNK_CASES, scenario.cases - first)
    world = world_of(definition, scenario, model, follow=case if follow else None)
    tally = world.run(first, count)
    ordinal, latency = tally.ended[case - first]
    return Rested(
        case=case,
        verdict=tuple(CaseVerdict)[ordinal],
        latency=None if latency < 0 else latency / SECOND,
        what=_wrong(world, definition, case - first),
        because=tuple(world.chunk.notes.get(case - first, ())),
        struck=tally.injected,
    )


def _wrong(world: Simulation, definition: Definition, place: int) -> str:
    chunk = world.chunk
    state, ledger = chunk.rests[place].state, chunk.pages[place].ledger
    verdict, reason = verdict_of(
        Rest(state, ledger, place in chunk.silent, place in chunk.undelivered)
    )
    if verdict in FINISHED:
        return ""
    return what_is_wrong(state, ledger, verdict, reason, compile_map(definition))


def world_of(
    definition: Definition,
    scenario: Scenario,
    model: OrchestrationModel,
    *,
    number: int = 0,
    follow: int | None = None,
    journal: bool = False,
) -> Simulation:
    """A fresh world for replication ``number``, under one model. ``follow`` is the case of which
    every event is to be noted down, ``journal`` says that every attempt is to be kept."""
    conditions = _conditions(definition, scenario, number, follow, journal=journal)
    new = scenario.new_version
    if new is None:
        return Simulation(_transitions(definition, scenario, model), conditions)
    old_map, new_map = _aligned(definition, new.definition)
    before, after = (_transitions(one, scenario, model) for one in (old_map, new_map))
    deployment = Deployment(
        transitions=after, before=before, at=new.at, migrate=new.migrate, mapping=new.mapping
    )
    return Simulation(before, conditions, deployment=deployment)


def participants_of(definition: Definition, scenario: Scenario) -> tuple[Participant, ...]:
    """Everybody who performs steps, in the new version of the map too, where there is one."""
    new = scenario.new_version
    found = {one.id: one for one in definition.participants}
    for one in new.definition.participants if new else ():
        found[one.id] = one
    return tuple(found.values())


def _aligned(definition: Definition, new: Definition) -> tuple[Definition, Definition]:
    """Both versions with all participants of both in one order, since cases under way count on
    their numbers."""
    everybody = {one.id: one for one in (*definition.participants, *new.participants)}
    return (
        replace(definition, participants=_ordered(everybody, definition)),
        replace(new, participants=_ordered(everybody, new)),
    )


def _ordered(
    everybody: Mapping[str, Participant], definition: Definition
) -> tuple[Participant, ...]:
    return tuple(definition.participants_by_id.get(name, one) for name, one in everybody.items())


def _transitions(
    definition: Definition, scenario: Scenario, model: OrchestrationModel
) -> Transitions:
    boundary = tuple(sorted(scenario.boundary.items()))
    return _KNOWN.transitions(definition, model, scenario.outbox, scenario.inbox, boundary)


def _conditions(
    definition: Definition, scenario: Scenario, number: int, follow: int | None, *, journal: bool
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
        journal=journal,
    )


def _worked_out(
    definition: Definition,
    model: OrchestrationModel,
    outbox: bool,
    inbox: bool,
    boundary: tuple[tuple[str, Side], ...],
) -> Transitions:
    compiled = compile_map(definition)
    ownership = COORDINATIONS[model](compiled, dict(boundary))
    return Transitions(compiled, ownership, Wiring(outbox=outbox, inbox=inbox))


class _Known(threading.local):
    """What was worked out for a map serves all chunks that a thread runs of it, under each of the
    three models and in two versions. Threads don't share it: a world lays out its cases in it
    while it runs."""

    def __init__(self) -> None:
        self.transitions = lru_cache(maxsize=2 * len(OrchestrationModel))(_worked_out)


_KNOWN = _Known()
