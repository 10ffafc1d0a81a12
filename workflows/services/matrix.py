"""Write the requirement matrix: state cells of one step or many, confirm assumed ones, take in a
file.

Every write names the version of the row that the writer has seen, so that nobody overwrites a
colleague unawares. ``map_key`` names a map of the library (empty: the main one); ``drawn`` is the
definition of a draft whose steps no version has yet.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from projects.models import Project, User
from workflows.definition.matrix import with_cells_of
from workflows.definition.model import Definition
from workflows.exceptions import (
    BlockRefusedError,
    CellsRefusedError,
    StaleRowError,
    StaleRowsError,
)
from workflows.models import EditKind
from workflows.selectors.matrix import CellState, Line, Matrix
from workflows.services.matrix_storing import RowChange, locked_matrix, record, store

__all__ = [
    "matrix_cell_confirm",
    "matrix_cell_set",
    "matrix_cells_import",
    "matrix_cells_set",
    "matrix_confirm_all",
    "matrix_row_confirm",
    "matrix_row_set",
]


@transaction.atomic
def matrix_cell_set(
    *,
    project: Project,
    actor: User,
    step_id: str,
    column_id: str,
    text: str,
    version: int,
    map_key: str = "",
    drawn: Definition | None = None,
) -> Line:
    """State one cell and return the row as it is now.

    Raises as ``matrix_row_set``.
    """
    return matrix_row_set(
        project=project,
        actor=actor,
        step_id=step_id,
        texts={column_id: text},
        version=version,
        map_key=map_key,
        drawn=drawn,
    )


@transaction.atomic
def matrix_row_set(
    *,
    project: Project,
    actor: User,
    step_id: str,
    texts: Mapping[str, str],
    version: int,
    note: str | None = None,
    map_key: str = "",
    drawn: Definition | None = None,
) -> Line:
    """State cells of a step together, and its note, and return the row as it is now.

    Cells that already hold the text and are stated are left alone. Raises ``KeyError`` for an
    unknown step or column, ``CellsRefusedError`` for values that do not fit, ``StaleRowError``
    where the row is not at ``version`` any more; then nothing is written.
    """
    matrix = locked_matrix(project, map_key, drawn)
    line = matrix.line(step_id)
    _refuse_stale(line, version)
    notes = {} if note is None else {step_id: note}
    try:
        after, _ = _state(matrix, actor, EditKind.STATED, {step_id: texts}, notes)
    except BlockRefusedError as error:
        raise CellsRefusedError(error.errors[step_id]) from None
    return after.line(step_id)


@transaction.atomic
def matrix_cells_set(
    *,
    project: Project,
    actor: User,
    cells: Mapping[str, Mapping[str, str]],
    versions: Mapping[str, int],
    map_key: str = "",
) -> int:
    """State cells of many steps together; returns how many cells changed.

    ``cells`` holds text per column id per step id, ``versions`` the version per step that the
    writer has seen. Raises ``StaleRowsError`` with every row that has changed since,
    ``BlockRefusedError`` with every value that does not fit; then nothing is written.
    """
    matrix = locked_matrix(project, map_key)
    _refuse_stale_rows(matrix, cells, versions)
    _, changed = _state(matrix, actor, EditKind.STATED, cells, {})
    return sum(len(change.stated) for change in changed.values())


@transaction.atomic
def matrix_cells_import(
    *,
    project: Project,
    actor: User,
    cells: Mapping[str, Mapping[str, str]],
    source: str,
    notes: Mapping[str, str] | None = None,
    versions: Mapping[str, int] | None = None,
    map_key: str = "",
) -> int:
    """State cells and notes of many steps, as read from a file; returns how many steps changed.

    Raises as ``matrix_cells_set``; without ``versions`` no row is stale.
    """
    matrix = locked_matrix(project, map_key)
    if versions is not None:
        _refuse_stale_rows(matrix, {**cells, **(notes or {})}, versions)
    _, changed = _state(matrix, actor, EditKind.IMPORTED, cells, notes or {}, source=source)
    return len(changed)


@transaction.atomic
def matrix_row_confirm(
    *,
    project: Project,
    actor: User,
    step_id: str,
    version: int,
    map_key: str = "",
    drawn: Definition | None = None,
) -> Line:
    """Confirm every assumed cell of a step as it stands; raises as ``matrix_row_set``."""
    matrix = locked_matrix(project, map_key, drawn)
    line = matrix.line(step_id)
    _refuse_stale(line, version)
    assumed = frozenset(cell.column.id for cell in line.cells if cell.assumed)
    if assumed:
        matrix = _confirm(matrix, actor, {step_id: assumed})
        record(matrix, actor, "confirmed requirements of", line.step.name or step_id)
    return matrix.line(step_id)


@transaction.atomic
def matrix_cell_confirm(
    *,
    project: Project,
    actor: User,
    step_id: str,
    column_id: str,
    version: int,
    map_key: str = "",
) -> Line:
    """Confirm one cell as it stands, assumed or stated by somebody; raises as
    ``matrix_row_set``."""
    matrix = locked_matrix(project, map_key)
    line = matrix.line(step_id)
    cell = line.cell(column_id)
    _refuse_stale(line, version)
    if cell.state is not CellState.CONFIRMED:
        matrix = _confirm(matrix, actor, {step_id: frozenset({column_id})})
        subject = f"{cell.column.label} of {line.step.name or step_id}"
        record(matrix, actor, "confirmed", subject)
    return matrix.line(step_id)


@transaction.atomic
def matrix_confirm_all(
    *, project: Project, actor: User, versions: Mapping[str, int], map_key: str = ""
) -> int:
    """Confirm every assumed cell as it stands; returns how many there were.

    ``versions`` holds the version per step that the writer has seen. Raises ``StaleRowError`` if
    any row has changed since, and writes nothing.
    """
    matrix = locked_matrix(project, map_key)
    for line in matrix.lines:
        _refuse_stale(line, versions.get(line.step.id, 0))
    assumed = {
        line.step.id: frozenset(cell.column.id for cell in line.cells if cell.assumed)
        for line in matrix.lines
        if line.assumed_count
    }
    count = matrix.assumed_count
    if assumed:
        _confirm(matrix, actor, assumed)
        record(matrix, actor, "confirmed", f"{count} assumed requirements")
    return count


def _confirm(matrix: Matrix, actor: User, names: Mapping[str, frozenset[str]]) -> Matrix:
    texts = {
        step_id: {cell.column.id: cell.text for cell in line.cells if cell.column.id in columns}
        for step_id, columns in names.items()
        if (line := matrix.line(step_id))
    }
    definition, errors = with_cells_of(matrix.definition, texts)
    if errors:
        raise BlockRefusedError(errors)
    return store(
        matrix=matrix,
        actor=actor,
        kind=EditKind.CONFIRMED,
        definition=definition,
        changes={step_id: RowChange(stated=columns) for step_id, columns in names.items()},
    )


def _state(
    matrix: Matrix,
    actor: User,
    kind: EditKind,
    cells: Mapping[str, Mapping[str, str]],
    notes: Mapping[str, str],
    *,
    source: str = "",
) -> tuple[Matrix, dict[str, RowChange]]:
    """State what says something new; returns the matrix as it is then, and what was new."""
    lines = {step_id: matrix.line(step_id) for step_id in dict.fromkeys([*cells, *notes])}
    news = {step_id: _news(lines[step_id], texts) for step_id, texts in cells.items()}
    definition, errors = with_cells_of(matrix.definition, news)
    if errors:
        raise BlockRefusedError(errors)
    changes = {
        step_id: RowChange(
            stated=frozenset(news.get(step_id, ())), note=_new_note(line, notes.get(step_id))
        )
        for step_id, line in lines.items()
    }
    changes = {step_id: one for step_id, one in changes.items() if one != RowChange()}
    if changes:
        matrix = store(
            matrix=matrix, actor=actor, kind=kind, definition=definition, changes=changes
        )
        if source:
            record(matrix, actor, "imported requirements from", source)
        else:
            record(matrix, actor, "stated requirements of", _named(lines, changes))
    return matrix, changes


def _named(lines: Mapping[str, Line], changes: Mapping[str, RowChange]) -> str:
    if len(changes) > 1:
        return f"{len(changes)} steps"
    (step_id,) = changes
    return lines[step_id].step.name or step_id


def _new_note(line: Line, note: str | None) -> str | None:
    return note if note is not None and note.strip() != line.note else None


def _news(line: Line, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that say something new: another value, or the first statement of it."""
    cells = {cell.column.id: cell for cell in line.cells}
    return {
        name: text
        for name, text in texts.items()
        if cells[name].assumed or cells[name].text != text.strip()
    }


def _refuse_stale(line: Line, version: int) -> None:
    if line.stored and line.version != version:
        raise StaleRowError(line.step.name or line.step.id, line.stored)


def _refuse_stale_rows(
    matrix: Matrix, step_ids: Mapping[str, object], versions: Mapping[str, int]
) -> None:
    stale = {
        line.step.name or step_id: line.stored
        for step_id in step_ids
        if (line := matrix.line(step_id)).stored and line.version != versions.get(step_id, 0)
    }
    found = {name: row for name, row in stale.items() if row}
    if found:
        raise StaleRowsError(found)
