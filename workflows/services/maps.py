"""Write workflow maps: every upload is a new version of a map of the library."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from projects.models import Project, User
from projects.services.activity import activity_record
from workflows.definition.model import Definition
from workflows.examples import Example
from workflows.exceptions import UnknownMapError
from workflows.formats import registry
from workflows.formats.reading import Reading
from workflows.models import MapVersion, WorkflowMap
from workflows.selectors.maps import workflow_map
from workflows.services.indexing import entries_write

__all__ = ["map_from_example", "map_upload", "version_store", "workflow_map_for"]


@transaction.atomic
def map_upload(
    *,
    project: Project,
    actor: User,
    name: str,
    content: bytes,
    message: str = "",
    map_key: str = "",
) -> MapVersion:
    """Read a file and store it as the newest version of a map, the main one where no key is given.

    ``name`` is the file's name; its ending tells the format. Sending the current version's very
    bytes again returns that version. Raises ``DefinitionError`` with every problem of a file that
    cannot be read; then nothing is stored.
    """
    reading = registry.read(name, content)
    owner = _owner(project, actor, reading.definition, map_key)
    return version_store(owner, actor, name, reading, message)


@transaction.atomic
def map_from_example(
    *, project: Project, actor: User, example: Example, map_key: str = ""
) -> MapVersion:
    """Store an example's map, requirements included, as the newest version of a map."""
    content = registry.write("yaml", example.definition).content
    reading = registry.read(f"{example.key}.yaml", content)
    owner = _owner(project, actor, reading.definition, map_key)
    message = f"The example “{example.name}”"
    return version_store(owner, actor, f"{example.key}.yaml", reading, message)


def workflow_map_for(
    project: Project, actor: User, map_key: str, *, first_key: str, first_name: str
) -> WorkflowMap:
    """The map of that key; without a key the main map, which comes into being as ``first_key`` and
    ``first_name`` where the project has none. The project is locked, so that writers of its maps
    queue.

    Raises ``UnknownMapError`` for a key that the library lacks.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    found = workflow_map(project, map_key)
    if found is None and map_key:
        raise UnknownMapError(map_key)
    if found is None:
        key, name = first_key[:100] or "map", first_name[:200]
        found = WorkflowMap(project=project, key=key, name=name, is_main=True, created_by=actor)
        found.full_clean()
        found.save(force_insert=True)
    return found


def _owner(project: Project, actor: User, definition: Definition, map_key: str) -> WorkflowMap:
    return workflow_map_for(
        project,
        actor,
        map_key,
        first_key=slugify(definition.id),
        first_name=definition.name or definition.id,
    )


def version_store(
    owner: WorkflowMap,
    actor: User,
    name: str,
    reading: Reading,
    message: str,
    *,
    verb: str = "uploaded the workflow map",
) -> MapVersion:
    """Store what was read as the map's newest version; the same bytes again are no new one.

    ``verb`` says in the activity log what the actor did.
    """
    latest = MapVersion.objects.filter(workflow_map=owner).order_by("-number").first()
    if latest and bytes(latest.original) == reading.original:
        return latest
    version = MapVersion(
        project_id=owner.project_id,
        workflow_map=owner,
        number=latest.number + 1 if latest else 1,
        name=name[-255:],
        format=reading.format,
        original=reading.original,
        definition=reading.definition,
        notes=reading.notes,
        message=message,
        created_by=actor,
    )
    version.full_clean()
    version.save(force_insert=True)
    entries_write(owner, version.definition)
    activity_record(
        project=owner.project,
        actor=actor,
        verb=verb,
        subject=f"{name}, version {version.number}",
        url=reverse("workflows:map-version", args=[owner.project_id, owner.key, version.number]),
    )
    return version
