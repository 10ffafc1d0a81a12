"""The map in other formats: what each would lose, before anything is downloaded."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from projects.access import ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.exceptions import NoMapError
from workflows.selectors.exports import Exported, exported, offers
from workflows.selectors.matrix import matrix_for

__all__ = ["export_page", "losses"]


@require_GET
@login_required
def export_page(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """All formats to choose from."""
    access = project_access(request.user, project_id)
    return _page(request, access, map_key, None)


@require_GET
@login_required
def losses(
    request: PersonRequest, project_id: UUID, file_format: str, map_key: str = ""
) -> HttpResponse:
    """What does not come along into one format, and the download."""
    access = project_access(request.user, project_id)
    found = exported(access.project, file_format, map_key)
    if found is None:
        raise Http404("There is no such map or format.")
    return _page(request, access, map_key, found)


def _page(
    request: PersonRequest, access: ProjectAccess, map_key: str, chosen: Exported | None
) -> HttpResponse:
    matrix = matrix_for(access.project, map_key)
    if matrix is None or matrix.version is None:
        raise NoMapError
    context = {
        "access": access,
        "map": matrix.workflow_map,
        "definition": matrix.definition,
        "offers": offers(matrix.definition),
        "chosen": chosen,
    }
    return render(request, "workflows/map_export.html", context)
