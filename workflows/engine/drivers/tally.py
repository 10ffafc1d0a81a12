"""What one simulated run counts, and the case it counts about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.events import Event
from workflows.engine.core.ledger import Ledger
from workflows.engine.core.machine import Machine
from workflows.engine.core.rules import SECOND
from workflows.engine.core.state import Key
from workflows.engine.core.verdicts import CaseVerdict, Rest, verdict_of
from workflows.engine.drivers.samples import SAMPLES, CaseSample

__all__ = ["Case", "Tally", "what_is_wrong"]


@dataclass(slots=True)
class Case:
    """A case in a simulated world. ``pending`` counts what is still to happen to it; at 0 it has
    come to rest. ``notes`` are the incidents that befell it. ``history`` is kept only where a
    crash may ask for it."""

    number: int
    machine: Machine
    started: int
    ended: int | None = None
    pending: int = 0
    decisions: int = 0
    silent_person: bool = False
    undelivered: bool = False
    ledger: Ledger = field(default_factory=Ledger)
    notes: list[str] = field(default_factory=list)
    history: list[Event] = field(default_factory=list)

    def note(self, at: int, text: str) -> None:
        """Remember an incident with the seconds since the case began."""
        self.notes.append(f"{(at - self.started) / SECOND:.3f} s: {text}")

    def verdict(self) -> tuple[CaseVerdict, str]:
        """The verdict on the case as it rests now, and the reason."""
        return verdict_of(
            Rest(self.machine.state, self.ledger, self.silent_person, self.undelivered)
        )


@dataclass(slots=True)
class Tally:
    """Counts of one run. ``sent`` equals ``delivered`` + ``dead_lettered`` + ``lost``: copies and
    re-sent messages count each time. Latencies are whole milliseconds. ``silences`` are the times,
    in microseconds, at which cases without an SLA fell silent."""

    cases: int = 0
    verdicts: Counter[CaseVerdict] = field(default_factory=Counter)
    latency_ms: Counter[int] = field(default_factory=Counter)
    sent: int = 0
    delivered: int = 0
    lost: int = 0
    dead_lettered: int = 0
    durable_writes: int = 0
    retries: int = 0
    compensations: int = 0
    silent: int = 0
    silences: list[int] = field(default_factory=list)
    injected: Counter[str] = field(default_factory=Counter)
    samples: list[CaseSample] = field(default_factory=list)

    def settle(self, case: Case, at: int, compiled: CompiledMap) -> None:
        """Count a case that has come to rest ``at`` this time."""
        verdict, reason = case.verdict()
        self.cases += 1
        self.verdicts[verdict] += 1
        if verdict is CaseVerdict.COMPLETED or verdict is CaseVerdict.COMPENSATED:
            ended = at if case.ended is None else case.ended
            self.latency_ms[(ended - case.started + 500) // 1000] += 1
            return
        if verdict is CaseVerdict.STUCK:
            self._fell_silent(case, at, compiled.definition.sla)
        if len(self.samples) < SAMPLES:
            what = what_is_wrong(case, verdict, reason, compiled)
            self.samples.append(
                CaseSample(case=case.number, verdict=verdict, what=what, because=tuple(case.notes))
            )

    def _fell_silent(self, case: Case, at: int, sla: float | None) -> None:
        if sla is None:
            self.silences.append(at)
        else:
            self.silent += max(0, case.started + round(sla * SECOND) - at)

    def close(self, at: int) -> None:
        """The run is over ``at`` this time: nobody could notice the silent cases earlier."""
        self.silent += sum(at - since for since in self.silences)
        self.silences.clear()


def what_is_wrong(case: Case, verdict: CaseVerdict, reason: str, compiled: CompiledMap) -> str:
    """One line about a case that is not well, naming the steps it concerns."""
    if verdict is CaseVerdict.INCONSISTENT:
        doubled = case.ledger.doubled
        steps = doubled or case.ledger.standing
        ending = "happened twice" if doubled else "happened and was not undone"
        return f"{_named(steps, compiled)} {ending}"
    where = sorted(case.machine.state.open)
    return f"{reason}: {_named(where, compiled)}" if where else reason


def _named(keys: Sequence[Key], compiled: CompiledMap) -> str:
    names = dict.fromkeys(f"'{compiled.names[node]}'" for node, _ in keys)
    return ", ".join(names)
