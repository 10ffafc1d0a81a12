"""Bring an older version of a map back."""

from __future__ import annotations

from django.db import transaction

from projects.models import Project, User
from workflows.exceptions import NoVersionError
from workflows.formats.reading import Reading
from workflows.models import MapVersion
from workflows.selectors.maps import map_version
from workflows.services.maps import version_store

__all__ = ["version_restore"]


@transaction.atomic
def version_restore(
    *, project: Project, actor: User, number: int, message: str = "", map_key: str = ""
) -> MapVersion:
    """Make a new version with the content of an older one; the older ones stay as they are.

    The newest version, restored, is itself. Raises ``NoVersionError`` for a number that the map
    lacks.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    old = map_version(project, number, map_key)
    if old is None:
        raise NoVersionError(number)
    reading = Reading(
        definition=old.definition,
        notes=old.notes,
        original=bytes(old.original),
        format=old.format,
    )
    told = message or f"Version {number} restored"
    verb = f"restored version {number} of the workflow map"
    return version_store(old.workflow_map, actor, old.name, reading, told, verb=verb)
