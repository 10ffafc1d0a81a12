"""Discover: the context with its teams, and the findings."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from assessment.decision.assessment import Context
from assessment.decision.findings.split import suggested_split
from assessment.decision.knowledge_loading import load_knowledge
from assessment.exceptions import StaleRowError
from assessment.forms.discover import ContextForm, TeamFormSet, team_form_set
from assessment.models import ContextFacts
from assessment.selectors.discover import context_of, context_row
from assessment.selectors.findings import finding_lines, severity_counts
from assessment.selectors.verdicts import verdict_of
from assessment.services.discover import context_save
from assessment.views.door import enter
from projects.access import ProjectAccess
from projects.http import PersonRequest
from workflows.definition.findings import Severity
from workflows.selectors.matrix import definition_for

__all__ = ["context", "findings"]


class _Forms(NamedTuple):
    context: ContextForm
    teams: TeamFormSet


@require_http_methods(["GET", "POST"])
@login_required
def context(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The surroundings of the decision, on one form with the teams."""
    access = enter(request, project_id)
    row = context_row(access.project)
    forms = _forms(request, access, row)
    if request.method != "POST" or not (forms.context.is_valid() and forms.teams.is_valid()):
        return _context_page(request, access, forms, row)
    try:
        context_save(
            project=access.project,
            by=access.user,
            context=forms.context.to_context(forms.teams.to_teams()),
            expected=forms.context.cleaned_data["version"],
        )
    except StaleRowError as error:
        stored = ContextForm.initial_of(context_of(access.project), error.stored.version)
        forms.context.show_stale(error, stored)
        return _context_page(request, access, forms, row, status=409)
    messages.success(request, "The context is saved.")
    return redirect("assessment:context", project_id=project_id)


def _forms(request: PersonRequest, access: ProjectAccess, row: ContextFacts | None) -> _Forms:
    stored: Context = context_of(access.project)
    definition = definition_for(access.project)
    participants = definition.participants if definition else ()
    initial = ContextForm.initial_of(stored, row.version if row else 0)
    data = request.POST if request.method == "POST" else None
    return _Forms(
        context=ContextForm(
            data, initial=initial, knowledge=load_knowledge(), participants=participants
        ),
        teams=team_form_set(data, teams=stored.teams, participants=participants),
    )


def _context_page(
    request: PersonRequest,
    access: ProjectAccess,
    forms: _Forms,
    row: ContextFacts | None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "access": access,
        "form": forms.context,
        "teams": forms.teams,
        "row": row,
        "may_save": access.may_edit,
    }
    return render(request, "assessment/context.html", page, status=status)


@require_GET
@login_required
def findings(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Everything that Podium noticed, or only what has one severity."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    wanted = request.GET.get("severity", "")
    severity = Severity(wanted) if wanted in set(Severity) else None
    page = {
        "access": access,
        "judged": judged,
        "severity": severity,
        "lines": finding_lines(access.project, judged, severity) if judged else [],
        "counts": severity_counts(judged) if judged else [],
        "split": suggested_split(judged.assessment) if judged else None,
    }
    return render(request, "assessment/findings.html", page)
