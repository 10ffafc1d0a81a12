"""Decide: known cases and what the guide would say, beside the project's verdict."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessment.selectors.cases import cases_beside, choice_counts, guide_rows, known_case_rows
from assessment.selectors.verdicts import verdict_of
from assessment.views.door import enter
from projects.http import PersonRequest
from workflows.definition.model import OrchestrationModel

__all__ = ["cases", "guide"]


@require_GET
@login_required
def cases(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The known cases nearest to the project, the guide's rules for it, and all known cases."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    rows = known_case_rows()
    chose = _model(request.GET.get("chose", ""))
    page = {
        "access": access,
        "verdict": judged.verdict if judged else None,
        "beside": cases_beside(judged) if judged else None,
        "rows": known_case_rows(chose),
        "chose": chose,
        "choices": choice_counts(),
        "count": len(rows),
        "judged_count": sum(row.judgement is not None for row in rows),
        "agreed_count": sum(bool(row.judgement and row.judgement.agrees) for row in rows),
    }
    return render(request, "assessment/cases.html", page)


@require_GET
@login_required
def guide(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The guide's rules as cases: which speak about this project, and whether Podium follows."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    beside = cases_beside(judged) if judged else None
    rows = guide_rows()
    page = {
        "access": access,
        "verdict": judged.verdict if judged else None,
        "beside": beside,
        "rows": rows,
        "held_count": sum(not row.broken for row in rows),
        "speaking": {rule.case.id for rule in beside.rules} if beside else set(),
    }
    return render(request, "assessment/guide.html", page)


def _model(named: str) -> OrchestrationModel | None:
    return next((model for model in OrchestrationModel if model.value == named), None)
