"""Decide: the five questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessment.decision.knowledge import Knowledge
from assessment.decision.verdict import AnsweredQuestion
from assessment.exceptions import StaleRowError
from assessment.forms.decide import AnswerForm
from assessment.models import AnswerRow
from assessment.models.revised import Revised
from assessment.selectors.decide import answer_rows
from assessment.selectors.knowledge import knowledge_of
from assessment.selectors.verdicts import verdict_of
from assessment.services.decide import answer_save
from assessment.views.door import demand_verdict, enter
from projects.access import Permission, ProjectAccess
from projects.http import PersonRequest

__all__ = ["question", "questions"]


@require_GET
@login_required
def questions(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The five questions and where each stands."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    rows = answer_rows(access.project)
    asked = judged.verdict.questions if judged else ()
    page = {
        "access": access,
        "questions": [{"answered": one, "row": rows.get(one.question)} for one in asked],
        "first_open": next((one for one in asked if not one.stated), None),
    }
    return render(request, "assessment/questions.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def question(request: PersonRequest, project_id: UUID, slug: str) -> HttpResponse:
    """One question: why it matters, the suggested answer with its facts, the team's answer."""
    access = enter(request, project_id, to_write=Permission.CONTRIBUTE)
    knowledge = knowledge_of(access.project)
    known = knowledge.question_by_id.get(slug)
    if known is None:
        raise Http404("No such question.")
    judged = demand_verdict(access)
    answered = next(one for one in judged.verdict.questions if one.question == slug)
    row = answer_rows(access.project).get(slug)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=_answer_initial(row, answered),
        suggestion=answered.suggestion,
        meanings=known.meanings,
    )
    if request.method != "POST" or not form.is_valid():
        return _question_page(request, access, answered, form, row)
    try:
        answer_save(
            project=access.project,
            by=access.user,
            answer=form.to_answer(),
            title=known.title,
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, _answer_initial(error.stored, answered))
        return _question_page(request, access, answered, form, row, status=409)
    messages.success(request, f"“{known.title}” is answered.")
    return redirect(_after(access, slug, knowledge))


def _answer_initial(row: Revised | None, answered: AnsweredQuestion) -> dict[str, Any]:
    if isinstance(row, AnswerRow):
        return {"version": row.version, "value": row.value, "reason": row.reason}
    return {"version": 0, "value": answered.suggestion.value, "reason": ""}


def _after(access: ProjectAccess, slug: str, knowledge: Knowledge) -> str:
    """The next question, or the scorecard after the last one."""
    later = knowledge.question_ids[knowledge.question_ids.index(slug) + 1 :]
    if later:
        return reverse("assessment:question", args=[access.project.pk, later[0]])
    return reverse("assessment:scorecard", args=[access.project.pk])


def _question_page(
    request: PersonRequest,
    access: ProjectAccess,
    answered: AnsweredQuestion,
    form: AnswerForm,
    row: AnswerRow | None,
    status: int = 200,
) -> HttpResponse:
    knowledge = knowledge_of(access.project)
    number = knowledge.question_ids.index(answered.question)
    page = {
        "access": access,
        "question": knowledge.questions[number],
        "source": knowledge.cite(knowledge.questions[number].source),
        "number": number + 1,
        "count": len(knowledge.questions),
        "previous": knowledge.questions[number - 1] if number else None,
        "is_last": number + 1 == len(knowledge.questions),
        "suggestion": answered.suggestion,
        "form": form,
        "row": row,
    }
    return render(request, "assessment/question.html", page, status=status)
