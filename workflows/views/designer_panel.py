"""The designer's panel: what the requirement matrix knows of the element that is selected."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.exceptions import CellsRefusedError, StaleRowError
from workflows.forms.designer import PanelCellForm
from workflows.forms.matrix import RowVersionForm
from workflows.selectors.designer import design_for
from workflows.selectors.matrix import Cell, Line, Matrix
from workflows.selectors.panel import Panel, panel_for
from workflows.services.matrix import matrix_cell_set, matrix_row_confirm
from workflows.views.addresses import address

__all__ = ["cell", "confirm", "element"]


@require_GET
@login_required
@never_cache
def element(
    request: PersonRequest, project_id: UUID, element_id: str, map_key: str = ""
) -> HttpResponse:
    """The panel of one element of what the person draws."""
    access = project_access(request.user, project_id, Permission.EDIT)
    return _panel(request, access, _found(access, element_id, map_key), map_key)


@require_http_methods(["POST"])
@login_required
def cell(
    request: PersonRequest, project_id: UUID, element_id: str, column_id: str, map_key: str = ""
) -> HttpResponse:
    """State one cell of the step's matrix row."""
    access = project_access(request.user, project_id, Permission.EDIT)
    panel, matrix, line = _step(access, element_id, map_key)
    one = _cell(line, column_id)
    form = PanelCellForm(one.column, matrix.definition, request.POST)
    if not form.is_valid():
        return _cell_part(request, access, map_key, panel, line, one, form)
    drawn = design_for(access.project, access.user, map_key).definition
    try:
        matrix_cell_set(
            project=access.project,
            actor=access.user,
            step_id=element_id,
            column_id=column_id,
            map_key=matrix.workflow_map.key,
            drawn=drawn,
            **form.cleaned_data,
        )
    except CellsRefusedError as error:
        form.add_error("text", error.errors[column_id])
        return _cell_part(request, access, map_key, panel, line, one, form)
    except StaleRowError as error:
        return _cell_part(request, access, map_key, panel, line, one, form, stale=error)
    panel = _found(access, element_id, map_key)
    return _cell_part(request, access, map_key, panel, line, one)


@require_POST
@login_required
def confirm(
    request: PersonRequest, project_id: UUID, element_id: str, map_key: str = ""
) -> HttpResponse:
    """State all assumed cells of the step as they stand."""
    access = project_access(request.user, project_id, Permission.EDIT)
    _, matrix, line = _step(access, element_id, map_key)
    form = RowVersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    drawn = design_for(access.project, access.user, map_key).definition
    matrix_row_confirm(
        project=access.project,
        actor=access.user,
        step_id=line.step.id,
        version=version,
        map_key=matrix.workflow_map.key,
        drawn=drawn,
    )
    panel = _found(access, element_id, map_key)
    return _stated(_panel(request, access, panel, map_key))


def _found(access: ProjectAccess, element_id: str, map_key: str) -> Panel:
    design = design_for(access.project, access.user, map_key)
    try:
        return panel_for(access.project, design, element_id, map_key)
    except KeyError:
        raise Http404(f"The drawing has no element {element_id!r}.") from None


def _step(access: ProjectAccess, element_id: str, map_key: str) -> tuple[Panel, Matrix, Line]:
    panel = _found(access, element_id, map_key)
    if panel.matrix is None or panel.line is None:
        raise Http404(f"{element_id!r} is no step of a map.")
    return panel, panel.matrix, panel.line


def _cell(line: Line, column_id: str) -> Cell:
    try:
        return line.cell(column_id)
    except KeyError:
        raise Http404(f"Step {line.step.id!r} has no column {column_id!r}.") from None


def _panel(
    request: PersonRequest, access: ProjectAccess, panel: Panel, map_key: str
) -> HttpResponse:
    context = {"access": access, "panel": panel, "forms": _forms(panel)}
    context |= _addresses(access, panel, map_key)
    return render(request, "workflows/designer_panel.html", context)


def _cell_part(
    request: PersonRequest,
    access: ProjectAccess,
    map_key: str,
    panel: Panel,
    before: Line,
    one: Cell,
    form: PanelCellForm | None = None,
    *,
    stale: StaleRowError | None = None,
) -> HttpResponse:
    """The cell after the change; whatever changed with it out of band, and the row's version."""
    line, matrix = panel.line, panel.matrix
    if line is None or matrix is None:
        raise Http404(f"{panel.element!r} is no step of a map.")
    if form is None:
        one = line.cell(one.column.id)
    others = [
        (cell, _form(matrix, cell, line))
        for cell, former in zip(line.cells, before.cells, strict=True)
        if cell != former and cell.applies and cell.column.id != one.column.id
    ]
    context = {
        "access": access,
        "panel": panel,
        "cell": one,
        "cell_form": form or _form(matrix, one, line),
        "others": others,
        "stale": stale,
        "saved": form is None,
    }
    context |= _addresses(access, panel, map_key)
    status = 409 if stale else 422 if form else 200
    response = render(request, "workflows/_panel_saved.html", context, status=status)
    return response if form else _stated(response)


def _stated(response: HttpResponse) -> HttpResponse:
    """Tells the page's script that findings may have changed with the matrix."""
    response["HX-Trigger"] = json.dumps({"designer:stated": {}})
    return response


def _forms(panel: Panel) -> list[tuple[object, list[tuple[Cell, PanelCellForm]]]]:
    """The cells' forms, group by group."""
    if panel.matrix is None or panel.line is None:
        return []
    line, matrix = panel.line, panel.matrix
    return [
        (group, [(cell, _form(matrix, cell, line)) for cell in group.cells])
        for group in panel.groups
    ]


def _form(matrix: Matrix, cell: Cell, line: Line) -> PanelCellForm:
    initial = {"text": cell.text, "version": line.version}
    return PanelCellForm(cell.column, matrix.definition, initial=initial)


def _addresses(access: ProjectAccess, panel: Panel, map_key: str) -> dict[str, str]:
    named = {"element_id": panel.element}
    project_id = access.project.pk
    return {
        "element_url": address("designer-element", project_id, map_key, **named),
        "confirm_url": address("designer-confirm", project_id, map_key, **named),
        "matrix_url": address("matrix", project_id, map_key),
    }
