"""Write drafts: what a person draws is kept as they go; a version is made on purpose.

A draft belongs to one person and one map, so nobody draws over a colleague. What can collide is
told: two tabs of one person (``StaleDraftError``), and a version that a colleague has made of the
same map meanwhile (``StaleMapError``).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from projects.models import Project, User
from workflows.exceptions import NoDraftError, StaleDraftError, StaleMapError, UnknownMapError
from workflows.formats import bpmn, registry
from workflows.formats.bpmn.document import parse
from workflows.models import MapDraft, MapVersion, WorkflowMap
from workflows.selectors.maps import current_map, map_draft, workflow_map
from workflows.services.maps import version_store

__all__ = ["draft_begin", "draft_discard", "draft_publish", "draft_save", "drawing_of"]

_NOTHING = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  id="Definitions" targetNamespace="urn:podium:bpmn:1">
  <bpmn:process id="Process" isExecutable="false">
    <bpmn:startEvent id="start" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram">
    <bpmndi:BPMNPlane id="Plane" bpmnElement="Process">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def drawing_of(version: MapVersion) -> bytes:
    """A version as BPMN with a drawing, whatever format it came in."""
    if version.format == "bpmn":
        return bpmn.with_drawing(bytes(version.original))
    return registry.write("bpmn", version.definition).content


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
    current = current_map(project, owner.key)
    content = drawing_of(current) if current else _NOTHING
    draft = MapDraft(workflow_map=owner, author=actor, base=current, content=content)
    draft.full_clean()
    draft.save(force_insert=True)
    return draft


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
    draft.content, draft.revision, draft.updated_at = content, revision + 1, timezone.now()
    draft.save(update_fields=["content", "revision", "updated_at"])
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


def _owner(project: Project, actor: User, map_key: str) -> WorkflowMap:
    Project.objects.select_for_update().get(pk=project.pk)
    found = workflow_map(project, map_key)
    if found is not None:
        return found
    if map_key:
        raise UnknownMapError(map_key)
    owner = WorkflowMap(
        project=project, key="map", name=project.name[:200], is_main=True, created_by=actor
    )
    owner.full_clean()
    owner.save(force_insert=True)
    return owner


def _locked(project: Project, actor: User, map_key: str) -> MapDraft:
    Project.objects.select_for_update().get(pk=project.pk)
    draft = map_draft(project, actor, map_key)
    if draft is None:
        raise NoDraftError
    return draft
