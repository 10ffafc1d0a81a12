"""Decide: what each of the five questions weighs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.exceptions import StaleRowError
from assessment.forms.decide import WeightsForm
from assessment.forms.revision import plain_number
from assessment.models import WeightSet
from assessment.models.revised import Revised
from assessment.selectors.decide import weight_set
from assessment.selectors.verdicts import Judged, verdict_of
from assessment.services.decide import weights_save
from assessment.views.door import enter
from projects.access import ProjectAccess
from projects.http import PersonRequest

__all__ = ["weights"]


@require_http_methods(["GET", "POST"])
@login_required
def weights(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """100 points over the five questions."""
    access = enter(request, project_id)
    row = weight_set(access.project)
    knowledge = load_knowledge()
    form = WeightsForm(
        request.POST if request.method == "POST" else None,
        initial=_weights_initial(row, knowledge),
        titles={question.id: question.title for question in knowledge.questions},
    )
    if request.method != "POST" or not form.is_valid():
        return _weights_page(request, access, form, row)
    try:
        weights_save(
            project=access.project,
            by=access.user,
            points=form.to_points(),
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, _weights_initial(error.stored, knowledge))
        return _weights_page(request, access, form, row, status=409)
    messages.success(request, "The weights are saved.")
    return redirect("assessment:weights", project_id=project_id)


def _weights_initial(row: Revised | None, knowledge: Knowledge) -> dict[str, Any]:
    equal = 100 / len(knowledge.questions)
    points = row.points if isinstance(row, WeightSet) else {}
    shown = {
        q: plain_number(float(points.get(q, 0 if points else equal)))
        for q in knowledge.question_ids
    }
    return shown | {"version": row.version if row else 0}


def _weights_page(
    request: PersonRequest,
    access: ProjectAccess,
    form: WeightsForm,
    row: WeightSet | None,
    status: int = 200,
) -> HttpResponse:
    judged: Judged | None = verdict_of(access.project)
    page = {"access": access, "form": form, "row": row, "judged": judged, "total": form.total}
    return render(request, "assessment/weights.html", page, status=status)
