"""The activity log of a project."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from projects.access import project_access
from projects.http import PersonRequest, page_or_part
from projects.selectors.activity import activity_of

__all__ = ["activity"]


@require_GET
@login_required
@vary_on_headers("HX-Request")
def activity(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Who did what, newest first, a page at a time."""
    access = project_access(request.user, project_id)
    page = activity_of(access.project, request.GET.get("page", 1))
    template = page_or_part(request, "projects/activity.html", "entries")
    return render(request, template, {"access": access, "page_obj": page})
