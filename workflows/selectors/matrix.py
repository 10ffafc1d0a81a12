"""Read the requirement matrix: the map's steps with what people stated about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from projects.models import Project
from workflows.definition.columns import COLUMNS, COLUMNS_BY_ID, Column, applicable
from workflows.definition.findings import Finding, Severity
from workflows.definition.matrix import with_cells
from workflows.definition.model import Definition, Node, NodeKind, Requirements
from workflows.models import MapVersion, MatrixRow
from workflows.selectors.maps import current_map

__all__ = ["Cell", "Line", "Matrix", "definition_for", "map_notes", "matrix_for"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as text; ``applies`` is False where the step has no such column."""

    column: Column
    text: str
    assumed: bool
    applies: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the step, its cells in the order of ``COLUMNS``, and the stored row, if any."""

    step: Node
    cells: tuple[Cell, ...]
    stored: MatrixRow | None

    @property
    def version(self) -> int:
        """The version to send back with a change; 0 while nobody has stated anything."""
        return self.stored.version if self.stored else 0

    @property
    def assumed_count(self) -> int:
        """How many cells nobody has stated or confirmed."""
        return sum(cell.assumed for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """The matrix of a project's current map. ``definition`` is the map with all stated cells;
    ``dormant`` tells which stated cells found no place in it."""

    map_version: MapVersion
    definition: Definition
    rows: Mapping[str, MatrixRow]
    dormant: tuple[Finding, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One line a step, in the order of the map."""
        return tuple(self.line(step.id) for step in self.definition.steps)

    def line(self, step_id: str) -> Line:
        """The line of one step. Raises ``KeyError`` for anything that is no step of the map."""
        step = self.definition.by_id[step_id]
        if not step.is_step:
            raise KeyError(step_id)
        return Line(step=step, cells=_cells(step), stored=self.rows.get(step_id))

    @property
    def assumed_count(self) -> int:
        """How many cells of all steps nobody has stated or confirmed."""
        return sum(line.assumed_count for line in self.lines)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that some step of the map has: without people, no deadline."""
        humans = any(step.kind is NodeKind.USER_TASK for step in self.definition.steps)
        return tuple(column for column in COLUMNS if humans or not column.humans_only)


def matrix_for(project: Project) -> Matrix | None:
    """The matrix of the current map; None without a map. Two queries."""
    version = current_map(project)
    if version is None:
        return None
    rows = {row.step_id: row for row in _rows(project)}
    definition, dormant = _stated(version.definition, rows.values())
    return Matrix(map_version=version, definition=definition, rows=rows, dormant=dormant)


def definition_for(project: Project) -> Definition | None:
    """The current map with its requirement matrix; None without a map. Two queries."""
    matrix = matrix_for(project)
    return matrix.definition if matrix else None


def map_notes(project: Project) -> tuple[Finding, ...]:
    """What Podium did not understand of the current map, and which stated cells have no place in
    it any more. Two queries."""
    matrix = matrix_for(project)
    return (*matrix.map_version.notes, *matrix.dormant) if matrix else ()


def _rows(project: Project) -> Iterable[MatrixRow]:
    rows = MatrixRow.objects.filter(project=project).select_related("updated_by")
    return rows.order_by("step_id")


def _cells(step: Node) -> tuple[Cell, ...]:
    known = frozenset(column.id for column in applicable(step))
    assumed = (step.requirements or Requirements()).assumed
    return tuple(
        Cell(
            column=column,
            text=column.text(step),
            assumed=column.id in assumed and column.id in known,
            applies=column.id in known,
        )
        for column in COLUMNS
    )


def _stated(
    definition: Definition, rows: Iterable[MatrixRow]
) -> tuple[Definition, tuple[Finding, ...]]:
    """The definition with the stated cells, and a finding for each that found no place."""
    dormant: list[Finding] = []
    steps = {step.id for step in definition.steps}
    for row in rows:
        if row.step_id not in steps:
            dormant.append(_gone(row))
            continue
        known = {name: text for name, text in row.values.items() if name in COLUMNS_BY_ID}
        definition, errors = with_cells(definition, row.step_id, known)
        dormant += [_unfitting(row, name, message) for name, message in errors.items()]
    return definition, tuple(dormant)


def _gone(row: MatrixRow) -> Finding:
    return Finding(
        code="matrix-row-dormant",
        severity=Severity.LOW,
        where="",
        message=f"Requirements were stated for “{row.step_id}”, which the current map lacks.",
        mend="They are kept and return with the step, should a later map have it again.",
    )


def _unfitting(row: MatrixRow, column_id: str, message: str) -> Finding:
    return Finding(
        code="matrix-cell-dormant",
        severity=Severity.MEDIUM,
        where=row.step_id,
        message=f"“{row.values[column_id]}” no longer fits the current map: {message}.",
        mend="State the cell again in the requirement matrix.",
    )
