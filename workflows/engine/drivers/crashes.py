"""Crashes of the orchestrator: at which write, at which point of it, and when it is back."""

from __future__ import annotations

from typing import NamedTuple

from workflows.engine.core.rules import SECOND
from workflows.engine.core.streams import Purpose, draw, stream_of
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind
from workflows.engine.drivers.happenings import Happening
from workflows.engine.drivers.strikes import Strikes
from workflows.engine.drivers.world import World

__all__ = ["Crash", "Crashes"]

_POINTS = tuple(CrashPoint)
_WORDS = {
    CrashPoint.BEFORE_WRITE: "before its write",
    CrashPoint.AFTER_WRITE: "after its write",
    CrashPoint.BEFORE_SEND: "before sending its commands",
    CrashPoint.AFTER_SEND: "after sending its commands",
}


class Crash(NamedTuple):
    """A crash: when the orchestrator is ``back``, and whether it had written and sent before."""

    back: int
    written: bool
    sent: bool


class Crashes:
    """Decides about crashes; ``last`` is the latest one."""

    __slots__ = ("_chunk", "_points", "_standby", "_strikes", "_struck", "_world", "last")

    def __init__(
        self, *, chunk: Chunk, strikes: Strikes, conditions: Conditions, world: World
    ) -> None:
        self._chunk = chunk
        self._strikes = strikes
        self._standby = conditions.standby
        self._world = world
        self._points = stream_of(conditions.seed, Purpose.CRASH_POINT)
        self._struck: set[tuple[int, Happening]] = set()
        self.last = Crash(0, written=False, sent=False)

    def strike(self, at: int, place: int, happening: Happening) -> bool:
        """Whether the orchestrator crashes at this decision; ``last`` then says how. It does so
        once at most for the same decision, or it would never get past it."""
        kind = FaultKind.ORCHESTRATOR_CRASH
        if kind not in self._strikes.kinds or (place, happening) in self._struck:
            return False
        case = self._chunk.first + place
        fault = self._strikes.at(kind, happening.node, case, happening.key, at)
        if fault is None:
            return False
        self._struck.add((place, happening))
        self._chunk.tally.injected[kind.value] += 1
        self._crash(at, place, fault, _point(fault, draw(self._points, case, happening.key)))
        return True

    def _crash(self, at: int, place: int, fault: Fault, point: CrashPoint) -> None:
        chunk, tally = self._chunk, self._chunk.tally
        down = fault.duration if self._standby is None else self._standby
        rebuilding = self._world.replay * len(chunk.history[place])
        back = at + round(down * SECOND) + rebuilding
        tally.recoveries += 1
        tally.recovery_us += back - at
        tally.time["recovering"] += back - at
        chunk.note(at, place, f"the orchestrator crashed {_WORDS[point]}")
        written = point is not CrashPoint.BEFORE_WRITE
        self.last = Crash(back, written=written, sent=point is CrashPoint.AFTER_SEND)


def _point(fault: Fault, luck: int) -> CrashPoint:
    return fault.point if fault.point is not None else _POINTS[luck % len(_POINTS)]
