"""What an experiment is asked to do, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.definition.model import OrchestrationModel, Side

__all__ = ["MAX_CASES", "Fault", "FaultKind", "Scenario"]

MAX_CASES = 100_000


class FaultKind(StrEnum):
    """What the sandbox can do to a case."""

    STEP_ERROR = "step-error"
    ORCHESTRATOR_CRASH = "orchestrator-crash"
    MESSAGE_LOST = "message-lost"
    MESSAGE_DUPLICATED = "message-duplicated"
    HUMAN_SILENT = "human-silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """``share`` is the chance per occasion: per attempt of a step, per message, per durable write
    of the orchestrator, per human step. ``step`` narrows it to one step (None: every step).
    ``duration`` is how long a crashed orchestrator stays down, in seconds."""

    kind: FaultKind
    share: float
    step: str | None = None
    duration: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One experiment: the same cases, seed and faults under each model.

    ``cases_per_hour`` None takes the definition's volume now. ``outbox`` and ``inbox`` switch the
    transactional outbox and the deduplicating inbox of event-driven participants. ``boundary``
    gives the side of each step under hybrid; a step left out is orchestrated.
    """

    cases: int = 1_000
    seed: int = 7
    models: tuple[OrchestrationModel, ...] = tuple(OrchestrationModel)
    cases_per_hour: float | None = None
    faults: tuple[Fault, ...] = ()
    outbox: bool = True
    inbox: bool = True
    boundary: Mapping[str, Side] = field(default_factory=dict)
