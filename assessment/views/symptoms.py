"""Discover: what hurts today, perspective by perspective, and the three side by side."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assessment.decision.assessment import Perspective
from assessment.decision.knowledge_loading import load_knowledge
from assessment.exceptions import StaleRowError
from assessment.forms.discover import SymptomForm
from assessment.models import SymptomMark
from assessment.models.revised import Revised
from assessment.selectors.discover import SymptomLine, symptom_lines
from assessment.services.discover import symptom_mark
from assessment.views.door import enter
from projects.access import Permission, ProjectAccess
from projects.http import PersonRequest, page_or_part

__all__ = ["symptom", "symptoms"]

_TEMPLATE = "assessment/symptoms.html"


@require_GET
@login_required
def symptoms(
    request: PersonRequest, project_id: UUID, perspective: str = Perspective.BUSINESS
) -> HttpResponse:
    """The statements of one perspective to rate, and all three perspectives side by side."""
    access = enter(request, project_id)
    return _page(request, access, _perspective(perspective), _Sent())


@require_POST
@login_required
def symptom(
    request: PersonRequest, project_id: UUID, perspective: str, symptom: str
) -> HttpResponse:
    """Save how much one perspective feels one symptom."""
    access = enter(request, project_id, to_write=Permission.CONTRIBUTE)
    seen_by = _perspective(perspective)
    known = load_knowledge().symptom_by_id.get(symptom)
    if known is None or seen_by not in known.perspectives:
        raise Http404("No such symptom here.")
    form = SymptomForm(request.POST, prefix=symptom)
    if not form.is_valid():
        return _page(request, access, seen_by, _Sent(symptom, form), status=422)
    try:
        symptom_mark(
            project=access.project,
            by=access.user,
            rating=form.to_rating(symptom, seen_by),
            title=known.statement,
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, _initial(error.stored))
        return _page(request, access, seen_by, _Sent(symptom, form), status=409)
    return _saved(request, access, seen_by, symptom)


class _Sent(NamedTuple):
    """The symptom that the request is about; ``form`` as it was sent where it was refused."""

    symptom: str = ""
    form: SymptomForm | None = None


def _saved(
    request: PersonRequest, access: ProjectAccess, perspective: Perspective, symptom: str
) -> HttpResponse:
    if request.htmx:
        return _page(request, access, perspective, _Sent(symptom))
    messages.success(request, "Saved.")
    page = reverse("assessment:symptoms-of", args=[access.project.pk, perspective])
    return redirect(f"{page}#{symptom}")


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    perspective: Perspective,
    sent: _Sent,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for htmx the row that was sent and the comparison below."""
    lines = symptom_lines(access.project, load_knowledge())
    rows = {
        line.symptom.id: _row(line, perspective, sent)
        for line in lines
        if perspective in line.symptom.perspectives
    }
    page: dict[str, Any] = {
        "access": access,
        "perspective": perspective,
        "perspectives": list(Perspective),
        "rows": list(rows.values()),
        "row": rows.get(sent.symptom),
        "lines": [line for line in lines if line.marks],
    }
    return render(request, page_or_part(request, _TEMPLATE, "answer"), page, status=status)


def _row(line: SymptomLine, perspective: Perspective, sent: _Sent) -> dict[str, Any]:
    was_sent = line.symptom.id == sent.symptom
    stored = line.marks.get(perspective)
    form = SymptomForm(initial=_initial(stored), prefix=line.symptom.id)
    return {
        "line": line,
        "form": sent.form if was_sent and sent.form else form,
        "stored": stored,
        "just_saved": was_sent and sent.form is None,
    }


def _initial(mark: Revised | None) -> dict[str, object]:
    if not isinstance(mark, SymptomMark):
        return {"version": 0}
    return {"version": mark.version, "severity": mark.severity, "note": mark.note}


def _perspective(name: str) -> Perspective:
    if name not in set(Perspective):
        raise Http404("No such perspective.")
    return Perspective(name)
