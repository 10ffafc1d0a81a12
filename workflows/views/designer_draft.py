"""What the designer's script asks for and sends: the draft and its lint marks, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError
from workflows.exceptions import NoDraftError, StaleDraftError
from workflows.forms.designer import DraftForm
from workflows.models import MapDraft
from workflows.selectors.designer import Design, design_for, marks_for
from workflows.services.drafts import draft_keep

__all__ = ["draft", "facts", "marks"]


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def draft(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """The drawing as it is stored, without its marks, which take longer; or keep the one sent."""
    access = project_access(request.user, project_id, Permission.EDIT)
    if request.method == "POST":
        return _saved(access, map_key, DraftForm(request.POST, request.FILES))
    design = design_for(access.project, access.user, map_key)
    answer = facts(design) | {"drawing": design.content.decode(), "token": get_token(request)}
    return JsonResponse(answer)


@require_GET
@login_required
@never_cache
def marks(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """The lint marks of the stored drawing, after its matrix has changed."""
    access = project_access(request.user, project_id, Permission.EDIT)
    design = design_for(access.project, access.user, map_key)
    return JsonResponse(_state(access, design, map_key) | {"token": get_token(request)})


def _saved(access: ProjectAccess, map_key: str, form: DraftForm) -> HttpResponse:
    if not form.is_valid():
        return JsonResponse({"reason": "refused", "message": form.first_error}, status=422)
    sent = form.cleaned_data
    try:
        kept = draft_keep(
            project=access.project,
            actor=access.user,
            content=sent["drawing"],
            revision=sent["revision"],
            base=sent["base"],
            map_key=map_key,
        )
    except DefinitionError as error:
        return JsonResponse({"reason": "refused", "message": str(error)}, status=422)
    except StaleDraftError as error:
        return JsonResponse({"reason": "stale", **_told(error.draft)}, status=409)
    except NoDraftError as error:
        return JsonResponse({"reason": "gone", "message": error.message}, status=409)
    design = Design(content=bytes(kept.content), draft=kept, base=kept.base)
    return JsonResponse(_state(access, design, map_key))


def _state(access: ProjectAccess, design: Design, map_key: str) -> dict[str, Any]:
    found = marks_for(access.project, design, map_key)
    return facts(design) | {"marks": [asdict(mark) for mark in found]}


def facts(design: Design) -> dict[str, Any]:
    """What the script remembers of a draft: its revision, the number of its base (0: nothing), and
    when it was saved."""
    return {
        "revision": design.revision,
        "base": design.base.number if design.base else 0,
        "saved_at": _clock(design.draft) if design.draft else "",
    }


def _told(stored: MapDraft) -> dict[str, Any]:
    message = f"You saved this draft in another tab at {_clock(stored)}."
    return {"message": message, "revision": stored.revision, "saved_at": _clock(stored)}


def _clock(stored: MapDraft) -> str:
    return date_format(timezone.localtime(stored.updated_at), "H:i")
