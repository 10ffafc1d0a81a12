"""What a simulated run meets, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.engine.drivers.faults import Fault
from workflows.engine.drivers.world import World

__all__ = ["Conditions", "Wiring"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """How messages are carried: the world's figures and whether event-driven participants have an
    outbox and an inbox."""

    outbox: bool = True
    inbox: bool = True
    world: World = field(default_factory=World)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a run meets: seed, arrivals, faults and who looks after it.

    ``watchdog`` is how often somebody looks for silent cases (None: nobody does), ``redrive`` how
    long a dead letter lies until it is put back once (None: it stays), ``standby`` how soon a
    standby takes over from a crashed orchestrator (None: it comes back after the fault's own
    duration); all seconds. ``follow`` is the one case whose every event is noted down. With
    ``journal`` every attempt of every case is kept, which takes the long way round.
    """

    seed: int
    cases_per_hour: float
    faults: tuple[Fault, ...] = ()
    watchdog: float | None = None
    redrive: float | None = None
    standby: float | None = None
    follow: int | None = None
    journal: bool = False
