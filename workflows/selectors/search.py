"""Find steps and participants in all maps that a person may read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from projects.models import Project, User
from workflows.models import MapEntry, WorkflowMap

__all__ = ["MOST", "FoundMap", "FoundProject", "folded", "search"]

MOST = 200
"""How many hits are shown; a narrower search finds the rest."""


@dataclass(frozen=True, slots=True)
class FoundMap:
    """The hits in one map."""

    workflow_map: WorkflowMap
    entries: tuple[MapEntry, ...]


@dataclass(frozen=True, slots=True)
class FoundProject:
    """The hits in one project, map by map."""

    project: Project
    maps: tuple[FoundMap, ...]


def search(person: User, wanted: str) -> tuple[FoundProject, ...]:
    """Nodes whose name, participant or id holds every word of ``wanted``, in the projects that the
    person is in; at most ``MOST``. One query."""
    words = folded(wanted).split()
    if not words:
        return ()
    found = MapEntry.objects.filter(project__memberships__user=person)
    for word in words:
        found = found.filter(text__contains=word)
    found = found.select_related("project", "workflow_map")
    ordered = found.order_by("project__name", "project_id", "workflow_map__name", "name", "pk")
    return tuple(_grouped(ordered[:MOST]))


def _grouped(entries: Iterable[MapEntry]) -> Iterator[FoundProject]:
    for project, rows in groupby(entries, key=attrgetter("project")):
        maps = groupby(rows, key=attrgetter("workflow_map"))
        yield FoundProject(project, tuple(FoundMap(owner, tuple(own)) for owner, own in maps))


def folded(text: str) -> str:
    """Text as it is compared: neither case nor the dots and strokes of letters count."""
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(bare).casefold()
