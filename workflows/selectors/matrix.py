"""Read the requirement matrix: the map's steps with what people stated about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from projects.models import Project, User
from workflows.definition.column_sets import ALL, GROUPS, ColumnSet, Group
from workflows.definition.columns import COLUMNS_BY_ID, Column
from workflows.definition.findings import Finding, Severity
from workflows.definition.linking import Linked, calls_of, linked
from workflows.definition.matrix import with_cells_of
from workflows.definition.model import Definition, NodeKind
from workflows.formats.matrix import RowFacts
from workflows.models import MapVersion, MatrixRow, WorkflowMap
from workflows.selectors.library import current_versions, rows_of
from workflows.selectors.maps import current_map, workflow_map
from workflows.selectors.matrix_lines import Cell, CellState, Line, Share, line_of, share_of

__all__ = [
    "Cell",
    "CellState",
    "Group",
    "Line",
    "Matrix",
    "definition_for",
    "map_notes",
    "matrix_for",
]


@dataclass(frozen=True)
class Matrix:
    """The matrix of a map. ``drawn`` is the definition of its current version (``version`` is None
    for a draft of a map that has none), ``definition`` the same with all stated cells; ``dormant``
    tells which of these found no place in it."""

    workflow_map: WorkflowMap
    version: MapVersion | None
    drawn: Definition
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
        return line_of(self.definition, step, self.columns, self.rows.get(step_id))

    @property
    def assumed_count(self) -> int:
        """How many cells of all steps nobody has stated or confirmed."""
        return sum(line.assumed_count for line in self.lines)

    @cached_property
    def share(self) -> Share:
        """How many cells of all steps somebody has stated or confirmed."""
        return self.share_in(ALL)

    def share_in(self, wanted: ColumnSet) -> Share:
        """The same within a set of columns."""
        shares = [share for name, share in self._shares.items() if name in wanted.columns]
        return Share(sum(one.known for one in shares), sum(one.total for one in shares))

    @cached_property
    def _shares(self) -> dict[str, Share]:
        """The same column by column."""
        columns = zip(*(line.cells for line in self.lines), strict=True)
        return {cells[0].column.id: share_of(cells) for cells in columns}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The columns that some step of the map has, under their headings: no people, no
        deadline."""
        humans = any(step.kind is NodeKind.USER_TASK for step in self.definition.steps)
        return tuple(
            group for group in GROUPS if humans or not any(c.humans_only for c in group.columns)
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all groups, in order."""
        return tuple(column for group in self.groups for column in group.columns)

    @property
    def versions(self) -> dict[str, int]:
        """The version of each stored row, by step."""
        return {step_id: row.version for step_id, row in self.rows.items()}

    @cached_property
    def people(self) -> Mapping[int, User]:
        """Whoever stated or confirmed a cell, by id. One query when first asked."""
        marks = (mark for row in self.rows.values() for mark in row.marks.values())
        return User.objects.in_bulk({mark["by"] for mark in marks if mark["by"]})

    def facts(self) -> dict[str, RowFacts]:
        """What a file says of each row besides its cells, by step. At most one query."""
        return {line.step.id: self._facts_of(line) for line in self.lines}

    def _facts_of(self, line: Line) -> RowFacts:
        last = line.last_mark
        return RowFacts(
            note=line.note,
            version=line.version,
            known_by=str(self.people.get(last.by or 0, "")) if last else "",
            known_at=last.at.isoformat(timespec="seconds") if last else "",
        )


def matrix_for(
    project: Project, map_key: str = "", *, drawn: Definition | None = None
) -> Matrix | None:
    """The matrix of the current version of a map; None without one. Three queries, five where it
    calls maps of the library.

    ``drawn`` takes the place of that version's definition: a draft, which has no version yet.
    """
    owner = workflow_map(project, map_key)
    version = None if owner is None else current_map(project, owner.key)
    drawn = drawn or (version.definition if version else None)
    if owner is None or drawn is None:
        return None
    rows = {row.step_id: row for row in _rows(owner)}
    definition, dormant = _stated(drawn, rows.values())
    whole = _linked(owner, definition)
    definition, dormant = whole.definition, (*dormant, *whole.findings)
    return Matrix(
        workflow_map=owner,
        version=version,
        drawn=drawn,
        definition=definition,
        rows=rows,
        dormant=dormant,
    )


def _linked(owner: WorkflowMap, definition: Definition) -> Linked:
    """The map with the maps of its project's library that it calls, each with its matrix."""
    if not calls_of(definition):
        return Linked(definition)
    versions = {v.workflow_map.key: v for v in current_versions(owner.project)}
    rows = rows_of(version.workflow_map_id for version in versions.values())
    maps = {
        key: _stated(version.definition, rows.get(version.workflow_map_id, ()))[0]
        for key, version in versions.items()
    }
    return linked(definition, maps, key=owner.key)


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


def _rows(owner: WorkflowMap) -> QuerySet[MatrixRow]:
    rows = MatrixRow.objects.filter(workflow_map=owner).select_related("updated_by")
    return rows.order_by("step_id")


def _stated(
    definition: Definition, rows: Collection[MatrixRow]
) -> tuple[Definition, tuple[Finding, ...]]:
    """The definition with the stated cells, and a finding for each that found no place."""
    steps = {step.id for step in definition.steps}
    dormant = [_gone(row) for row in rows if row.step_id not in steps and row.values]
    found = {row.step_id: row for row in rows if row.step_id in steps}
    texts = {
        step_id: {name: text for name, text in row.values.items() if name in COLUMNS_BY_ID}
        for step_id, row in found.items()
    }
    definition, errors = with_cells_of(definition, texts)
    dormant += [
        _unfitting(found[step_id], name, message)
        for step_id, failed in errors.items()
        for name, message in failed.items()
    ]
    return definition, tuple(dormant)


def _gone(row: MatrixRow) -> Finding:
    return Finding(
        code="matrix-row-dormant",
        severity=Severity.LOW,
        where="",
        message=f"Requirements were stated for a step the current map lacks, “{row.step_id}”.",
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
