"""Decide: two milestones side by side, or one and what stands now."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessment.decision.records.comparison import Comparison, Standing, compare
from assessment.forms.records import NOW, CompareForm
from assessment.record_charts import moves_figure
from assessment.selectors.records import milestone_of, milestones_of, standing_now, standing_of
from assessment.views.door import enter
from projects.http import PersonRequest
from projects.models import Project
from workflows.exceptions import NoMapError

__all__ = ["comparison"]


@require_GET
@login_required
def comparison(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """What changed between two standings, and what each change did to the verdict."""
    access = enter(request, project_id)
    milestones = list(milestones_of(access.project))
    form = CompareForm(request.GET or None, milestones=milestones)
    page: dict[str, Any] = {"access": access, "form": form, "has_milestones": bool(milestones)}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "assessment/record_comparison.html", page, status=status)
    chosen = form.cleaned_data
    found = compare(
        _standing(access.project, chosen["before"]), _standing(access.project, chosen["after"])
    )
    page |= {
        "comparison": found,
        "groups": _groups(found),
        "figure": moves_figure(found) if found.moves else None,
    }
    return render(request, "assessment/record_comparison.html", page)


def _standing(project: Project, chosen: str) -> Standing:
    if chosen == NOW:
        now = standing_now(project)
        if now is None:
            raise NoMapError
        return now
    found = milestone_of(project, int(chosen))
    if found is None:
        raise Http404("This project has no such milestone.")
    return standing_of(found)


def _groups(found: Comparison) -> list[dict[str, Any]]:
    """The changes of each group together, with how far the group moved the lead."""
    moved = {move.group: move for move in found.moves}
    return [
        {"group": group, "changes": list(changes), "move": moved.get(group)}
        for group, changes in groupby(found.changes, key=lambda change: change.group)
    ]
