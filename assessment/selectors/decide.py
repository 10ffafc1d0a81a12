"""Read Decide: the answers, the chosen sides, how far the stage is."""

from __future__ import annotations

from assessment.decision.assessment import Answer, BoundaryOverride
from assessment.decision.knowledge_loading import load_knowledge
from assessment.models import AnswerRow, BoundaryChoice
from projects.models import Project
from projects.selectors.progress import Progress

__all__ = [
    "answer_rows",
    "answers_of",
    "choice_rows",
    "overrides_of",
    "progress",
]


def answer_rows(project: Project) -> dict[str, AnswerRow]:
    """The stored answers by question id, with who gave them. One query."""
    rows = AnswerRow.objects.filter(project=project).select_related("updated_by")
    return {row.question: row for row in rows.order_by("id")}


def answers_of(project: Project) -> dict[str, Answer]:
    """The stated answers by question id. One query."""
    return {question: row.to_domain() for question, row in answer_rows(project).items()}


def choice_rows(project: Project) -> dict[str, BoundaryChoice]:
    """The steps that the team put on a side itself, by step id. One query."""
    rows = BoundaryChoice.objects.filter(project=project).select_related("updated_by")
    return {row.step: row for row in rows.order_by("id")}


def overrides_of(project: Project) -> dict[str, BoundaryOverride]:
    """The same as the decision reads it. One query."""
    return {step: row.to_domain() for step, row in choice_rows(project).items()}


def progress(project: Project) -> Progress:
    """How many of the five questions are answered. One query."""
    questions = load_knowledge().question_ids
    done = AnswerRow.objects.filter(project=project, question__in=questions).count()
    return Progress(done=done, total=len(questions), text=f"{done} of {len(questions)}")
