"""Two tabs of one person: what either drew, and how the two become one again. All of it as JSON.

The designer's script comes here when saving says ``StaleDraftError``. It sends ``drawing`` (this
tab's) and ``seen`` (what this tab last had from the server or saved there, if it knows).

- ``stale`` answers ``{"revision", "html"}``: who saved when, what differs, and the ways on as a
  part of the page, in which each conflict has radio buttons ``choice-n`` beside ``key-n``.
- ``merge_tab`` takes ``revision`` and ``choices`` (JSON, by conflict key) besides and answers
  ``{"revision", "base", "saved_at", "drawing"}``.
- ``copy_tab`` takes ``name`` besides and answers ``{"url"}``, the designer of the new map.

What goes wrong is ``{"reason", "message"}``: with status 409 ``conflicts`` (not all are decided),
``stale`` (with ``revision``: the other tab saved again) or ``gone``, with status 422 ``refused``.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from projects.access import Permission, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError
from workflows.exceptions import (
    NoDraftError,
    OpenConflictsError,
    StaleDraftError,
    UnknownMapError,
)
from workflows.formats import bpmn
from workflows.forms.merging import TABS, CopyForm, MergeForm, TabCopyForm, TabForm, TabSeenForm
from workflows.models import MapDraft
from workflows.selectors.comparing import Comparison, comparison
from workflows.selectors.designer import Design, drawing_of
from workflows.selectors.maps import map_draft
from workflows.services.merging import tab_copy, tab_merge, tab_merge_for
from workflows.views.addresses import address
from workflows.views.designer_draft import facts

__all__ = ["copy_tab", "merge_tab", "stale"]


@require_POST
@login_required
def stale(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """What the stored draft and the tab's drawing say differently, and the ways on."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = TabSeenForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(form.first_error)
    draft = map_draft(access.project, access.user, map_key)
    if draft is None:
        return _refusal(NoDraftError())
    content, seen = form.cleaned_data["drawing"], form.cleaned_data["seen"]
    try:
        html = _told(draft, content, seen)
    except DefinitionError as error:
        return _refusal(error)
    return JsonResponse({"revision": draft.revision, "html": html})


@require_POST
@login_required
def merge_tab(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Merge a stale tab's drawing with the stored draft, and keep the result as the draft."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = TabForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(form.first_error)
    sent = dict(form.cleaned_data)
    sent["content"] = sent.pop("drawing")
    try:
        kept = tab_merge(project=access.project, actor=access.user, map_key=map_key, **sent)
    except (OpenConflictsError, StaleDraftError, NoDraftError, DefinitionError) as error:
        return _refusal(error)
    design = Design(content=bytes(kept.content), draft=kept, base=kept.base)
    return JsonResponse(facts(design) | {"drawing": design.content.decode()})


@require_POST
@login_required
def copy_tab(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Keep a stale tab's drawing as a map of its own."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = TabCopyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(form.first_error)
    content, name = form.cleaned_data["drawing"], form.cleaned_data["name"]
    try:
        made = tab_copy(
            project=access.project, actor=access.user, map_key=map_key, content=content, name=name
        )
    except (DefinitionError, UnknownMapError) as error:
        return _refusal(error)
    return JsonResponse({"url": address("designer", project_id, made.key)})


def _told(draft: MapDraft, content: bytes, seen: bytes | None) -> str:
    conflicts = tab_merge_for(draft, content, seen).conflicts
    before = seen or drawing_of(draft.base, draft.workflow_map.project.name)
    context = {
        "draft": draft,
        "theirs": _compared(before, bytes(draft.content)),
        "mine": _compared(before, content),
        "form": MergeForm(conflicts, sides=TABS, auto_id="stale-%s"),
        "copy_form": CopyForm.beside(draft.workflow_map, auto_id="stale-%s"),
    }
    return render_to_string("workflows/_stale.html", context)


def _compared(before: bytes, after: bytes) -> Comparison:
    """As far as the two can be read; a drawing that is not finished is compared all the same."""
    return comparison(bpmn.attempt(before).definition, bpmn.attempt(after).definition)


def _refusal(error: Exception) -> JsonResponse:
    match error:
        case OpenConflictsError():
            return JsonResponse({"reason": "conflicts", "message": error.message}, status=409)
        case StaleDraftError():
            answer = {"reason": "stale", "message": error.message}
            return JsonResponse(answer | {"revision": error.draft.revision}, status=409)
        case NoDraftError():
            return JsonResponse({"reason": "gone", "message": error.message}, status=409)
    return _refused(str(error))


def _refused(message: str) -> JsonResponse:
    return JsonResponse({"reason": "refused", "message": message}, status=422)
