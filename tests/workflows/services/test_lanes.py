"""workflows/services/lanes.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.drawings import DRAWN, lanes, moved
from workflows.definition.model import Definition
from workflows.formats import bpmn
from workflows.models import MapDraft, MatrixRow
from workflows.services.drafts import draft_keep
from workflows.services.matrix import matrix_cell_set


@pytest.fixture
def draft(project: Project, owner: User) -> MapDraft:
    """A drawing whose one step stands in the lane of the shop."""
    return draft_keep(project=project, actor=owner, content=DRAWN, revision=0, base=0)


def state(draft: MapDraft, owner: User, column: str, text: str) -> None:
    matrix_cell_set(
        project=draft.workflow_map.project,
        actor=owner,
        step_id="pay",
        column_id=column,
        text=text,
        version=0,
        drawn=_definition(draft),
    )


def _definition(draft: MapDraft) -> Definition:
    return bpmn.read(bytes(draft.content)).definition


def save(draft: MapDraft, owner: User, content: bytes) -> None:
    project = draft.workflow_map.project
    draft_keep(project=project, actor=owner, content=content, revision=draft.revision, base=0)


def test_a_step_drawn_into_another_lane_loses_its_stated_participant(
    draft: MapDraft, owner: User
) -> None:
    state(draft, owner, "participant", "bank")

    save(draft, owner, moved())

    row = MatrixRow.objects.get()
    assert (row.values, row.version) == ({}, 2)


def test_a_participant_that_fits_the_new_lane_stays_stated(draft: MapDraft, owner: User) -> None:
    state(draft, owner, "participant", "depot")

    save(draft, owner, moved())

    assert MatrixRow.objects.get().values == {"participant": "depot"}


def test_a_step_that_stays_in_its_lane_keeps_what_was_stated(draft: MapDraft, owner: User) -> None:
    state(draft, owner, "participant", "bank")

    save(draft, owner, lanes(shop="pay pack"))

    assert MatrixRow.objects.get().values == {"participant": "bank"}


def test_other_cells_of_a_step_that_moves_stay(draft: MapDraft, owner: User) -> None:
    state(draft, owner, "timeout", "5s")

    save(draft, owner, moved())

    assert MatrixRow.objects.get().values == {"timeout": "5s"}
