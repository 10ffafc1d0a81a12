"""What is best done next in a project, over all five stages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from assessment.models import Milestone, PlanState
from assessment.selectors.answers import stale_answers
from assessment.selectors.decide import answer_rows
from assessment.selectors.discover import Part, discover_parts
from assessment.selectors.knowledge import knowledge_of
from assessment.selectors.records import milestones_of, review_due
from assessment.selectors.verdicts import Judged
from projects.models import Project
from workflows.selectors.experiments import latest_experiment

__all__ = ["NextStep", "next_step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The next thing to do: the words of the button, why it matters, where it leads."""

    todo: str
    why: str
    url: str


def next_step(project: Project, judged: Judged | None = None) -> NextStep:
    """A decision that is due for review, an answer whose facts have changed, else the first thing
    that is missing, in the order of the stages. ``judged`` is the verdict on what stands now;
    without it no stale answer is noticed. At most eleven queries."""
    if due := review_due(project, timezone.localdate()):
        return _review(due)
    if stale := _stale_answer(project, judged):
        return stale
    missing = next((part for part in discover_parts(project) if not part.done), None)
    if missing:
        return _of_part(project, missing)
    return (
        _open_question(project)
        or _experiment(project)
        or _plan(project)
        or _milestone(project)
        or _report(project)
    )


def _of_part(project: Project, part: Part) -> NextStep:
    url = reverse(part.url_name, args=[project.pk])
    return NextStep(todo=part.todo, why=part.why, url=url)


def _open_question(project: Project) -> NextStep | None:
    answered = answer_rows(project)
    questions = [q for q in knowledge_of(project).questions if q.id not in answered]
    if not questions:
        return None
    url = reverse("assessment:question", args=[project.pk, questions[0].id])
    if len(questions) == 1:
        return NextStep(todo="Answer the last question", why=questions[0].question, url=url)
    why = f"{len(questions)} of the five questions stand on suggested answers so far."
    return NextStep(todo=f"Answer: {questions[0].title}", why=why, url=url)


def _stale_answer(project: Project, judged: Judged | None) -> NextStep | None:
    stale = stale_answers(judged) if judged else {}
    if not stale:
        return None
    first = knowledge_of(project).question_by_id[next(iter(stale))]
    why = f"The facts behind it have changed: {stale[first.id].sentence}."
    if len(stale) > 1:
        why = f"The facts behind {len(stale)} answers have changed since they were given."
    url = reverse("assessment:question", args=[project.pk, first.id])
    return NextStep(todo=f"Look at {first.title.lower()} again", why=why, url=url)


def _experiment(project: Project) -> NextStep | None:
    if latest_experiment(project):
        return None
    return NextStep(
        todo="Prove it in the sandbox",
        why="Run your own map under all three models with the same faults.",
        url=reverse("workflows:experiments", args=[project.pk]),
    )


def _plan(project: Project) -> NextStep | None:
    if PlanState.objects.filter(project=project, generated_at__isnull=False).exists():
        return None
    return NextStep(
        todo="Make the 30-day plan",
        why="The findings become tasks with owners and days.",
        url=reverse("assessment:plan", args=[project.pk]),
    )


def _milestone(project: Project) -> NextStep | None:
    if milestones_of(project).exists():
        return None
    return NextStep(
        todo="Freeze the decision",
        why="Everything has been said: keep it as a milestone, with its decision record.",
        url=reverse("assessment:record-new", args=[project.pk]),
    )


def _review(milestone: Milestone) -> NextStep:
    since = f"{milestone.review_on:%-d %B %Y}"
    return NextStep(
        todo="Review the decision",
        why=f"Milestone {milestone.number} was due for review on {since}: does it still hold?",
        url=milestone.get_absolute_url(),
    )


def _report(project: Project) -> NextStep:
    return NextStep(
        todo="Make the report",
        why="The decision is frozen: print it for your sponsor.",
        url=reverse("reports:reports", args=[project.pk]),
    )
