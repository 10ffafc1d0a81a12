"""Template tags that tell of decisions where the assessment's own pages are not: in the list of
projects."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import template
from django.utils import timezone

from assessment.selectors.records import reviews_due
from projects.models import Project

__all__ = ["projects_to_review", "register"]

register = template.Library()


@register.simple_tag
def projects_to_review(projects: Iterable[Project]) -> set[UUID]:
    """The ids of those projects whose decision is due for review. One query."""
    return reviews_due([project.pk for project in projects], timezone.localdate())
