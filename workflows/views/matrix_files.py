"""The requirement matrix as a file: download it; take it in after a look at what it changes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from projects.access import Permission, ProjectAccess, project_access
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError
from workflows.exceptions import StaleRowsError
from workflows.formats.matrix import MATRIX_FORMATS, matrix_format_of
from workflows.forms.matrix_files import ApplyForm, MatrixFileForm, fingerprint
from workflows.selectors.matrix import Matrix
from workflows.selectors.matrix_conflicts import Proposal, proposal
from workflows.services.matrix import matrix_cells_import
from workflows.views.addresses import to_page
from workflows.views.matrix_choice import matrix_or_refuse

__all__ = ["download", "import_file"]


@require_GET
@login_required
def download(
    request: PersonRequest, project_id: UUID, file_format: str, map_key: str = ""
) -> HttpResponse:
    """The whole matrix as a file."""
    access = project_access(request.user, project_id)
    if file_format not in MATRIX_FORMATS:
        raise Http404(f"The matrix is not written as {file_format!r}.")
    found, wanted = matrix_or_refuse(access, map_key), MATRIX_FORMATS[file_format]
    content = wanted.write(found.definition, found.facts())
    kind = f"{wanted.media_type}; charset=utf-8" if file_format == "csv" else wanted.media_type
    response = HttpResponse(content, content_type=kind)
    name = f"{slugify(access.project.name) or 'project'}-matrix.{wanted.extensions[0]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def import_file(request: PersonRequest, project_id: UUID, map_key: str = "") -> HttpResponse:
    """Choose a file, see what it would change, apply that."""
    access = project_access(request.user, project_id, Permission.EDIT)
    found = matrix_or_refuse(access, map_key)
    if request.method == "GET":
        return _page(request, access, found, MatrixFileForm())
    if "content" in request.POST:
        return _applied(request, access, found)
    form = MatrixFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, access, found, form, status=422)
    file = form.cleaned_data["file"]
    return _previewed(request, access, found, form, file.read(), file.name or "a file")


def _previewed(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    form: MatrixFileForm,
    content: bytes,
    source: str,
    status: int = 200,
) -> HttpResponse:
    """What the file would change, with a button that does it."""
    try:
        proposed = _proposed(found, content)
    except DefinitionError as error:
        return _page(request, access, found, form, problems=error.problems, status=422)
    extra = {
        "source": source,
        "proposal": proposed,
        "apply": ApplyForm.after(content, source, proposed),
        "is_outdated": status == 409,
        "chosen": request.POST.getlist("mine"),
    }
    return _page(request, access, found, form, status=status, **extra)


def _applied(request: PersonRequest, access: ProjectAccess, found: Matrix) -> HttpResponse:
    """Store what the person has seen; if the matrix changed since, show it anew instead."""
    form = ApplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return to_page("matrix-import", access.project.pk, found.workflow_map.key)
    content, source = form.cleaned_data["content"], form.cleaned_data["source"]
    try:
        proposed = _proposed(found, content)
    except DefinitionError as error:
        return _page(request, access, found, MatrixFileForm(), problems=error.problems, status=422)
    mine = frozenset(request.POST.getlist("mine"))
    try:
        if fingerprint(proposed) != form.cleaned_data["seen"]:
            raise StaleRowsError({})
        count = matrix_cells_import(
            project=access.project,
            actor=access.user,
            cells=proposed.cells(mine),
            notes=proposed.notes(mine),
            versions=found.versions,
            source=source,
            map_key=found.workflow_map.key,
        )
    except StaleRowsError:
        again = matrix_or_refuse(access, found.workflow_map.key)
        return _previewed(request, access, again, MatrixFileForm(), content, source, status=409)
    messages.success(request, f"{count} step{'' if count == 1 else 's'} changed by {source}.")
    return to_page("matrix", access.project.pk, found.workflow_map.key)


def _proposed(found: Matrix, content: bytes) -> Proposal:
    reader = matrix_format_of(content).read
    return proposal(found, reader(content, found.definition, found.facts()))


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    found: Matrix,
    form: MatrixFileForm,
    status: int = 200,
    **extra: object,
) -> HttpResponse:
    context = {"access": access, "matrix": found, "form": form, **extra}
    return render(request, "workflows/matrix_import.html", context, status=status)
