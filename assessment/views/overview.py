"""A project at a glance."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessment.selectors.discover import discover_parts
from assessment.selectors.findings import disagreement_of, finding_lines
from assessment.selectors.journey import next_step
from assessment.selectors.members import member_lines
from assessment.selectors.plan import plan_of
from assessment.selectors.records import current_milestone
from assessment.selectors.verdicts import verdict_of
from assessment.views.door import enter
from projects.http import PersonRequest

__all__ = ["overview"]

_TOP_FINDINGS = 5


@require_GET
@login_required
def overview(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The verdict so far, or what is missing for one; the next action; findings, plan, people."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    lines = finding_lines(access.project, judged) if judged else []
    page = {
        "access": access,
        "judged": judged,
        "disagreement": disagreement_of(judged) if judged else None,
        "next": next_step(access.project, judged),
        "parts": discover_parts(access.project),
        "findings": lines[:_TOP_FINDINGS],
        "finding_count": len(lines),
        "plan": plan_of(access.project, timezone.localdate()),
        "decision": current_milestone(access.project),
        "today": timezone.localdate(),
        "members": member_lines(access.project),
    }
    return render(request, "assessment/overview.html", page)
