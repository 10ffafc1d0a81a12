"""How a cell came to its text, and the ways back: confirm it, take it back, put an older text back,
undo one's last action."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.exceptions import CellsRefusedError, NothingToUndoError, StaleRowError
from workflows.forms.matrix import RowVersionForm
from workflows.selectors.matrix_history import edit_of, step_history
from workflows.services.matrix import matrix_cell_confirm
from workflows.services.matrix_history import (
    matrix_cell_reset,
    matrix_edit_put_back,
    matrix_undo,
)
from workflows.views.addresses import to_page
from workflows.views.matrix_choice import back_to_table, line_or_404, matrix_or_refuse, row_part

__all__ = ["cell_confirm", "cell_history", "cell_reset", "put_back", "undo"]


@require_GET
@login_required
@vary_on_headers("HX-Request")
def cell_history(
    request: PersonRequest, project_id: UUID, step_id: str, column_id: str, map_key: str = ""
) -> HttpResponse:
    """Who stated what of one cell, for the field that is open; else the page of the step."""
    access = project_access(request.user, project_id)
    found = matrix_or_refuse(access, map_key)
    line = line_or_404(found, step_id)
    cells = {one.column.id: one for one in line.cells if one.applies}
    if column_id not in cells:
        raise Http404(f"Step {step_id!r} has no column {column_id!r}.")
    if not request.htmx:
        return to_page("matrix-row", project_id, map_key, step_id=step_id)
    history = step_history(found, step_id, column_id)[:5]
    context = {"access": access, "matrix": found, "line": line, "cell": cells[column_id]}
    return render(request, "workflows/_cell_history.html", context | {"history": history})


@require_POST
@login_required
def cell_confirm(
    request: PersonRequest, project_id: UUID, step_id: str, column_id: str, map_key: str = ""
) -> HttpResponse:
    """Confirm one cell as it stands."""
    access = project_access(request.user, project_id, Permission.EDIT)

    def confirm(version: int) -> object:
        return matrix_cell_confirm(
            project=access.project,
            actor=access.user,
            step_id=step_id,
            column_id=column_id,
            version=version,
            map_key=map_key,
        )

    return _done(request, access, map_key, step_id, column_id, confirm)


@require_POST
@login_required
def cell_reset(
    request: PersonRequest, project_id: UUID, step_id: str, column_id: str, map_key: str = ""
) -> HttpResponse:
    """Take back that a cell was stated."""
    access = project_access(request.user, project_id, Permission.EDIT)

    def reset(version: int) -> object:
        return matrix_cell_reset(
            project=access.project,
            actor=access.user,
            step_id=step_id,
            column_id=column_id,
            version=version,
            map_key=map_key,
        )

    return _done(request, access, map_key, step_id, column_id, reset)


@require_POST
@login_required
def put_back(
    request: PersonRequest, project_id: UUID, step_id: str, edit_id: int, map_key: str = ""
) -> HttpResponse:
    """Give a cell the text that it had before an edit."""
    access = project_access(request.user, project_id, Permission.EDIT)
    found = matrix_or_refuse(access, map_key)
    edit = edit_of(found.workflow_map, step_id, edit_id)
    if edit is None:
        raise Http404(f"Step {step_id!r} has no such edit.")

    def back(version: int) -> object:
        return matrix_edit_put_back(
            project=access.project,
            actor=access.user,
            edit=edit,
            version=version,
            map_key=map_key,
        )

    return _done(request, access, map_key, step_id, edit.column, back)


@require_POST
@login_required
def undo(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Take back one's last action."""
    access = project_access(request.user, project_id, Permission.EDIT)
    try:
        edits = matrix_undo(project=access.project, actor=access.user, map_key=map_key)
    except NothingToUndoError as error:
        messages.error(request, error.message)
    else:
        cells = f"{len(edits)} cell{'' if len(edits) == 1 else 's'}"
        messages.success(request, f"Took back your last change ({cells}).")
    return back_to_table(request, project_id, map_key)


def _done(
    request: PersonRequest,
    access: ProjectAccess,
    map_key: str,
    step_id: str,
    column_id: str,
    act: Callable[[int], object],
) -> HttpResponse:
    """The row, or the page of the step, after one of these; a stale row is told."""
    line_or_404(matrix_or_refuse(access, map_key), step_id)
    form = RowVersionForm(request.POST)
    stale = None
    try:
        act(form.cleaned_data["version"] if form.is_valid() else -1)
    except KeyError:
        raise Http404(f"Step {step_id!r} has no column {column_id!r}.") from None
    except CellsRefusedError as error:
        messages.error(request, f"The older value no longer fits: {error}.")
        return to_page("matrix-row", access.project.pk, map_key, step_id=step_id)
    except StaleRowError as error:
        if not request.htmx:
            raise
        stale = error
    if not request.htmx:
        messages.success(request, "Done. The history below tells what changed.")
        return to_page("matrix-row", access.project.pk, map_key, step_id=step_id)
    again = matrix_or_refuse(access, map_key)
    line = line_or_404(again, step_id)
    saved = "" if stale else column_id
    return row_part(request, access, again, line, stale=stale, saved_column=saved)
