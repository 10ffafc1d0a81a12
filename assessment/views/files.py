"""The assessment file: take a project out as one, begin a project with one; the verdict on it."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from assessment.decision.verdict_json import verdict_json
from assessment.file.write import write_assessment
from assessment.forms.files import ImportForm
from assessment.selectors.verdicts import assessment_for, suggested_plan
from assessment.services.files import project_import
from assessment.views.door import demand_verdict, enter
from projects.http import PersonRequest
from workflows.definition.findings import DefinitionError, Problem
from workflows.examples import examples
from workflows.exceptions import NoMapError

__all__ = ["export", "import_file", "verdict"]


@require_GET
@login_required
def export(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The project as an assessment file, for `podium assess` or for another Podium."""
    access = enter(request, project_id)
    assessment = assessment_for(access.project)
    if assessment is None:
        raise NoMapError
    name = slugify(access.project.name) or "assessment"
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    content = write_assessment(assessment)
    return HttpResponse(content, content_type="application/yaml", headers=headers)


@require_GET
@login_required
def verdict(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """What `podium assess` would write as verdict.json for the project's assessment file."""
    judged = demand_verdict(enter(request, project_id))
    digest = hashlib.sha256(write_assessment(judged.assessment)).hexdigest()
    found = verdict_json(
        judged.assessment, judged.verdict, judged.experiment, suggested_plan(judged), digest
    )
    headers = {"Content-Disposition": 'attachment; filename="verdict.json"'}
    return JsonResponse(found, json_dumps_params={"indent": 2}, headers=headers)


@require_http_methods(["GET", "POST"])
@login_required
def import_file(request: PersonRequest) -> HttpResponse:
    """Begin a project with an assessment file, a bare map, or an example."""
    if request.method != "POST":
        return _import_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, status=422)
    try:
        imported = project_import(by=request.user, **form.source())
    except DefinitionError as error:
        return _import_page(request, form, error.problems, status=422)
    running = " Its scenario runs in the sandbox now." if imported.experiment else ""
    messages.success(request, f"“{imported.project.name}” is here.{running}")
    return redirect("assessment:overview", project_id=imported.project.pk)


def _import_page(
    request: PersonRequest,
    form: ImportForm,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    page = {"form": form, "problems": problems, "examples": examples()}
    return render(request, "assessment/import.html", page, status=status)
