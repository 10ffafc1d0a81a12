"""Decide: the answers, and the sides that the team chose itself."""

from __future__ import annotations

from django.db import models

from assessment.decision.assessment import Answer, BoundaryOverride, SeenFacts
from assessment.models.revised import Revised
from projects.models import Project
from workflows.definition.model import Side

__all__ = ["AnswerRow", "BoundaryChoice"]


_range_is_whole = models.Q(low__isnull=True, high__isnull=True) | models.Q(
    low__isnull=False,
    high__isnull=False,
    low__gte=1,
    low__lte=models.F("value"),
    high__gte=models.F("value"),
    high__lte=5,
)


class AnswerRow(Revised):
    """A stated answer, 1 to 5, with its reason and how far it may be off. ``seen`` is the suggested
    answer and the facts that stood behind it then; None where nobody noted them."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1000, blank=True)
    low = models.PositiveSmallIntegerField(null=True, blank=True)
    high = models.PositiveSmallIntegerField(null=True, blank=True)
    seen = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "question"], name="question_is_answered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=1, value__lte=5), name="answer_is_1_to_5"
            ),
            models.CheckConstraint(condition=_range_is_whole, name="answer_lies_in_its_range"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"

    def to_domain(self) -> Answer:
        """The row as the decision reads it."""
        return Answer(
            question=self.question,
            value=self.value,
            reason=self.reason,
            low=self.low,
            high=self.high,
            seen=SeenFacts(**self.seen) if self.seen else None,
        )


class BoundaryChoice(Revised):
    """A step that the team put on a side itself. A step without a row follows the rule."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="boundary_choices")
    step = models.TextField()
    side = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Side])
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "step"], name="step_is_on_one_side"),
            models.CheckConstraint(
                condition=models.Q(side__in=[s.value for s in Side]), name="boundary_side_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.side}"

    def to_domain(self) -> BoundaryOverride:
        """The row as the decision reads it."""
        return BoundaryOverride(step=self.step, side=Side(self.side), reason=self.reason)
