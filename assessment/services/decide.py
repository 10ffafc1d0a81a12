"""Decide: save an answer and the side of a step."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from assessment.decision.assessment import Answer, BoundaryOverride, SeenFacts
from assessment.exceptions import StaleRowError
from assessment.models import AnswerRow, BoundaryChoice
from assessment.services.revision import locked_row, revise
from projects.models import Project, User
from projects.services.activity import activity_record

__all__ = [
    "answer_columns",
    "answer_confirm",
    "answer_save",
    "boundary_choose",
    "boundary_reset",
]


@transaction.atomic
def answer_save(
    *, project: Project, by: User, answer: Answer, title: str, expected: int
) -> AnswerRow:
    """Save an answer; ``title`` names the question in the activity log.

    Saving what is stored already changes nothing. Raises StaleRowError where somebody else
    answered after version ``expected`` (0: it was unanswered).
    """
    row = locked_row(AnswerRow, project=project, question=answer.question)
    if row.version and row.to_domain() == answer:
        return row
    revise(row, expected=expected, by=by, what="this answer", **answer_columns(answer))
    url = reverse("assessment:question", args=[project.pk, answer.question])
    subject = f"{title} with {answer.value} of 5"
    activity_record(project=project, actor=by, verb="answered", subject=subject, url=url)
    return row


@transaction.atomic
def answer_confirm(
    *, row: AnswerRow, by: User, seen: SeenFacts, title: str, expected: int
) -> AnswerRow:
    """Let a stored answer stand on the facts as they are now; ``title`` names the question in the
    activity log.

    Raises StaleRowError where somebody else answered after version ``expected``.
    """
    stored = locked_row(AnswerRow, project=row.project, question=row.question)
    if not stored.version:
        # Deleted meanwhile: there is nothing that could stand.
        raise StaleRowError("this answer", stored)
    kept = {"suggested": seen.suggested, "facts": dict(seen.facts)}
    if stored.seen != kept:
        revise(stored, expected=expected, by=by, what="this answer", seen=kept)
        url = reverse("assessment:question", args=[row.project_id, row.question])
        activity_record(
            project=row.project, actor=by, verb="confirmed the answer to", subject=title, url=url
        )
    return stored


def answer_columns(answer: Answer) -> dict[str, Any]:
    """What the row of an answer holds beside its question."""
    seen = answer.seen
    return {
        "value": answer.value,
        "reason": answer.reason,
        "low": answer.low,
        "high": answer.high,
        "seen": seen and {"suggested": seen.suggested, "facts": dict(seen.facts)},
    }


@transaction.atomic
def boundary_choose(
    *, project: Project, by: User, choice: BoundaryOverride, name: str, expected: int
) -> BoundaryChoice:
    """Put a step on a side; ``name`` is the step's name for the activity log.

    Saving what is stored already changes nothing. Raises StaleRowError where somebody else chose
    after version ``expected`` (0: the step followed the rule).
    """
    row = locked_row(BoundaryChoice, project=project, step=choice.step)
    if row.version and row.to_domain() == choice:
        return row
    values = {"side": choice.side.value, "reason": choice.reason}
    revise(row, expected=expected, by=by, what=f"the side of “{name}”", **values)
    _log_boundary(project, by, f"“{name}” {choice.side}")
    return row


@transaction.atomic
def boundary_reset(*, project: Project, by: User, step: str, name: str) -> None:
    """Let the rule decide about a step again; does nothing if it does already."""
    deleted, _ = BoundaryChoice.objects.filter(project=project, step=step).delete()
    if deleted:
        _log_boundary(project, by, f"“{name}” back on its suggested side")


def _log_boundary(project: Project, by: User, subject: str) -> None:
    url = reverse("assessment:boundary", args=[project.pk])
    activity_record(project=project, actor=by, verb="put", subject=subject, url=url)
