"""Settlement: the verdict on each case once nothing more happens to it, and the run's figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.ledger import Ledger
from workflows.engine.core.rules import SECOND
from workflows.engine.core.state import CaseState, Key
from workflows.engine.core.verdicts import CaseVerdict, Rest, verdict_of
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.happenings import Happening, Kind
from workflows.engine.drivers.samples import SAMPLES, CaseSample
from workflows.engine.drivers.transitions import Transitions

__all__ = ["Settlement", "close", "what_is_wrong"]

_ORDINAL = {verdict: place for place, verdict in enumerate(CaseVerdict)}
_FINISHED = {CaseVerdict.COMPLETED, CaseVerdict.COMPENSATED}


class Settlement:
    """Settles cases as they come to rest."""

    __slots__ = ("_chunk", "_compiled", "_silences", "_sla", "_tally", "_watchdog")

    def __init__(self, chunk: Chunk, compiled: CompiledMap, conditions: Conditions) -> None:
        self._chunk = chunk
        self._tally = chunk.tally
        self._compiled = compiled
        self._silences: list[int] = []
        sla, watchdog = compiled.definition.sla, conditions.watchdog
        self._sla = None if sla is None else round(sla * SECOND)
        self._watchdog = None if watchdog is None else max(1, round(watchdog * SECOND))

    def settle(self, at: int, place: int) -> None:
        """The case has come to rest ``at`` this time."""
        chunk = self._chunk
        verdict, reason = self._verdict(place)
        chunk.outcomes[place] = _ORDINAL[verdict]
        if verdict in _FINISHED:
            if chunk.ended[place] < 0:
                chunk.ended[place] = at
            return
        chunk.ended[place] = -1
        if verdict is CaseVerdict.STUCK:
            self._fell_silent(at, place)
        self._keep(place, verdict, reason)

    def close(self, at: int) -> None:
        """The run is over: nobody could notice the last silent cases earlier."""
        self._tally.silent += sum(at - since for since in self._silences)
        self._silences.clear()

    def _verdict(self, place: int) -> tuple[CaseVerdict, str]:
        chunk = self._chunk
        rest, page = chunk.rests[place], chunk.pages[place]
        marks = (page, place in chunk.silent, place in chunk.undelivered)
        known = rest.verdicts.get(marks)
        if known is None:
            verdict, reason = verdict_of(Rest(rest.state, page.ledger, marks[1], marks[2]))
            known = rest.verdicts[marks] = (verdict, reason)
        return known

    def _fell_silent(self, at: int, place: int) -> None:
        if self._watchdog is not None:
            self._tally.detected += 1
            self._tally.silent += self._watchdog - at % self._watchdog
        elif self._sla is not None:
            self._tally.detected += 1
            self._tally.silent += max(0, self._chunk.started[place] + self._sla - at)
        else:
            self._silences.append(at)

    def _keep(self, place: int, verdict: CaseVerdict, reason: str) -> None:
        chunk = self._chunk
        if len(self._tally.samples) >= SAMPLES:
            return
        state, ledger = chunk.rests[place].state, chunk.pages[place].ledger
        self._tally.samples.append(
            CaseSample(
                case=chunk.first + place,
                verdict=verdict,
                what=what_is_wrong(state, ledger, verdict, reason, self._compiled),
                because=tuple(chunk.notes.get(place, ())),
            )
        )


def what_is_wrong(
    state: CaseState, ledger: Ledger, verdict: CaseVerdict, reason: str, compiled: CompiledMap
) -> str:
    """One line about a case that is not well, naming the steps it concerns."""
    if verdict is CaseVerdict.INCONSISTENT:
        doubled = ledger.doubled
        ending = "happened twice" if doubled else "happened and was not undone"
        return f"{_named(doubled or ledger.standing, compiled)} {ending}"
    where = sorted(state.open)
    return f"{reason}: {_named(where, compiled)}" if where else reason


def _named(keys: Sequence[Key], compiled: CompiledMap) -> str:
    names = dict.fromkeys(f"'{compiled.names[node]}'" for node, _ in keys)
    return ", ".join(names)


def close(chunk: Chunk, versions: Sequence[Transitions]) -> None:
    """Sum up what the run noted down case by case, under all versions of the map."""
    tally = chunk.tally
    verdicts = tuple(CaseVerdict)
    tally.verdicts.update(verdicts[outcome] for outcome in chunk.outcomes)
    ended = np.array(chunk.ended)
    latencies = np.where(ended >= 0, ended - np.array(chunk.started), -1)
    tally.latency_ms = _per_millisecond(latencies[latencies >= 0])
    tally.ended = list(zip(chunk.outcomes, latencies.tolist(), strict=True))
    for transitions in versions:
        for work in transitions.catalogue:
            if work.kind == Kind.WORK and work.spans:
                _sum_up_work(chunk, work, transitions.compiled)
    world = versions[0].wiring.world
    costs = tally.decisions * (world.decision + world.write)
    tally.time["waiting"] += costs
    tally.time["queueing"] += tally.decided_us - costs
    if tally.decisions:
        tally.busy["orchestrator"] += tally.decisions * world.decision


def _sum_up_work(chunk: Chunk, work: Happening, compiled: CompiledMap) -> None:
    """The attempts that took the short cut."""
    tally, rules = chunk.tally, compiled.rules[work.node]
    spans = np.array(work.spans)
    done = spans >= 0
    if not done.any():
        return
    worked = int(np.array(work.service)[done].sum())
    tally.time["waiting" if rules.human else "working"] += worked
    tally.time["queueing"] += int(spans[done].sum()) - worked
    tally.busy[compiled.participants[rules.participant]] += worked
    tally.step_ms[compiled.ids[work.node]].update(_per_millisecond(spans[done]))


def _per_millisecond(times: NDArray[np.int64]) -> Counter[int]:
    values, counts = np.unique((times + 500) // 1000, return_counts=True)
    return Counter(dict(zip(values.tolist(), counts.tolist(), strict=True)))
