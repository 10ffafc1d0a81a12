"""The map as a nested list to read and to edit, with or without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.exceptions import NoDraftError, StaleDraftError
from workflows.forms.outline import (
    FORMS,
    EditForm,
    forms_for_flow,
    forms_for_node,
    forms_for_people,
)
from workflows.outline import outline
from workflows.selectors.designer import Design, design_for
from workflows.selectors.maps import workflow_map
from workflows.services.outline import Edited, outline_edit
from workflows.views.addresses import address, to_page

__all__ = ["edit", "outline_page"]


@require_GET
@login_required
@never_cache
@vary_on_headers("HX-Request")
def outline_page(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """The outline; ``?node=`` or ``?flow=`` opens the forms of one entry."""
    access = project_access(request.user, project_id)
    asked = request.GET
    node, flow, focus = (asked.get(name, "") for name in ("node", "flow", "focus"))
    return _page(request, access, map_key, node=node, flow=flow, focus=focus)


@require_POST
@login_required
@never_cache
@vary_on_headers("HX-Request")
def edit(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Make one edit and keep it in the draft, or say at its place why not."""
    access = project_access(request.user, project_id, Permission.EDIT)
    design = _design(access, map_key)
    subject, kind = request.POST.get("subject", ""), FORMS.get(request.POST.get("action", ""))
    if kind is None or design.problems:
        raise Http404("There is no such edit.")
    try:
        form = kind(design.definition, subject, request.POST)
    except DefinitionError as error:
        return _page(request, access, map_key, refusals=error.problems, status=409)
    if not form.is_valid():
        return _refused(request, access, map_key, form, status=422)
    try:
        done = _made(access, map_key, form, request.POST.get("revision", ""))
    except DefinitionError as error:
        for problem in error.problems[:5]:
            form.add_error(None, str(problem))
        return _refused(request, access, map_key, form, status=422)
    except (StaleDraftError, NoDraftError) as error:
        form.add_error(None, f"{error} Nothing was saved; what you typed is still here.")
        return _refused(request, access, map_key, form, status=409)
    return _done(request, access, map_key, form, done)


def _made(access: ProjectAccess, map_key: str, form: EditForm, revision: str) -> Edited:
    def change(definition: Definition) -> Definition:
        form.definition = definition
        return form.edit()

    return outline_edit(
        project=access.project,
        actor=access.user,
        edit=change,
        revision=int(revision) if revision.isdecimal() else -1,
        map_key=map_key,
    )


def _done(
    request: PersonRequest, access: ProjectAccess, map_key: str, form: EditForm, done: Edited
) -> HttpResponse:
    """Back to the outline, at what is new or was changed."""
    added = [node.id for node in done.after.nodes if node.id not in done.before.by_id]
    focus = added[0] if added else form.subject
    known = focus in done.after.by_id or any(flow.id == focus for flow in done.after.flows)
    focus = focus if known else ""
    said = "Kept in your draft." if done.before != done.after else "Nothing changed."
    losses = [finding.message for finding in done.losses]
    if request.htmx:
        return _page(request, access, map_key, focus=focus, said=" ".join([said, *losses]))
    messages.success(request, said)
    for message in losses:
        messages.warning(request, message)
    answer = to_page("map-outline", access.project.pk, map_key)
    if focus:
        answer["Location"] += f"?focus={focus}#edit-{focus}"
    return answer


def _refused(
    request: PersonRequest, access: ProjectAccess, map_key: str, form: EditForm, *, status: int
) -> HttpResponse:
    on_flow = form.action in ("flow", "insert-on-flow", "disconnect")
    node, flow = ("", form.subject) if on_flow else (form.subject, "")
    return _page(request, access, map_key, node=node, flow=flow, bound=form, status=status)


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    map_key: str,
    *,
    node: str = "",
    flow: str = "",
    bound: EditForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    design = _design(access, map_key)
    editable = access.may_edit and not design.problems
    context = {
        "access": access,
        "map": workflow_map(access.project, map_key),
        "map_key": map_key,
        "design": design,
        "sections": () if design.problems else outline(design.definition),
        "editable": editable,
        "at": _addresses(access, map_key),
        **more,
    }
    if editable:
        context |= _forms(design.definition, node, flow, bound)
    template = "workflows/outline.html"
    if request.htmx and not request.htmx.history_restore_request:
        template += "#outline"
    return render(request, template, context, status=status)


def _forms(
    definition: Definition, node: str, flow: str, bound: EditForm | None
) -> Mapping[str, object]:
    """The forms of the chosen entry and of the participants; a refused one as it was sent."""
    chosen: list[EditForm] = []
    if node in definition.by_id:
        chosen = forms_for_node(definition, definition.by_id[node])
    elif any(one.id == flow for one in definition.flows):
        chosen = forms_for_flow(definition, flow)
    people = forms_for_people(definition)
    if bound is not None:
        chosen = [bound if one.action == bound.action else one for one in chosen]
        people = [bound if one.action == bound.action else one for one in people]
    return {
        "chosen_node": node,
        "chosen_flow": flow,
        "forms": [form for form in chosen if form.fields],
        "buttons": [form for form in chosen if not form.fields],
        "people": people,
        "bound": bound,
    }


def _design(access: ProjectAccess, map_key: str) -> Design:
    if map_key and workflow_map(access.project, map_key) is None:
        raise Http404(f"This project has no map {map_key!r}.")
    return design_for(access.project, access.user, map_key)


def _addresses(access: ProjectAccess, map_key: str) -> dict[str, str]:
    names = ("map", "designer", "map-outline", "map-outline-edit")
    return {name.replace("-", "_"): address(name, access.project.pk, map_key) for name in names}
