"""The versions of a map: the list, and bringing an older one back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from projects.access import Permission, project_access
from projects.http import PersonRequest
from workflows.exceptions import NoVersionError
from workflows.forms.versions import CompareForm, RestoreForm
from workflows.selectors.comparing import versions_made
from workflows.selectors.maps import map_draft, map_versions, workflow_map
from workflows.services.versions import version_restore
from workflows.views.addresses import address, to_page

__all__ = ["PER_PAGE", "restore", "versions"]

PER_PAGE = 20


@require_GET
@login_required
def versions(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Every version: who made it, when, why, and how much it changed."""
    access = project_access(request.user, project_id)
    owner = workflow_map(access.project, map_key)
    if owner is None:
        raise Http404("This project has no such map.")
    numbers = list(map_versions(access.project, map_key).values_list("number", flat=True))
    page = Paginator(numbers, PER_PAGE).get_page(request.GET.get("page"))
    first = max(page.start_index() - 1, 0)
    draft = map_draft(access.project, access.user, map_key)
    is_behind = (
        draft is not None and numbers and (draft.base is None or draft.base.number < numbers[0])
    )
    context = {
        "access": access,
        "map": owner,
        "behind_url": address("draft-behind", project_id, map_key) if is_behind else "",
        "page_obj": page,
        "draft": draft,
        "made": versions_made(access.project, map_key, slice(first, first + PER_PAGE)),
        "compare": CompareForm(request.GET, numbers, has_draft=draft is not None),
        "compare_url": address("map-compare", project_id, map_key),
    }
    return render(request, "workflows/map_versions.html", context)


@require_POST
@login_required
def restore(
    request: PersonRequest, project_id: UUID, number: int, map_key: str = ""
) -> HttpResponse:
    """Make a new version with the content of an older one."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["message"][0]))
        return to_page("map-version", project_id, map_key, number=number)
    try:
        made = version_restore(
            project=access.project,
            actor=access.user,
            number=number,
            message=form.cleaned_data["message"],
            map_key=map_key,
        )
    except NoVersionError as error:
        raise Http404(error.message) from None
    told = f"Version {made.number} has the content of version {number}."
    if made.number == number:
        told = f"Version {number} is the current one already."
    messages.success(request, told)
    return to_page("map", project_id, map_key)
