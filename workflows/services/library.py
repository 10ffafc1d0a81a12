"""Write the library of a project: create, duplicate, rename, choose the main map, delete."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from projects.models import Project, User
from projects.services.activity import activity_record
from workflows.exceptions import MapInUseError, UnknownMapError
from workflows.formats import registry
from workflows.models import MapVersion, MatrixRow, WorkflowMap
from workflows.patterns import Pattern
from workflows.selectors.library import callers_of
from workflows.selectors.maps import current_map, workflow_map
from workflows.services.indexing import entries_write
from workflows.services.maps import version_store

__all__ = [
    "free_key",
    "map_beside",
    "map_create",
    "map_delete",
    "map_duplicate",
    "map_from_pattern",
    "map_make_main",
    "map_rename",
]


@transaction.atomic
def map_create(*, project: Project, actor: User, name: str) -> WorkflowMap:
    """A new map without a version; the first of a project is its main one."""
    Project.objects.select_for_update().get(pk=project.pk)
    is_main = not WorkflowMap.objects.filter(project=project, is_main=True).exists()
    made = WorkflowMap(
        project=project,
        key=free_key(project, name),
        name=name[:200],
        is_main=is_main,
        created_by=actor,
    )
    made.full_clean()
    made.save(force_insert=True)
    _record(made, actor, "began the map")
    return made


@transaction.atomic
def map_from_pattern(
    *, project: Project, actor: User, pattern: Pattern, map_key: str = "", name: str = ""
) -> MapVersion:
    """A pattern as the first version of a new map called ``name``; or, where no name is given, as
    the newest version of a map, the main one where no key is given.

    Raises ``UnknownMapError`` for a key that the library lacks.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    owner = None if name else workflow_map(project, map_key)
    if owner is None and map_key:
        raise UnknownMapError(map_key)
    if owner is None:
        owner = map_create(project=project, actor=actor, name=name or pattern.name)
    content = registry.write("yaml", pattern.definition).content
    reading = registry.read(f"{pattern.key}.yaml", content)
    message = f"The pattern “{pattern.name}”"
    return version_store(owner, actor, f"{pattern.key}.yaml", reading, message)


@transaction.atomic
def map_duplicate(*, project: Project, actor: User, map_key: str, name: str) -> WorkflowMap:
    """A new map with the current version of another and the rows of its matrix.

    Raises ``UnknownMapError``.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    owner = _found(project, map_key)
    made = map_beside(owner, actor, name)
    current = current_map(project, map_key)
    if current is not None:
        copy = MapVersion(
            project=project,
            workflow_map=made,
            number=1,
            name=current.name,
            format=current.format,
            original=bytes(current.original),
            definition=current.definition,
            notes=current.notes,
            message=f"A copy of version {current.number} of “{owner.name}”"[:300],
            created_by=actor,
        )
        copy.full_clean()
        copy.save(force_insert=True)
        entries_write(made, copy.definition)
    return made


@transaction.atomic
def map_rename(*, project: Project, actor: User, map_key: str, name: str) -> WorkflowMap:
    """Give a map another name; its key stays, because addresses and calls hold it.

    Raises ``UnknownMapError``.
    """
    owner = _found(project, map_key)
    owner.name = name[:200]
    owner.full_clean()
    owner.save(update_fields=["name"])
    _record(owner, actor, "renamed the map")
    return owner


@transaction.atomic
def map_make_main(*, project: Project, actor: User, map_key: str) -> WorkflowMap:
    """Make a map the one that the assessment is about. Raises ``UnknownMapError``."""
    Project.objects.select_for_update().get(pk=project.pk)
    owner = _found(project, map_key)
    WorkflowMap.objects.filter(project=project, is_main=True).update(is_main=False)
    owner.is_main = True
    owner.save(update_fields=["is_main"])
    _record(owner, actor, "made the main map")
    return owner


@transaction.atomic
def map_delete(*, project: Project, actor: User, map_key: str) -> None:
    """Delete a map with its versions, drafts and matrix.

    Raises ``UnknownMapError``, and ``MapInUseError`` for the main map and for one that another map
    calls.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    owner = _found(project, map_key)
    callers = callers_of(project, map_key)
    if owner.is_main or callers:
        raise MapInUseError(owner, callers)
    activity_record(
        project=project,
        actor=actor,
        verb="deleted the map",
        subject=owner.name,
        url=reverse("workflows:map-library", args=[project.pk]),
    )
    owner.delete()


def map_beside(owner: WorkflowMap, actor: User, name: str) -> WorkflowMap:
    """A new map of the same project with the rows of that one's matrix, and no version yet."""
    made = WorkflowMap(
        project=owner.project,
        key=free_key(owner.project, name),
        name=name[:200],
        created_by=actor,
    )
    made.full_clean()
    made.save(force_insert=True)
    MatrixRow.objects.bulk_create(_rows_for(made, owner))
    _record(made, actor, "began the map")
    return made


def free_key(project: Project, name: str) -> str:
    """A key for a map of that name that no map of the project has."""
    taken = set(WorkflowMap.objects.filter(project=project).values_list("key", flat=True))
    key = slugify(name)[:90] or "map"
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (key, *numbered) if one not in taken)


def _rows_for(made: WorkflowMap, owner: WorkflowMap) -> Iterator[MatrixRow]:
    for row in MatrixRow.objects.filter(workflow_map=owner):
        row.pk, row.workflow_map, row._state.adding = None, made, True
        yield row


def _found(project: Project, map_key: str) -> WorkflowMap:
    found = workflow_map(project, map_key)
    if found is None:
        raise UnknownMapError(map_key)
    return found


def _record(owner: WorkflowMap, actor: User, verb: str) -> None:
    activity_record(
        project=owner.project,
        actor=actor,
        verb=verb,
        subject=owner.name,
        url=reverse("workflows:map", args=[owner.project_id, owner.key]),
    )
