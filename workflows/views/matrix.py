"""The requirement matrix: a table edited in place, and a page per step that does the same."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.exceptions import CellsRefusedError, StaleRowError
from workflows.forms.matrix import CellForm, ConfirmAllForm, RowForm, RowVersionForm, editor
from workflows.selectors.matrix import Line, Matrix, matrix_for
from workflows.selectors.matrix_history import has_undo, step_history
from workflows.services.matrix import (
    matrix_cell_set,
    matrix_confirm_all,
    matrix_row_confirm,
    matrix_row_set,
)
from workflows.views.addresses import to_page
from workflows.views.matrix_choice import choice_form, line_or_404, matrix_or_refuse, row_part

__all__ = ["cell", "confirm_all", "confirm_row", "matrix", "row"]


@require_GET
@login_required
def matrix(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """All steps and their requirements, or those that were chosen."""
    access = project_access(request.user, project_id)
    found = matrix_for(access.project, map_key)
    context: dict[str, object] = {"access": access, "matrix": found}
    if found:
        filtering = choice_form(request, found)
        table = filtering.table
        context |= {"table": table, "filter": filtering}
        if access.may_edit:
            context |= {
                "editors": [editor(column, found.definition) for column in table.columns],
                "may_undo": has_undo(found, access.user),
            }
    return render(request, "workflows/matrix.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@vary_on_headers("HX-Request")
def cell(
    request: PersonRequest, project_id: UUID, step_id: str, column_id: str, map_key: str = ""
) -> HttpResponse:
    """Edit one cell in its row; without htmx the step's own page does it."""
    needs = Permission.EDIT if request.method == "POST" else Permission.READ
    access = project_access(request.user, project_id, needs)
    found = matrix_or_refuse(access, map_key)
    line = line_or_404(found, step_id)
    if column_id not in {one.column.id for one in line.cells if one.applies}:
        raise Http404(f"Step {step_id!r} has no column {column_id!r}.")
    if not request.htmx:
        return to_page("matrix-row", project_id, map_key, step_id=step_id)
    one = line.cell(column_id)
    if request.method == "GET":
        initial = {"text": one.text, "version": line.version}
        form = CellForm(one.column, found.definition, initial=initial)
        return row_part(request, access, found, line, column_id=column_id, form=form)
    form = CellForm(one.column, found.definition, request.POST)
    return _cell_saved(request, access, found, line, column_id, form)


@require_http_methods(["GET", "POST"])
@login_required
@vary_on_headers("HX-Request")
def row(request: PersonRequest, project_id: UUID, step_id: str, map_key: str = "") -> HttpResponse:
    """All requirements of one step."""
    needs = Permission.EDIT if request.method == "POST" else Permission.READ
    access = project_access(request.user, project_id, needs)
    found = matrix_or_refuse(access, map_key)
    line = line_or_404(found, step_id)
    if request.method == "POST":
        return _row_saved(request, access, found, line)
    if request.htmx and not request.htmx.history_restore_request:
        return row_part(request, access, found, line)
    return _row_page(request, access, found, line, RowForm(line, found.definition))


@require_POST
@login_required
def confirm_row(
    request: PersonRequest, project_id: UUID, step_id: str, map_key: str = ""
) -> HttpResponse:
    """State all assumed cells of a step as they stand."""
    access = project_access(request.user, project_id, Permission.EDIT)
    found = matrix_or_refuse(access, map_key)
    line = line_or_404(found, step_id)
    form = RowVersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    stale = None
    try:
        matrix_row_confirm(
            project=access.project,
            actor=access.user,
            step_id=step_id,
            version=version,
            map_key=map_key,
        )
    except StaleRowError as error:
        if not request.htmx:
            raise
        stale = error
    if not request.htmx:
        messages.success(request, f"All requirements of “{line.step.name}” are stated.")
        return to_page("matrix", project_id, map_key)
    again = matrix_or_refuse(access, map_key)
    return row_part(request, access, again, line_or_404(again, step_id), stale=stale)


@require_POST
@login_required
def confirm_all(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """State all assumed cells of all steps as they stand."""
    access = project_access(request.user, project_id, Permission.EDIT)
    form = ConfirmAllForm(request.POST.getlist("version"))
    if not form.is_valid():
        messages.error(request, str(form.non_field_errors()[0]))
        return to_page("matrix", project_id, map_key)
    count = matrix_confirm_all(
        project=access.project,
        actor=access.user,
        versions=form.cleaned_data["versions"],
        map_key=map_key,
    )
    messages.success(request, f"{count} assumed requirements are stated now.")
    return to_page("matrix", project_id, map_key)


def _cell_saved(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    line: Line,
    column_id: str,
    form: CellForm,
) -> HttpResponse:
    """The row after the change, or with the cell still open, what was typed and what is wrong."""
    if not form.is_valid():
        return row_part(request, access, found, line, column_id=column_id, form=form)
    try:
        matrix_cell_set(
            project=access.project,
            actor=access.user,
            step_id=line.step.id,
            column_id=column_id,
            map_key=found.workflow_map.key,
            **form.cleaned_data,
        )
    except CellsRefusedError as error:
        form.add_error("text", error.errors[column_id])
        return row_part(request, access, found, line, column_id=column_id, form=form)
    except StaleRowError as error:
        typed = {"text": form.cleaned_data["text"], "version": error.row.version}
        form = CellForm(line.cell(column_id).column, found.definition, initial=typed)
        return row_part(request, access, found, line, column_id=column_id, form=form, stale=error)
    again = matrix_or_refuse(access, found.workflow_map.key)
    return row_part(
        request, access, again, line_or_404(again, line.step.id), saved_column=column_id
    )


def _row_saved(
    request: PersonRequest, access: ProjectAccess, found: Matrix, line: Line
) -> HttpResponse:
    form = RowForm(line, found.definition, request.POST)
    if not form.is_valid():
        return _row_page(request, access, found, line, form, status=422)
    try:
        matrix_row_set(
            project=access.project,
            actor=access.user,
            step_id=line.step.id,
            texts=form.changes,
            note=form.note,
            map_key=found.workflow_map.key,
            version=form.cleaned_data["version"],
        )
    except CellsRefusedError as error:
        form.refuse(error.errors)
        return _row_page(request, access, found, line, form, status=422)
    except StaleRowError as error:
        return _stale_row_page(request, access, found, form, error)
    messages.success(request, f"Saved “{line.step.name}”.")
    return to_page("matrix", access.project.pk, found.workflow_map.key)


def _stale_row_page(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    form: RowForm,
    error: StaleRowError,
) -> HttpResponse:
    """The row as it is now with the person's changes on top, nothing saved yet."""
    line = found.line(error.row.step_id)
    again = form.on_top_of(line, found.definition)
    differences = [(line.cell(name), text) for name, text in again.changes.items()]
    told = {"stale": error, "differences": differences}
    return _row_page(request, access, found, line, again, status=409, **told)


def _row_page(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    line: Line,
    form: RowForm,
    status: int = 200,
    **extra: object,
) -> HttpResponse:
    if not access.may_edit:
        for field in form.fields.values():
            field.disabled = True
    history = step_history(found, line.step.id)
    context = {"access": access, "matrix": found, "line": line, "form": form, "history": history}
    context |= extra
    return render(request, "workflows/matrix_row.html", context, status=status)
