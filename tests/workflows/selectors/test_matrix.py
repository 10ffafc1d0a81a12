"""workflows/selectors/matrix.py"""

from __future__ import annotations

import pytest
from django.utils import timezone

from projects.models import Project, User
from tests.workflows.stage import SHORTER_ORDER, upload
from workflows.definition.columns import COLUMNS
from workflows.models import MatrixRow
from workflows.selectors.matrix import Matrix, definition_for, map_notes, matrix_for


def _matrix(project: Project) -> Matrix:
    found = matrix_for(project)
    assert found is not None
    return found


def _stated(project: Project, step_id: str, **values: str) -> None:
    MatrixRow.objects.create(
        project=project,
        workflow_map=project.maps.get(),
        step_id=step_id,
        values=values,
        updated_at=timezone.now(),
    )


def test_every_step_is_a_line_in_the_order_of_the_map(mapped: Project) -> None:
    assert [line.step.id for line in _matrix(mapped).lines] == ["reserve", "pay", "check"]


def test_the_groups_hold_every_column_once(mapped: Project) -> None:
    shown = [column.id for group in _matrix(mapped).groups for column in group.columns]

    assert sorted(shown) == sorted(column.id for column in COLUMNS)


def test_without_people_there_are_no_columns_for_them(project: Project, owner: User) -> None:
    upload(project, owner, SHORTER_ORDER)

    assert "People" not in [group.title for group in _matrix(project).groups]


def test_a_column_that_a_step_has_not_does_not_apply(mapped: Project) -> None:
    cells = {cell.column.id: cell for cell in _matrix(mapped).line("pay").cells}

    assert not cells["deadline"].applies
    assert not cells["deadline"].assumed


def test_people_read_names_where_the_map_has_ids(mapped: Project) -> None:
    cell = _matrix(mapped).line("pay").cell("participant")

    assert (cell.text, cell.shown) == ("bank", "Bank")


def test_what_the_file_stated_is_not_assumed(mapped: Project) -> None:
    line = _matrix(mapped).line("reserve")

    assert not line.cell("duration_mean").assumed
    assert line.cell("timeout").assumed


def test_a_stated_cell_replaces_the_maps(mapped: Project) -> None:
    _stated(mapped, "reserve", duration_mean="2s")

    definition = definition_for(mapped)

    assert definition is not None
    assert definition.by_id["reserve"].requirements is not None
    assert definition.by_id["reserve"].requirements.duration.mean == 2


def test_a_row_of_a_step_that_is_gone_is_kept_and_told(mapped: Project) -> None:
    _stated(mapped, "ship", timeout="5s")

    (note,) = map_notes(mapped)

    assert note.code == "matrix-row-dormant"
    assert MatrixRow.objects.filter(step_id="ship").exists()


def test_a_cell_that_no_longer_fits_is_told_and_leaves_the_maps_value(mapped: Project) -> None:
    _stated(mapped, "pay", participant="closed-bank", timeout="5s")

    matrix = _matrix(mapped)

    assert matrix.line("pay").cell("participant").text == "bank"
    assert matrix.line("pay").cell("timeout").text == "5s"
    assert [note.where for note in matrix.dormant] == ["pay"]


def test_a_gateway_has_no_line(mapped: Project) -> None:
    with pytest.raises(KeyError):
        _matrix(mapped).line("start")


def test_a_project_without_a_map_has_no_matrix(project: Project) -> None:
    assert matrix_for(project) is None
    assert definition_for(project) is None
    assert map_notes(project) == ()
