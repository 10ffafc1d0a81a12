"""A project at a glance."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessment.selectors.discover import discover_parts
from assessment.selectors.findings import finding_lines
from assessment.selectors.journey import next_step
from assessment.selectors.members import member_lines
from assessment.selectors.plan import plan_of
from assessment.selectors.verdicts import Judged, verdict_of
from assessment.views.door import enter
from projects.http import PersonRequest
from workflows.definition.findings import Finding

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
        "disagreement": _disagreement(judged) if judged else None,
        "next": next_step(access.project, judged),
        "parts": discover_parts(access.project),
        "findings": lines[:_TOP_FINDINGS],
        "finding_count": len(lines),
        "plan": plan_of(access.project, timezone.localdate()),
        "members": member_lines(access.project),
    }
    return render(request, "assessment/overview.html", page)


def _disagreement(judged: Judged) -> Finding | None:
    """The finding that the three witnesses do not agree, where they do not."""
    found = judged.verdict.findings
    return next((finding for finding in found if finding.where == "witnesses"), None)
