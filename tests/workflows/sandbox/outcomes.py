"""Outcomes made by hand, for the tests of what is said about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, ModelOutcome
from workflows.sandbox.pairing import Ending, Endings, endings_of, replication

__all__ = ["by_model", "outcome", "ran"]


def outcome(
    model: OrchestrationModel,
    *,
    median: int = 500,
    inconsistent: int = 0,
    stuck: int = 0,
    waiting: int = 0,
    dead: int = 0,
    cases: int = 1_000,
) -> ModelOutcome:
    finished = cases - inconsistent - stuck - waiting - dead
    verdicts = Counter(
        {
            CaseVerdict.COMPLETED: finished,
            CaseVerdict.INCONSISTENT: inconsistent,
            CaseVerdict.STUCK: stuck,
            CaseVerdict.WAITING: waiting,
            CaseVerdict.DEAD_LETTERED: dead,
        }
    )
    return ModelOutcome(
        model=model,
        cases=cases,
        verdicts=verdicts,
        latency_ms=Counter({median: finished}) if finished else Counter(),
        messages=4 * cases,
        durable_writes=3 * cases,
    )


def ran(
    seconds: Mapping[OrchestrationModel, Sequence[float | None]], *, seed: int = 7
) -> Mapping[OrchestrationModel, ModelOutcome]:
    """The same cases under several models, each with its latency; None: it fell silent."""
    endings = {
        model: endings_of([_ending(one) for one in cases]) for model, cases in seconds.items()
    }
    return {model: _ran(model, endings, seed) for model in seconds}


def _ending(seconds: float | None) -> Ending:
    verdict = CaseVerdict.STUCK if seconds is None else CaseVerdict.COMPLETED
    return list(CaseVerdict).index(verdict), -1 if seconds is None else round(seconds * 1e6)


def _ran(
    model: OrchestrationModel, endings: Mapping[OrchestrationModel, Endings], seed: int
) -> ModelOutcome:
    ours = endings[model]
    others = {other: theirs for other, theirs in endings.items() if other is not model}
    return ModelOutcome(
        model=model,
        cases=len(ours),
        verdicts=Counter(list(CaseVerdict)[verdict] for verdict, _ in ours.tolist()),
        latency_ms=Counter(us // 1000 for _, us in ours.tolist() if us >= 0),
        replications={seed: replication(ours, others)},
    )


def by_model(*outcomes: ModelOutcome) -> Mapping[OrchestrationModel, ModelOutcome]:
    """The outcomes as an experiment holds them."""
    return {one.model: one for one in outcomes}
