"""What a person looks at of the matrix, and the matrix itself or the refusal without a map."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from projects.access import ProjectAccess
from projects.http import PersonRequest
from workflows.definition.column_sets import COLUMN_SETS
from workflows.exceptions import NoMapError, StaleRowError
from workflows.forms.matrix import CellForm
from workflows.forms.matrix_table import ChoiceForm
from workflows.selectors.matrix import Line, Matrix, matrix_for
from workflows.views.addresses import to_page

__all__ = ["back_to_table", "choice_form", "line_or_404", "matrix_or_refuse", "row_part"]

_REMEMBERED = "matrix_columns"


def choice_form(request: PersonRequest, found: Matrix) -> ChoiceForm:
    """The choice of the address; the set of columns is remembered until the person signs out."""
    wanted = request.GET.get("columns", "")
    if wanted in COLUMN_SETS:
        request.session[_REMEMBERED] = wanted
    columns = wanted or str(request.session.get(_REMEMBERED, ""))
    return ChoiceForm(found, request.GET, columns)


def matrix_or_refuse(access: ProjectAccess, map_key: str) -> Matrix:
    """The matrix of a map. Raises ``NoMapError`` without one."""
    found = matrix_for(access.project, map_key)
    if found is None:
        raise NoMapError
    return found


def back_to_table(request: PersonRequest, project_id: UUID, map_key: str) -> HttpResponseRedirect:
    """The way back to the matrix, with the choice that the address carries."""
    target = to_page("matrix", project_id, map_key)
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{target.url}?{query}") if query else target


def line_or_404(found: Matrix, step_id: str) -> Line:
    """The line of a step; 404 for anything that is none."""
    try:
        return found.line(step_id)
    except KeyError:
        raise Http404(f"The map has no step {step_id!r}.") from None


def row_part(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    line: Line,
    *,
    column_id: str = "",
    form: CellForm | None = None,
    stale: StaleRowError | None = None,
    saved_column: str = "",
) -> HttpResponse:
    """One row of the page as it is now: with a cell open, what was typed and what is wrong."""
    refused = form is not None and form.is_bound
    table = choice_form(request, found).table
    context = {
        "access": access,
        "matrix": found,
        "table": table,
        "row": table.shown(line),
        "open_column": column_id,
        "form": form,
        "stale": stale,
        "saved_column": saved_column,
        "is_part": True,
    }
    status = 409 if stale else 422 if refused else 200
    return render(request, "workflows/matrix.html#matrix-row", context, status=status)
