"""Decide: rounds. Open one, see who has answered, end it, see the result and adopt it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessment.decision.assessment import WeightingMethod
from assessment.decision.rounds.result import QuestionResult, RoundResult, changed_answers
from assessment.exceptions import StaleRowError
from assessment.forms.rounds import RoundForm
from assessment.models import Round, RoundState
from assessment.selectors.decide import answer_rows
from assessment.selectors.rounds import (
    ASKED_ROLES,
    ballot_of,
    closed_ballots,
    invitee_of,
    invitees_of,
    result_of,
    round_lines,
    round_of,
    still_members,
)
from assessment.selectors.verdicts import verdict_of
from assessment.selectors.weight_comparison import WEIGHED
from assessment.selectors.weights import weight_set
from assessment.services.rounds import round_adopt, round_close, round_withdraw
from assessment.tasks import round_start
from assessment.views.door import demand_verdict, enter
from projects.access import Permission, ProjectAccess
from projects.http import PersonRequest
from projects.selectors.members import members_of

__all__ = ["adopt", "close", "create", "demand_round", "detail", "rounds", "withdraw"]


_LONGEST_COUNT = 9

_STACK = (0, -9, 9, -5, 5, -12, 12)
"""Where in its strip the next person with the same answer stands, in SVG units from the middle."""


@require_GET
@login_required
def rounds(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The rounds of the project, the latest first."""
    access = enter(request, project_id)
    lines = round_lines(access.project, timezone.now())
    page = {"access": access, "lines": lines, "weighed": WEIGHED}
    page["is_open"] = any(line.state is RoundState.OPEN for line in lines)
    return render(request, "assessment/rounds.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def create(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Choose whom to ask, how to weigh and until when; ``?after=1`` asks those of round 1 again."""
    access = enter(request, project_id)
    access.demand(Permission.EDIT)
    before = _before(request, access)
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        members=[m for m in members_of(access.project) if m.role in ASKED_ROLES],
        initial=_new_initial(before),
    )
    if request.method != "POST" or not form.is_valid():
        page = {"access": access, "form": form, "before": before}
        status = 422 if form.is_bound else 200
        return render(request, "assessment/round_new.html", page, status=status)
    opened = round_start(
        address_of=lambda round: _address(request, round),
        project=access.project,
        by=access.user,
        method=WeightingMethod(form.cleaned_data["method"]),
        people=form.to_people(),
        timing=form.to_timing(),
        token=form.cleaned_data["token"],
        follows=before,
    )
    return redirect("assessment:round", project_id=project_id, number=opened.number)


def _before(request: PersonRequest, access: ProjectAccess) -> Round | None:
    """The closed round that a new one follows; None where there is none of that number."""
    asked = request.POST.get("after") or request.GET.get("after", "")
    found = round_of(access.project, _count(asked))
    is_closed = found is not None and found.state(timezone.now()) is RoundState.CLOSED
    return found if is_closed else None


def _new_initial(before: Round | None) -> dict[str, Any]:
    """Everybody, by points; in a further round the same people, by the same method."""
    initial: dict[str, Any] = {"token": get_random_string(32), "remind": "24"}
    if before is None:
        roles = [role.value for role in ASKED_ROLES]
        return initial | {"method": WeightingMethod.POINTS.value, "roles": roles}
    people = [str(user.pk) for user in still_members(before)]
    return initial | {"method": before.method, "people": people, "after": before.number}


@require_GET
@login_required
def detail(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """While it is open: who has answered, never what. Once it is closed: the result."""
    access = enter(request, project_id)
    return _page(request, access, demand_round(access, number))


@require_POST
@login_required
def close(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """End the round; everybody sees every ballot."""
    access = enter(request, project_id)
    round_close(round=demand_round(access, number), by=access.user)
    return redirect("assessment:round", project_id=project_id, number=number)


@require_POST
@login_required
def withdraw(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """Call the round off."""
    access = enter(request, project_id)
    round_withdraw(round=demand_round(access, number), by=access.user)
    return redirect("assessment:round", project_id=project_id, number=number)


@require_POST
@login_required
def adopt(request: PersonRequest, project_id: UUID, number: int) -> HttpResponse:
    """Make the group's answers and weights the project's."""
    access = enter(request, project_id)
    round = demand_round(access, number)
    result = result_of(round, demand_verdict(access), timezone.now())
    if result is None:
        raise Http404("This round has no result.")
    try:
        round_adopt(round=round, by=access.user, result=result, expected=_expected(request))
    except StaleRowError as error:
        messages.error(
            request,
            f"{error.saved_by} changed {error.what} while you were looking. Nothing was adopted: "
            "the table shows what stands now beside the round's result.",
        )
        return _page(request, access, round, status=409)
    messages.success(request, f"The answers and weights of {round} are the project's now.")
    return redirect("assessment:round", project_id=project_id, number=number)


def demand_round(access: ProjectAccess, number: int) -> Round:
    """The round of the project. Raises Http404 where there is none of this number."""
    found = round_of(access.project, number)
    if found is None:
        raise Http404("No such round in this project.")
    return found


def _address(request: PersonRequest, round: Round) -> str:
    path = reverse("assessment:ballot", args=[round.project_id, round.number])
    return request.build_absolute_uri(path)


def _expected(request: PersonRequest) -> dict[str, int]:
    """The versions that the page showed; what is no number counts as never saved."""
    sent = ((key, str(value)) for key, value in request.POST.items())
    return {
        key.removeprefix("version-"): _count(value)
        for key, value in sent
        if key.startswith("version-")
    }


def _count(text: str) -> int:
    """A number as a page sends it back; 0 for anything else."""
    is_count = text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT
    return int(text) if is_count else 0


def _page(
    request: PersonRequest, access: ProjectAccess, round: Round, status: int = 200
) -> HttpResponse:
    state = round.state(timezone.now())
    invitee = invitee_of(round, access.user)
    page: dict[str, Any] = {
        "access": access,
        "round": round,
        "state": state,
        "method": WEIGHED[WeightingMethod(round.method)],
        "invitees": invitees_of(round),
        "invitee": invitee,
        "ballot": ballot_of(invitee),
    }
    page["answered"] = sum(one.has_answered for one in page["invitees"])
    if state is not RoundState.CLOSED:
        return render(request, "assessment/round.html", page, status=status)
    return render(
        request, "assessment/round_result.html", page | _result(access, round), status=status
    )


def _result(access: ProjectAccess, round: Round) -> dict[str, Any]:
    """What the page of a closed round shows more."""
    now = timezone.now()
    judged = verdict_of(access.project)
    result = result_of(round, judged, now) if judged else None
    page: dict[str, Any] = {"judged": judged, "result": result}
    if judged is None or result is None:
        return page
    rows, weights = answer_rows(access.project), weight_set(access.project)
    stated = {one.question: one for one in judged.verdict.questions}
    lines = [
        _line(one) | {"row": rows.get(one.question), "now": stated[one.question]}
        for one in result.questions
    ]
    contested = {one.question for one in result.contested}
    before = result_of(round.follows, judged, now) if round.follows else None
    changed = changed_answers(before, result) if before else {}
    return page | {
        "before": before,
        "lines": lines,
        "contested": [line for line in lines if line["one"].question in contested],
        "people": _people(result, round, changed),
        "weights_version": weights.version if weights else 0,
    }


def _x(value: int) -> int:
    return 20 + 55 * (value - 1)


def _line(one: QuestionResult) -> dict[str, Any]:
    """A question with what its strip draws: 1 to 5 at x = 20 to 240, equal answers stacked."""
    seen: Counter[int] = Counter()
    dots = []
    for _, answer in one.given:
        dots.append({"x": _x(answer.value), "y": 17 + _STACK[seen[answer.value] % len(_STACK)]})
        seen[answer.value] += 1
    strip = {
        "low": _x(one.group.low or one.group.value),
        "high": _x(one.group.high or one.group.value),
        "group": _x(one.group.value) - 3,
        "ticks": [_x(value) for value in range(1, 6)],
        "dots": dots,
    }
    percent = None if one.agreement is None else f"{100 * one.agreement:.0f}"
    return {"one": one, "strip": strip, "percent": percent}


def _people(result: RoundResult, round: Round, changed: Mapping[str, int]) -> list[dict[str, Any]]:
    """Each person's line, with the scores in the order in which the group ranks the models."""
    ballots = closed_ballots(round, timezone.now())
    return [
        {
            "one": person,
            "invitee_id": row.invitee_id,
            "changed": changed.get(person.person),
            "scores": [person.outcome.scores[model] for model in result.outcome.scores],
        }
        for person, row in zip(result.people, ballots, strict=True)
    ]
