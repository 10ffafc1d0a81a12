"""Discover: the surroundings of the decision, the teams, and what hurts today."""

from __future__ import annotations

from django.db import models

from assessment.decision.assessment import (
    Context,
    EventExperience,
    Perspective,
    SymptomRating,
    Team,
)
from assessment.models.revised import Revised
from projects.models import Project

__all__ = ["ContextFacts", "Felt", "SymptomMark", "TeamRow"]


class Felt(models.IntegerChoices):
    """How much a perspective feels a symptom."""

    NOT_AT_ALL = 0, "Not at all"
    A_LITTLE = 1, "A little"
    CLEARLY = 2, "Clearly"
    BADLY = 3, "Badly"


_at_least_nothing = models.Q(cases_now__isnull=True) | models.Q(cases_now__gte=0)
_expects_at_least_nothing = models.Q(cases_expected__isnull=True) | models.Q(cases_expected__gte=0)
_share_of_time = models.Q(debugging_share__isnull=True) | models.Q(debugging_share__range=(0, 1))


class ContextFacts(Revised):
    """The surroundings of one project. Empty means: not stated yet. Its ``version`` covers the
    teams too, since both are one form. Ids of options stand in ``knowledge/context.toml``."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="context_facts")
    summary = models.CharField(max_length=400, blank=True)
    industry = models.CharField(max_length=60, blank=True)
    regulation = models.JSONField(default=list, blank=True)
    cases_now = models.FloatField(null=True, blank=True)
    cases_expected = models.FloatField(null=True, blank=True)
    event_experience = models.CharField(
        max_length=20, blank=True, choices=[(e.value, e.value) for e in EventExperience]
    )
    observability = models.JSONField(null=True, blank=True)
    cloud = models.CharField(max_length=20, blank=True)
    operations_budget = models.CharField(max_length=20, blank=True)
    current_model = models.CharField(max_length=20, blank=True)
    delivery = models.CharField(max_length=20, blank=True)
    changing = models.JSONField(default=list, blank=True)
    debugging_share = models.FloatField(null=True, blank=True)
    hosting = models.CharField(max_length=20, blank=True)
    languages = models.JSONField(default=list, blank=True)
    skills = models.JSONField(default=list, blank=True)
    constraints = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_at_least_nothing & _expects_at_least_nothing,
                name="context_cases_are_not_negative",
            ),
            models.CheckConstraint(
                condition=_share_of_time, name="context_debugging_share_is_a_share"
            ),
        ]
        verbose_name_plural = "context facts"

    def __str__(self) -> str:
        return f"context of {self.project_id}"

    def to_domain(self, teams: tuple[Team, ...]) -> Context:
        """The row and its teams as the decision reads them."""
        return Context(
            summary=self.summary,
            industry=self.industry,
            regulation=tuple(self.regulation),
            cases_now=self.cases_now,
            cases_expected=self.cases_expected,
            teams=teams,
            event_experience=EventExperience(self.event_experience)
            if self.event_experience
            else None,
            observability=None if self.observability is None else tuple(self.observability),
            cloud=self.cloud,
            operations_budget=self.operations_budget,
            current_model=self.current_model,
            delivery=self.delivery,
            changing=tuple(self.changing),
            debugging_share=self.debugging_share,
            hosting=self.hosting,
            languages=tuple(self.languages),
            skills=tuple(self.skills),
            constraints=tuple(self.constraints),
        )


class TeamRow(models.Model):
    """A team and the ids of the participants it owns; ``position`` keeps the order of the form."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="teams")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    people = models.PositiveIntegerField(null=True, blank=True)
    owns = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="team_is_named_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="team_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> Team:
        """The row as the decision reads it."""
        return Team(name=self.name, people=self.people, owns=tuple(self.owns))


class SymptomMark(Revised):
    """How much one perspective feels one symptom, from 0 (not at all) to 3 (badly)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="symptom_marks")
    symptom = models.CharField(max_length=60)
    perspective = models.CharField(
        max_length=12, choices=[(p.value, p.value.title()) for p in Perspective]
    )
    severity = models.PositiveSmallIntegerField(choices=Felt.choices)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "symptom", "perspective"],
                name="symptom_is_marked_once_a_perspective",
            ),
            models.CheckConstraint(
                condition=models.Q(severity__lte=3), name="symptom_severity_is_0_to_3"
            ),
            models.CheckConstraint(
                condition=models.Q(perspective__in=[p.value for p in Perspective]),
                name="symptom_perspective_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symptom} ({self.perspective}): {self.severity}"

    def to_domain(self) -> SymptomRating:
        """The row as the decision reads it."""
        return SymptomRating(
            symptom=self.symptom,
            perspective=Perspective(self.perspective),
            severity=self.severity,
            note=self.note,
        )
