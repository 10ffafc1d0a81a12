"""Write drafts: what a person draws is kept as they go; a version is made on purpose.

A draft belongs to one person and one map, so nobody draws over a colleague. What can collide is
told: two tabs of one person (``StaleDraftError``), and a version that a colleague has made of the
same map meanwhile (``StaleMapError``).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from projects.models import Project, User
from workflows.exceptions import NoDraftError, StaleDraftError, StaleMapError
from workflows.formats import bpmn
from workflows.formats.bpmn.document import parse
from workflows.models import MapDraft, MapVersion, WorkflowMap
from workflows.selectors.designer import drawing_of
from workflows.selectors.maps import current_map, map_draft, map_version
from workflows.services.lanes import participants_follow
from workflows.services.maps import version_store, workflow_map_for

__all__ = ["draft_begin", "draft_discard", "draft_keep", "draft_publish", "draft_save"]


@transaction.atomic
def draft_begin(*, project: Project, actor: User, map_key: str = "") -> MapDraft:
    """The person's draft of a map: the one there is, else a new one from the current version or
    from nothing. The main map comes into being with its first draft.

    Raises ``UnknownMapError`` for a key that the library lacks.
    """
    owner = _owner(project, actor, map_key)
    found = map_draft(project, actor, owner.key)
    if found is not None:
        return found
    return _begun(owner, actor, current_map(project, owner.key))


@transaction.atomic
def draft_keep(
    *, project: Project, actor: User, content: bytes, revision: int, base: int, map_key: str = ""
) -> MapDraft:
    """Keep what was drawn as ``draft_save`` does; revision 0 begins the draft, from the version of
    number ``base`` (0: from nothing) that the page was opened with.

    Raises as ``draft_save``, and ``StaleDraftError`` where another tab has begun a draft meanwhile.
    """
    parse(content)
    if revision == 0:
        owner = _owner(project, actor, map_key)
        found = map_draft(project, actor, owner.key)
        if found is not None and bytes(found.content) != content:
            raise StaleDraftError(found)
        begun = found or _begun(owner, actor, map_version(project, base, owner.key))
        revision, map_key = begun.revision, owner.key
    return draft_save(
        project=project, actor=actor, content=content, revision=revision, map_key=map_key
    )


@transaction.atomic
def draft_save(
    *, project: Project, actor: User, content: bytes, revision: int, map_key: str = ""
) -> MapDraft:
    """Keep what was drawn, valid as a map or not.

    ``revision`` is that of the draft which the writer has seen. Raises ``DefinitionError`` for what
    is no BPMN at all, ``StaleDraftError`` where the draft has moved on, ``NoDraftError`` where
    there is none (any more); then nothing is written.
    """
    parse(content)
    draft = _locked(project, actor, map_key)
    if bytes(draft.content) == content:
        return draft
    if draft.revision != revision:
        raise StaleDraftError(draft)
    former = bytes(draft.content)
    draft.content, draft.revision, draft.updated_at = content, revision + 1, timezone.now()
    draft.save(update_fields=["content", "revision", "updated_at"])
    participants_follow(draft.workflow_map, actor, former, content)
    return draft


@transaction.atomic
def draft_publish(
    *, project: Project, actor: User, revision: int, message: str, map_key: str = ""
) -> MapVersion:
    """Make a version of the draft, which ends with it.

    Raises as ``draft_save``, ``DefinitionError`` with every problem of a drawing that is no valid
    map, and ``StaleMapError`` where the map has a newer version than the draft began from.
    """
    draft = _locked(project, actor, map_key)
    if draft.revision != revision:
        raise StaleDraftError(draft)
    owner = draft.workflow_map
    current = current_map(project, owner.key)
    if current is not None and current.pk != draft.base_id:
        raise StaleMapError(current)
    reading = bpmn.read(bytes(draft.content))
    version = version_store(
        owner, actor, f"{owner.key}.bpmn", reading, message, verb="drew the workflow map"
    )
    draft.delete()
    return version


@transaction.atomic
def draft_discard(*, project: Project, actor: User, map_key: str = "") -> None:
    """Throw the draft away; what was stated in the requirement matrix stays."""
    _locked(project, actor, map_key).delete()


def _begun(owner: WorkflowMap, actor: User, base: MapVersion | None) -> MapDraft:
    content = drawing_of(base, owner.project.name)
    draft = MapDraft(workflow_map=owner, author=actor, base=base, content=content)
    draft.full_clean()
    draft.save(force_insert=True)
    return draft


def _owner(project: Project, actor: User, map_key: str) -> WorkflowMap:
    return workflow_map_for(project, actor, map_key, first_key="map", first_name=project.name)


def _locked(project: Project, actor: User, map_key: str) -> MapDraft:
    Project.objects.select_for_update().get(pk=project.pk)
    draft = map_draft(project, actor, map_key)
    if draft is None:
        raise NoDraftError
    return draft
