"""Decide: which tools suit the model, and what rules the others out."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessment.decision.tools.toolbox import load_toolbox
from assessment.forms.tools import ToolFilterForm
from assessment.selectors.tools import advice_of, tool_lines
from assessment.selectors.verdicts import verdict_of
from assessment.views.door import enter
from projects.http import PersonRequest
from workflows.definition.model import OrchestrationModel

__all__ = ["tools"]


@require_GET
@login_required
def tools(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The best combination, the comparison of all tools, and what rules the others out."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    if judged is None:
        return render(request, "assessment/tools.html", {"access": access})
    form = ToolFilterForm(request.GET)
    wanted = form.to_filter()
    advice = advice_of(judged, wanted.model)
    lines = tool_lines(advice, timezone.localdate(), role=wanted.role, hosting=wanted.hosting)
    page = {
        "access": access,
        "advice": advice,
        "recommended": judged.verdict.recommended,
        "models": list(OrchestrationModel),
        "form": form,
        "wanted": wanted,
        "fitting": [line for line in lines if not line.rating.ruled_out],
        "out": [line for line in lines if line.rating.ruled_out],
        "lines": lines,
        "criteria": load_toolbox().criteria.criteria,
    }
    return render(request, "assessment/tools.html", page)
