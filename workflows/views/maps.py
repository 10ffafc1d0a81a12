"""The workflow map: the drawing, its outline, its versions; upload one or take an example."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from projects.models import Project
from workflows.definition.findings import DefinitionError, Problem
from workflows.examples import examples
from workflows.forms.maps import ExampleForm, MapUploadForm
from workflows.models import MapVersion
from workflows.outline import outline
from workflows.selectors.maps import current_map, map_version, map_versions
from workflows.selectors.matrix import map_notes
from workflows.services.maps import map_from_example, map_upload

__all__ = ["example", "upload", "version", "workflow_map"]


@require_GET
@login_required
def workflow_map(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The current map, or how to get one."""
    access = project_access(request.user, project_id)
    return _page(request, access, MapUploadForm())


@require_POST
@login_required
def upload(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Take a file as the newest version, or show everything that is wrong with it."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = MapUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, form, status=422)
    try:
        stored = map_upload(project=access.project, actor=access.user, **form.upload)
    except DefinitionError as error:
        return _page(request, access, form, problems=error.problems, status=422)
    messages.success(request, f"{stored.name} is version {stored.number} of the map.")
    return redirect("workflows:map", project_id=project_id)


@require_POST
@login_required
def example(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Take an example as the newest version."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = ExampleForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["example"][0]))
        return redirect("workflows:map", project_id=project_id)
    chosen = form.cleaned_data["example"]
    stored = map_from_example(project=access.project, actor=access.user, example=chosen)
    messages.success(request, f"“{chosen.name}” is version {stored.number} of the map.")
    return redirect("workflows:map", project_id=project_id)


@require_GET
@login_required
def version(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """An older version, to read and to download."""
    access = project_access(request.user, project_id)
    found = _version(access.project, number)
    newest = current_map(access.project)
    context = {
        "access": access,
        "version": found,
        "is_current": newest is not None and newest.number == number,
        "sections": outline(found.definition),
    }
    return render(request, "workflows/map_version.html", context)


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    form: MapUploadForm,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    current = current_map(access.project)
    context = {
        "access": access,
        "form": form,
        "problems": problems,
        "version": current,
        "versions": map_versions(access.project),
        "sections": outline(current.definition) if current else (),
        "notes": map_notes(access.project),
        "examples": examples(),
    }
    return render(request, "workflows/map.html", context, status=status)


def _version(project: Project, number: int) -> MapVersion:
    found = map_version(project, number)
    if found is None:
        raise Http404(f"This project has no version {number} of its map.")
    return found
