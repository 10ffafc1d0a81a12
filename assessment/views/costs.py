"""Decide: what each model costs over three years, the inputs behind it, and all of it as CSV."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessment.cost_charts import cost_kinds_figure, cost_range_figure
from assessment.decision.boundary import sides
from assessment.decision.costs.estimate import cost_case
from assessment.decision.costs.exchange import converted
from assessment.decision.costs.figures import CostFigures, cost_figures
from assessment.decision.costs.formula import KINDS
from assessment.decision.costs.frames import costs_csv, whole_frame
from assessment.decision.costs.inputs import KnownInput
from assessment.decision.costs.loading import load_costs
from assessment.decision.costs.result import CostEstimate
from assessment.exceptions import StaleRowError
from assessment.forms.costs import CostInputsForm, CurrencyForm
from assessment.models import CostSheet
from assessment.models.revised import Revised
from assessment.selectors.costs import cost_sheet
from assessment.selectors.verdicts import Judged, verdict_of
from assessment.services.costs import cost_currency_save, cost_inputs_save
from assessment.views.door import demand_verdict, enter
from projects.access import ProjectAccess
from projects.http import PersonRequest

__all__ = ["costs", "csv", "currency"]

_CARRIERS = 8


@require_http_methods(["GET", "POST"])
@login_required
def costs(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The costs, and the form for their inputs."""
    access = enter(request, project_id)
    if request.method != "POST":
        return _page(request, access, verdict_of(access.project))
    judged = demand_verdict(access)
    form = _inputs_form(judged, cost_sheet(access.project), request)
    if not form.is_valid():
        return _page(request, access, judged, form, status=422)
    try:
        cost_inputs_save(
            project=access.project,
            by=access.user,
            inputs=form.to_inputs(),
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, form.shown(_stored(error.stored)))
        return _page(request, access, judged, form, status=409)
    messages.success(request, "The inputs of the costs are saved.")
    return redirect("assessment:costs", project_id=project_id)


@require_POST
@login_required
def currency(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Count in another currency; what was stated in the old one is converted."""
    access = enter(request, project_id)
    judged = demand_verdict(access)
    form = CurrencyForm(request.POST, knowledge=load_costs())
    if not form.is_valid():
        return _page(request, access, judged, currency_form=form, status=422)
    changed = converted(judged.assessment.costs, form.cleaned_data["currency"], load_costs())
    try:
        cost_currency_save(
            project=access.project,
            by=access.user,
            currency=changed.currency,
            inputs=changed.inputs,
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, {"currency": getattr(error.stored, "currency", "")})
        return _page(request, access, judged, currency_form=form, status=409)
    messages.success(request, f"Costs are in {changed.currency} now.")
    return redirect("assessment:costs", project_id=project_id)


@require_GET
@login_required
def csv(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Costs, tools, break-evens and inputs with their units and reasons, as one table."""
    access = enter(request, project_id)
    figures = _figures(demand_verdict(access))
    frame = whole_frame(figures.estimate, figures.combinations, figures.break_evens)
    name = slugify(access.project.name) or "project"
    headers = {"Content-Disposition": f'attachment; filename="{name}-costs.csv"'}
    return HttpResponse(costs_csv(frame), content_type="text/csv; charset=utf-8", headers=headers)


def _figures(judged: Judged) -> CostFigures:
    return cost_figures(
        judged.assessment,
        judged.experiment,
        boundary=sides(judged.verdict.boundary),
        recommended=judged.verdict.recommended,
    )


def _inputs(judged: Judged) -> tuple[KnownInput, ...]:
    boundary = sides(judged.verdict.boundary)
    return cost_case(judged.assessment, judged.experiment, boundary=boundary).inputs


def _inputs_form(
    judged: Judged,
    row: CostSheet | None,
    request: PersonRequest | None = None,
    known: tuple[KnownInput, ...] | None = None,
) -> CostInputsForm:
    return CostInputsForm(
        request.POST if request else None,
        initial={"version": row.version if row else 0},
        inputs=known or _inputs(judged),
        stated=judged.assessment.costs.inputs,
    )


def _stored(row: Revised) -> dict[str, tuple[float, float, float]]:
    return dict(row.to_domain().inputs) if isinstance(row, CostSheet) else {}


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    judged: Judged | None,
    form: CostInputsForm | None = None,
    currency_form: CurrencyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if judged is None:
        return render(request, "assessment/costs.html", {"access": access})
    row, figures = cost_sheet(access.project), _figures(judged)
    estimate = figures.estimate
    version = row.version if row else 0
    form = form or _inputs_form(judged, row, known=estimate.inputs)
    page = {
        "access": access,
        "row": row,
        "verdict": judged.verdict,
        "experiment": judged.experiment,
        "estimate": estimate,
        "range_figure": cost_range_figure(estimate),
        "kinds_figure": cost_kinds_figure(estimate),
        "kinds": _kind_rows(estimate),
        "carriers": estimate.carriers[:_CARRIERS],
        "combinations": figures.shortlist(),
        "combination_count": len(figures.combinations),
        "break_evens": figures.break_evens,
        "groups": _groups(form),
        "form": form,
        "currency_form": currency_form
        or CurrencyForm(
            initial={"version": version, "currency": estimate.currency}, knowledge=load_costs()
        ),
    }
    return render(request, "assessment/costs.html", page, status=status)


def _kind_rows(estimate: CostEstimate) -> list[dict[str, Any]]:
    """A kind with its range under each model, in the order of the estimate."""
    return [
        {
            "kind": kind,
            "help": kind.meaning,
            "spreads": [one.kinds[kind] for one in estimate.models],
        }
        for kind in KINDS
    ]


def _groups(form: CostInputsForm) -> list[dict[str, Any]]:
    """The rows of the form by group; a group with an error stands open."""
    rows = list(form.rows)
    found = []
    for group in load_costs().groups:
        mine = [row for row in rows if row.known.input.group == group.id]
        if mine:
            assumed = sum(row.known.is_assumed for row in mine)
            is_wrong = any(row.errors for row in mine)
            found.append({"group": group, "rows": mine, "assumed": assumed, "is_open": is_wrong})
    return found
