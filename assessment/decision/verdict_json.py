"""The verdict as plain data for ``verdict.json``; ``docs/verdict.schema.json`` describes it.

Keys and lists stand in a fixed order; points are rounded to two decimals, shares and times to
six, so that the same input gives the same bytes.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from assessment.decision.assessment import Assessment
from assessment.decision.plan import PlanTask
from assessment.decision.verdict_parts import AnsweredQuestion, Evidence, Verdict
from workflows.definition.findings import Finding
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
        "answers": [_answer(question) for question in verdict.questions],
        "boundary": {placement.step: placement.side.value for placement in verdict.boundary},
        "findings": [_finding(finding) for finding in verdict.findings],
        "experiment": _rounded(experiment_json(experiment)) if experiment else None,
        "plan": [_task(task) for task in plan],
    }


def _answer(question: AnsweredQuestion) -> dict[str, Any]:
    return {
        "question": question.question,
        "answer": question.answer,
        "weight": round(question.weight, _POINTS),
        "suggested": question.suggestion.value,
        "evidence": [_evidence(evidence) for evidence in question.suggestion.evidence],
        "stated": question.stated,
        "reason": question.reason,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"text": evidence.text, "fact": evidence.fact, "pull": round(evidence.pull, _POINTS)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": finding.where,
        "message": finding.message,
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
