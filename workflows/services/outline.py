"""Write edits of the outline into the person's draft, the one that the designer draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from projects.models import Project, User
from workflows.definition.findings import Finding
from workflows.definition.model import Definition
from workflows.exceptions import StaleDraftError
from workflows.formats import bpmn
from workflows.models import MapDraft
from workflows.selectors.designer import design_for
from workflows.services.drafts import draft_keep

__all__ = ["Edited", "outline_edit"]


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit left: the draft, the map before and after it, and what the file cannot say."""

    draft: MapDraft
    before: Definition
    after: Definition
    losses: tuple[Finding, ...]


@transaction.atomic
def outline_edit(
    *,
    project: Project,
    actor: User,
    edit: Callable[[Definition], Definition],
    revision: int,
    map_key: str = "",
) -> Edited:
    """Make one edit of the map and keep it in the draft, with the drawing around it as it was.

    ``revision`` is that of the draft which the editor has seen, 0 where there was none. Raises
    ``DefinitionError`` for an edit that the map does not allow or a draft that is no valid map,
    ``StaleDraftError`` where the draft has moved on; then nothing is written.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    design = design_for(project, actor, map_key)
    if design.draft is not None and design.revision != revision:
        raise StaleDraftError(design.draft)
    before = bpmn.read(design.content).definition
    after = edit(before)
    writing = bpmn.write(after, base=design.content)
    draft = draft_keep(
        project=project,
        actor=actor,
        content=writing.content,
        revision=revision,
        base=design.base.number if design.base else 0,
        map_key=map_key,
    )
    return Edited(draft, before, after, writing.losses)
