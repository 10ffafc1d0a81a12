"""Two versions of a map, or a draft and a version, beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from projects.access import ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import Problem
from workflows.definition.model import Definition
from workflows.formats import bpmn
from workflows.forms.versions import DRAFT, CompareForm
from workflows.models import MapDraft
from workflows.selectors.comparing import comparison
from workflows.selectors.maps import map_draft, map_version, map_versions, workflow_map
from workflows.views.addresses import address

__all__ = ["compare", "draft_drawing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One of the two: what it is called, what it says, and where its drawing is."""

    title: str
    told: str
    definition: Definition
    source: str
    problems: tuple[Problem, ...] = ()


@require_GET
@login_required
def compare(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """What differs on the drawing and in words, and what it means. At most seven queries."""
    access = project_access(request.user, project_id)
    owner = workflow_map(access.project, map_key)
    numbers = list(map_versions(access.project, map_key).values_list("number", flat=True))
    if owner is None or not numbers:
        raise Http404("This map has no versions to compare.")
    draft = map_draft(access.project, access.user, map_key)
    form = CompareForm(request.GET, numbers, has_draft=draft is not None)
    if not form.is_valid():
        raise Http404("This map has no such versions.")
    before, after = (_side(access, map_key, name, draft) for name in form.sides)
    context = {
        "access": access,
        "map": owner,
        "form": form,
        "before": before,
        "after": after,
        "is_same": form.sides[0] == form.sides[1],
        "found": comparison(before.definition, after.definition),
    }
    return render(request, "workflows/map_compare.html", context)


@require_GET
@login_required
@never_cache
def draft_drawing(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """One's own draft as BPMN, for the viewer."""
    access = project_access(request.user, project_id)
    draft = map_draft(access.project, access.user, map_key)
    if draft is None:
        raise Http404("You have no draft of this map.")
    answer = HttpResponse(bytes(draft.content), content_type="application/xml")
    answer["Content-Disposition"] = 'attachment; filename="draft.bpmn"'
    return answer


def _side(access: ProjectAccess, map_key: str, name: str, draft: MapDraft | None) -> _Side:
    project_id = access.project.pk
    if name == DRAFT and draft is not None:
        attempt = bpmn.attempt(bytes(draft.content))
        return _Side(
            title="Your draft",
            told=f"saved {_on(draft.updated_at)}",
            definition=attempt.definition,
            source=address("draft-bpmn", project_id, map_key),
            problems=attempt.problems,
        )
    found = map_version(access.project, int(name), map_key)
    if found is None:
        raise Http404(f"This map has no version {name}.")
    by = f" by {found.created_by}" if found.created_by else ""
    return _Side(
        title=f"Version {found.number}",
        told=f"{_on(found.created_at)}{by}{': ' if found.message else ''}{found.message}",
        definition=found.definition,
        source=address("map-version-bpmn", project_id, map_key, number=found.number),
    )


def _on(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")
