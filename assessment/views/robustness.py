"""Decide: how far the verdict stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessment.decision.sentence import percent_of_draws
from assessment.decision.verdict import Verdict
from assessment.decision.weights.confidence import confidence
from assessment.robustness_charts import firsts_figure, tornado_figure, tornado_frame
from assessment.selectors.journey import next_step
from assessment.selectors.verdicts import verdict_of
from assessment.views.door import enter
from projects.http import PersonRequest

__all__ = ["robustness"]


@require_GET
@login_required
def robustness(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The share of firsts, what moves the lead most, and what would overturn it."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    if judged is None:
        return render(request, "assessment/robustness.html", {"access": access})
    stated = judged.assessment
    page = {
        "access": access,
        "verdict": judged.verdict,
        "models": _models(judged.verdict),
        "share": _share(judged.verdict),
        "firsts": firsts_figure(judged.verdict),
        "tornado": tornado_figure(judged.verdict),
        "bars": tornado_frame(judged.verdict).to_dict("records"),
        "answer_flips": [flip for flip in judged.verdict.flips if flip.what == "answer"],
        "weight_flips": [flip for flip in judged.verdict.flips if flip.what == "weight"],
        "confidence": confidence(stated.weighting, stated=bool(stated.weights)),
        "next": next_step(access.project),
    }
    return render(request, "assessment/robustness.html", page)


def _share(verdict: Verdict) -> str:
    found = verdict.robustness
    return percent_of_draws(found.firsts[verdict.recommended], found.draws)


def _models(verdict: Verdict) -> list[dict[str, Any]]:
    """Each model's draws and regret, in ranking order."""
    found = verdict.robustness
    return [
        {
            "model": model,
            "firsts": found.firsts[model],
            "share": percent_of_draws(found.firsts[model], found.draws),
            "regret": found.regret[model],
        }
        for model in verdict.scores
    ]
