"""The list of projects, and a project's settings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.exceptions import StaleWriteError
from projects.forms.project import ProjectForm, ProjectSettingsForm
from projects.http import PersonRequest
from projects.models import Role
from projects.selectors.members import owner_count
from projects.selectors.projects import projects_for
from projects.services.project import (
    project_archive,
    project_create,
    project_rename,
    project_restore,
)

__all__ = ["archive", "create", "project_list", "project_settings", "restore"]


@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """Home: one's projects, or what Podium is for those who are signed out."""
    if not request.user.is_authenticated:
        return render(request, "projects/landing.html")
    context = {
        "projects": projects_for(request.user),
        "archived": projects_for(request.user, archived=True),
    }
    return render(request, "projects/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def create(request: PersonRequest) -> HttpResponse:
    """Create a project and open it."""
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = project_create(owner=request.user, **form.name_and_summary)
        return redirect(project)
    return render(request, "projects/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def project_settings(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Rename the project (owners), leave it, archive it (owners)."""
    if request.method == "POST":
        return _rename(request, project_access(request.user, project_id, Permission.MANAGE))
    access = project_access(request.user, project_id)
    return _settings_page(request, access, ProjectSettingsForm.showing(access.project))


def _rename(request: PersonRequest, access: ProjectAccess) -> HttpResponse:
    form = ProjectSettingsForm(request.POST)
    if not form.is_valid():
        return _settings_page(request, access, form, status=422)
    try:
        project_rename(
            project=access.project,
            actor=access.user,
            version=form.cleaned_data["version"],
            **form.name_and_summary,
        )
    except StaleWriteError as error:
        form.refuse_stale(error, access.project)
        return _settings_page(request, access, form, status=409)
    messages.success(request, "Saved.")
    return redirect("projects:settings", project_id=access.project.pk)


def _settings_page(
    request: PersonRequest, access: ProjectAccess, form: ProjectSettingsForm, status: int = 200
) -> HttpResponse:
    only_owner = access.role == Role.OWNER and owner_count(access.project) == 1
    context = {"access": access, "form": form, "is_only_owner": only_owner}
    return render(request, "projects/settings.html", context, status=status)


@require_POST
@login_required
def archive(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Archive the project: it can be read and restored, nothing else."""
    access = project_access(request.user, project_id, Permission.ARCHIVE)
    project_archive(project=access.project, actor=access.user)
    messages.success(request, f"“{access.project.name}” is archived. You can restore it here.")
    return redirect("projects:settings", project_id=project_id)


@require_POST
@login_required
def restore(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Make an archived project writable again."""
    access = project_access(request.user, project_id, Permission.ARCHIVE)
    project_restore(project=access.project, actor=access.user)
    messages.success(request, f"“{access.project.name}” is back.")
    return redirect("projects:settings", project_id=project_id)
