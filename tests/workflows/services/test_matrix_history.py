"""workflows/services/matrix_history.py and workflows/services/matrix_storing.py"""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.workflows.stage import ORDER, SHORTER_ORDER, upload
from workflows.exceptions import (
    BlockRefusedError,
    NothingToUndoError,
    StaleRowError,
    StaleRowsError,
)
from workflows.models import CellEdit, EditKind, MatrixRow
from workflows.selectors.matrix import CellState, Line, Matrix, matrix_for
from workflows.services.matrix import (
    matrix_cell_confirm,
    matrix_cell_set,
    matrix_cells_import,
    matrix_cells_set,
    matrix_confirm_all,
    matrix_row_confirm,
    matrix_row_set,
)
from workflows.services.matrix_history import (
    matrix_cell_reset,
    matrix_edit_put_back,
    matrix_undo,
)


def state(project: Project, actor: User, text: str, column: str = "timeout") -> Line:
    """States a cell of `Charge card`, whatever its row's version."""
    version = pay(project).version
    return matrix_cell_set(
        project=project, actor=actor, step_id="pay", column_id=column, text=text, version=version
    )


def pay(project: Project) -> Line:
    return matrix(project).line("pay")


def matrix(project: Project) -> Matrix:
    found = matrix_for(project)
    assert found is not None
    return found


def test_the_history_tells_before_and_after_who_and_how(mapped: Project, owner: User) -> None:
    state(mapped, owner, "5s")

    edit = CellEdit.objects.get()
    assert (edit.step_id, edit.column, edit.before, edit.after) == ("pay", "timeout", "30s", "5s")
    assert (edit.kind, edit.by, edit.was_stated, edit.is_stated) == ("stated", owner, False, True)


def test_a_stated_cell_is_stated_and_a_confirmed_one_confirmed(
    mapped: Project, owner: User, architect: User
) -> None:
    state(mapped, owner, "5s")
    matrix_row_confirm(project=mapped, actor=architect, step_id="pay", version=1)

    stated, confirmed = pay(mapped).cell("timeout"), pay(mapped).cell("consistency")

    assert (stated.state, confirmed.state) == (CellState.STATED, CellState.CONFIRMED)
    assert stated.mark is not None
    assert confirmed.mark is not None
    assert (stated.mark.by, confirmed.mark.by) == (owner.pk, architect.pk)


def test_a_colleague_confirms_what_was_stated(
    mapped: Project, owner: User, architect: User
) -> None:
    state(mapped, owner, "5s")

    line = matrix_cell_confirm(
        project=mapped, actor=architect, step_id="pay", column_id="timeout", version=1
    )

    assert line.cell("timeout").state is CellState.CONFIRMED
    assert pay(mapped).cell("timeout").state is CellState.CONFIRMED


def test_what_the_map_says_is_neither(mapped: Project) -> None:
    found = matrix_for(mapped)
    assert found is not None

    assert found.line("reserve").cell("duration_mean").state is CellState.MAPPED


def test_taking_a_cell_back_gives_the_default(mapped: Project, owner: User) -> None:
    state(mapped, owner, "5s")

    line = matrix_cell_reset(
        project=mapped, actor=owner, step_id="pay", column_id="timeout", version=1
    )

    assert (line.cell("timeout").text, line.cell("timeout").assumed) == ("30s", True)
    assert pay(mapped).cell("timeout").assumed


def test_taking_the_effect_back_takes_what_belongs_to_it(mapped: Project, owner: User) -> None:
    state(mapped, owner, "yes", "effect")
    state(mapped, owner, "reserve", "compensation")

    matrix_cell_reset(project=mapped, actor=owner, step_id="pay", column_id="effect", version=2)

    assert MatrixRow.objects.get().values == {}
    assert matrix(mapped).dormant == ()


def test_a_stale_row_is_not_taken_back(mapped: Project, owner: User, architect: User) -> None:
    state(mapped, owner, "5s")
    state(mapped, architect, "6s")

    with pytest.raises(StaleRowError):
        matrix_cell_reset(
            project=mapped, actor=owner, step_id="pay", column_id="timeout", version=1
        )


def test_an_older_value_is_put_back(mapped: Project, owner: User, architect: User) -> None:
    state(mapped, owner, "5s")
    state(mapped, architect, "6s")
    edit = CellEdit.objects.get(after="6s")

    line = matrix_edit_put_back(project=mapped, actor=owner, edit=edit, version=2)

    assert line.cell("timeout").text == "5s"
    assert CellEdit.objects.all()[0].kind == EditKind.PUT_BACK


def test_undo_goes_back_action_by_action(mapped: Project, owner: User) -> None:
    state(mapped, owner, "5s")
    state(mapped, owner, "6s")

    matrix_undo(project=mapped, actor=owner)
    once = pay(mapped).cell("timeout").text
    matrix_undo(project=mapped, actor=owner)

    assert (once, pay(mapped).cell("timeout").assumed) == ("5s", True)
    with pytest.raises(NothingToUndoError, match="no change of yours"):
        matrix_undo(project=mapped, actor=owner)


def test_undo_takes_back_all_cells_of_one_action(mapped: Project, owner: User) -> None:
    matrix_confirm_all(project=mapped, actor=owner, versions={})

    matrix_undo(project=mapped, actor=owner)

    assert all(row.values == {} for row in MatrixRow.objects.all())


def test_undo_leaves_what_a_colleague_changed_since(
    mapped: Project, owner: User, architect: User
) -> None:
    state(mapped, owner, "5s")
    state(mapped, architect, "6s")

    with pytest.raises(NothingToUndoError, match="Archie has changed Timeout"):
        matrix_undo(project=mapped, actor=owner)

    assert pay(mapped).cell("timeout").text == "6s"


def test_a_note_is_kept_and_taken_back(mapped: Project, owner: User) -> None:
    matrix_row_set(project=mapped, actor=owner, step_id="pay", texts={}, note="Ask Ana.", version=0)
    noted = pay(mapped).note

    matrix_undo(project=mapped, actor=owner)

    assert (noted, pay(mapped).note) == ("Ask Ana.", "")


def test_many_cells_are_set_together_or_not_at_all(mapped: Project, owner: User) -> None:
    cells = {"pay": {"timeout": "5s"}, "reserve": {"timeout": "soon"}}

    with pytest.raises(BlockRefusedError) as refusal:
        matrix_cells_set(project=mapped, actor=owner, cells=cells, versions={})

    assert list(refusal.value.errors) == ["reserve"]
    assert not MatrixRow.objects.exists()


def test_every_stale_row_is_told(mapped: Project, owner: User, architect: User) -> None:
    state(mapped, architect, "9s")
    cells = {"pay": {"timeout": "5s"}, "reserve": {"timeout": "5s"}}

    with pytest.raises(StaleRowsError) as refusal:
        matrix_cells_set(project=mapped, actor=owner, cells=cells, versions={"pay": 0})

    assert list(refusal.value.rows) == ["Charge card"]


def test_an_import_says_so_in_the_history(mapped: Project, owner: User) -> None:
    matrix_cells_import(
        project=mapped,
        actor=owner,
        cells={"pay": {"timeout": "5s"}},
        notes={"pay": "From the bank."},
        source="m.xlsx",
    )

    assert {edit.kind for edit in CellEdit.objects.all()} == {"imported"}
    assert pay(mapped).note == "From the bank."


def test_what_has_no_place_now_survives_a_change_of_its_neighbour(
    mapped: Project, owner: User
) -> None:
    found = matrix_for(mapped)
    assert found is not None
    matrix_row_set(
        project=mapped, actor=owner, step_id="check", texts={"deadline": "3d"}, version=0
    )
    upload(mapped, owner, SHORTER_ORDER.replace(b"{id: pay,", b"{id: check}\n  - {id: pay,"))

    matrix_cell_set(
        project=mapped, actor=owner, step_id="check", column_id="timeout", text="5s", version=1
    )

    assert MatrixRow.objects.get(step_id="check").values == {"deadline": "3d", "timeout": "5s"}


def test_many_rows_take_no_more_queries_than_one(
    mapped: Project, owner: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(40) as few:
        matrix_confirm_all(project=mapped, actor=owner, versions={})
    steps = b"".join(b"  - {id: more%d, participant: shop}\n" % number for number in range(30))
    upload(mapped, owner, ORDER.replace(b"flows:\n", steps + b"flows:\n"))
    versions = matrix(mapped).versions

    with django_assert_max_num_queries(len(few)):
        matrix_confirm_all(project=mapped, actor=owner, versions=versions)
