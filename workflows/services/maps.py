"""Write workflow maps: every upload is a new version."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from projects.models import Project, User
from projects.services.activity import activity_record
from workflows.examples import Example
from workflows.formats import registry
from workflows.formats.reading import Reading
from workflows.models import MapVersion

__all__ = ["map_from_example", "map_upload"]


@transaction.atomic
def map_upload(
    *, project: Project, actor: User, name: str, content: bytes, message: str = ""
) -> MapVersion:
    """Read a file and store it as the project's newest version.

    ``name`` is the file's name; its ending tells the format. Sending the current version's very
    bytes again returns that version. Raises ``DefinitionError`` with every problem of a file that
    cannot be read; then nothing is stored.
    """
    reading = registry.read(name, content)
    return _store(project, actor, name, reading, message)


@transaction.atomic
def map_from_example(*, project: Project, actor: User, example: Example) -> MapVersion:
    """Store an example's map, requirements included, as the project's newest version."""
    content = registry.write("yaml", example.definition).content
    reading = registry.read(f"{example.key}.yaml", content)
    return _store(project, actor, f"{example.key}.yaml", reading, f"The example “{example.name}”")


def _store(project: Project, actor: User, name: str, reading: Reading, message: str) -> MapVersion:
    Project.objects.select_for_update().get(pk=project.pk)
    latest = MapVersion.objects.filter(project=project).order_by("-number").first()
    if latest and bytes(latest.original) == reading.original:
        return latest
    version = MapVersion(
        project=project,
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
    activity_record(
        project=project,
        actor=actor,
        verb="uploaded the workflow map",
        subject=f"{name}, version {version.number}",
        url=reverse("workflows:map-version", args=[project.pk, version.number]),
    )
    return version
