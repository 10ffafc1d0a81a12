"""Decide: which steps are orchestrated under hybrid and which react to events."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from assessment.decision.boundary import crossings, sides
from assessment.decision.boundary.knowledge import load_boundary
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.verdict import Placement
from assessment.exceptions import StaleRowError
from assessment.forms.decide import SideForm, SideResetForm
from assessment.models import BoundaryChoice
from assessment.selectors.decide import choice_rows
from assessment.selectors.verdicts import Judged, verdict_of
from assessment.services.decide import boundary_choose, boundary_reset
from assessment.views.door import demand_verdict, enter
from projects.access import ProjectAccess
from projects.http import PersonRequest
from workflows.definition.model import Side

__all__ = ["boundary", "choose", "reset"]


@require_GET
@login_required
def boundary(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Every step with its side and the reason, on the map and as a table."""
    access = enter(request, project_id)
    return _page(request, access, verdict_of(access.project))


@require_POST
@login_required
def choose(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Put a step on the other side than the rule does, with a reason."""
    access = enter(request, project_id)
    judged = demand_verdict(access)
    form = SideForm(request.POST, placements=_by_step(judged))
    if not form.is_valid():
        return _page(request, access, judged, form, status=422)
    try:
        boundary_choose(
            project=access.project,
            by=access.user,
            choice=form.to_choice(),
            name=form.step_name,
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, _stored(error))
        return _page(request, access, judged, form, status=409)
    messages.success(request, f"“{form.step_name}” is {form.cleaned_data['side']} now.")
    return redirect("assessment:boundary", project_id=project_id)


@require_POST
@login_required
def reset(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Let the rule decide about a step again."""
    access = enter(request, project_id)
    judged = demand_verdict(access)
    form = SideResetForm(request.POST, placements=_by_step(judged))
    if form.is_valid():
        step, name = form.cleaned_data["step"], form.step_name
        boundary_reset(project=access.project, by=access.user, step=step, name=name)
        messages.success(request, f"“{name}” follows the rule again.")
    else:
        messages.error(request, "This step is no longer on the map.")
    return redirect("assessment:boundary", project_id=project_id)


def _by_step(judged: Judged) -> dict[str, Placement]:
    return {placement.step: placement for placement in judged.verdict.boundary}


def _stored(error: StaleRowError) -> dict[str, object]:
    row = error.stored
    return {"side": row.side, "reason": row.reason} if isinstance(row, BoundaryChoice) else {}


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    judged: Judged | None,
    sent: SideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if judged is None:
        return render(request, "assessment/boundary.html", {"access": access})
    choices = choice_rows(access.project)
    placed, table = judged.verdict.boundary, knowledge_in(judged.assessment.knowledge).suitability
    page = {
        "access": access,
        "verdict": judged.verdict,
        "plan": judged.verdict.plan,
        "price": load_boundary().price,
        "map_witness": next(w for w in judged.verdict.witnesses if w.name == "map"),
        "kept_at_least": round(100 * (1 - table.boundary_share)),
        "worth": 100 * judged.verdict.fit.fit,
        "step_errors": sent.errors.get("step") if sent else None,
        "rows": [_row(p, choices.get(p.step), judged, sent) for p in placed],
        "marks": {p.step: f"step--{p.side}" for p in placed},
        "crossings": crossings(judged.assessment.definition, sides(placed)),
        "orchestrated_count": sum(p.side is Side.ORCHESTRATED for p in placed),
    }
    return render(request, "assessment/boundary.html", page, status=status)


def _row(
    placement: Placement, choice: BoundaryChoice | None, judged: Judged, sent: SideForm | None
) -> dict[str, Any]:
    is_orchestrated = placement.side is Side.ORCHESTRATED
    other = Side.EVENT_DRIVEN if is_orchestrated else Side.ORCHESTRATED
    initial = {"step": placement.step, "side": other, "version": choice.version if choice else 0}
    was_sent = sent is not None and sent.data.get("step") == placement.step
    fresh = SideForm(
        initial=initial, placements=_by_step(judged), auto_id=f"id_{placement.step}_%s"
    )
    return {
        "placement": placement,
        "drawn": placement.drawn,
        "is_costly": placement.overridden and placement.cost > 0,
        "choice": choice,
        "other": other,
        "form": sent if was_sent else fresh,
        "is_open": was_sent,
    }
