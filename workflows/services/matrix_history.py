"""Take changes of the requirement matrix back: a cell to what the map says, one change of the
history, or the last action of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from projects.models import Project, User
from workflows.definition.columns import COLUMNS_BY_ID
from workflows.definition.matrix import with_cells_of
from workflows.definition.model import Definition
from workflows.exceptions import CellsRefusedError, NothingToUndoError, StaleRowError
from workflows.formats.matrix import NOTE
from workflows.models import CellEdit, EditKind
from workflows.selectors.matrix import Line, Matrix
from workflows.selectors.matrix_history import last_action
from workflows.services.matrix_storing import RowChange, locked_matrix, record, store

__all__ = ["matrix_cell_reset", "matrix_edit_put_back", "matrix_undo"]

_WITH_EFFECT = frozenset({"effect", "idempotent", "compensation"})


@transaction.atomic
def matrix_cell_reset(
    *,
    project: Project,
    actor: User,
    step_id: str,
    column_id: str,
    version: int,
    map_key: str = "",
) -> Line:
    """Take back that a cell was stated or confirmed: it reads as the map or the default says.

    Without the effect goes what was stated about it. Raises ``KeyError`` for an unknown step or
    column, ``StaleRowError`` where the row is not at ``version`` any more.
    """
    matrix = locked_matrix(project, map_key)
    line = matrix.line(step_id)
    cell = line.cell(column_id)
    _refuse_stale(line, version)
    if line.stored and column_id in line.stored.values:
        released = _WITH_EFFECT if column_id == "effect" else frozenset({column_id})
        change = RowChange(released=released)
        definition = _with_values(matrix, {step_id: _left(line, released)})
        matrix = store(
            matrix=matrix,
            actor=actor,
            kind=EditKind.RESET,
            definition=definition,
            changes={step_id: change},
        )
        record(matrix, actor, "took back", f"{cell.column.label} of {line.step.name or step_id}")
    return matrix.line(step_id)


@transaction.atomic
def matrix_edit_put_back(
    *, project: Project, actor: User, edit: CellEdit, version: int, map_key: str = ""
) -> Line:
    """Give a cell the text, or the lack of one, that it had before an edit.

    Raises as ``matrix_cell_reset``, and ``CellsRefusedError`` where the text no longer fits.
    """
    matrix = locked_matrix(project, map_key)
    line = matrix.line(edit.step_id)
    _refuse_stale(line, version)
    after = _put_back(matrix, actor, [edit])
    label = COLUMNS_BY_ID[edit.column].label if edit.column != NOTE else "the note"
    record(matrix, actor, "put back", f"{label} of {line.step.name or edit.step_id}")
    return after.line(edit.step_id)


@transaction.atomic
def matrix_undo(*, project: Project, actor: User, map_key: str = "") -> tuple[CellEdit, ...]:
    """Take back the person's last action that still stands, and return its edits.

    Raises ``NothingToUndoError`` where there is none, or where somebody has changed one of its
    cells since.
    """
    matrix = locked_matrix(project, map_key)
    edits = [edit for edit in last_action(matrix, actor) if edit.step_id in _step_ids(matrix)]
    if not edits:
        raise NothingToUndoError("There is no change of yours left to take back.")
    for edit in edits:
        _refuse_changed_since(matrix, edit)
    _put_back(matrix, actor, edits)
    CellEdit.objects.filter(pk__in=[edit.pk for edit in edits]).update(undone_at=timezone.now())
    record(matrix, actor, "took back changes of", f"{len(edits)} requirements")
    return tuple(edits)


def _put_back(matrix: Matrix, actor: User, edits: Iterable[CellEdit]) -> Matrix:
    values: dict[str, dict[str, str]] = {}
    changes: dict[str, RowChange] = {}
    for step_id, own in _by_step(edits).items():
        line = matrix.line(step_id)
        cells = [edit for edit in own if edit.column != NOTE]
        released = frozenset(edit.column for edit in cells if not edit.was_stated)
        stated = {edit.column: edit.before for edit in cells if edit.was_stated}
        notes = [edit.before for edit in own if edit.column == NOTE]
        values[step_id] = {**_left(line, released), **stated}
        changes[step_id] = RowChange(
            stated=frozenset(stated), released=released, note=notes[0] if notes else None
        )
    return store(
        matrix=matrix,
        actor=actor,
        kind=EditKind.PUT_BACK,
        definition=_with_values(matrix, values, {s: c.stated for s, c in changes.items()}),
        changes=changes,
    )


def _by_step(edits: Iterable[CellEdit]) -> dict[str, list[CellEdit]]:
    found: dict[str, list[CellEdit]] = {}
    for edit in edits:
        found.setdefault(edit.step_id, []).append(edit)
    return found


def _left(line: Line, released: frozenset[str]) -> dict[str, str]:
    values = line.stored.values if line.stored else {}
    return {n: t for n, t in values.items() if n not in released and n in COLUMNS_BY_ID}


def _with_values(
    matrix: Matrix,
    values: Mapping[str, Mapping[str, str]],
    wanted: Mapping[str, frozenset[str]] | None = None,
) -> Definition:
    """The map with all stated cells, those of these steps being ``values``; raises
    ``CellsRefusedError`` where one that is ``wanted`` does not fit."""
    others = {
        step_id: {name: text for name, text in row.values.items() if name in COLUMNS_BY_ID}
        for step_id, row in matrix.rows.items()
        if step_id in _step_ids(matrix) and step_id not in values
    }
    definition, errors = with_cells_of(matrix.drawn, {**others, **values})
    for step_id, names in (wanted or {}).items():
        if refused := {n: m for n, m in errors.get(step_id, {}).items() if n in names}:
            raise CellsRefusedError(refused)
    return definition


def _step_ids(matrix: Matrix) -> frozenset[str]:
    return frozenset(step.id for step in matrix.definition.steps)


def _refuse_changed_since(matrix: Matrix, edit: CellEdit) -> None:
    line = matrix.line(edit.step_id)
    if edit.column == NOTE:
        now = line.note
    else:
        now = next((c.text for c in line.cells if c.column.id == edit.column), edit.after)
    if now != edit.after:
        label = COLUMNS_BY_ID[edit.column].label if edit.column != NOTE else "note"
        who = line.stored.updated_by if line.stored else None
        raise NothingToUndoError(
            f"{who or 'Somebody'} has changed {label} of “{line.step.name or edit.step_id}” since "
            "your change. Its history on the step’s page can put any value back."
        )


def _refuse_stale(line: Line, version: int) -> None:
    if line.stored and line.version != version:
        raise StaleRowError(line.step.name or line.step.id, line.stored)
