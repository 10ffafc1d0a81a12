"""Read the library of a project: its maps, who draws at them, which call which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from projects.models import Project
from workflows.definition.linking import calls_of
from workflows.models import MapDraft, MapVersion, MatrixRow, WorkflowMap

__all__ = ["Shelf", "callers_of", "current_versions", "library", "rows_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One map of the library with its current version (None: only drafts yet), who has a draft of
    it, and which maps it calls or is called by; ``missing`` are keys that it calls and that the
    library lacks."""

    workflow_map: WorkflowMap
    version: MapVersion | None
    drafts: tuple[MapDraft, ...]
    calls: tuple[WorkflowMap, ...]
    called_by: tuple[WorkflowMap, ...]
    missing: tuple[str, ...]

    @property
    def steps(self) -> int:
        """How many steps the current version has."""
        return len(self.version.definition.steps) if self.version else 0

    @property
    def may_go(self) -> bool:
        """Whether it may be deleted."""
        return not self.workflow_map.is_main and not self.called_by


def library(project: Project) -> tuple[Shelf, ...]:
    """Every map of the project, the main one first. Three queries."""
    maps = list(WorkflowMap.objects.filter(project=project))
    versions = {one.workflow_map_id: one for one in current_versions(project)}
    drafts: dict[int, list[MapDraft]] = {}
    for draft in MapDraft.objects.filter(workflow_map__project=project).select_related("author"):
        drafts.setdefault(draft.workflow_map_id, []).append(draft)
    calls = {one.pk: calls_of(versions[one.pk].definition) for one in maps if one.pk in versions}
    by_key = {one.key: one for one in maps}
    return tuple(
        Shelf(
            workflow_map=one,
            version=versions.get(one.pk),
            drafts=tuple(drafts.get(one.pk, ())),
            calls=tuple(by_key[key] for key in calls.get(one.pk, ()) if key in by_key),
            called_by=tuple(m for m in maps if one.key in calls.get(m.pk, ()) and m != one),
            missing=tuple(key for key in calls.get(one.pk, ()) if key not in by_key),
        )
        for one in maps
    )


def callers_of(project: Project, map_key: str) -> tuple[WorkflowMap, ...]:
    """The maps whose current version calls that one. One query."""
    versions = current_versions(project)
    callers = (v.workflow_map for v in versions if map_key in calls_of(v.definition))
    return tuple(caller for caller in callers if caller.key != map_key)


def current_versions(project: Project) -> QuerySet[MapVersion]:
    """The newest version of every map of the project, without the original bytes. One query."""
    newest = MapVersion.objects.filter(workflow_map=OuterRef("workflow_map")).order_by("-number")
    versions = MapVersion.objects.filter(project=project, pk=Subquery(newest.values("pk")[:1]))
    return versions.select_related("workflow_map", "created_by").defer("original")


def rows_of(maps: Iterable[int]) -> Mapping[int, list[MatrixRow]]:
    """The stated rows of several maps, by map. One query."""
    found: dict[int, list[MatrixRow]] = {}
    for row in MatrixRow.objects.filter(workflow_map__in=list(maps)).order_by("step_id"):
        found.setdefault(row.workflow_map_id, []).append(row)
    return found
