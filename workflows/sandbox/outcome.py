"""What an experiment measured: one ``ModelOutcome`` per orchestration model.

Outcomes of disjoint chunks merge exactly: counts add, latencies are kept as a count per
millisecond, so a quantile of the merged outcome is the quantile of all cases together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workflows.definition.model import OrchestrationModel

__all__ = ["CaseSample", "CaseVerdict", "Experiment", "ModelOutcome"]


class CaseVerdict(StrEnum):
    """How a case ended, best first.

    ``COMPLETED``: every effect exactly once. ``COMPENSATED``: every done effect undone once.
    ``WAITING``: a human has not answered and nothing is wrong yet. ``DEAD_LETTERED``: parked where
    somebody looks. ``STUCK``: silent. ``INCONSISTENT``: a lost, double or orphan effect.
    """

    COMPLETED = "completed"
    COMPENSATED = "compensated"
    WAITING = "waiting"
    DEAD_LETTERED = "dead_lettered"
    STUCK = "stuck"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSample:
    """One case worth looking at: its number in the experiment, what is wrong ("charged twice"
    in the words of the ledger) and the events that led there, oldest first."""

    case: int
    verdict: CaseVerdict
    what: str
    because: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class ModelOutcome:
    """Counts of one model. ``latency_ms`` counts finished cases (completed or compensated) per
    millisecond from start to end; ``silent_s`` sums the seconds that stuck cases stood still
    before anybody could notice. ``samples`` keeps the first few cases that are not well."""

    model: OrchestrationModel
    cases: int = 0
    verdicts: Counter[CaseVerdict] = field(default_factory=Counter)
    latency_ms: Counter[int] = field(default_factory=Counter)
    messages: int = 0
    durable_writes: int = 0
    retries: int = 0
    compensations: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    samples: tuple[CaseSample, ...] = ()

    def share(self, verdict: CaseVerdict) -> float:
        """Share of cases that ended so; 0.0 where no case ran."""
        return self.verdicts[verdict] / self.cases if self.cases else 0.0

    def quantile(self, q: float) -> float | None:
        """Latency in seconds that a share ``q`` of the finished cases does not exceed (nearest
        rank); None where no case finished."""
        raise NotImplementedError

    def merge(self, other: ModelOutcome) -> ModelOutcome:
        """The outcome of both chunks together.

        Raises ``ValueError`` where the models differ.
        """
        raise NotImplementedError

    def as_json(self) -> dict[str, Any]:
        """Plain data that ``from_json`` reads back without loss."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ModelOutcome:
        """The outcome that ``as_json`` wrote."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A finished experiment: what ran and what came out, per model in the order asked for."""

    seed: int
    cases: int
    outcomes: Mapping[OrchestrationModel, ModelOutcome]
    sentence: str
