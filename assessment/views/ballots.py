"""Decide: one's own ballot in a round, and, once it is closed, everybody's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessment.decision.assessment import WeightingMethod
from assessment.exceptions import RoundClosedError, StaleRowError
from assessment.forms.rounds import BallotForm
from assessment.models import BallotRow, Invitee, Round, RoundState
from assessment.selectors.knowledge import knowledge_of
from assessment.selectors.rounds import ballot_of, closed_ballots, invitee_of
from assessment.selectors.verdicts import verdict_of
from assessment.selectors.weight_comparison import WEIGHED
from assessment.services.rounds import ballot_submit, ballot_withdraw
from assessment.views.door import enter
from assessment.views.rounds import demand_round
from projects.access import Permission, ProjectAccess
from projects.http import PersonRequest

__all__ = ["ballot", "shown", "take_back"]


@require_http_methods(["GET", "POST"])
@login_required
def ballot(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """Five answers and their weights; nobody else sees them before the round is closed."""
    access = enter(request, project_id, to_write=Permission.CONTRIBUTE)
    round = demand_round(access, number)
    invitee = _demand_invitee(round, access)
    form = _form(request, round, invitee)
    has_ended = round.state(timezone.now()) is not RoundState.OPEN
    if has_ended and request.method != "POST":
        return redirect("assessment:round", project_id=project_id, number=number)
    if request.method != "POST" or form.was_moved or not form.is_valid():
        return _page(request, access, round, invitee, form)
    try:
        ballot_submit(
            round=round,
            by=access.user,
            answers=form.to_answers(),
            weighting=form.weights.to_weighting(),
            points=form.weights.to_points(),
            expected=form.version,
        )
    except (RoundClosedError, StaleRowError) as error:
        return _refused(request, access, round, invitee, form, error)
    messages.success(request, "Your ballot is in. You may change it until the round is closed.")
    return redirect("assessment:round", project_id=project_id, number=number)


@require_POST
@login_required
def take_back(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """Take one's own ballot back."""
    access = enter(request, project_id, to_write=Permission.CONTRIBUTE)
    ballot_withdraw(round=demand_round(access, number), by=access.user)
    messages.success(request, "Your ballot is taken back.")
    return redirect("assessment:round", project_id=project_id, number=number)


@require_GET
@login_required
def shown(request: PersonRequest, project_id: UUID, number: int, invitee_id: int) -> HttpResponse:
    """What somebody said. Before the round is closed there is no such page."""
    access = enter(request, project_id)
    round = demand_round(access, number)
    ballots = {row.invitee_id: row for row in closed_ballots(round, timezone.now())}
    if invitee_id not in ballots:
        raise Http404("No such ballot, or the round is not closed yet.")
    row = ballots[invitee_id]
    knowledge, answers = knowledge_of(access.project), row.to_answers()
    points = row.to_points(knowledge.question_ids)
    page = {
        "access": access,
        "round": round,
        "person": row.invitee.name,
        "method": WEIGHED[WeightingMethod(round.method)],
        "lines": [
            {
                "question": question,
                "answer": answers[question.id],
                "meaning": question.meaning(answers[question.id].value),
                "points": points[question.id],
            }
            for question in knowledge.questions
        ],
    }
    return render(request, "assessment/ballot_shown.html", page)


def _demand_invitee(round: Round, access: ProjectAccess) -> Invitee:
    invitee = invitee_of(round, access.user)
    if invitee is None:
        raise Http404("You were not invited to this round.")
    return invitee


def _form(request: PersonRequest, round: Round, invitee: Invitee) -> BallotForm:
    own = ballot_of(invitee)
    before = _before(round, invitee) if own is None else None
    return BallotForm(
        request.POST if request.method == "POST" else None,
        method=WeightingMethod(round.method),
        questions=knowledge_of(round.project).questions,
        row=own or before,
        starts_afresh=own is None,
    )


def _before(round: Round, invitee: Invitee) -> BallotRow | None:
    """What the person said in the round before, to change their mind from there."""
    if round.follows is None or invitee.user is None:
        return None
    return ballot_of(invitee_of(round.follows, invitee.user))


def _refused(
    request: PersonRequest,
    access: ProjectAccess,
    round: Round,
    invitee: Invitee,
    form: BallotForm,
    error: RoundClosedError | StaleRowError,
) -> HttpResponse:
    """What was typed stays on the page: to be saved over another tab's, or at least to be read."""
    if isinstance(error, StaleRowError):
        form.show_stale(error)
    return _page(request, access, round, invitee, form, status=409)


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    round: Round,
    invitee: Invitee,
    form: BallotForm,
    status: int = 200,
) -> HttpResponse:
    judged = verdict_of(access.project)
    asked = judged.verdict.questions if judged else ()
    evidence = {one.question: one.suggestion.evidence for one in asked}
    has_ended = round.state(timezone.now()) is not RoundState.OPEN
    page = {
        "access": access,
        "round": round,
        "form": form,
        "parts": [{"part": p, "evidence": evidence.get(p.question.id, ())} for p in form.parts],
        "ballot": ballot_of(invitee),
        "has_ended": has_ended,
    }
    return render(request, "assessment/ballot.html", page, status=409 if has_ended else status)
