"""Faults: what goes wrong in a simulated world, as data.

A fault strikes at *occasions*, and ``OCCASIONS`` says which occasions each kind has. Its schedule
narrows them: to a step, a participant, a case, a window of time, the n-th occasion within a case,
and of what is left to a share. When it strikes is for ``workflows.engine.drivers.strikes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["EXTRAS", "OCCASIONS", "CrashPoint", "Fault", "FaultKind", "Occasion"]


class FaultKind(StrEnum):
    """What the sandbox can do to a case."""

    STEP_ERROR = "step-error"
    """An attempt at a step is answered with an error and has done nothing."""
    STEP_SLOW = "step-slow"
    """An attempt takes ``factor`` times as long."""
    OUTCOME_UNKNOWN = "outcome-unknown"
    """An attempt is done, but its answer never arrives."""
    ORCHESTRATOR_CRASH = "orchestrator-crash"
    """The orchestrator crashes at a durable write and is down for ``duration``."""
    PARTICIPANT_CRASH = "participant-crash"
    """A participant crashes at a durable write and is down for ``duration``."""
    BROKER_OUTAGE = "broker-outage"
    """The broker carries nothing: throughout the window, or for ``duration`` after it struck."""
    MESSAGE_LOST = "message-lost"
    """A message vanishes on its way."""
    MESSAGE_DUPLICATED = "message-duplicated"
    """A message arrives twice."""
    MESSAGE_REORDERED = "message-reordered"
    """A message is overtaken by what was sent after it."""
    POISON_MESSAGE = "poison-message"
    """Its receiver fails at a message each time that it is delivered."""
    HUMAN_SILENT = "human-silent"
    """A person never answers."""
    HUMAN_ANSWERS_TWICE = "human-answers-twice"
    """A person sends the answer a second time."""
    HUMAN_LATE = "human-late"
    """A person answers, but after the deadline."""
    NEW_VERSION = "new-version"
    """A new version of the map is deployed while cases run. It is no schedule of occasions: the
    scenario's ``new_version`` says which map and when."""


class CrashPoint(StrEnum):
    """Where in handling one event the orchestrator crashes. What it wrote it remembers; what it
    sent it may send again."""

    BEFORE_WRITE = "before-write"
    AFTER_WRITE = "after-write"
    BEFORE_SEND = "before-send"
    AFTER_SEND = "after-send"


class Occasion(StrEnum):
    """What a fault can strike at, and what ``nth`` counts within a case."""

    ATTEMPT = "attempt"
    """An attempt at a step."""
    MESSAGE = "message"
    """A message, each sending for itself; it concerns the step it is for or that it answers."""
    WRITE = "durable write"
    """A durable write of whoever crashes."""
    PERSON = "question to a person"
    """A person is asked to do a step."""
    DEPLOYMENT = "deployment"
    """A new version goes live."""


OCCASIONS: Mapping[FaultKind, Occasion] = {
    FaultKind.STEP_ERROR: Occasion.ATTEMPT,
    FaultKind.STEP_SLOW: Occasion.ATTEMPT,
    FaultKind.OUTCOME_UNKNOWN: Occasion.ATTEMPT,
    FaultKind.ORCHESTRATOR_CRASH: Occasion.WRITE,
    FaultKind.PARTICIPANT_CRASH: Occasion.WRITE,
    FaultKind.BROKER_OUTAGE: Occasion.MESSAGE,
    FaultKind.MESSAGE_LOST: Occasion.MESSAGE,
    FaultKind.MESSAGE_DUPLICATED: Occasion.MESSAGE,
    FaultKind.MESSAGE_REORDERED: Occasion.MESSAGE,
    FaultKind.POISON_MESSAGE: Occasion.MESSAGE,
    FaultKind.HUMAN_SILENT: Occasion.PERSON,
    FaultKind.HUMAN_ANSWERS_TWICE: Occasion.PERSON,
    FaultKind.HUMAN_LATE: Occasion.PERSON,
    FaultKind.NEW_VERSION: Occasion.DEPLOYMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of trouble and its schedule.

    ``share`` is the chance per occasion. The rest narrows: ``step`` and ``participant`` to one of
    these (for a message: of the step it concerns), ``window`` to occasions from its first to
    before its second time, in seconds on the experiment's clock, ``case`` to one case of the
    experiment, counted from 0. ``nth`` strikes only at the n-th occasion within a case, counted
    from 1 among those that the rest leaves: the n-th attempt at the step, the n-th message, the
    n-th durable write.

    ``point`` is where the orchestrator crashes (None: drawn each time); ``duration`` how long,
    in seconds, who crashed or broke stays away, or how much later than its deadline a late answer
    comes; ``factor`` how many times longer a slow step takes.
    """

    kind: FaultKind
    share: float = 1.0
    step: str | None = None
    participant: str | None = None
    window: tuple[float, float] | None = None
    nth: int | None = None
    case: int | None = None
    point: CrashPoint | None = None
    duration: float = 30.0
    factor: float = 10.0


EXTRAS: Mapping[str, frozenset[FaultKind]] = {
    "point": frozenset({FaultKind.ORCHESTRATOR_CRASH}),
    "duration": frozenset(
        {
            FaultKind.ORCHESTRATOR_CRASH,
            FaultKind.PARTICIPANT_CRASH,
            FaultKind.BROKER_OUTAGE,
            FaultKind.HUMAN_LATE,
        }
    ),
    "factor": frozenset({FaultKind.STEP_SLOW}),
}
"""The fields beyond the schedule, and the kinds that they mean something for."""
