"""Decide: the five questions, each with the facts behind its suggested answer."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessment.decision.evidence.staleness import Staleness, seen_facts, seen_token
from assessment.decision.knowledge import Knowledge, Question
from assessment.decision.verdict import AnsweredQuestion
from assessment.exceptions import StaleRowError
from assessment.forms.answers import AnswerForm, ConfirmForm
from assessment.models import AnswerRow
from assessment.selectors.answers import stale_answers
from assessment.selectors.decide import answer_rows
from assessment.selectors.knowledge import knowledge_of
from assessment.selectors.verdicts import verdict_of
from assessment.services.decide import answer_confirm, answer_save
from assessment.views.door import demand_verdict, enter
from projects.access import Permission, ProjectAccess
from projects.http import PersonRequest

__all__ = ["confirm", "question", "questions"]


class _Asked(NamedTuple):
    """A question with all that its page shows. ``row`` is None while nobody has answered."""

    question: Question
    answered: AnsweredQuestion
    row: AnswerRow | None
    stale: Staleness | None


@require_GET
@login_required
def questions(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """The five questions and where each stands."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    rows = answer_rows(access.project)
    stale = stale_answers(judged) if judged else {}
    asked = judged.verdict.questions if judged else ()
    page = {
        "access": access,
        "questions": [
            {"answered": a, "row": rows.get(a.question), "stale": stale.get(a.question)}
            for a in asked
        ],
        "answered": sum(one.stated for one in asked),
        "stale_count": len(stale),
        "outside": sum(_is_outside(one) for one in asked),
        "first_stale": next((one for one in asked if one.question in stale), None),
        "first_open": next((one for one in asked if not one.stated), None),
    }
    return render(request, "assessment/questions.html", page)


def _is_outside(asked: AnsweredQuestion) -> bool:
    """Whether the team answers otherwise than the facts suggest."""
    return asked.stated and not asked.suggestion.low <= asked.answer <= asked.suggestion.high


@require_http_methods(["GET", "POST"])
@login_required
def question(request: PersonRequest, project_id: UUID, slug: str) -> HttpResponse:
    """One question: why it matters, the suggested answer with its facts, the team's answer."""
    access = enter(request, project_id, to_write=Permission.CONTRIBUTE)
    asked = _asked(access, slug)
    form = _form(request, asked)
    if request.method != "POST" or not form.is_valid():
        return _question_page(request, access, asked, form)
    try:
        answer_save(
            project=access.project,
            by=access.user,
            answer=form.to_answer(),
            title=asked.question.title,
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, _shown_beside(_initial(error.stored, asked.answered)))
        return _question_page(request, access, asked, form, status=409)
    messages.success(request, f"“{asked.question.title}” is answered.")
    return redirect(_after(access, slug, knowledge_of(access.project)))


@require_POST
@login_required
def confirm(request: PersonRequest, project_id: UUID, slug: str) -> HttpResponse:
    """Let an answer stand although the facts behind it have changed."""
    access = enter(request, project_id, to_write=Permission.CONTRIBUTE)
    asked = _asked(access, slug)
    form = ConfirmForm(request.POST)
    back = redirect("assessment:question", project_id=project_id, slug=slug)
    if asked.row is None:
        messages.error(request, "Nobody answers this question any more. Answer it here.")
        return back
    suggestion = asked.answered.suggestion
    if not form.is_valid() or form.cleaned_data["facts"] != seen_token(suggestion):
        messages.error(request, "The facts have changed once more. Look at them again.")
        return back
    try:
        answer_confirm(
            row=asked.row,
            by=access.user,
            seen=seen_facts(suggestion),
            title=asked.question.title,
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        messages.error(request, f"{error.saved_by} was quicker and answered it anew.")
        return back
    messages.success(request, f"“{asked.question.title}” still stands.")
    return redirect("assessment:questions", project_id=project_id)


def _asked(access: ProjectAccess, slug: str) -> _Asked:
    """Raises Http404 where there is no such question, NoMapError where there is no map."""
    known = knowledge_of(access.project).question_by_id.get(slug)
    if known is None:
        raise Http404("No such question.")
    judged = demand_verdict(access)
    return _Asked(
        question=known,
        answered=next(one for one in judged.verdict.questions if one.question == slug),
        row=answer_rows(access.project).get(slug),
        stale=stale_answers(judged).get(slug),
    )


def _form(request: PersonRequest, asked: _Asked) -> AnswerForm:
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(asked.row, asked.answered),
        suggestion=asked.answered.suggestion,
        meanings=asked.question.meanings,
    )


def _initial(row: object, answered: AnsweredQuestion) -> dict[str, object]:
    if isinstance(row, AnswerRow) and row.version:
        return AnswerForm.initial_of(row.to_domain(), row.version, answered.suggestion)
    return AnswerForm.initial_of(None, 0, answered.suggestion)


def _shown_beside(stored: dict[str, object]) -> dict[str, object]:
    """What of a stored answer stands beside the fields of a stale page."""
    own = ("low", "high") if stored["sure"] == "own" else ()
    return {name: stored[name] for name in ("value", "sure", *own, "reason")}


def _after(access: ProjectAccess, slug: str, knowledge: Knowledge) -> str:
    """The next question, or the scorecard after the last one."""
    later = knowledge.question_ids[knowledge.question_ids.index(slug) + 1 :]
    if later:
        return reverse("assessment:question", args=[access.project.pk, later[0]])
    return reverse("assessment:scorecard", args=[access.project.pk])


def _question_page(
    request: PersonRequest,
    access: ProjectAccess,
    asked: _Asked,
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    knowledge = knowledge_of(access.project)
    number = knowledge.question_ids.index(asked.question.id)
    suggestion = asked.answered.suggestion
    page = {
        "access": access,
        "question": asked.question,
        "source": knowledge.cite(asked.question.source),
        "number": number + 1,
        "count": len(knowledge.questions),
        "previous": knowledge.questions[number - 1] if number else None,
        "is_last": number + 1 == len(knowledge.questions),
        "suggestion": suggestion,
        "facts": seen_token(suggestion),
        "form": form,
        "row": asked.row,
        "stale": asked.stale,
    }
    return render(request, "assessment/question.html", page, status=status)
