"""Prove: a project's experiments, a form for a new one, and what came out of each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.exceptions import PodiumError
from projects.http import PersonRequest
from projects.models import Project
from workflows.charts import latency_figure
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.core.limitations import limitations
from workflows.formats.event_log.registry import LOG_FORMATS
from workflows.forms.experiments import ExperimentForm
from workflows.models import Experiment
from workflows.results import ending_rows, model_rows, samples
from workflows.sandbox.case_log import case_log
from workflows.sandbox.comparison import experiment_json
from workflows.selectors.experiments import (
    experiment_of,
    experiment_result,
    experiments_for,
)
from workflows.selectors.matrix import definition_for
from workflows.selectors.scenarios import proposed_scenario
from workflows.services.experiments import experiment_cancel
from workflows.tasks import experiment_start
from workflows.wording import scenario_lines, scenario_title

__all__ = ["as_json", "as_log", "cancel", "experiment", "experiments", "status"]

_LOGGED_CASES = 500
"""They run once more while somebody waits."""


@require_http_methods(["GET", "POST"])
@login_required
def experiments(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """All experiments and the form for a new one; contributors may run them."""
    needs = Permission.CONTRIBUTE if request.method == "POST" else Permission.READ
    access = project_access(request.user, project_id, needs)
    definition = definition_for(access.project)
    if definition is None:
        return _list(request, access, None, None)
    if request.method == "GET":
        return _list(request, access, definition, _form(request, access.project, definition))
    form = ExperimentForm(definition, proposed_scenario(access.project), request.POST)
    return _started(request, access, definition, form)


@require_GET
@login_required
@never_cache
def experiment(request: PersonRequest, project_id: UUID, experiment_id: UUID) -> HttpResponse:
    """One experiment: how far it is, or what came out."""
    access = project_access(request.user, project_id)
    found = _experiment(access.project, experiment_id)
    context = {
        "access": access,
        "experiment": found,
        "title": scenario_title(found.scenario),
        "lines": scenario_lines(found.scenario, found.definition),
    }
    result = experiment_result(found)
    if result is not None:
        rows = model_rows(result)
        context |= {
            "rows": rows,
            "endings": ending_rows(rows),
            "samples": samples(result),
            "limits": limitations(found.definition),
            "figure": latency_figure(result, found.definition.sla),
            "is_stale": not found.is_about(definition_for(access.project)),
        }
    return render(request, "workflows/experiment.html", context)


@require_GET
@login_required
@never_cache
def status(request: PersonRequest, project_id: UUID, experiment_id: UUID) -> HttpResponse:
    """How far a run is; tells htmx to load the whole page once it has ended."""
    access = project_access(request.user, project_id)
    found = _experiment(access.project, experiment_id)
    context = {"access": access, "experiment": found}
    response = render(request, "workflows/experiment.html#progress", context)
    if not found.is_unfinished:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@login_required
def cancel(request: PersonRequest, project_id: UUID, experiment_id: UUID) -> HttpResponse:
    """Stop a run."""
    access = project_access(request.user, project_id, Permission.CONTRIBUTE)
    found = _experiment(access.project, experiment_id)
    stopped = experiment_cancel(experiment=found, actor=access.user)
    if stopped.is_done:
        messages.info(request, "It had finished already; here is the result.")
    else:
        messages.success(request, f"Experiment {stopped.number} is cancelled.")
    return redirect("workflows:experiment", project_id=project_id, experiment_id=experiment_id)


@require_GET
@login_required
def as_json(request: PersonRequest, project_id: UUID, experiment_id: UUID) -> HttpResponse:
    """The result as data, in the words of verdict.json."""
    access = project_access(request.user, project_id)
    found = _experiment(access.project, experiment_id)
    result = experiment_result(found)
    if result is None:
        raise Http404("This experiment has no result.")
    response = JsonResponse(experiment_json(result), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="experiment-{found.number}.json"'
    return response


@require_GET
@login_required
def as_log(
    request: PersonRequest, project_id: UUID, experiment_id: UUID, model: str, file_format: str
) -> HttpResponse:
    """The first cases under one model as an event log."""
    access = project_access(request.user, project_id)
    found = _experiment(access.project, experiment_id)
    if file_format not in LOG_FORMATS or model not in found.scenario.models or not found.is_done:
        raise Http404("There is no such event log.")
    log = case_log(found.definition, found.scenario, OrchestrationModel(model), cases=_LOGGED_CASES)
    content_type = LOG_FORMATS[file_format].media_type
    response = HttpResponse(LOG_FORMATS[file_format].write(log), content_type=content_type)
    name = f"experiment-{found.number}-{model}.{file_format}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _started(
    request: PersonRequest, access: ProjectAccess, definition: Definition, form: ExperimentForm
) -> HttpResponse:
    if not form.is_valid():
        return _list(request, access, definition, form, status=422)
    scenario = form.scenario()
    try:
        started = experiment_start(
            project=access.project,
            actor=access.user,
            scenario=scenario,
            token=form.cleaned_data["token"],
        )
    except DefinitionError as error:
        form.add_error(None, [str(problem) for problem in error.problems])
        return _list(request, access, definition, form, status=422)
    except PodiumError as error:
        form.add_error(None, error.message)
        return _list(request, access, definition, form, status=409)
    return redirect("workflows:experiment", project_id=access.project.pk, experiment_id=started.pk)


def _form(request: PersonRequest, project: Project, definition: Definition) -> ExperimentForm:
    """A new form: the proposed scenario, or that of the experiment named by ``?again=``."""
    scenario = proposed_scenario(project)
    if again := request.GET.get("again"):
        try:
            earlier = experiment_of(project, UUID(again))
        except ValueError:
            earlier = None
        scenario = earlier.scenario if earlier else scenario
    return ExperimentForm.showing(definition, scenario, token=get_random_string(32))


def _list(
    request: PersonRequest,
    access: ProjectAccess,
    definition: Definition | None,
    form: ExperimentForm | None,
    status: int = 200,
) -> HttpResponse:
    rows = [(one, scenario_title(one.scenario)) for one in experiments_for(access.project)]
    context = {"access": access, "definition": definition, "form": form, "rows": rows}
    return render(request, "workflows/experiments.html", context, status=status)


def _experiment(project: Project, experiment_id: UUID) -> Experiment:
    found = experiment_of(project, experiment_id)
    if found is None:
        raise Http404("This project has no such experiment.")
    return found
