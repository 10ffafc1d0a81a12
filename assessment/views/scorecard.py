"""Decide: the scorecard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessment.charts import scorecard_figure
from assessment.decision.boundary import crossings, sides
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.verdict import AnsweredQuestion, Evidence, Verdict
from assessment.decision.witnesses import agreement
from assessment.selectors.cases import cases_beside
from assessment.selectors.findings import disagreement_of
from assessment.selectors.journey import next_step
from assessment.selectors.verdicts import verdict_of
from assessment.views.door import enter
from projects.http import PersonRequest
from workflows.definition.model import OrchestrationModel, Side

__all__ = ["scorecard"]


@require_GET
@login_required
def scorecard(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """What each question adds to each model, what would change the order, and the boundary."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    if judged is None:
        return render(request, "assessment/scorecard.html", {"access": access})
    verdict, table = judged.verdict, knowledge_in(judged.assessment.knowledge).suitability
    page = {
        "access": access,
        "verdict": verdict,
        "figure": scorecard_figure(verdict),
        "rows": [_row(question, verdict) for question in verdict.questions],
        "margin": table.close_call_margin,
        "orchestrated": [p for p in verdict.boundary if p.side is Side.ORCHESTRATED],
        "event_driven": [p for p in verdict.boundary if p.side is Side.EVENT_DRIVEN],
        "crossings": crossings(judged.assessment.definition, sides(verdict.boundary)),
        "least_share": round(100 * table.close_call_share),
        "boundary_worth": 100 * verdict.fit.fit,
        "hybrid_score": verdict.scores[OrchestrationModel.HYBRID],
        "hybrid_by_table": verdict.table_scores[OrchestrationModel.HYBRID],
        "agreement": agreement(verdict.witnesses),
        "disagreement": disagreement_of(judged),
        "beside": cases_beside(judged),
        "next": next_step(access.project, judged),
    }
    return render(request, "assessment/scorecard.html", page)


def _row(question: AnsweredQuestion, verdict: Verdict) -> dict[str, Any]:
    """A question with its points in the order in which the verdict ranks the models."""
    points = [question.points[model] for model in verdict.scores]
    return {"question": question, "points": points, "strongest": strongest(question)}


def strongest(question: AnsweredQuestion) -> Evidence | None:
    """The fact that moves the suggested answer most; None where there is no fact."""
    return max(question.suggestion.evidence, key=lambda fact: abs(fact.pull), default=None)
