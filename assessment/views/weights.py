"""Decide: what each question weighs, by the method that suits the team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.weights.confidence import comparison_of, confidence
from assessment.exceptions import StaleRowError
from assessment.forms.weights import FORMS, RankingForm, WeighingForm
from assessment.models import WeightSet
from assessment.selectors.knowledge import knowledge_of
from assessment.selectors.verdicts import verdict_of
from assessment.selectors.weight_comparison import LABELS, method_lines
from assessment.selectors.weights import weight_set
from assessment.services.weights import weights_save
from assessment.views.door import enter
from assessment.weight_charts import weights_figure
from projects.access import ProjectAccess
from projects.http import PersonRequest

__all__ = ["compare", "weights"]

_DRAFTS = "weights-drafts"


@require_http_methods(["GET", "POST"])
@login_required
def weights(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Weigh by points, by an order or in pairs; each method keeps what was put into it."""
    access = enter(request, project_id)
    row = weight_set(access.project)
    method = _method(request, row)
    if request.method != "POST":
        return _page(request, access, _form(request, access, row, method), row)
    form = _form(request, access, row, method)
    if switch := request.POST.get("switch"):
        _keep(request, access, form)
        return redirect(_url(project_id, switch))
    if (isinstance(form, RankingForm) and form.was_moved) or not form.is_valid():
        return _page(request, access, form, row)
    try:
        weights_save(
            project=access.project,
            by=access.user,
            points=form.to_points(),
            weighting=form.to_weighting(),
            expected=form.cleaned_data["version"],
        )
    except StaleRowError as error:
        form.show_stale(error, _stored(error.stored, method))
        return _page(request, access, form, row, status=409)
    _forget(request, access, method)
    messages.success(request, "The weights are saved.")
    return redirect(_url(project_id, method.value))


@require_GET
@login_required
def compare(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """What each method would come to, side by side."""
    access = enter(request, project_id)
    judged = verdict_of(access.project)
    lines = method_lines(access.project, judged) if judged else []
    knowledge = knowledge_of(access.project)
    page = {
        "access": access,
        "judged": judged,
        "lines": lines,
        "questions": knowledge.questions,
        "leaders": {line.outcome.recommended for line in lines},
        "figure": weights_figure(lines, knowledge.questions) if lines else None,
    }
    return render(request, "assessment/weights_compare.html", page)


def _url(project_id: UUID, method: str) -> str:
    shown = method if method in {known.value for known in FORMS} else WeightingMethod.POINTS.value
    return f"{reverse('assessment:weights', args=[project_id])}?method={shown}"


def _method(request: PersonRequest, row: WeightSet | None) -> WeightingMethod:
    """The method that is asked for; else the one that counts."""
    asked = request.POST.get("method") or request.GET.get("method", "")
    if asked in {method.value for method in FORMS}:
        return WeightingMethod(asked)
    stored = WeightingMethod(row.method) if row else WeightingMethod.POINTS
    return stored if stored in FORMS else WeightingMethod.POINTS


def _form(
    request: PersonRequest, access: ProjectAccess, row: WeightSet | None, method: WeightingMethod
) -> WeighingForm:
    draft = request.session.get(_DRAFTS, {}).get(str(access.project.pk), {}).get(method.value)
    return FORMS[method](
        request.POST if request.method == "POST" else None,
        initial=draft or _stored(row, method),
        titles={question.id: question.title for question in knowledge_of(access.project).questions},
    )


def _stored(row: object, method: WeightingMethod) -> dict[str, Any]:
    """What the form of a method shows of what is stored."""
    # An organisation's own wording never changes the ids.
    questions = load_knowledge().question_ids
    if not isinstance(row, WeightSet):
        return FORMS[method].initial_of(Weighting(method=method), {}, questions) | {"version": 0}
    weighting = row.to_weighting(method)
    shown = FORMS[method].initial_of(weighting, row.points, questions)
    return shown | {"version": row.version}


def _keep(request: PersonRequest, access: ProjectAccess, form: WeighingForm) -> None:
    """Put what was typed aside, for this person alone, while they look at another method."""
    drafts = request.session.get(_DRAFTS, {})
    own = drafts.setdefault(str(access.project.pk), {})
    own[form.method.value] = form.draft()
    request.session[_DRAFTS] = drafts


def _forget(request: PersonRequest, access: ProjectAccess, method: WeightingMethod) -> None:
    drafts = request.session.get(_DRAFTS, {})
    if drafts.get(str(access.project.pk), {}).pop(method.value, None):
        request.session[_DRAFTS] = drafts


def _page(
    request: PersonRequest,
    access: ProjectAccess,
    form: WeighingForm,
    row: WeightSet | None,
    status: int = 200,
) -> HttpResponse:
    counts = WeightingMethod(row.method) if row else None
    knowledge = knowledge_of(access.project)
    sure = confidence(row.to_weighting() if row else Weighting(), stated=row is not None)
    page = {
        "access": access,
        "form": form,
        "row": row,
        "method": form.method,
        "methods": [{"id": m, "label": LABELS[m]} for m in FORMS],
        "counts": counts,
        "counts_label": LABELS[counts] if counts else "",
        "sure": sure,
        "weights": _weights(row, knowledge),
        "look": _look(row, knowledge) if form.method is WeightingMethod.PAIRWISE else None,
        "is_draft": not form.is_bound and form.initial != _stored(row, form.method),
    }
    return render(request, "assessment/weights.html", page, status=status)


def _weights(row: WeightSet | None, knowledge: Knowledge) -> list[dict[str, object]]:
    """What each question weighs now; the heaviest fills its bar."""
    points = row.to_points(knowledge.question_ids) if row else {}
    even = 0.0 if points else 100 / len(knowledge.questions)
    most = max(points.values(), default=even)
    shown = [(question.title, points.get(question.id, even)) for question in knowledge.questions]
    return [{"title": title, "points": w, "bar": 100 * w / most} for title, w in shown]


def _look(row: WeightSet | None, knowledge: Knowledge) -> dict[str, object] | None:
    """What the stored judgements come to, and which two to look at again."""
    if row is None or not row.pairwise:
        return None
    found = comparison_of(row.to_weighting(WeightingMethod.PAIRWISE))
    titles = {question.id: question.title for question in knowledge.questions}
    again = [
        {"judgement": one, "first": titles[one.first], "second": titles[one.second]}
        for one in found.again
    ]
    return {"found": found, "again": again}
