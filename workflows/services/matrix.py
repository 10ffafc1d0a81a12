"""Write the requirement matrix: state cells, confirm assumed ones, take in a CSV file.

Every write names the version of the row that the writer has seen, so that nobody overwrites a
colleague unawares. ``map_key`` names a map of the library (empty: the main one); ``drawn`` is the
definition of a draft whose steps no version has yet.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects.models import Project, User
from projects.services.activity import activity_record
from workflows.definition.columns import COLUMNS_BY_ID
from workflows.definition.matrix import with_cells
from workflows.definition.model import Definition, Requirements
from workflows.exceptions import CellsRefusedError, NoMapError, StaleRowError
from workflows.models import MatrixRow
from workflows.selectors.matrix import Line, Matrix, matrix_for

__all__ = [
    "matrix_cell_set",
    "matrix_cells_import",
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
    map_key: str = "",
    drawn: Definition | None = None,
) -> Line:
    """State cells of a step together and return the row as it is now.

    Cells that already hold the text and are stated are left alone. Raises ``KeyError`` for an
    unknown step or column, ``CellsRefusedError`` for values that do not fit, ``StaleRowError``
    where the row is not at ``version`` any more; then nothing is written.
    """
    matrix = _locked_matrix(project, map_key, drawn)
    line = matrix.line(step_id)
    if line.stored and line.version != version:
        raise StaleRowError(line.step.name or step_id, line.stored)
    changed = _news(line, texts)
    if not changed:
        return line
    definition, errors = with_cells(matrix.definition, step_id, changed)
    if errors:
        raise CellsRefusedError(errors)
    _store(matrix, actor, definition, step_id, frozenset(changed))
    _record(matrix, actor, "stated requirements of", line.step.name or step_id)
    return _locked_matrix(project, map_key, drawn).line(step_id)


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
    """State every assumed cell of a step as it stands; raises as ``matrix_row_set``."""
    line = _locked_matrix(project, map_key, drawn).line(step_id)
    texts = {cell.column.id: cell.text for cell in line.cells if cell.assumed}
    return matrix_row_set(
        project=project,
        actor=actor,
        step_id=step_id,
        texts=texts,
        version=version,
        map_key=map_key,
        drawn=drawn,
    )


@transaction.atomic
def matrix_confirm_all(
    *, project: Project, actor: User, versions: Mapping[str, int], map_key: str = ""
) -> int:
    """State every assumed cell as it stands; returns how many there were.

    ``versions`` holds the version per step that the writer has seen. Raises ``StaleRowError`` if
    any row has changed since, and writes nothing.
    """
    matrix = _locked_matrix(project, map_key)
    for line in matrix.lines:
        if line.stored and line.version != versions.get(line.step.id, 0):
            raise StaleRowError(line.step.name or line.step.id, line.stored)
        assumed = frozenset(cell.column.id for cell in line.cells if cell.assumed)
        if assumed:
            _store(matrix, actor, matrix.definition, line.step.id, assumed)
    if matrix.assumed_count:
        _record(matrix, actor, "confirmed", f"{matrix.assumed_count} assumed requirements")
    return matrix.assumed_count


@transaction.atomic
def matrix_cells_import(
    *,
    project: Project,
    actor: User,
    cells: Mapping[str, Mapping[str, str]],
    source: str,
    map_key: str = "",
) -> int:
    """State cells of many steps, as read from a file; returns how many steps changed.

    ``cells`` holds text per column id per step id. Raises ``CellsRefusedError`` at the first step
    whose values do not fit, and writes nothing.
    """
    matrix = _locked_matrix(project, map_key)
    definition, stated = matrix.definition, {}
    for step_id, texts in cells.items():
        if changed := _news(matrix.line(step_id), texts):
            definition, errors = with_cells(definition, step_id, changed)
            if errors:
                raise CellsRefusedError(errors)
            stated[step_id] = frozenset(changed)
    for step_id, columns in stated.items():
        _store(matrix, actor, definition, step_id, columns)
    if stated:
        _record(matrix, actor, "imported requirements from", source)
    return len(stated)


def _locked_matrix(project: Project, map_key: str, drawn: Definition | None = None) -> Matrix:
    """The matrix, with the project locked so that writers of one matrix queue."""
    Project.objects.select_for_update().get(pk=project.pk)
    matrix = matrix_for(project, map_key, drawn=drawn)
    if matrix is None:
        raise NoMapError
    return matrix


def _news(line: Line, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that say something new: another value, or the first statement of it."""
    cells = {cell.column.id: cell for cell in line.cells}
    return {
        name: text
        for name, text in texts.items()
        if (cells[name].applies and cells[name].assumed) or cells[name].text != text.strip()
    }


def _store(
    matrix: Matrix, actor: User, definition: Definition, step_id: str, columns: frozenset[str]
) -> None:
    """Write the row as it reads in ``definition``: what was stated before, and ``columns``."""
    row = matrix.rows.get(step_id)
    if row is None:
        owner = matrix.workflow_map
        row = MatrixRow(project_id=owner.project_id, workflow_map=owner, step_id=step_id, version=0)
    step = definition.by_id[step_id]
    assumed = (step.requirements or Requirements()).assumed - columns
    stated = [name for name in {**row.values, **dict.fromkeys(columns)} if name not in assumed]
    row.values = {name: COLUMNS_BY_ID[name].text(step) for name in COLUMNS_BY_ID if name in stated}
    row.version += 1
    row.updated_by, row.updated_at = actor, timezone.now()
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()


def _record(matrix: Matrix, actor: User, verb: str, subject: str) -> None:
    owner = matrix.workflow_map
    activity_record(
        project=owner.project,
        actor=actor,
        verb=verb,
        subject=subject,
        url=reverse("workflows:matrix", args=[owner.project_id, owner.key]),
    )
