"""A draft that fell behind, for the tests of merging."""

from __future__ import annotations

from projects.models import Project, User
from tests.workflows.formats.bpmn.merging.edits import Edit, edited
from workflows.models import MapDraft, MapVersion
from workflows.services.drafts import draft_begin, draft_publish, draft_save

__all__ = ["drawn", "published"]


def drawn(project: Project, actor: User, *edits: Edit) -> MapDraft:
    """The person's draft of the main map with these edits, begun now if there is none."""
    draft = draft_begin(project=project, actor=actor)
    content = edited(bytes(draft.content), *edits)
    return draft_save(project=project, actor=actor, content=content, revision=draft.revision)


def published(project: Project, actor: User, *edits: Edit) -> MapVersion:
    """A version drawn by the person with these edits."""
    draft = drawn(project, actor, *edits)
    return draft_publish(
        project=project, actor=actor, revision=draft.revision, message="Drawn otherwise"
    )
