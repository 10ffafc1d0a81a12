"""The workflow map: the drawing, its outline, its versions; upload one or take an example."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from projects.models import Project
from workflows.definition.findings import DefinitionError, Problem
from workflows.examples import examples
from workflows.forms.maps import ExampleForm, MapUploadForm
from workflows.forms.versions import RestoreForm
from workflows.models import MapVersion
from workflows.outline import outline
from workflows.patterns import patterns
from workflows.selectors.maps import (
    current_map,
    map_draft,
    map_version,
    map_versions,
    workflow_map,
)
from workflows.selectors.matrix import map_notes
from workflows.services.maps import map_from_example, map_upload
from workflows.views.addresses import address, to_page

__all__ = ["example", "map_page", "upload", "version"]


@require_GET
@login_required
def map_page(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """The current map, or how to get one."""
    access = project_access(request.user, project_id)
    return _page(request, access, map_key, MapUploadForm())


@require_POST
@login_required
def upload(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Take a file as the newest version, or show everything that is wrong with it."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = MapUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, map_key, form, status=422)
    try:
        stored = map_upload(
            project=access.project, actor=access.user, map_key=map_key, **form.upload
        )
    except DefinitionError as error:
        return _page(request, access, map_key, form, problems=error.problems, status=422)
    messages.success(request, f"{stored.name} is version {stored.number} of the map.")
    return to_page("map", project_id, map_key)


@require_POST
@login_required
def example(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Take an example as the newest version."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = ExampleForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["example"][0]))
        return to_page("map", project_id, map_key)
    chosen = form.cleaned_data["example"]
    stored = map_from_example(
        project=access.project, actor=access.user, example=chosen, map_key=map_key
    )
    messages.success(request, f"“{chosen.name}” is version {stored.number} of the map.")
    return to_page("map", project_id, map_key)


@require_GET
@login_required
def version(
    request: PersonRequest, project_id: UUID, number: int, map_key: str = ""
) -> HttpResponse:
    """An older version, to read and to download."""
    access = project_access(request.user, project_id)
    found = _version(access.project, number, map_key)
    newest = current_map(access.project, map_key)
    context = {
        "access": access,
        "map": found.workflow_map,
        "version": found,
        "newest": newest,
        "is_current": newest is not None and newest.number == number,
        "restore_form": RestoreForm(),
        "sections": outline(found.definition),
    }
    return render(request, "workflows/map_version.html", context)


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    map_key: str,
    form: MapUploadForm,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    current = current_map(access.project, map_key)
    context = {
        "access": access,
        "form": form,
        "problems": problems,
        "map": workflow_map(access.project, map_key),
        "version": current,
        "versions": map_versions(access.project, map_key),
        "sections": outline(current.definition) if current else (),
        "notes": map_notes(access.project, map_key),
        "examples": examples(),
        "patterns": patterns(),
        "pattern_url": address("map-pattern", access.project.pk, map_key),
        "draft": map_draft(access.project, access.user, map_key) if access.may_edit else None,
        "upload_url": address("map-upload", access.project.pk, map_key),
        "example_url": address("map-example", access.project.pk, map_key),
        "draw_url": address("designer", access.project.pk, map_key),
        "discard_url": address("designer-discard", access.project.pk, map_key),
    }
    return render(request, "workflows/map.html", context, status=status)


def _version(project: Project, number: int, map_key: str) -> MapVersion:
    found = map_version(project, number, map_key)
    if found is None:
        raise Http404(f"This project has no version {number} of its map.")
    return found
