"""What one simulated run counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.samples import CaseSample

__all__ = ["TIMES", "Tally"]

TIMES = ("working", "waiting", "queueing", "retrying", "recovering")
"""Where the time of cases goes. Working: attempts of services that succeed. Waiting: people,
timers, what comes from outside, messages on their way, decisions and their durable writes.
Queueing: for a free worker, consumer or shard, also while these are down. Retrying: failed
attempts, time-outs and the waits between attempts. Recovering: until whoever crashed, or the
broker, is back. Work side by side counts for each."""


@dataclass(slots=True)
class Tally:
    """Counts of one run. ``sent`` equals ``delivered`` + ``dead_lettered`` + ``lost``: copies and
    re-sent messages count each time.

    ``latency_ms`` counts finished cases (completed or compensated) per millisecond, ``step_ms`` per
    step id the attempts by milliseconds from arrival to end. ``ended`` has for each case, in the
    order of cases, its verdict's place in ``CaseVerdict`` and its latency in microseconds, -1 if it
    did not finish. ``time`` is microseconds by the names in ``TIMES``, ``busy`` microseconds of
    service by participant id, and of the orchestrator under "orchestrator"; ``span`` is how long
    the run lasted. ``silent`` sums the microseconds for which stuck cases stood still before
    anybody could notice, ``detected`` counts those that somebody noticed.
    """

    cases: int = 0
    verdicts: Counter[CaseVerdict] = field(default_factory=Counter)
    latency_ms: Counter[int] = field(default_factory=Counter)
    step_ms: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    ended: list[tuple[int, int]] = field(default_factory=list)
    time: Counter[str] = field(default_factory=Counter)
    busy: Counter[str] = field(default_factory=Counter)
    span: int = 0
    sent: int = 0
    delivered: int = 0
    lost: int = 0
    dead_lettered: int = 0
    durable_writes: int = 0
    decisions: int = 0
    decided_us: int = 0
    retries: int = 0
    compensations: int = 0
    rejected: int = 0
    recoveries: int = 0
    recovery_us: int = 0
    silent: int = 0
    detected: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    samples: list[CaseSample] = field(default_factory=list)
