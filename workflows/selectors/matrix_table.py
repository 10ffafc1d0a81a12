"""The requirement matrix as one looks at it: some columns, some lines, in some order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

from workflows.definition.column_sets import ALL, COLUMN_SETS, ColumnSet, Group
from workflows.definition.columns import COLUMNS_BY_ID, Column, ColumnKind
from workflows.definition.kinds import NodeKind
from workflows.selectors.matrix import Matrix
from workflows.selectors.matrix_lines import Cell, Line, Share, share_of

__all__ = ["COMPLETE", "NAME", "PAGE_SIZE", "Choice", "MatrixTable", "TableLine", "scope_of"]

PAGE_SIZE = 100
"""More lines come on further pages, so that 500 steps open as fast as 100."""

NAME, COMPLETE = "step", "complete"
"""What lines can be sorted by besides the columns."""

_NUMERIC = frozenset({ColumnKind.DURATION, ColumnKind.SHARE, ColumnKind.NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which lines in which order; empty values choose nothing. ``sort`` is a column's id, ``NAME``
    or ``COMPLETE``; empty is the order of the map. ``page`` counts from 1."""

    text: str = ""
    participant: str = ""
    kind: str = ""
    scope: str = ""
    assumed_only: bool = False
    sort: str = ""
    descending: bool = False
    columns: ColumnSet = ALL
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether lines may be left out."""
        return bool(self.text or self.participant or self.kind or self.scope or self.assumed_only)


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line with the cells that are shown, and how complete these are."""

    line: Line
    cells: tuple[Cell, ...]
    share: Share


@dataclass(frozen=True)
class MatrixTable:
    """A matrix under a choice. No queries beyond the matrix's own."""

    matrix: Matrix
    choice: Choice

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The headings that have a chosen column, each with those columns."""
        groups = (
            Group(group.title, tuple(c for c in group.columns if self._has(c)))
            for group in self.matrix.groups
        )
        return tuple(group for group in groups if group.columns)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The chosen columns in order."""
        return tuple(column for group in self.groups for column in group.columns)

    @cached_property
    def found(self) -> tuple[Line, ...]:
        """The lines of all pages, in order."""
        lines = [line for line in self.matrix.lines if self._is_wanted(line)]
        key = _sort_key(self.choice.sort)
        if key is None:
            return tuple(reversed(lines)) if self.choice.descending else tuple(lines)
        having = [line for line in lines if key(line) is not None]
        lacking = [line for line in lines if key(line) is None]
        having.sort(key=key, reverse=self.choice.descending)
        return (*having, *lacking)

    @cached_property
    def lines(self) -> tuple[TableLine, ...]:
        """The lines of this page."""
        first = (self.page - 1) * PAGE_SIZE
        return tuple(self.shown(line) for line in self.found[first : first + PAGE_SIZE])

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-len(self.found) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page that is shown: the chosen one, or the last."""
        return min(max(1, self.choice.page), self.pages)

    @property
    def page_numbers(self) -> range:
        """From 1 to the last."""
        return range(1, self.pages + 1)

    @cached_property
    def share(self) -> Share:
        """How complete the chosen columns are over all lines of the matrix."""
        return self.matrix.share_in(self.choice.columns)

    @cached_property
    def sets(self) -> tuple[tuple[ColumnSet, Share], ...]:
        """Every set of columns that this matrix has any of, with how complete it is."""
        present = {column.id for column in self.matrix.columns}
        sets = [one for one in COLUMN_SETS.values() if one.columns & present]
        return tuple((one, self.matrix.share_in(one)) for one in sets)

    @cached_property
    def kinds(self) -> tuple[NodeKind, ...]:
        """The kinds of step that the matrix has."""
        return tuple(dict.fromkeys(line.step.kind for line in self.matrix.lines))

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that hold steps, as ``scope_of`` names them."""
        found = dict.fromkeys(scope_of(line) for line in self.matrix.lines)
        return tuple(scope for scope in found if scope)

    def shown(self, line: Line) -> TableLine:
        """A line with the chosen columns."""
        cells = tuple(cell for cell in line.cells if self._has(cell.column))
        return TableLine(line, cells, share_of(cells))

    def _has(self, column: Column) -> bool:
        return column.id in self.choice.columns.columns

    def _is_wanted(self, line: Line) -> bool:
        choice = self.choice
        return (
            (not choice.participant or line.step.participant == choice.participant)
            and (not choice.kind or line.step.kind.value == choice.kind)
            and (not choice.scope or scope_of(line) == choice.scope)
            and (not choice.assumed_only or bool(self._assumed(line)))
            and choice.text.casefold() in _searchable(line, choice.text)
        )

    def _assumed(self, line: Line) -> int:
        return sum(cell.assumed for cell in line.cells if self._has(cell.column))


def scope_of(line: Line) -> str:
    """The names of the scopes around a step, outermost first; empty in the process itself."""
    return " › ".join(line.step.path)


def _searchable(line: Line, wanted: str) -> str:
    if not wanted:
        return ""
    texts: Iterable[str] = (cell.shown for cell in line.cells if cell.applies)
    return "\n".join((line.step.id, line.step.name, line.note, *texts)).casefold()


def _sort_key(sort: str) -> Callable[[Line], Any] | None:
    """A key for lines, None for those without the column; None for the order of the map. No
    deadline is the longest."""
    if sort == NAME:
        return lambda line: (line.step.name or line.step.id).casefold()
    if sort == COMPLETE:
        return lambda line: line.share.known / max(1, line.share.total)
    if sort not in COLUMNS_BY_ID:
        return None
    column = COLUMNS_BY_ID[sort]

    def key(line: Line) -> Any:
        cell = next((c for c in line.cells if c.column is column and c.applies), None)
        if cell is None or not cell.text:
            return None
        if column.kind not in _NUMERIC:
            return cell.shown.casefold()
        value = column.parse(cell.text)
        return inf if value is None else value

    return key
