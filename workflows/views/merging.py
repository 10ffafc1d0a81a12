"""A draft that fell behind: what either side did, and how the two become one again.

The designer sends people here when publishing says ``StaleMapError``; two tabs of one person are
the business of ``stale_tab``.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.exceptions import NoDraftError, OpenConflictsError, StaleDraftError
from workflows.formats import bpmn
from workflows.forms.merging import CopyForm, MergeForm
from workflows.models import MapDraft
from workflows.selectors.comparing import comparison
from workflows.selectors.maps import current_map, map_draft
from workflows.services.merging import draft_copy, draft_merge, merge_for
from workflows.views.addresses import address, to_page

__all__ = ["behind", "copy", "merge"]


@require_GET
@login_required
@never_cache
def behind(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Who made which version meanwhile, what differs, and the ways on."""
    access = project_access(request.user, project_id, Permission.EDIT)
    draft = _draft_behind(access, map_key)
    if draft is None:
        return to_page("designer", project_id, map_key)
    found = merge_for(draft)
    form = MergeForm(found.conflicts, initial={"revision": draft.revision})
    return _page(request, access, map_key, draft, form)


@require_POST
@login_required
def merge(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Take the newest version's changes into the draft."""
    access = project_access(request.user, project_id, Permission.EDIT)
    draft = _draft_behind(access, map_key)
    if draft is None:
        return to_page("designer", project_id, map_key)
    form = MergeForm(merge_for(draft).conflicts, request.POST)
    if not form.is_valid():
        return _page(request, access, map_key, draft, form, status=422)
    try:
        draft_merge(
            project=access.project,
            actor=access.user,
            revision=form.cleaned_data["revision"],
            choices=form.choices,
            map_key=map_key,
        )
    except (OpenConflictsError, StaleDraftError) as error:
        form.add_error(None, error.message)
        return _page(request, access, map_key, draft, form, status=409)
    messages.success(request, "Both are in your draft now. Look at it, then make the version.")
    return to_page("designer", project_id, map_key)


@require_POST
@login_required
def copy(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Keep the draft as a map of its own."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"The new map needs a name. {form.errors['name'][0]}")
        return to_page("draft-behind", project_id, map_key)
    name = form.cleaned_data["name"]
    try:
        made = draft_copy(project=access.project, actor=access.user, map_key=map_key, name=name)
    except NoDraftError as error:
        messages.error(request, error.message)
        return to_page("map", project_id, map_key)
    messages.success(request, f"Your drawing is a draft of the new map “{made.name}”.")
    return to_page("designer", project_id, made.key)


def _draft_behind(access: ProjectAccess, map_key: str) -> MapDraft | None:
    """The person's draft where a newer version than its base exists."""
    draft = map_draft(access.project, access.user, map_key)
    newest = current_map(access.project, map_key) if draft else None
    return draft if draft and newest and newest.pk != draft.base_id else None


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    map_key: str,
    draft: MapDraft,
    form: MergeForm,
    *,
    status: int = 200,
) -> HttpResponse:
    newest = current_map(access.project, map_key)
    mine = bpmn.attempt(bytes(draft.content))
    base = draft.base.definition if draft.base else None
    theirs = newest.definition if newest else None
    context = {
        "access": access,
        "map": draft.workflow_map,
        "draft": draft,
        "newest": newest,
        "form": form,
        "copy_form": CopyForm.beside(draft.workflow_map),
        "theirs": comparison(base, theirs) if base and theirs else None,
        "mine": comparison(base, mine.definition) if base else None,
        "at": {
            name.replace("-", "_"): address(name, access.project.pk, map_key)
            for name in ("draft-merge", "draft-copy", "designer", "map", "map-compare")
        },
    }
    return render(request, "workflows/draft_behind.html", context, status=status)
