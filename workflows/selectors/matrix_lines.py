"""Cells and lines of the requirement matrix, with how each cell came to its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from workflows.definition.columns import Column, applicable, requirements_of
from workflows.definition.matrix import shown
from workflows.definition.model import Definition, Node
from workflows.models import EditKind, MatrixRow

__all__ = ["Cell", "CellState", "Line", "Mark", "Share", "line_of", "share_of"]


class CellState(StrEnum):
    """How sure a cell's text is."""

    ASSUMED = "assumed"
    """A default that nobody has stated or confirmed."""
    MAPPED = "mapped"
    """It stands in the map's file."""
    STATED = "stated"
    """Somebody stated it in the matrix."""
    CONFIRMED = "confirmed"
    """Somebody confirmed it as it stood."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who stated or confirmed a cell (a user's id, None where they are gone), and when."""

    kind: EditKind
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some cells somebody has stated or confirmed."""

    known: int
    total: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all; 100 where there are none."""
        return 100 * self.known // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``text`` as it is stored, ``shown`` as people read it (names in place of ids).
    ``applies`` is False where the step has no such column; ``mark`` is None where nobody stated
    the cell, or did so before marks were kept."""

    column: Column
    text: str
    shown: str
    state: CellState
    applies: bool
    mark: Mark | None = None

    @property
    def assumed(self) -> bool:
        """Whether nobody has stated or confirmed it."""
        return self.applies and self.state is CellState.ASSUMED


@dataclass(frozen=True)
class Line:
    """One row: the step, its cells in the order of the matrix's groups, and the stored row, if
    any."""

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
    def note(self) -> str:
        """The free text on the step."""
        return self.stored.note if self.stored else ""

    @cached_property
    def assumed_count(self) -> int:
        """How many cells nobody has stated or confirmed."""
        return sum(cell.assumed for cell in self.cells)

    @cached_property
    def share(self) -> Share:
        """How many of the cells somebody has stated or confirmed."""
        return share_of(self.cells)

    @property
    def last_mark(self) -> Mark | None:
        """Who stated or confirmed a cell of the line last."""
        marks = [cell.mark for cell in self.cells if cell.mark]
        return max(marks, key=lambda mark: mark.at, default=None)


def share_of(cells: Iterable[Cell]) -> Share:
    """How many of these cells somebody has stated or confirmed."""
    applying = [cell for cell in cells if cell.applies]
    return Share(sum(not cell.assumed for cell in applying), len(applying))


def line_of(
    definition: Definition, step: Node, columns: Iterable[Column], stored: MatrixRow | None
) -> Line:
    """The line of a step."""
    known = {column.id for column in applicable(step)}
    assumed = requirements_of(step).assumed
    marks = _marks(stored)
    cells = tuple(
        _cell(definition, step, column, column.id in known, assumed, stored, marks)
        for column in columns
    )
    return Line(step=step, cells=cells, stored=stored)


def _cell(
    definition: Definition,
    step: Node,
    column: Column,
    applies: bool,
    assumed: frozenset[str],
    stored: MatrixRow | None,
    marks: Mapping[str, Mark],
) -> Cell:
    text = column.text(step)
    return Cell(
        column=column,
        text=text,
        shown=shown(definition, column, text),
        state=_state(column.id, assumed, stored, marks),
        applies=applies,
        mark=marks.get(column.id),
    )


def _state(
    name: str, assumed: frozenset[str], stored: MatrixRow | None, marks: Mapping[str, Mark]
) -> CellState:
    if name in assumed:
        return CellState.ASSUMED
    if stored is None or name not in stored.values:
        return CellState.MAPPED
    is_confirmed = name in marks and marks[name].kind is EditKind.CONFIRMED
    return CellState.CONFIRMED if is_confirmed else CellState.STATED


def _marks(stored: MatrixRow | None) -> dict[str, Mark]:
    if stored is None:
        return {}
    return {
        name: Mark(EditKind(mark["kind"]), mark["by"], datetime.fromisoformat(mark["at"]))
        for name, mark in stored.marks.items()
        if name in stored.values
    }
