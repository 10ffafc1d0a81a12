"""Compare what a file would change with what people changed since the file was written.

Three texts per cell: the one that the file was written with, the one stored now (theirs), the one
in the file (mine). Where the file left the cell alone, theirs stays; where both changed it to
different texts, it is a conflict and somebody chooses.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workflows.definition.columns import COLUMNS_BY_ID
from workflows.definition.matrix import shown
from workflows.formats.matrix import NOTE, CellChange, CellError, MatrixChange
from workflows.models import CellEdit
from workflows.selectors.matrix import Matrix
from workflows.selectors.matrix_history import edits_since

__all__ = ["Conflict", "Named", "NamedError", "Proposal", "proposal"]


@dataclass(frozen=True, slots=True)
class Named:
    """A change with the names that people know."""

    change: CellChange
    step: str
    column: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """Names the cell in forms."""
        return f"{self.change.column}:{self.change.step}"


@dataclass(frozen=True, slots=True)
class NamedError:
    """An error with the names that people know."""

    error: CellError
    step: str
    column: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that a colleague changed, ``last`` by this edit, since the file was written."""

    mine: Named
    last: CellEdit


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file or block would change here and now. ``kept`` counts cells that a colleague
    changed and the file left alone."""

    change: MatrixChange
    changes: tuple[Named, ...]
    conflicts: tuple[Conflict, ...]
    errors: tuple[NamedError, ...]
    kept: int

    @property
    def missing_labels(self) -> list[str]:
        """The columns that the file lacks."""
        return [COLUMNS_BY_ID[name].label for name in self.change.missing_columns]

    def cells(self, mine: Collection[str] = ()) -> dict[str, dict[str, str]]:
        """The cells to state, by step and column; of the conflicts those whose key is in
        ``mine``."""
        found: dict[str, dict[str, str]] = {}
        for one in self._wanted(mine):
            if one.column != NOTE and one.is_stated:
                text = self.change.stated[one.step][one.column]
                found.setdefault(one.step, {})[one.column] = text
        return found

    def notes(self, mine: Collection[str] = ()) -> dict[str, str]:
        """The notes to write, by step."""
        return {one.step: one.after for one in self._wanted(mine) if one.column == NOTE}

    def _wanted(self, mine: Collection[str]) -> list[CellChange]:
        chosen = [one.mine for one in self.conflicts if one.mine.key in mine]
        return [one.change for one in (*self.changes, *chosen)]


def proposal(matrix: Matrix, change: MatrixChange) -> Proposal:
    """The change, less what colleagues changed since. At most one query."""
    stale = {
        step_id: version
        for step_id, version in change.versions.items()
        if step_id in matrix.rows and matrix.rows[step_id].version > version
    }
    since = edits_since(matrix.workflow_map, stale)
    changes, conflicts, kept = [], [], 0
    for one in change.changes:
        edits = since.get((one.step, one.column))
        if not edits or not one.is_stated:
            changes.append(named(matrix, one))
        elif one.after == edits[0].before:
            kept += 1
        else:
            conflicts.append(Conflict(named(matrix, one), edits[-1]))
    stated = {one.change.step for one in changes if one.change.is_stated}
    return Proposal(
        change=change,
        changes=tuple(c for c in changes if c.change.is_stated or c.change.step in stated),
        conflicts=tuple(conflicts),
        errors=tuple(_named_error(matrix, error) for error in change.errors),
        kept=kept,
    )


def named(matrix: Matrix, change: CellChange) -> Named:
    """The change with the names of step, column, participants and other steps."""
    step = matrix.definition.by_id[change.step].name or change.step
    if change.column == NOTE:
        return Named(change, step, "Note", change.before, change.after)
    column = COLUMNS_BY_ID[change.column]
    return Named(
        change,
        step,
        column.label,
        shown(matrix.definition, column, change.before),
        shown(matrix.definition, column, change.after),
    )


def _named_error(matrix: Matrix, error: CellError) -> NamedError:
    node = matrix.definition.by_id.get(error.step)
    column = COLUMNS_BY_ID.get(error.column)
    name = column.label if column else "Note" if error.column == NOTE else ""
    return NamedError(error, (node.name or node.id) if node else "", name)
