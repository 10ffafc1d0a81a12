"""Matrix and drawing are two views of one thing: a step drawn into another lane changes hands."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from projects.models import User
from workflows.formats import bpmn
from workflows.models import MatrixRow, WorkflowMap

__all__ = ["participants_follow"]


@transaction.atomic
def participants_follow(
    owner: WorkflowMap, actor: User, former: bytes, drawn: bytes
) -> tuple[str, ...]:
    """Take back the stated participant of each step that was drawn into another lane and now
    contradicts it; returns the ids of those steps.

    One query where nobody stated a participant, one more for each step that changed hands.
    """
    stated = MatrixRow.objects.filter(workflow_map=owner, values__has_key="participant")
    rows = {row.step_id: row for row in stated}
    if not rows:
        return ()
    before, after = _participants(former), _participants(drawn)
    moved = tuple(
        step
        for step, row in rows.items()
        if step in before.keys() & after.keys()
        and before[step] != after[step]
        and row.values["participant"] != after[step]
    )
    for step in moved:
        _take_back(rows[step], actor)
    return moved


def _participants(content: bytes) -> Mapping[str, str]:
    steps = bpmn.attempt(content).definition.steps
    return {step.id: step.participant or "" for step in steps}


def _take_back(row: MatrixRow, actor: User) -> None:
    row.values = {name: text for name, text in row.values.items() if name != "participant"}
    row.version += 1
    row.updated_by, row.updated_at = actor, timezone.now()
    row.save(update_fields=["values", "version", "updated_by", "updated_at"])
