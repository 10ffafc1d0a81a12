"""Strikes: when the faults of a scenario strike.

Each fault draws from a stream of its own, keyed by what it strikes, so that adding one moves
nothing else. A fault that strikes by share alone is drawn for a whole chunk of cases at once; one
that asks for the time or counts occasions has to be asked at each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.rules import SECOND
from workflows.engine.core.streams import FULL, draw, stream_of, threshold_of
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.luck import Cases, below

__all__ = ["EVERYWHERE", "Strikes"]

EVERYWHERE = -1
"""In place of a node: an occasion that concerns none in particular."""


class _Schedule(NamedTuple):
    """A fault with what is looked up for it."""

    fault: Fault
    stream: int
    threshold: int
    nodes: frozenset[int]

    @property
    def restless(self) -> bool:
        """Whether only the moment itself can tell if it strikes."""
        return self.fault.window is not None or self.fault.nth is not None


class Strikes:
    """The faults of one run; counts the occasions of those that strike at the n-th."""

    __slots__ = ("_counts", "_schedules", "kinds")

    def __init__(self, faults: Sequence[Fault], compiled: CompiledMap, seed: int) -> None:
        self._schedules: dict[FaultKind, list[_Schedule]] = {}
        for fault in faults:
            alike = self._schedules.setdefault(fault.kind, [])
            stream = stream_of(seed, f"fault/{fault.kind.value}/{len(alike)}")
            nodes = _nodes(fault, compiled)
            alike.append(_Schedule(fault, stream, threshold_of(fault.share), nodes))
        self.kinds = frozenset(self._schedules)
        self._counts: Counter[tuple[FaultKind, int, int]] = Counter()

    def at(self, kind: FaultKind, node: int, case: int, key: int, at: int) -> Fault | None:
        """The fault of this kind that strikes at this occasion, at this time; None for none."""
        for number, schedule in enumerate(self._schedules.get(kind, ())):
            fault = schedule.fault
            if not _concerns(schedule, node, case) or not _open(fault, at):
                continue
            if fault.nth is not None and self._nth((kind, number, case)) != fault.nth:
                continue
            if schedule.threshold >= FULL or draw(schedule.stream, case, key) < schedule.threshold:
                return fault
        return None

    def likely(self, kind: FaultKind, node: int, cases: Cases, key: int) -> NDArray[np.bool_]:
        """For which cases this occasion has to be looked at: those that a fault strikes, and those
        for which only the moment itself can tell."""
        found = np.zeros(len(cases), dtype=bool)
        for schedule in self._schedules.get(kind, ()):
            if node not in schedule.nodes:
                continue
            one = schedule.fault.case
            here = np.ones(len(cases), dtype=bool) if one is None else cases == np.uint64(one)
            if not schedule.restless:
                here &= below(schedule.stream, cases, key, schedule.threshold)
            found |= here
        return found

    def _nth(self, counted: tuple[FaultKind, int, int]) -> int:
        self._counts[counted] += 1
        return self._counts[counted]


def _concerns(schedule: _Schedule, node: int, case: int) -> bool:
    return node in schedule.nodes and schedule.fault.case in {None, case}


def _open(fault: Fault, at: int) -> bool:
    if fault.window is None:
        return True
    since, until = fault.window
    return since * SECOND <= at < until * SECOND


def _nodes(fault: Fault, compiled: CompiledMap) -> frozenset[int]:
    """The nodes that a fault concerns; the undoing of a step counts as that step."""
    known = range(EVERYWHERE, len(compiled.ids))
    if fault.step is None and fault.participant is None:
        return frozenset(known)
    return frozenset(node for node in known[1:] if _fits(fault, compiled, node))


def _fits(fault: Fault, compiled: CompiledMap, node: int) -> bool:
    rules = compiled.rules.get(node)
    step = rules.undoes if rules is not None and rules.undoes >= 0 else node
    performer = compiled.participants[rules.participant] if rules is not None else None
    return fault.step in {None, compiled.ids[step]} and fault.participant in {None, performer}
