"""Decide: rounds in which several people answer and weigh blind."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessment.decision.assessment import Answer, Weighting, WeightingMethod
from assessment.decision.weights.methods import points_used
from assessment.models.revised import Revised
from projects.models import Project

__all__ = ["BallotRow", "Invitee", "Round", "RoundState"]

_METHODS = [m.value for m in WeightingMethod if m is not WeightingMethod.GROUP]


class RoundState(models.TextChoices):
    """Where a round stands."""

    OPEN = "open", "Open"
    """People give and change their ballots; nobody sees another's."""
    CLOSED = "closed", "Closed"
    """Everybody in the project sees every ballot and the result."""
    WITHDRAWN = "withdrawn", "Called off"
    """It counts for nothing, and its ballots stay unseen."""


class Round(models.Model):
    """A round of a project. ``method`` is how its people weigh, ``follows`` the round in which they
    did so before. It closes when somebody closes it, or at ``closes_at``, whichever comes first.
    ``token`` stands for the form it was asked for with, so that a double click opens it once."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    method = models.CharField(max_length=10, choices=[(m, m) for m in _METHODS])
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers"
    )
    token = models.CharField(max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="round_number_is_unique"),
            models.UniqueConstraint(fields=["project", "token"], name="round_is_opened_once"),
            models.CheckConstraint(
                condition=models.Q(method__in=_METHODS), name="round_method_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"

    def state(self, at: dt.datetime) -> RoundState:
        """Where it stands at a moment; past its closing time it is closed, click or no click."""
        if self.withdrawn_at:
            return RoundState.WITHDRAWN
        ended = self.ended_at
        return RoundState.CLOSED if ended and ended <= at else RoundState.OPEN

    @property
    def ended_at(self) -> dt.datetime | None:
        """When it was or will be closed; None while nothing ends it."""
        return min(filter(None, (self.closed_at, self.closes_at)), default=None)


class Invitee(models.Model):
    """Somebody who is asked. ``name`` stays when the person leaves or deletes the login."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitees")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=254)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="person_is_invited_once"),
        ]

    def __str__(self) -> str:
        return self.name


class BallotRow(Revised):
    """What an invitee said: ``answers`` as question id to value, low, high and reason;
    ``weighting`` holds what the round's method asks for under the method's name."""

    invitee = models.OneToOneField(Invitee, on_delete=models.CASCADE, related_name="ballot")
    answers = models.JSONField()
    weighting = models.JSONField()

    def __str__(self) -> str:
        return f"ballot of {self.invitee_id}"

    def to_answers(self) -> dict[str, Answer]:
        """The answers as the decision reads them."""
        return {
            question: Answer(question=question, **one) for question, one in self.answers.items()
        }

    def to_weighting(self) -> Weighting:
        """How the person weighed."""
        if "ranking" in self.weighting:
            groups = tuple(tuple(group) for group in self.weighting["ranking"])
            return Weighting(method=WeightingMethod.RANKING, ranking=groups)
        if "pairwise" in self.weighting:
            pairs = {(a, b): float(value) for a, b, value in self.weighting["pairwise"]}
            return Weighting(method=WeightingMethod.PAIRWISE, pairwise=pairs)
        return Weighting()

    def to_points(self, questions: tuple[str, ...]) -> dict[str, float]:
        """The points that the person's weights come to."""
        return points_used(self.to_weighting(), self.weighting.get("points", {}), questions)
