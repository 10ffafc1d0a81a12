"""workflows/services/matrix.py"""

from __future__ import annotations

import pytest

from projects.models import ActivityEntry, Project, User
from tests.workflows.stage import SHORTER_ORDER, upload
from workflows.exceptions import CellsRefusedError, NoMapError, StaleRowError
from workflows.models import MatrixRow
from workflows.selectors.matrix import Matrix, matrix_for
from workflows.services.matrix import (
    matrix_cell_set,
    matrix_cells_import,
    matrix_confirm_all,
    matrix_row_confirm,
    matrix_row_set,
)


def _set(project: Project, actor: User, column: str, text: str, version: int = 0) -> None:
    matrix_cell_set(
        project=project, actor=actor, step_id="pay", column_id=column, text=text, version=version
    )


def _matrix(project: Project) -> Matrix:
    found = matrix_for(project)
    assert found is not None
    return found


def test_a_cell_that_is_set_is_stated_no_longer_assumed(mapped: Project, owner: User) -> None:
    _set(mapped, owner, "timeout", "5s")

    cell = _matrix(mapped).line("pay").cell("timeout")
    assert (cell.text, cell.assumed) == ("5s", False)


def test_the_other_cells_stay_assumed(mapped: Project, owner: User) -> None:
    _set(mapped, owner, "timeout", "5s")

    assert _matrix(mapped).line("pay").cell("consistency").assumed


def test_saying_what_was_assumed_states_it(mapped: Project, owner: User) -> None:
    assumed = _matrix(mapped).line("pay").cell("timeout").text

    _set(mapped, owner, "timeout", assumed)

    assert not _matrix(mapped).line("pay").cell("timeout").assumed


def test_saying_it_again_changes_neither_version_nor_log(mapped: Project, owner: User) -> None:
    _set(mapped, owner, "timeout", "5s")
    entries = ActivityEntry.objects.count()

    _set(mapped, owner, "timeout", "5s", version=1)

    assert MatrixRow.objects.get().version == 1
    assert ActivityEntry.objects.count() == entries


def test_a_value_that_does_not_fit_is_refused_by_column(mapped: Project, owner: User) -> None:
    with pytest.raises(CellsRefusedError) as refusal:
        _set(mapped, owner, "timeout", "5")

    assert "needs a unit" in refusal.value.errors["timeout"]
    assert not MatrixRow.objects.exists()


def test_a_row_that_a_colleague_changed_is_not_overwritten(
    mapped: Project, owner: User, architect: User
) -> None:
    _set(mapped, architect, "timeout", "9s")

    with pytest.raises(StaleRowError) as refusal:
        _set(mapped, owner, "timeout", "5s", version=0)

    assert refusal.value.row.updated_by == architect
    assert _matrix(mapped).line("pay").cell("timeout").text == "9s"


def test_cells_of_a_row_are_set_together_or_not_at_all(mapped: Project, owner: User) -> None:
    texts = {"timeout": "5s", "max_attempts": "0"}

    with pytest.raises(CellsRefusedError):
        matrix_row_set(project=mapped, actor=owner, step_id="pay", texts=texts, version=0)

    assert _matrix(mapped).line("pay").cell("timeout").assumed


def test_taking_the_effect_away_takes_what_belongs_to_it(mapped: Project, owner: User) -> None:
    matrix_row_set(
        project=mapped,
        actor=owner,
        step_id="pay",
        texts={"effect": "yes", "compensation": "reserve"},
        version=0,
    )

    _set(mapped, owner, "effect", "no", version=1)

    assert _matrix(mapped).line("pay").cell("compensation").text == ""
    assert _matrix(mapped).dormant == ()


def test_confirming_a_row_states_all_of_it(mapped: Project, owner: User) -> None:
    line = matrix_row_confirm(project=mapped, actor=owner, step_id="pay", version=0)

    assert line.assumed_count == 0


def test_confirming_all_states_every_row(mapped: Project, owner: User) -> None:
    before = _matrix(mapped).assumed_count

    count = matrix_confirm_all(project=mapped, actor=owner, versions={})

    assert (count, _matrix(mapped).assumed_count) == (before, 0)
    assert count > 0


def test_confirming_all_stops_at_a_row_that_has_changed(mapped: Project, owner: User) -> None:
    _set(mapped, owner, "timeout", "5s")

    with pytest.raises(StaleRowError):
        matrix_confirm_all(project=mapped, actor=owner, versions={"pay": 0})

    assert _matrix(mapped).line("reserve").assumed_count > 0


def test_an_import_states_cells_of_many_steps(mapped: Project, owner: User) -> None:
    cells = {"pay": {"timeout": "5s"}, "reserve": {"timeout": "6s"}}

    count = matrix_cells_import(project=mapped, actor=owner, cells=cells, source="m.csv")

    assert count == 2
    assert _matrix(mapped).line("reserve").cell("timeout").text == "6s"


def test_a_new_map_keeps_what_was_stated_about_its_steps(mapped: Project, owner: User) -> None:
    _set(mapped, owner, "timeout", "5s")

    upload(mapped, owner, SHORTER_ORDER)

    assert _matrix(mapped).line("pay").cell("timeout").text == "5s"


def test_without_a_map_there_is_nothing_to_state(project: Project, owner: User) -> None:
    with pytest.raises(NoMapError, match="Upload one"):
        _set(project, owner, "timeout", "5s")
