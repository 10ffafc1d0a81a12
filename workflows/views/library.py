"""The map library of a project: every map, begin one, rename, choose the main one, delete."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError, Problem
from workflows.exceptions import MapInUseError, UnknownMapError
from workflows.forms.library import DeleteMapForm, NameForm, NewMapForm, PatternForm
from workflows.models import WorkflowMap
from workflows.patterns import patterns
from workflows.selectors.library import library
from workflows.services.library import (
    map_create,
    map_delete,
    map_duplicate,
    map_from_pattern,
    map_make_main,
    map_rename,
)
from workflows.services.maps import map_upload
from workflows.views.addresses import to_page

__all__ = ["create", "delete", "from_pattern", "make_main", "maps", "rename"]


@require_GET
@login_required
def maps(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Every map of the project."""
    access = project_access(request.user, project_id)
    return _page(request, access)


@require_POST
@login_required
def create(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Begin a map, or say on the same page what is wrong."""
    access = project_access(request.user, project_id, Permission.EDIT)
    known = list(WorkflowMap.objects.filter(project=access.project))
    form = NewMapForm(known, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, form, status=422)
    try:
        made = _begun(access, form)
    except DefinitionError as error:
        return _page(request, access, form, problems=error.problems, status=422)
    messages.success(request, f"“{made.name}” is in the library.")
    return to_page("map", project_id, made.key)


@require_POST
@login_required
def from_pattern(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Take a pattern as the newest version of a map."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = PatternForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["pattern"][0]))
        return to_page("map", project_id, map_key)
    chosen = form.cleaned_data["pattern"]
    made = map_from_pattern(
        project=access.project, actor=access.user, pattern=chosen, map_key=map_key
    )
    messages.success(request, f"“{chosen.name}” is version {made.number} of the map.")
    return to_page("map", project_id, map_key)


@require_POST
@login_required
def rename(request: PersonRequest, project_id: UUID, map_key: str) -> HttpResponse:
    """Give a map another name."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"The map needs a name. {form.errors['name'][0]}")
        return _back(project_id)
    name = form.cleaned_data["name"]
    try:
        map_rename(project=access.project, actor=access.user, map_key=map_key, name=name)
    except UnknownMapError as error:
        raise Http404(error.message) from None
    messages.success(request, f"The map is called “{name}” now.")
    return _back(project_id)


@require_POST
@login_required
def make_main(request: PersonRequest, project_id: UUID, map_key: str) -> HttpResponse:
    """Make a map the one that the assessment is about."""
    access = project_access(request.user, project_id, Permission.EDIT)
    try:
        made = map_make_main(project=access.project, actor=access.user, map_key=map_key)
    except UnknownMapError as error:
        raise Http404(error.message) from None
    messages.success(request, f"The assessment is about “{made.name}” now.")
    return _back(project_id)


@require_POST
@login_required
def delete(request: PersonRequest, project_id: UUID, map_key: str) -> HttpResponse:
    """Delete a map that nothing needs."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = DeleteMapForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["sure"][0]))
        return _back(project_id)
    try:
        map_delete(project=access.project, actor=access.user, map_key=map_key)
    except UnknownMapError as error:
        raise Http404(error.message) from None
    except MapInUseError as error:
        messages.error(request, error.message)
        return _back(project_id)
    messages.success(request, "The map is deleted.")
    return _back(project_id)


@transaction.atomic
def _begun(access: ProjectAccess, form: NewMapForm) -> WorkflowMap:
    name = form.cleaned_data["name"]
    project, actor = access.project, access.user
    if form.copied:
        return map_duplicate(project=project, actor=actor, map_key=form.copied, name=name)
    if pattern := form.pattern:
        made = map_from_pattern(project=project, actor=actor, pattern=pattern, name=name)
        return made.workflow_map
    owner = map_create(project=project, actor=actor, name=name)
    if upload := form.upload:
        map_upload(project=project, actor=actor, map_key=owner.key, **upload)
    return owner


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    form: NewMapForm | None = None,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    shelves = library(access.project)
    context = {
        "access": access,
        "shelves": shelves,
        "form": form or NewMapForm([shelf.workflow_map for shelf in shelves]),
        "problems": problems,
        "patterns": patterns(),
    }
    return render(request, "workflows/library.html", context, status=status)


def _back(project_id: UUID) -> HttpResponseRedirect:
    return redirect("workflows:map-library", project_id)
