"""An event log against the map: see what really happened, and take over what to believe."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.observation import observed
from workflows.exceptions import BlockRefusedError, NoMapError, StaleMapError
from workflows.formats.event_log import registry
from workflows.forms.event_log import LogFileForm, ObservedForm
from workflows.observed_changes import observed_changes
from workflows.selectors.matrix import Matrix, matrix_for
from workflows.services.event_log import observation_apply
from workflows.views.addresses import to_page

__all__ = ["event_log"]


@require_http_methods(["GET", "POST"])
@login_required
def event_log(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Choose a log, see what it says otherwise than the map, take over what is chosen."""
    access = project_access(request.user, project_id, Permission.EDIT)
    matrix = matrix_for(access.project, map_key)
    if matrix is None or matrix.version is None:
        raise NoMapError
    if request.method == "GET":
        return _page(request, access, matrix, LogFileForm())
    if "found" in request.POST:
        return _applied(request, access, matrix)
    form = LogFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, matrix, form, status=422)
    file = form.cleaned_data["file"]
    try:
        return _preview(request, access, matrix, file.name or "a log", file.read())
    except DefinitionError as error:
        return _page(request, access, matrix, form, problems=error.problems, status=422)


def _preview(
    request: PersonRequest, access: ProjectAccess, matrix: Matrix, source: str, content: bytes
) -> HttpResponse:
    """What the log says; raises ``DefinitionError`` where it cannot be read."""
    observation = observed(matrix.definition, registry.read(source, content))
    changes = observed_changes(matrix.definition, observation)
    names = [matrix.definition.by_id[step].name or step for step in observation.unseen]
    extra: dict[str, Any] = {
        "source": source,
        "observation": observation,
        "changes": changes,
        "unseen": names,
        "apply": ObservedForm.below(changes, source=source, seen=matrix.map_version.number),
    }
    return _page(request, access, matrix, LogFileForm(), **extra)


def _applied(request: PersonRequest, access: ProjectAccess, matrix: Matrix) -> HttpResponse:
    form, key = ObservedForm(request.POST), matrix.workflow_map.key
    if not form.is_valid():
        messages.error(request, str(form.non_field_errors()[0]))
        return to_page("map-log", access.project.pk, key)
    try:
        observation_apply(project=access.project, actor=access.user, map_key=key, **form.wish)
    except StaleMapError as error:
        messages.error(
            request,
            f"Nothing was stored: version {error.version.number} of the map was made after your "
            "preview. Choose the log again.",
        )
        return to_page("map-log", access.project.pk, key)
    except BlockRefusedError as error:
        problem = Problem(where="", message=str(error))
        return _page(request, access, matrix, LogFileForm(), problems=(problem,), status=422)
    messages.success(request, f"Taken over from {form.wish['source']}.")
    return to_page("matrix", access.project.pk, key)


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    matrix: Matrix,
    form: LogFileForm,
    status: int = 200,
    **extra: object,
) -> HttpResponse:
    context = {
        "access": access,
        "map": matrix.workflow_map,
        "version": matrix.map_version,
        "form": form,
        **extra,
    }
    return render(request, "workflows/event_log.html", context, status=status)
