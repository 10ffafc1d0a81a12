"""Read the requirement matrix: the map's steps with what people stated about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from projects.models import Project
from workflows.definition.columns import COLUMNS_BY_ID, Column, ColumnKind, applicable
from workflows.definition.findings import Finding, Severity
from workflows.definition.matrix import with_cells
from workflows.definition.model import Definition, Node, NodeKind, Requirements
from workflows.models import MapVersion, MatrixRow, WorkflowMap
from workflows.selectors.maps import current_map, workflow_map

__all__ = ["Cell", "Group", "Line", "Matrix", "definition_for", "map_notes", "matrix_for"]


_RETRY = (
    "max_attempts",
    "initial_interval",
    "backoff",
    "max_interval",
    "jitter",
    "non_retryable",
)
_GROUPS = (
    ("Who", ("participant",)),
    ("Result", ("consistency", "effect", "idempotent", "compensation")),
    ("Time", ("duration_mean", "duration_p95", "timeout")),
    ("Failure", ("transient", "permanent", "on_failure")),
    ("Retry", _RETRY),
    ("People", ("deadline", "escalation")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together under one heading."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``text`` as it is stored, ``shown`` as people read it (names in place of ids).
    ``applies`` is False where the step has no such column."""

    column: Column
    text: str
    shown: str
    assumed: bool
    applies: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the step, who performs it, its cells in the order of the matrix's groups, and the
    stored row, if any."""

    step: Node
    cells: tuple[Cell, ...]
    stored: MatrixRow | None

    def cell(self, column_id: str) -> Cell:
        """The cell of a column. Raises ``KeyError`` where the step has no such column."""
        found = {cell.column.id: cell for cell in self.cells if cell.applies}
        return found[column_id]

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
    """The matrix of a map. ``definition`` is its current version (None: a draft of a map that has
    none) with all stated cells; ``dormant`` tells which stated cells found no place in it."""

    workflow_map: WorkflowMap
    version: MapVersion | None
    definition: Definition
    rows: Mapping[str, MatrixRow]
    dormant: tuple[Finding, ...]

    @property
    def map_version(self) -> MapVersion:
        """The current version. Raises ``LookupError`` for a draft of a map that has none."""
        if self.version is None:
            raise LookupError(f"{self.workflow_map} has no version yet")
        return self.version

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One line a step, in the order of the map."""
        return tuple(self.line(step.id) for step in self.definition.steps)

    def line(self, step_id: str) -> Line:
        """The line of one step. Raises ``KeyError`` for anything that is no step of the map."""
        step = self.definition.by_id[step_id]
        if not step.is_step:
            raise KeyError(step_id)
        columns = [column for group in self.groups for column in group.columns]
        cells = tuple(_cell(self.definition, step, column) for column in columns)
        return Line(step=step, cells=cells, stored=self.rows.get(step_id))

    @property
    def assumed_count(self) -> int:
        """How many cells of all steps nobody has stated or confirmed."""
        return sum(line.assumed_count for line in self.lines)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The columns that some step of the map has, under their headings: no people, no
        deadline."""
        humans = any(step.kind is NodeKind.USER_TASK for step in self.definition.steps)
        groups = (
            Group(title, tuple(COLUMNS_BY_ID[name] for name in ids)) for title, ids in _GROUPS
        )
        return tuple(
            group for group in groups if humans or not any(c.humans_only for c in group.columns)
        )


def matrix_for(
    project: Project, map_key: str = "", *, drawn: Definition | None = None
) -> Matrix | None:
    """The matrix of the current version of a map; None without one. Three queries.

    ``drawn`` takes the place of that version's definition: a draft, which has no version yet.
    """
    owner = workflow_map(project, map_key)
    version = None if owner is None else current_map(project, owner.key)
    drawn = drawn or (version.definition if version else None)
    if owner is None or drawn is None:
        return None
    rows = {row.step_id: row for row in _rows(owner)}
    definition, dormant = _stated(drawn, rows.values())
    return Matrix(
        workflow_map=owner, version=version, definition=definition, rows=rows, dormant=dormant
    )


def definition_for(project: Project, map_key: str = "") -> Definition | None:
    """The current map with its requirement matrix; None without a map. Three queries."""
    matrix = matrix_for(project, map_key)
    return matrix.definition if matrix else None


def map_notes(project: Project, map_key: str = "") -> tuple[Finding, ...]:
    """What Podium did not understand of the current map, and which stated cells have no place in
    it any more. Three queries."""
    matrix = matrix_for(project, map_key)
    if matrix is None:
        return ()
    notes = matrix.version.notes if matrix.version else ()
    return (*notes, *matrix.dormant)


def _rows(owner: WorkflowMap) -> Iterable[MatrixRow]:
    rows = MatrixRow.objects.filter(workflow_map=owner).select_related("updated_by")
    return rows.order_by("step_id")


def _cell(definition: Definition, step: Node, column: Column) -> Cell:
    applies = column in applicable(step)
    assumed = (step.requirements or Requirements()).assumed
    text = column.text(step)
    return Cell(
        column=column,
        text=text,
        shown=_shown(definition, column, text),
        assumed=applies and column.id in assumed,
        applies=applies,
    )


def _shown(definition: Definition, column: Column, text: str) -> str:
    if column.kind is ColumnKind.PARTICIPANT and text in definition.participants_by_id:
        return definition.participants_by_id[text].name or text
    if column.kind is ColumnKind.STEP and text in definition.by_id:
        return definition.by_id[text].name or text
    return text


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
