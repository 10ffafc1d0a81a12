"""Matrix and drawing are two views of one thing: a step drawn into another lane changes hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from projects.models import User
from workflows.definition.model import Definition
from workflows.formats import bpmn
from workflows.models import EditKind, MatrixRow, WorkflowMap
from workflows.selectors.matrix import matrix_for
from workflows.services.matrix_storing import RowChange, record, store

__all__ = ["participants_follow"]

_RELEASED = RowChange(released=frozenset({"participant"}))


@transaction.atomic
def participants_follow(
    owner: WorkflowMap, actor: User, former: bytes, drawn: bytes
) -> tuple[str, ...]:
    """Take back the stated participant of each step that was drawn into another lane and now
    contradicts it; returns the ids of those steps. The history of the cells tells it.

    One query where nobody stated a participant.
    """
    rows = MatrixRow.objects.filter(workflow_map=owner, values__has_key="participant")
    stated = {row.step_id: row.values["participant"] for row in rows}
    if not stated:
        return ()
    after = bpmn.attempt(drawn).definition
    moved = _moved(stated, bpmn.attempt(former).definition, after)
    if moved:
        _take_back(owner, actor, after, moved)
    return moved


def _moved(stated: Mapping[str, str], before: Definition, after: Definition) -> tuple[str, ...]:
    was, now = _participants(before), _participants(after)
    both = [step for step in stated if step in was.keys() & now.keys()]
    return tuple(step for step in both if was[step] != now[step] and stated[step] != now[step])


def _participants(definition: Definition) -> Mapping[str, str]:
    return {step.id: step.participant or "" for step in definition.steps}


def _take_back(owner: WorkflowMap, actor: User, drawn: Definition, moved: tuple[str, ...]) -> None:
    matrix = matrix_for(owner.project, owner.key, drawn=drawn)
    if matrix is None:
        return
    nodes = tuple(
        replace(node, participant=drawn.by_id[node.id].participant) if node.id in moved else node
        for node in matrix.definition.nodes
    )
    store(
        matrix=matrix,
        actor=actor,
        kind=EditKind.RESET,
        definition=replace(matrix.definition, nodes=nodes),
        changes=dict.fromkeys(moved, _RELEASED),
    )
    names = ", ".join(drawn.by_id[step].name or step for step in moved)
    record(matrix, actor, "drew into another lane", names)
