"""The verdict as plain data for ``verdict.json``; ``docs/verdict.schema.json`` describes it.

Keys and lists stand in a fixed order; points are rounded to two decimals, shares and times to
six, so that the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from assessment.decision.advice_json import advice_json
from assessment.decision.assessment import Assessment
from assessment.decision.plan import PlanTask
from assessment.decision.robustness import Robustness, TornadoBar
from assessment.decision.verdict_parts import (
    AnswerChange,
    AnsweredQuestion,
    Evidence,
    Flip,
    Placement,
    Verdict,
    Witness,
)
from workflows.definition.findings import Finding
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import experiment_json
from workflows.sandbox.outcome import Experiment

__all__ = ["verdict_json"]

_POINTS = 2
_SHARES = 6


def verdict_json(
    assessment: Assessment,
    verdict: Verdict,
    experiment: Experiment | None,
    plan: tuple[PlanTask, ...],
    input_sha256: str,
) -> dict[str, Any]:
    """The verdict on an assessment; ``experiment`` is null where nothing was run."""
    return {
        "podium": version("podium"),
        "input_sha256": input_sha256,
        "recommended": verdict.recommended.value,
        "scores": {model.value: round(s, _POINTS) for model, s in verdict.scores.items()},
        "margin": round(verdict.margin, _POINTS),
        "close_call": verdict.close_call,
        "sentence": verdict.sentence,
        "table_scores": _by_model(verdict.table_scores, _POINTS),
        "robustness": _robustness(verdict.robustness),
        "smallest_change": [_change(change) for change in verdict.smallest_change],
        "flips": [_flip(flip) for flip in verdict.flips],
        "witnesses": [_witness(witness) for witness in verdict.witnesses],
        "knowledge": verdict.knowledge_version,
        "answers": [_answer(question) for question in verdict.questions],
        "boundary": {placement.step: placement.side.value for placement in verdict.boundary},
        "boundary_fit": _fit(verdict),
        "placements": [_placement(placement) for placement in verdict.boundary],
        "findings": [_finding(finding) for finding in verdict.findings],
        "experiment": _rounded(experiment_json(experiment)) if experiment else None,
        "plan": [_task(task) for task in plan],
        **advice_json(assessment, verdict, experiment),
    }


def _by_model(figures: Mapping[OrchestrationModel, float], digits: int) -> dict[str, float]:
    return {model.value: round(figure, digits) for model, figure in figures.items()}


def _robustness(found: Robustness) -> dict[str, Any]:
    return {
        "draws": found.draws,
        "concentration": round(found.concentration, _POINTS),
        "firsts": {model.value: count for model, count in found.firsts.items()},
        "regret": _by_model(found.regret, _POINTS),
        "lead_low": round(found.lead_low, _POINTS),
        "lead_high": round(found.lead_high, _POINTS),
        "tornado": [_bar(bar) for bar in found.tornado],
    }


def _bar(bar: TornadoBar) -> dict[str, Any]:
    return {
        "what": bar.what,
        "question": bar.question,
        "low": round(bar.low, _POINTS),
        "high": round(bar.high, _POINTS),
        "lead_at_low": round(bar.lead_at_low, _POINTS),
        "lead_at_high": round(bar.lead_at_high, _POINTS),
    }


def _change(change: AnswerChange) -> dict[str, Any]:
    return {"question": change.question, "before": change.before, "after": change.after}


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "what": flip.what,
        "question": flip.question,
        "before": round(flip.before, _POINTS),
        "after": round(flip.after, _POINTS),
        "winner": flip.winner.value,
    }


def _witness(witness: Witness) -> dict[str, Any]:
    says = witness.says.value if witness.says else None
    return {"name": witness.name, "says": says, "because": witness.because}


def _fit(verdict: Verdict) -> dict[str, Any]:
    fit = verdict.fit
    return {
        "fit": round(fit.fit, _SHARES),
        "gain": round(fit.gain, _POINTS),
        "price": round(fit.price, _POINTS),
        "crossings": fit.crossings,
        "centralized": round(fit.centralized, _POINTS),
        "choreography": round(fit.choreography, _POINTS),
        "total": round(fit.total, _POINTS),
        "cost_of_overrides": round(verdict.plan.cost_of_overrides, _POINTS),
    }


def _placement(placement: Placement) -> dict[str, Any]:
    return {
        "step": placement.step,
        "side": placement.side.value,
        "suggested": placement.suggested.value,
        "overridden": placement.overridden,
        "reason": placement.reason,
        "cost": round(placement.cost, _POINTS),
    }


def _answer(question: AnsweredQuestion) -> dict[str, Any]:
    return {
        "question": question.question,
        "answer": question.answer,
        "low": question.low,
        "high": question.high,
        "weight": round(question.weight, _POINTS),
        "suggested": question.suggestion.value,
        "evidence": [_evidence(evidence) for evidence in question.suggestion.evidence],
        "stated": question.stated,
        "reason": question.reason,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "text": evidence.text,
        "fact": evidence.fact,
        "pull": round(evidence.pull, _POINTS),
        "why": evidence.why,
        "source": evidence.source,
        "known": evidence.known,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": finding.where,
        "message": finding.message,
        "mend": finding.mend,
        "source": finding.source,
    }


def _task(task: PlanTask) -> dict[str, Any]:
    return {"day": task.day, "week": task.week, "title": task.title, "because": task.because}


def _rounded(value: Any) -> Any:
    """The same data with every float rounded."""
    if isinstance(value, float):
        return round(value, _SHARES)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value
