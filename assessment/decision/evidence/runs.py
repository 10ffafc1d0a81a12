"""Facts that an experiment showed: each None without such a run."""

from __future__ import annotations

from assessment.decision.assessment import Assessment
from assessment.decision.evidence.facts import Measure
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

__all__ = [
    "centralized_late_share",
    "choreography_inconsistent_share",
    "choreography_unseen_share",
]


def choreography_inconsistent_share(_: Assessment, experiment: Experiment | None) -> Measure | None:
    """Share of cases that ended inconsistent under choreography; None without such a run."""
    outcome = _outcome(experiment, OrchestrationModel.CHOREOGRAPHY)
    if outcome is None:
        return None
    hits = outcome.verdicts[CaseVerdict.INCONSISTENT]
    text = f"{hits:,} of {outcome.cases:,} cases ended inconsistent under choreography"
    return Measure(value=hits / outcome.cases, text=text, fact="experiment")


def centralized_late_share(assessment: Assessment, experiment: Experiment | None) -> Measure | None:
    """Share of finished cases over the SLA under centralized; None without run or SLA."""
    outcome = _outcome(experiment, OrchestrationModel.CENTRALIZED)
    sla = assessment.definition.sla
    finished = sum(outcome.latency_ms.values()) if outcome else 0
    if outcome is None or sla is None or not finished:
        return None
    late = sum(number for ms, number in outcome.latency_ms.items() if ms > sla * 1000)
    text = f"{late:,} of {finished:,} finished cases were late under centralized"
    return Measure(value=late / finished, text=text, fact="experiment")


def choreography_unseen_share(_: Assessment, experiment: Experiment | None) -> Measure | None:
    """Share of cases that stood still or were given up under choreography."""
    outcome = _outcome(experiment, OrchestrationModel.CHOREOGRAPHY)
    if outcome is None:
        return None
    hits = sum(outcome.verdicts[v] for v in (CaseVerdict.STUCK, CaseVerdict.DEAD_LETTERED))
    text = f"{hits:,} of {outcome.cases:,} cases stood still or were given up under choreography"
    return Measure(value=hits / outcome.cases, text=text, fact="experiment")


def _outcome(experiment: Experiment | None, model: OrchestrationModel) -> ModelOutcome | None:
    outcome = experiment.outcomes.get(model) if experiment else None
    return outcome if outcome and outcome.cases else None
