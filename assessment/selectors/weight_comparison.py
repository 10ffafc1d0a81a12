"""What each method of weighing would come to in a project."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.weights.comparison import Outcome, outcome
from assessment.decision.weights.confidence import Confidence, confidence
from assessment.models import WeightSet
from assessment.selectors.verdicts import Judged
from assessment.selectors.weights import weight_set
from projects.models import Project

__all__ = ["LABELS", "WEIGHED", "MethodLine", "method_lines"]

LABELS = {
    WeightingMethod.POINTS: "100 points",
    WeightingMethod.RANKING: "Order",
    WeightingMethod.PAIRWISE: "In pairs",
    WeightingMethod.GROUP: "Round",
}
"""What the methods are called on pages."""

WEIGHED = {
    WeightingMethod.POINTS: "by 100 points",
    WeightingMethod.RANKING: "by an order",
    WeightingMethod.PAIRWISE: "in pairs",
}
"""How people weigh in a round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodLine:
    """One method: its outcome, how sure its weights are, and whether it is the one that counts.
    ``method`` is None for all questions alike, which is there to compare with."""

    label: str
    method: WeightingMethod | None
    outcome: Outcome
    sure: Confidence
    counts: bool


def method_lines(project: Project, judged: Judged) -> list[MethodLine]:
    """Even weights, and every method by which somebody has weighed. One query."""
    row = weight_set(project)
    stated = [method for method in WeightingMethod if row and row.has(method)]
    return [_line(row, None, judged), *(_line(row, method, judged) for method in stated)]


def _line(row: WeightSet | None, method: WeightingMethod | None, judged: Judged) -> MethodLine:
    weighed = row is not None and method is not None
    weighting = row.to_weighting(method) if row and method else Weighting()
    knowledge = knowledge_in(judged.assessment.knowledge)
    points = row.to_points(knowledge.question_ids, method) if row and method else {}
    return MethodLine(
        label=LABELS[method] if method else "All alike",
        method=method,
        outcome=outcome(judged.verdict, weights=points, knowledge=knowledge),
        sure=confidence(weighting, stated=weighed),
        counts=row.method == method if row else method is None,
    )
