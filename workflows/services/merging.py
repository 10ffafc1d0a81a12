"""Bring together what two people, or two tabs, made of one map.

How the pages and the designer call it:

- Publishing a draft says ``StaleMapError``: send the person to ``workflows:draft-behind``, which
  shows what either side did and the conflicts, and posts the choices to ``draft_merge``. Or
  ``draft_copy`` keeps the drawing as a map of its own.
- Saving from a stale tab says ``StaleDraftError``: the script asks ``workflows:draft-stale`` what
  differs (``tab_merge_for``), then posts the tab's drawing to ``workflows:draft-merge-tab``
  (``tab_merge``) or to ``workflows:draft-copy-tab`` (``tab_copy``).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from projects.models import Project, User
from workflows.exceptions import (
    NoDraftError,
    OpenConflictsError,
    StaleDraftError,
    UnknownMapError,
)
from workflows.formats.bpmn.document import parse
from workflows.formats.bpmn.merging import Choices, Merge, merged
from workflows.models import MapDraft, WorkflowMap
from workflows.selectors.designer import drawing_of
from workflows.selectors.maps import current_map, map_draft, workflow_map
from workflows.services.lanes import participants_follow
from workflows.services.library import map_beside

__all__ = ["draft_copy", "draft_merge", "merge_for", "tab_copy", "tab_merge", "tab_merge_for"]


def merge_for(draft: MapDraft, choices: Choices | None = None) -> Merge:
    """The draft and the newest version, both made of the version that the draft began from, in one
    drawing. Two queries."""
    project = draft.workflow_map.project
    newest = current_map(project, draft.workflow_map.key)
    base, theirs = (drawing_of(version, project.name) for version in (draft.base, newest))
    return merged(base, bytes(draft.content), theirs, choices)


def tab_merge_for(
    draft: MapDraft, content: bytes, seen: bytes | None = None, choices: Choices | None = None
) -> Merge:
    """A tab's drawing and the stored draft in one, both made of what the tab has ``seen``: as in
    ``tab_merge``. One query where ``seen`` is not given."""
    base = seen or drawing_of(draft.base, draft.workflow_map.project.name)
    return merged(base, content, bytes(draft.content), choices)


@transaction.atomic
def draft_merge(
    *, project: Project, actor: User, revision: int, choices: Choices, map_key: str = ""
) -> MapDraft:
    """Take the newest version's changes into the draft, which then begins from that version.

    Raises ``NoDraftError``, ``StaleDraftError`` where another tab has saved since ``revision``, and
    ``OpenConflictsError`` where a conflict has no choice; then nothing is written.
    """
    draft = _locked(project, actor, revision, map_key)
    newest = current_map(project, draft.workflow_map.key)
    merge = merge_for(draft, choices)
    if merge.open:
        raise OpenConflictsError(merge)
    draft.base = newest
    return _kept(draft, actor, merge.content)


@transaction.atomic
def tab_merge(
    *,
    project: Project,
    actor: User,
    content: bytes,
    revision: int,
    choices: Choices,
    seen: bytes | None = None,
    map_key: str = "",
) -> MapDraft:
    """Take what another tab of the same person saved into the drawing of this one, and save it.

    ``content`` is this tab's drawing, ``revision`` that of the stored draft which the tab was told
    of, ``seen`` the drawing that the tab last had from the server or saved there (without it, the
    version that the draft began from). Raises as ``draft_merge``, and ``DefinitionError`` for what
    is no BPMN.
    """
    draft = _locked(project, actor, revision, map_key)
    merge = tab_merge_for(draft, content, seen, choices)
    if merge.open:
        raise OpenConflictsError(merge)
    return _kept(draft, actor, merge.content)


@transaction.atomic
def draft_copy(*, project: Project, actor: User, name: str, map_key: str = "") -> WorkflowMap:
    """Keep the draft as a draft of a new map of the library, with the rows of the matrix; the map
    that it began from stays as it is.

    Raises ``NoDraftError``.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    draft = map_draft(project, actor, map_key)
    if draft is None:
        raise NoDraftError
    beside = map_beside(draft.workflow_map, actor, name)
    draft.workflow_map, draft.base = beside, None
    draft.save(update_fields=["workflow_map", "base"])
    return beside


@transaction.atomic
def tab_copy(
    *, project: Project, actor: User, content: bytes, name: str, map_key: str = ""
) -> WorkflowMap:
    """Keep a tab's drawing as a draft of a new map of the library, with the rows of the matrix; the
    stored draft stays with its map.

    Raises ``DefinitionError`` for what is no BPMN, and ``UnknownMapError``.
    """
    parse(content)
    Project.objects.select_for_update().get(pk=project.pk)
    owner = workflow_map(project, map_key)
    if owner is None:
        raise UnknownMapError(map_key)
    beside = map_beside(owner, actor, name)
    draft = MapDraft(workflow_map=beside, author=actor, content=content)
    draft.full_clean()
    draft.save(force_insert=True)
    return beside


def _locked(project: Project, actor: User, revision: int, map_key: str) -> MapDraft:
    Project.objects.select_for_update().get(pk=project.pk)
    draft = map_draft(project, actor, map_key)
    if draft is None:
        raise NoDraftError
    if draft.revision != revision:
        raise StaleDraftError(draft)
    return draft


def _kept(draft: MapDraft, actor: User, content: bytes) -> MapDraft:
    former = bytes(draft.content)
    draft.content, draft.revision = content, draft.revision + 1
    draft.updated_at = timezone.now()
    draft.save(update_fields=["base", "content", "revision", "updated_at"])
    participants_follow(draft.workflow_map, actor, former, content)
    return draft
