"""Read workflow maps: the current version, older ones, what Podium did not understand of them."""

from __future__ import annotations

from django.db.models import QuerySet

from projects.models import Project
from workflows.models import MapVersion

__all__ = ["current_map", "map_version", "map_versions"]


def current_map(project: Project) -> MapVersion | None:
    """The newest version, without the original bytes. One query."""
    return _versions(project).first()


def map_version(project: Project, number: int) -> MapVersion | None:
    """That version, without the original bytes. One query."""
    return _versions(project).filter(number=number).first()


def map_versions(project: Project) -> QuerySet[MapVersion]:
    """All versions, newest first, for a list: without bytes and definition."""
    return _versions(project).defer("original", "definition", "notes")


def _versions(project: Project) -> QuerySet[MapVersion]:
    versions = MapVersion.objects.filter(project=project).select_related("created_by")
    return versions.defer("original").order_by("-number")
