"""The knowledge sets of a project, and which of them it judges by."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessment.decision.assessment import KnowledgeSet
from assessment.models.revised import Revised
from projects.models import Project

__all__ = ["KnowledgeChoice", "KnowledgeSetRow"]


class KnowledgeSetRow(models.Model):
    """One version of an organisation's own suitability table, wording of the questions, or both:
    the text of the TOML files. It never changes; a change is a new version.

    ``version`` is the one that verdicts name (``2026.11+1f0a93c2``), ``sha256`` the hash over both
    texts. ``copied_from`` names the project that it was taken over from.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="knowledge_sets")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    suitability = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    version = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    copied_from = models.CharField(max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="knowledge_set_number_is_one_a_project"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="knowledge_set_numbers_from_one"
            ),
            models.CheckConstraint(
                condition=~models.Q(suitability="") | ~models.Q(questions=""),
                name="knowledge_set_holds_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version. Raises ``ValueError`` for one that is stored already."""
        if not self._state.adding:
            raise ValueError("A knowledge set never changes; upload a new version.")
        super().save(*args, **kwargs)

    def to_domain(self) -> KnowledgeSet:
        """The row as the decision reads it."""
        return KnowledgeSet(name=self.name, suitability=self.suitability, questions=self.questions)


class KnowledgeChoice(Revised):
    """The knowledge set that a project judges by; None, like no row, is the shipped one."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, related_name="knowledge_choice"
    )
    knowledge_set = models.ForeignKey(
        KnowledgeSetRow, null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )

    def __str__(self) -> str:
        return f"knowledge of {self.project_id}"
