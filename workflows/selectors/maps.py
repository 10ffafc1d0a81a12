"""Read workflow maps: the library, the current version of a map, older ones, drafts.

``map_key`` names a map of the project's library; empty means the main map, which the assessment
is about.
"""

from __future__ import annotations

from django.db.models import QuerySet

from projects.models import Project, User
from workflows.models import MapDraft, MapVersion, WorkflowMap

__all__ = ["current_map", "map_draft", "map_version", "map_versions", "workflow_map"]


def workflow_map(project: Project, map_key: str = "") -> WorkflowMap | None:
    """That map of the library; None where the project has none. One query."""
    wanted = {"key": map_key} if map_key else {"is_main": True}
    return WorkflowMap.objects.filter(project=project, **wanted).first()


def current_map(project: Project, map_key: str = "") -> MapVersion | None:
    """The newest version of a map, without the original bytes. One query."""
    return _versions(project, map_key).first()


def map_version(project: Project, number: int, map_key: str = "") -> MapVersion | None:
    """That version, without the original bytes. One query."""
    return _versions(project, map_key).filter(number=number).first()


def map_versions(project: Project, map_key: str = "") -> QuerySet[MapVersion]:
    """All versions of a map, newest first, for a list: without bytes and definition."""
    return _versions(project, map_key).defer("original", "definition", "notes")


def map_draft(project: Project, author: User, map_key: str = "") -> MapDraft | None:
    """The person's own draft of a map, with the version it began from. One query."""
    wanted = {"workflow_map__key": map_key} if map_key else {"workflow_map__is_main": True}
    drafts = MapDraft.objects.filter(workflow_map__project=project, author=author, **wanted)
    return drafts.select_related("base", "base__created_by", "workflow_map").first()


def _versions(project: Project, map_key: str) -> QuerySet[MapVersion]:
    wanted = {"workflow_map__key": map_key} if map_key else {"workflow_map__is_main": True}
    versions = MapVersion.objects.filter(project=project, **wanted)
    versions = versions.select_related("created_by", "workflow_map")
    return versions.defer("original").order_by("-number")
