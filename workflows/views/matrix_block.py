"""Many cells of the matrix changed together, after a look at what changes: one column of several
steps, or a block pasted from a spreadsheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError
from workflows.exceptions import StaleRowsError
from workflows.formats.matrix import block_of, pasted
from workflows.forms.matrix import ConfirmAllForm
from workflows.forms.matrix_block import BulkForm, ColumnForm, PasteForm
from workflows.forms.matrix_files import fingerprint
from workflows.selectors.matrix import Matrix
from workflows.selectors.matrix_conflicts import Proposal, proposal
from workflows.services.matrix import matrix_cells_set
from workflows.views.addresses import to_page
from workflows.views.matrix_choice import back_to_table, choice_form, matrix_or_refuse

__all__ = ["bulk", "paste"]


@require_http_methods(["GET", "POST"])
@login_required
def bulk(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Set one column of the ticked steps."""
    access = project_access(request.user, project_id, Permission.EDIT)
    found = matrix_or_refuse(access, map_key)
    chosen = ColumnForm(found, request.POST if request.method == "POST" else request.GET)
    if not chosen.is_valid():
        messages.error(request, str(next(iter(chosen.errors.values()))[0]))
        return to_page("matrix", project_id, map_key)
    if request.method == "GET":
        form = BulkForm(chosen.column, found, None)
        return _bulk_page(request, access, found, chosen, form)
    form = BulkForm(chosen.column, found, request.POST)
    if not form.is_valid():
        return _bulk_page(request, access, found, chosen, form, status=422)
    proposed = _bulk_proposed(found, chosen, form.cleaned_data["text"])
    if "apply" not in request.POST or proposed.errors:
        status = 422 if proposed.errors else 200
        return _bulk_page(request, access, found, chosen, form, status, proposal=proposed)
    return _bulk_applied(request, access, found, chosen, form, proposed)


def _bulk_applied(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    chosen: ColumnForm,
    form: BulkForm,
    proposed: Proposal,
) -> HttpResponse:
    seen = ConfirmAllForm(request.POST.getlist("version"))
    text = form.cleaned_data["text"]
    try:
        count = matrix_cells_set(
            project=access.project,
            actor=access.user,
            cells={line.step.id: {chosen.column.id: text} for line in chosen.lines},
            versions=seen.cleaned_data["versions"] if seen.is_valid() else {},
            map_key=found.workflow_map.key,
        )
    except StaleRowsError as error:
        again = matrix_or_refuse(access, found.workflow_map.key)
        extra = {"stale": error.rows, "proposal": proposed}
        return _bulk_page(request, access, again, chosen, form, 409, **extra)
    plural = "" if count == 1 else "s"
    messages.success(request, f"{chosen.column.label} of {count} step{plural} is “{text}” now.")
    return to_page("matrix", access.project.pk, found.workflow_map.key)


def _bulk_proposed(found: Matrix, chosen: ColumnForm, text: str) -> Proposal:
    steps = [line.step.id for line in chosen.lines]
    block = [[text]] * len(steps)
    change = pasted(block, found.definition, steps=steps, columns=[chosen.column.id])
    return proposal(found, change)


def _bulk_page(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    chosen: ColumnForm,
    form: BulkForm,
    status: int = 200,
    **extra: object,
) -> HttpResponse:
    column = chosen.column
    lines = [(line, line.cell(column.id)) for line in chosen.lines]
    context = {"access": access, "matrix": found, "column": column, "lines": lines, "form": form}
    return render(request, "workflows/matrix_bulk.html", context | extra, status=status)


@require_http_methods(["GET", "POST"])
@login_required
@vary_on_headers("HX-Request")
def paste(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Paste a block of cells."""
    access = project_access(request.user, project_id, Permission.EDIT)
    found = matrix_or_refuse(access, map_key)
    table = choice_form(request, found).table
    if request.method == "GET":
        return _paste_page(request, access, found, PasteForm(table))
    form = PasteForm(table, request.POST)
    if not form.is_valid():
        return _paste_page(request, access, found, form, status=422)
    try:
        block = block_of(form.cleaned_data["block"])
        change = pasted(block, found.definition, steps=form.steps, columns=form.columns)
    except DefinitionError as error:
        form.add_error("block", f"The block {error.problems[0].message}.")
        return _paste_page(request, access, found, form, status=422)
    proposed = proposal(found, change)
    if "apply" not in request.POST:
        return _paste_page(request, access, found, form, proposal=proposed)
    return _paste_applied(request, access, found, form, proposed)


def _paste_applied(
    request: PersonRequest, access: ProjectAccess, found: Matrix, form: PasteForm, seen: Proposal
) -> HttpResponse:
    try:
        if fingerprint(seen) != form.cleaned_data["seen"]:
            raise StaleRowsError({})
        count = matrix_cells_set(
            project=access.project,
            actor=access.user,
            cells=seen.cells(),
            versions=found.versions,
            map_key=found.workflow_map.key,
        )
    except StaleRowsError:
        extra = {"proposal": seen, "is_outdated": True}
        return _paste_page(request, access, found, form, status=409, **extra)
    messages.success(request, f"{count} cell{'' if count == 1 else 's'} pasted.")
    return back_to_table(request, access.project.pk, found.workflow_map.key)


def _paste_page(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    form: PasteForm,
    status: int = 200,
    **extra: object,
) -> HttpResponse:
    context = {"access": access, "matrix": found, "form": form, **extra}
    if isinstance(proposed := extra.get("proposal"), Proposal):
        context["seen"] = fingerprint(proposed)
    is_part = request.htmx and request.method == "POST"
    part = "#paste-preview" if is_part else ""
    return render(request, f"workflows/matrix_paste.html{part}", context, status=status)
