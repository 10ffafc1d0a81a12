"""The requirement matrix as CSV: download it; take it in after a look at what it changes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.columns import COLUMNS_BY_ID
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Requirements
from workflows.exceptions import NoMapError
from workflows.formats import matrix_csv
from workflows.formats.matrix_csv import MatrixChange
from workflows.forms.matrix_csv import CsvApplyForm, CsvFileForm, fingerprint
from workflows.selectors.matrix import Matrix, matrix_for
from workflows.services.matrix import matrix_cells_import
from workflows.views.addresses import to_page

__all__ = ["download", "import_csv"]


@require_GET
@login_required
def download(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """The whole matrix as CSV."""
    access = project_access(request.user, project_id)
    content = matrix_csv.write(_matrix(access, map_key).definition)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"{slugify(access.project.name) or 'project'}-matrix.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def import_csv(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Choose a file, see what it would change, apply that."""
    access = project_access(request.user, project_id, Permission.EDIT)
    found = _matrix(access, map_key)
    if request.method == "GET":
        return _page(request, access, found, CsvFileForm())
    if "content" in request.POST:
        return _applied(request, access, found)
    form = CsvFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, found, form, status=422)
    file = form.cleaned_data["file"]
    return _previewed(request, access, found, form, file.read(), file.name or "a file")


def _previewed(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    form: CsvFileForm,
    content: bytes,
    source: str,
    status: int = 200,
) -> HttpResponse:
    """What the file would change, with a button that does it."""
    try:
        change = matrix_csv.read(content, found.definition)
    except DefinitionError as error:
        return _page(request, access, found, form, problems=error.problems, status=422)
    extra = {
        "source": source,
        "change": change,
        "changes": _named(found, change),
        "apply": CsvApplyForm.after(content, source, change),
        "is_outdated": status == 409,
    }
    return _page(request, access, found, form, status=status, **extra)


def _applied(request: PersonRequest, access: ProjectAccess, found: Matrix) -> HttpResponse:
    """Store what the person has seen; if the matrix changed since, show it anew instead."""
    form = CsvApplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return to_page("matrix-import", access.project.pk, found.workflow_map.key)
    content, source = form.cleaned_data["content"], form.cleaned_data["source"]
    try:
        change = matrix_csv.read(content, found.definition)
    except DefinitionError as error:
        return _page(request, access, found, CsvFileForm(), problems=error.problems, status=422)
    if fingerprint(change) != form.cleaned_data["seen"]:
        return _previewed(request, access, found, CsvFileForm(), content, source, status=409)
    count = matrix_cells_import(
        project=access.project,
        actor=access.user,
        cells=_stated(change),
        source=source,
        map_key=found.workflow_map.key,
    )
    messages.success(request, f"{count} step{'' if count == 1 else 's'} changed by {source}.")
    return to_page("matrix", access.project.pk, found.workflow_map.key)


def _stated(change: MatrixChange) -> dict[str, dict[str, str]]:
    """The changed cells by step and column, less those that only follow from another's change."""
    cells: dict[str, dict[str, str]] = {}
    for one in change.changes:
        requirements = change.definition.by_id[one.step].requirements or Requirements()
        if one.column not in requirements.assumed:
            cells.setdefault(one.step, {})[one.column] = one.after
    return cells


def _named(found: Matrix, change: MatrixChange) -> list[dict[str, str]]:
    """The changes with the names of step and column, for the page."""
    return [
        {
            "step": found.definition.by_id[one.step].name or one.step,
            "column": COLUMNS_BY_ID[one.column].label,
            "before": one.before,
            "after": one.after,
        }
        for one in change.changes
    ]


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    form: CsvFileForm,
    status: int = 200,
    **extra: object,
) -> HttpResponse:
    context = {"access": access, "matrix": found, "form": form, **extra}
    return render(request, "workflows/matrix_import.html", context, status=status)


def _matrix(access: ProjectAccess, map_key: str) -> Matrix:
    found = matrix_for(access.project, map_key)
    if found is None:
        raise NoMapError
    return found
