"""The designer: a map drawn in the browser, kept as a draft until somebody makes a version."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError
from workflows.exceptions import StaleDraftError, StaleMapError
from workflows.forms.designer import PublishForm
from workflows.outline import outline
from workflows.selectors.designer import design_for
from workflows.selectors.maps import map_versions, workflow_map
from workflows.services.drafts import draft_discard, draft_publish
from workflows.views.addresses import address, to_page

__all__ = ["designer", "discard", "publish"]

_OF_THE_DRAFT = ("draft", "marks", "publish", "discard")


@require_GET
@login_required
@never_cache
def designer(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """The drawing to edit; who may only read is sent to the map."""
    access = project_access(request.user, project_id)
    if not access.may_edit:
        return to_page("map", project_id, map_key)
    return _page(request, access, map_key)


@require_POST
@login_required
def publish(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Make a version of the draft, or say on the same page what stands in its way."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, access, map_key, form, status=422)
    try:
        made = draft_publish(
            project=access.project, actor=access.user, map_key=map_key, **form.cleaned_data
        )
    except DefinitionError as error:
        told: Mapping[str, object] = {"refused": error.problems}
        return _page(request, access, map_key, form, status=422, told=told)
    except StaleDraftError as error:
        return _page(request, access, map_key, form, status=409, told={"stale_draft": error.draft})
    except StaleMapError:
        return _page(request, access, map_key, form, status=409, told={"no_version": True})
    messages.success(request, f"Your drawing is version {made.number} of the map.")
    return to_page("map", project_id, map_key)


@require_POST
@login_required
def discard(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Throw the draft away; the versions and what was stated stay."""
    access = project_access(request.user, project_id, Permission.EDIT)
    draft_discard(project=access.project, actor=access.user, map_key=map_key)
    messages.success(request, "Your draft is thrown away. The map is as it was.")
    return to_page("map", project_id, map_key)


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    map_key: str,
    form: PublishForm | None = None,
    *,
    status: int = 200,
    told: Mapping[str, object] | None = None,
) -> HttpResponse:
    owner = workflow_map(access.project, map_key)
    if owner is None and map_key:
        raise Http404(f"This project has no map {map_key!r}.")
    design = design_for(access.project, access.user, map_key)
    # Without the definition, which is large and that of the base most often.
    newest = map_versions(access.project, map_key).first()
    context = {
        "access": access,
        "map": owner,
        "map_key": map_key,
        "design": design,
        "newest": newest,
        "is_behind": newest is not None and newest != design.base,
        # What the version says, which is stored; reading the drawing would hold the page up.
        "sections": outline(design.base.definition) if design.base else (),
        "form": form or PublishForm(initial={"revision": design.revision}),
        "at": _addresses(access, map_key),
        **(told or {}),
    }
    return render(request, "workflows/designer.html", context, status=status)


def _addresses(access: ProjectAccess, map_key: str) -> dict[str, str]:
    """Where the page's forms and scripts send to; ``element`` is filled in by the script."""
    project_id = access.project.pk
    names = ["map", "map-outline", "draft-behind", "draft-stale", "draft-merge-tab"]
    names += ["draft-copy-tab", *(f"designer-{one}" for one in _OF_THE_DRAFT)]
    found = {name.replace("-", "_"): address(name, project_id, map_key) for name in names}
    found["element"] = address("designer-element", project_id, map_key, element_id="ELEMENT")
    return found
