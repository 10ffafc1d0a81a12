"""Write the library of a project: create, duplicate, rename, choose the main map, delete."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import slugify

from projects.models import User
from workflows.models import MatrixRow, WorkflowMap

__all__ = ["free_key", "map_beside"]


def map_beside(owner: WorkflowMap, actor: User, name: str) -> WorkflowMap:
    """A new map of the same project with the rows of that one's matrix, and no version yet."""
    project = owner.project
    made = WorkflowMap(
        project=project, key=free_key(owner, name), name=name[:200], created_by=actor
    )
    made.full_clean()
    made.save(force_insert=True)
    MatrixRow.objects.bulk_create(_rows_for(made, owner))
    return made


def free_key(owner: WorkflowMap, name: str) -> str:
    """A key for a map of that name that no map of the project has."""
    taken = set(WorkflowMap.objects.filter(project=owner.project).values_list("key", flat=True))
    key = slugify(name)[:90] or "map"
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (key, *numbered) if one not in taken)


def _rows_for(made: WorkflowMap, owner: WorkflowMap) -> Iterator[MatrixRow]:
    for row in MatrixRow.objects.filter(workflow_map=owner):
        row.pk, row.workflow_map, row._state.adding = None, made, True
        yield row
