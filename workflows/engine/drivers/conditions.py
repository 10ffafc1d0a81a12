"""What a simulated run meets, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.engine.drivers.faults import Fault
from workflows.engine.drivers.world import World

__all__ = ["Conditions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a run meets: seed, arrivals, faults, switches and the world's figures."""

    seed: int
    cases_per_hour: float
    faults: tuple[Fault, ...] = ()
    outbox: bool = True
    inbox: bool = True
    world: World = field(default_factory=World)
